import type { IdentityRow, Result, WorkloadRow } from '../result/types.ts';
import { ageText } from '../shared/age.ts';
import { componentRows } from './component-rows.ts';
import { namesInChain } from './details/exposure-chain.ts';
import { namespacesDrawing } from './details/namespace.ts';
import { networkSection } from './network-section.ts';
import type { Section } from './section-names.ts';
import type { Drawing } from './selection.ts';
import { addressText, numberOf, some } from './text.ts';

/** Workloads in one cell; `-o json` has all. */
const MAX_USERS = 3;

const qualified = (namespace: string | undefined, name: string) =>
  namespace ? `${namespace}/${name}` : name;

/** READY of kubectl: Pods that are ready of those that are wanted. */
function readyText(row: WorkloadRow): string {
  if (row.replicas !== undefined) return `${row.ready ?? '?'}/${row.replicas}`;
  return row.pods === 0 ? '-' : `${row.ready ?? '?'}/${numberOf(row, 'pods')}`;
}

/** Only ServiceAccounts are in a namespace. */
function placeAndName({ kind, subject }: IdentityRow): { namespace?: string; name: string } {
  const slash = kind === 'ServiceAccount' ? subject.indexOf('/') : -1;
  return slash < 0
    ? { name: subject }
    : { namespace: subject.slice(0, slash), name: subject.slice(slash + 1) };
}

/** Every section as a table. */
export const DRAWINGS: { readonly [S in Section]: (result: Result) => Drawing } = {
  'control-plane': ({ controlPlane }) => ({
    head: ['COMPONENT', 'INSTANCE', 'VERSION', 'READY', 'RESTARTS', 'OBSERVED IN'],
    wideHead: ['FLAGS'],
    rows: controlPlane.flatMap(componentRows),
  }),
  nodes: ({ nodes, takenAt }) => ({
    head: ['NAME', 'STATUS', 'ROLES', 'AGE', 'VERSION', 'ZONE', 'PODS', 'EXTERNAL-IP'],
    wideHead: ['INTERNAL-IP', 'OS', 'KERNEL', 'RUNTIME', 'TYPE', 'TAINTS', 'POOL'],
    rows: nodes.map((node) => ({
      kinds: ['Node'],
      name: node.name,
      record: node,
      row: [
        node.name,
        [
          node.problems.length > 0 ? node.problems.join(',') : 'Ready',
          node.unschedulable ? 'SchedulingDisabled' : '',
        ]
          .filter((part) => part !== '')
          .join(','),
        node.roles.join(','),
        ageText(node.created, takenAt),
        node.version ?? '?',
        node.zone ?? '-',
        numberOf(node, 'pods'),
        node.externalIPs.join(',') || '-',
      ],
      wide: [
        node.internalIPs.join(','),
        node.os ?? '',
        node.kernel ?? '',
        node.runtime ?? '',
        node.instanceType ?? '-',
        node.taints.join(',') || '-',
        node.pool,
      ],
    })),
  }),
  namespaces: namespacesDrawing,
  workloads: ({ workloads, takenAt }) => ({
    head: ['NAMESPACE', 'KIND', 'NAME', 'READY', 'AGE', 'HOST ACCESS'],
    wideHead: ['SERVICE ACCOUNT', 'SCHEDULE', 'IMAGES'],
    rows: workloads.map((row) => ({
      // The table marks static pods; kubectl's kind for them is Pod.
      kinds: row.kind === 'StaticPod' ? ['Pod', row.kind] : [row.kind],
      name: qualified(row.namespace, row.name),
      namespace: row.namespace,
      record: row,
      row: [
        row.namespace,
        row.kind,
        row.name,
        readyText(row),
        ageText(row.created, takenAt),
        row.traits.join(',') || '-',
      ],
      wide: [row.serviceAccount ?? 'default', row.schedule ?? '-', row.images.join(' ')],
    })),
  }),
  addons: ({ addons }) => ({
    head: ['NAME', 'CATEGORY', 'VERSION', 'STATE', 'NAMESPACES', 'MODE'],
    wideHead: ['COMPONENTS', 'NOTES'],
    rows: addons.map((row) => ({
      kinds: [],
      name: row.id,
      alias: row.name,
      record: row,
      row: [
        row.name,
        row.category,
        row.version ?? '?',
        row.state ?? '?',
        row.namespaces.join(',') || '-',
        row.form ?? '-',
      ],
      wide: [
        row.components.map(({ name, ready }) => `${name} ${ready ?? ''}`.trim()).join(', '),
        row.notes.join('; '),
      ],
    })),
  }),
  storage: ({ storage, takenAt }) => ({
    head: [
      'NAMESPACE',
      'KIND',
      'NAME',
      'STATUS',
      'VOLUME',
      'CAPACITY',
      'CLASS OR TYPE',
      'DRIVER',
      'AGE',
      'USED BY',
    ],
    wideHead: ['STATE', 'ZONES', 'DETAIL'],
    rows: storage.map((row) => ({
      kinds: [row.kind],
      name: qualified(row.namespace, row.name),
      namespace: row.namespace,
      record: row,
      row: [
        row.namespace ?? '-',
        row.kind,
        row.name + (row.isDefault ? ' (default)' : ''),
        row.phase ?? '-',
        row.volume ?? '-',
        row.capacity ?? '-',
        row.type ?? '-',
        row.driver ?? '-',
        ageText(row.created, takenAt),
        some(row.usedBy ?? (row.claim === undefined ? [] : [row.claim]), MAX_USERS) || '-',
      ],
      wide: [row.state ?? '-', row.zones?.join(' ') ?? '-', row.detail],
    })),
  }),
  exposure: ({ entryPoints }) => ({
    head: ['NAMESPACE', 'TYPE', 'NAME', 'REACH', 'ADDRESS', 'PORTS', 'TLS', 'TARGET'],
    wideHead: ['HOSTS', 'CONTROLLER'],
    rows: entryPoints.map((row) => ({
      kinds: [row.object.kind],
      name: qualified(row.object.namespace, row.object.name),
      namespace: row.object.namespace,
      others: namesInChain(row),
      record: row,
      row: [
        row.object.namespace ?? '-',
        row.type,
        row.object.name,
        row.reach,
        addressText(row) || '-',
        row.ports.join(',') || '-',
        row.tls === undefined ? '-' : row.tls ? 'yes' : 'no',
        row.target ?? '-',
      ],
      wide: [row.hosts.join(',') || '-', row.controller ?? '-'],
    })),
  }),
  network: networkSection,
  certificates: ({ certificates }) => ({
    head: ['NAMESPACE', 'OBSERVED IN', 'USAGE', 'SUBJECT', 'EXPIRES', 'DAYS LEFT'],
    wideHead: ['ISSUER', 'CA', 'KEY', 'SIGNATURE', 'VALID FROM'],
    rows: certificates.map((row) => {
      const holder = `${row.holder} ${row.name}${row.part === undefined ? '' : ` (${row.part})`}`;
      return {
        kinds: [row.holder],
        name: qualified(row.namespace, row.name),
        namespace: row.namespace,
        record: row,
        row: [
          row.namespace ?? '-',
          holder,
          row.use,
          row.subject,
          row.notAfter.slice(0, 10),
          String(row.daysLeft),
        ],
        wide: [
          row.issuer,
          row.isCA ? 'yes' : 'no',
          row.key ?? '?',
          row.signature ?? '?',
          row.notBefore.slice(0, 10),
        ],
      };
    }),
  }),
  identities: ({ identities }) => ({
    head: ['NAMESPACE', 'KIND', 'NAME', 'PRIVILEGES', 'BINDINGS'],
    wideHead: ['BUILT-IN', 'PODS'],
    rows: identities.map((row) => {
      const { namespace, name } = placeAndName(row);
      return {
        kinds: [row.kind],
        name: row.subject,
        namespace,
        record: row,
        row: [
          namespace ?? '-',
          row.kind,
          name,
          [...row.permissions, ...(row.uncollectedRoles ? ['?'] : [])].join('; ') || '-',
          row.bindings.join('; '),
        ],
        wide: [row.builtIn ? 'yes' : 'no', row.kind === 'ServiceAccount' ? numberOf(row, 'pods') : '-'],
      };
    }),
  }),
};

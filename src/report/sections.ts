import type { NamespaceRow, Result } from '../result/types.ts';
import { printable } from '../shared/text.ts';
import type { ReportOptions } from './options.ts';
import { componentRows } from './component-rows.ts';
import { chainTexts, namesInChain } from './details/exposure-chain.ts';
import { detailTexts } from './details/index.ts';
import { namespaceReport, namespacesDrawing, namespaceText } from './details/namespace.ts';
import { storageChains } from './details/storage.ts';
import { networkSection } from './network-section.ts';
import type { Drawing } from './selection.ts';
import { means, typedName } from './selection.ts';
import { table } from './table.ts';
import { addressText, numberOf, some } from './text.ts';

/** Workloads in one cell; `-o json` has all. */
const MAX_USERS = 3;

export const SECTIONS = [
  'control-plane',
  'nodes',
  'namespaces',
  'workloads',
  'addons',
  'storage',
  'exposure',
  'network',
  'identities',
  'certificates',
] as const;
export type Section = (typeof SECTIONS)[number];

/** The records of a section, for `-o json` and `-o yaml`: those that match a name, or all. */
export function sectionData(result: Result, section: Section, name?: string): readonly object[] {
  const records = [...new Set(select(result, section, name).map(({ record }) => record))];
  const [only] = records;
  return section === 'namespaces' && name !== undefined && records.length === 1 && only !== undefined
    ? [namespaceReport(result, only as NamespaceRow)]
    : records;
}

/** `ns/name` or `name` of every record, as typed by users. */
export function namesOf(result: Result, section: Section): string[] {
  return [...new Set(draw(result, section).rows.map(({ name }) => name))];
}

/** `kind/ns/name` of the records that match a name, or of all, for `-o name`. */
export function typedNames(result: Result, section: Section, name?: string): string[] {
  return [...new Set(select(result, section, name).map(typedName))];
}

/** One section as a table; empty text for an empty section. */
export function sectionTable(
  result: Result,
  section: Section,
  name: string | undefined,
  options: ReportOptions,
): string {
  const { head, wideHead } = draw(result, section);
  const rows = select(result, section, name);
  const drawn = table(
    options.wide ? [...head, ...wideHead] : head,
    rows.map(({ row, wide }) => (options.wide ? [...row, ...wide] : row).map(printable)),
    options,
  );
  if (name === undefined) return drawn;
  const named = new Set(rows.map(({ record }) => record));
  const [only] = named;
  if (section === 'namespaces' && named.size === 1 && only !== undefined)
    return namespaceText(namespaceReport(result, only as NamespaceRow), options);
  // The row of an add-on with a model of its own is followed by its tables, that of a volume and of an entry point by its chain.
  return [
    drawn,
    ...detailTexts(
      result.addons.filter((row) => named.has(row)),
      options,
    ),
    ...storageChains(
      result.storage,
      result.storage.filter((row) => named.has(row)),
      options,
    ),
    ...chainTexts(
      result.entryPoints.filter((row) => named.has(row)),
      options,
    ),
  ].join('\n\n');
}

/** A section with every column, cells sanitized for a terminal: for reports with their own tables. */
export function sectionCells(
  result: Result,
  section: Section,
): { head: readonly string[]; rows: readonly (readonly string[])[] } {
  const { head, wideHead, rows } = draw(result, section);
  return {
    head: [...head, ...wideHead],
    rows: rows.map(({ row, wide }) => [...row, ...wide].map(printable)),
  };
}

function select(result: Result, section: Section, name: string | undefined): Drawing['rows'] {
  const { rows } = draw(result, section);
  return name === undefined ? rows : rows.filter((row) => means(row, name));
}

function draw(result: Result, section: Section): Drawing {
  return DRAWINGS[section](result);
}

const qualified = (namespace: string | undefined, name: string) =>
  namespace ? `${namespace}/${name}` : name;

const DRAWINGS: { readonly [S in Section]: (result: Result) => Drawing } = {
  'control-plane': ({ controlPlane }) => ({
    head: ['COMPONENT', 'INSTANCE', 'VERSION', 'READY', 'RESTARTS', 'OBSERVED IN'],
    wideHead: ['FLAGS'],
    rows: controlPlane.flatMap(componentRows),
  }),
  nodes: ({ nodes }) => ({
    head: ['NAME', 'STATUS', 'ROLES', 'ZONE', 'VERSION', 'PODS', 'EXTERNAL-IP'],
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
        node.zone ?? '-',
        node.version ?? '?',
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
  namespaces: ({ namespaces }) => namespacesDrawing(namespaces),
  workloads: ({ workloads }) => ({
    head: ['NAMESPACE', 'KIND', 'NAME', 'READY', 'TRAITS'],
    wideHead: ['SERVICE ACCOUNT', 'IMAGES'],
    rows: workloads.map((row) => ({
      // The table marks static pods; kubectl's kind for them is Pod.
      kinds: row.kind === 'StaticPod' ? ['Pod', row.kind] : [row.kind],
      name: qualified(row.namespace, row.name),
      record: row,
      row: [
        row.namespace,
        row.kind,
        row.name,
        row.replicas === undefined ? numberOf(row, 'pods') : `${row.ready ?? '?'}/${row.replicas}`,
        row.traits.join(',') || '-',
      ],
      wide: [row.serviceAccount ?? 'default', row.images.join(' ')],
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
  storage: ({ storage }) => ({
    head: ['KIND', 'NAME', 'PHASE', 'CAPACITY', 'VOLUME', 'CLASS OR TYPE', 'DRIVER', 'USED BY'],
    wideHead: ['STATE', 'ZONES', 'DETAIL'],
    rows: storage.map((row) => ({
      kinds: [row.kind],
      name: qualified(row.namespace, row.name),
      record: row,
      row: [
        row.kind,
        qualified(row.namespace, row.name) + (row.isDefault ? ' (default)' : ''),
        row.phase ?? '-',
        row.capacity ?? '-',
        row.volume ?? '-',
        row.type ?? '-',
        row.driver ?? '-',
        some(row.usedBy ?? (row.claim === undefined ? [] : [row.claim]), MAX_USERS) || '-',
      ],
      wide: [row.state ?? '-', row.zones?.join(' ') ?? '-', row.detail],
    })),
  }),
  exposure: ({ entryPoints }) => ({
    head: ['REACH', 'TYPE', 'NAME', 'ADDRESS', 'PORTS', 'TLS'],
    wideHead: ['HOSTS', 'TARGET', 'CONTROLLER'],
    rows: entryPoints.map((row) => ({
      kinds: [row.object.kind],
      name: qualified(row.object.namespace, row.object.name),
      others: namesInChain(row),
      record: row,
      row: [
        row.reach,
        row.type,
        qualified(row.object.namespace, row.object.name),
        addressText(row) || '-',
        row.ports.join(',') || '-',
        row.tls === undefined ? '-' : row.tls ? 'yes' : 'no',
      ],
      wide: [row.hosts.join(',') || '-', row.target ?? '-', row.controller ?? '-'],
    })),
  }),
  network: networkSection,
  certificates: ({ certificates }) => ({
    head: ['USAGE', 'OBSERVED IN', 'SUBJECT', 'EXPIRES', 'DAYS LEFT'],
    wideHead: ['ISSUER', 'CA', 'KEY', 'SIGNATURE', 'VALID FROM'],
    rows: certificates.map((row) => {
      const holder = `${row.holder} ${qualified(row.namespace, row.name)}${row.part === undefined ? '' : ` (${row.part})`}`;
      return {
        kinds: [row.holder],
        name: qualified(row.namespace, row.name),
        record: row,
        row: [row.use, holder, row.subject, row.notAfter.slice(0, 10), String(row.daysLeft)],
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
    head: ['KIND', 'SUBJECT', 'PRIVILEGES', 'BUILT-IN ONLY'],
    wideHead: ['PODS', 'BINDINGS'],
    rows: identities.map((row) => ({
      kinds: [row.kind],
      name: row.subject,
      record: row,
      row: [
        row.kind,
        row.subject,
        [...row.permissions, ...(row.uncollectedRoles ? ['?'] : [])].join('; ') || '-',
        row.builtIn ? 'yes' : 'no',
      ],
      wide: [row.kind === 'ServiceAccount' ? numberOf(row, 'pods') : '-', row.bindings.join('; ')],
    })),
  }),
};

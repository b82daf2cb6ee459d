import type { Result } from '../result/types.ts';
import { printable } from '../shared/text.ts';
import type { ReportOptions } from './options.ts';
import { table } from './table.ts';
import { addressText, riskCounts } from './words.ts';

export const SECTIONS = [
  'control-plane',
  'nodes',
  'namespaces',
  'workloads',
  'addons',
  'storage',
  'exposure',
  'identities',
] as const;
export type Section = (typeof SECTIONS)[number];

interface Drawing {
  head: readonly string[];
  wideHead: readonly string[];
  /** Name that `get SECTION NAME` looks for, the row, and what `-o wide` adds. */
  rows: readonly { name: string; row: readonly string[]; wide: readonly string[] }[];
}

/** The records of a section, for `-o json` and `-o yaml`. */
export function sectionData(result: Result, section: Section): readonly object[] {
  return section === 'control-plane' ? result.controlPlane : result[section];
}

/** Keeps the records with this name (`ns/name` or `name`). */
export function namesOf(result: Result, section: Section): string[] {
  return draw(result, section).rows.map(({ name }) => name);
}

/** One section as a table; an empty section is an empty text. */
export function sectionTable(
  result: Result,
  section: Section,
  name: string | undefined,
  options: ReportOptions,
): string {
  const { head, wideHead, rows } = draw(result, section);
  const shown = name === undefined ? rows : rows.filter((row) => sameName(row.name, name));
  return table(
    options.wide ? [...head, ...wideHead] : head,
    shown.map(({ row, wide }) => (options.wide ? [...row, ...wide] : row).map(printable)),
    options,
  );
}

/** `shop/web` and `web` both name shop/web. */
export function sameName(full: string, wanted: string): boolean {
  return full === wanted || full.endsWith(`/${wanted}`);
}

function draw(result: Result, section: Section): Drawing {
  return DRAWINGS[section](result);
}

const qualified = (namespace: string | undefined, name: string) =>
  namespace ? `${namespace}/${name}` : name;
const number = (value: number | undefined) => (value === undefined ? '?' : String(value));

const DRAWINGS: { readonly [S in Section]: (result: Result) => Drawing } = {
  'control-plane': ({ controlPlane }) => ({
    head: ['COMPONENT', 'INSTANCE', 'VERSION', 'READY', 'RESTARTS', 'SEEN BY'],
    wideHead: ['FLAGS'],
    rows: controlPlane.flatMap(({ name, summary, instances, flags }) => {
      const wide = [flags.map((flag) => `${flag.name}=${flag.value}`).join(' ')];
      if (instances.length === 0) return [{ name, row: [name, summary, '', '', '', ''], wide }];
      return instances.map((instance, index) => ({
        name,
        row: [
          name,
          instance.name + (instance.leader && instances.length > 1 ? ' (leader)' : ''),
          instance.version ?? '',
          instance.ready === undefined ? '?' : String(instance.ready),
          number(instance.restarts),
          instance.seenBy,
        ],
        wide: index === 0 ? wide : [''],
      }));
    }),
  }),
  nodes: ({ nodes }) => ({
    head: ['NAME', 'STATUS', 'ROLES', 'ZONE', 'VERSION', 'PODS', 'PUBLIC ADDRESS'],
    wideHead: ['INTERNAL-IP', 'OS', 'KERNEL', 'RUNTIME', 'TYPE', 'TAINTS', 'POOL'],
    rows: nodes.map((node) => ({
      name: node.name,
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
        number(node.pods),
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
  namespaces: ({ namespaces }) => ({
    head: ['NAME', 'KIND', 'PODS', 'WORKLOADS', 'POD SECURITY', 'POLICIES', 'RISKS'],
    wideHead: ['SERVICES', 'MESH', 'PHASE'],
    rows: namespaces.map((row) => ({
      name: row.name,
      row: [
        row.name,
        row.initial ? 'initial' : row.system ? 'system' : 'own',
        number(row.pods),
        number(row.workloads),
        row.podSecurity ?? '-',
        number(row.networkPolicies),
        riskCounts(row.risks),
      ],
      wide: [number(row.services), row.mesh ?? '-', row.phase ?? ''],
    })),
  }),
  workloads: ({ workloads }) => ({
    head: ['NAMESPACE', 'KIND', 'NAME', 'READY', 'TRAITS'],
    wideHead: ['SERVICE ACCOUNT', 'IMAGES'],
    rows: workloads.map((row) => ({
      name: qualified(row.namespace, row.name),
      row: [
        row.namespace,
        row.kind,
        row.name,
        row.replicas === undefined ? String(row.pods ?? 0) : `${row.ready ?? 0}/${row.replicas}`,
        row.traits.join(',') || '-',
      ],
      wide: [row.serviceAccount ?? 'default', row.images.join(' ')],
    })),
  }),
  addons: ({ addons }) => ({
    head: ['NAME', 'CATEGORY', 'VERSION', 'NAMESPACES', 'FORM'],
    wideHead: ['COMPONENTS', 'NOTES'],
    rows: addons.map((row) => ({
      name: row.id,
      row: [row.name, row.category, row.version ?? '?', row.namespaces.join(',') || '-', row.form ?? '-'],
      wide: [
        row.components.map(({ name, ready }) => `${name} ${ready ?? ''}`.trim()).join(', '),
        row.notes.join('; '),
      ],
    })),
  }),
  storage: ({ storage }) => ({
    head: ['KIND', 'NAME', 'TYPE', 'PHASE', 'CAPACITY'],
    wideHead: ['DETAIL'],
    rows: storage.map((row) => ({
      name: qualified(row.namespace, row.name),
      row: [
        row.kind,
        qualified(row.namespace, row.name) + (row.isDefault ? ' (default)' : ''),
        row.type ?? '-',
        row.phase ?? '-',
        row.capacity ?? '-',
      ],
      wide: [row.detail],
    })),
  }),
  exposure: ({ exposure }) => ({
    head: ['REACH', 'TYPE', 'NAME', 'ADDRESS', 'PORTS', 'TLS'],
    wideHead: ['HOSTS', 'TARGET'],
    rows: exposure.map((row) => ({
      name: qualified(row.object.namespace, row.object.name),
      row: [
        row.reach,
        row.type,
        qualified(row.object.namespace, row.object.name),
        addressText(row) || '-',
        row.ports.join(',') || '-',
        row.tls === undefined ? '-' : row.tls ? 'yes' : 'no',
      ],
      wide: [row.hosts.join(',') || '-', row.target ?? '-'],
    })),
  }),
  identities: ({ identities }) => ({
    head: ['KIND', 'SUBJECT', 'POWERS', 'BUILT-IN'],
    wideHead: ['PODS', 'BINDINGS'],
    rows: identities.map((row) => ({
      name: row.subject,
      row: [row.kind, row.subject, row.powers.join('; ') || '-', row.builtIn ? 'yes' : 'no'],
      wide: [row.pods === undefined ? '-' : String(row.pods), row.bindings.join('; ')],
    })),
  }),
};

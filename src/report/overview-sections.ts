import type { ComponentRow, EntryPointRow, NamespaceRow, NodePoolRow, Result } from '../result/types.ts';
import { groupBy } from '../shared/group.ts';
import { plural, printable } from '../shared/text.ts';
import type { ReportOptions } from './options.ts';
import { screenWidth } from './options.ts';
import { fit, fitsByNames, table } from './table.ts';
import { namespacesOfWorkloads } from './overview-workloads.ts';
import { namespaceRisksInShort, numberOf, numberText, riskCounts, some, wrap } from './text.ts';

const MAX_POOLS = 5;
const MAX_NAMESPACES = 6;
const MAX_ENTRY_PATHS = 4;

/** Width without the indent. */
const inner = (options: ReportOptions) => screenWidth(options) - 2;

/** Rows of a summary as lines that fit; the first row is the header when `headers` is set. */
function summaryLines(
  rows: readonly (readonly string[])[],
  options: ReportOptions,
  { names, headers = false }: { names?: readonly number[]; headers?: boolean } = {},
): string[] {
  const safe = rows.map((row) => row.map(printable));
  const fitted = fit(safe, inner(options), names);
  const [head = []] = headers ? fitted : [];
  return table(head, headers ? fitted.slice(1) : fitted, {
    color: options.color,
    headers,
    borders: false,
  }).split('\n');
}

export function controlPlaneLines({ controlPlane }: Result, options: ReportOptions): string[] {
  const rows = controlPlane.map((row) => [
    row.name,
    row.summary,
    row.version.known ? row.version.value : '',
    state(row),
    nodesOf(row),
  ]);
  const notes = controlPlane.flatMap(({ notes: list }) => list).map((note) => `note: ${printable(note)}`);
  return [
    ...summaryLines(rows, options, { names: [0, 4] }),
    ...notes.slice(0, 3).flatMap((note) => wrap(note, inner(options), '  ')),
    ...(notes.length > 3 ? [`and ${notes.length - 3} more notes: kubectl archmap get control-plane`] : []),
  ];
}

function state({ healthy }: ComponentRow): string {
  if (!healthy.known) return '';
  return healthy.value ? 'healthy' : 'NOT HEALTHY';
}

function nodesOf({ instances }: ComponentRow): string {
  const nodes = [...new Set(instances.map(({ node }) => node).filter((node) => node !== undefined))];
  return nodes.length === 0
    ? ''
    : nodes.length > 3
      ? `on ${nodes.length} nodes`
      : `on ${printable(nodes.join(', '))}`;
}

/** How many nodes, and how many of them have an external IP address. */
export function nodeHeading({ nodes, summary }: Result): string {
  const count = summary.counts.nodes;
  const external = nodes.filter(({ externalIPs }) => externalIPs.length > 0).length;
  if (count === undefined) return 'NODES';
  return external === 0 ? `NODES  ${count}` : `NODES  ${count} (${external} with external IP)`;
}

export function nodeLines({ nodePools }: Result, options: ReportOptions): string[] {
  if (nodePools.length === 0) return ['none observed'];
  const groups = alike(nodePools);
  const rows = groups.slice(0, MAX_POOLS).map((pools) => {
    const [total, ready] = [sum(pools, 'nodes'), sum(pools, 'ready')];
    const zones = new Set(pools.flatMap((pool) => pool.zones));
    return [
      `${total} x`,
      pools[0]?.roles.join('+') ?? '',
      some(pools[0]?.versions ?? [], 2),
      zones.size > 0 ? plural(zones.size, 'zone') : 'no zones',
      ready === total ? 'ready' : `${total - ready} NOT READY`,
    ].map(printable);
  });
  const lines = summaryLines(rows, options);
  const rest = groups.slice(MAX_POOLS);
  if (rest.length > 0) {
    const count = rest.reduce((total, pools) => total + sum(pools, 'nodes'), 0);
    lines.push(
      `and ${plural(count, 'node')} in ${plural(rest.length, 'more group')}: kubectl archmap get nodes`,
    );
  }
  return lines;
}

/** Groups pools with the same roles and versions. In the order of the result. */
function alike(pools: readonly NodePoolRow[]): NodePoolRow[][] {
  return [...groupBy(pools, ({ roles, versions }) => JSON.stringify([roles, versions])).values()];
}

function sum(pools: readonly NodePoolRow[], field: 'nodes' | 'ready'): number {
  return pools.reduce((total, pool) => total + pool[field], 0);
}

const NAMESPACE_HEAD = ['APPLICATION', 'PODS', 'POD SECURITY', 'NETPOLS', 'MESH', 'RISKS'];
/** Columns for a narrow screen, with the risks. */
const FEW_COLUMNS = [0, 1, 3, 5];

export function namespaceLines(result: Result, options: ReportOptions): string[] {
  const { namespaces } = result;
  const unlisted = namespacesOfWorkloads(result);
  if (namespaces.length === 0 && unlisted.length === 0) return ['none observed'];
  const own = namespaces.filter(({ builtIn, system }) => !builtIn && !system).sort(byWeight);
  const initial = namespaces.filter(({ builtIn: first }) => first);
  const system = namespaces.filter(({ builtIn: first, system: made }) => made && !first);
  const initialNames = initial.map((row) =>
    besides(row.name, row.pods === undefined ? '' : podsText(row), criticalAndHigh(row)),
  );
  // The namespaces with the most severe risks are always listed.
  const systemNames = [...system].sort(byWeight).map((row) => besides(row.name, criticalAndHigh(row)));
  const lines = [
    ...named('built-in', printable(initialNames.join(', ')), options),
    ...named('system', printable(some(systemNames, 6)), options),
  ];
  const rows = [NAMESPACE_HEAD, ...own.slice(0, MAX_NAMESPACES).map(namespaceRow)];
  // Truncated counts would be wrong: columns are omitted instead.
  const shown = fitsByNames(rows, inner(options), [0])
    ? rows
    : rows.map((row) => FEW_COLUMNS.map((column) => row[column] ?? ''));
  if (own.length > 0) lines.push(...summaryLines(shown, options, { names: [0], headers: true }));
  if (own.length > MAX_NAMESPACES)
    lines.push(`and ${own.length - MAX_NAMESPACES} more: kubectl archmap get namespaces`);
  return [...lines, ...named('named by workloads only', printable(some(unlisted, 6)), options)];
}

/** `1 Pod`, `2+ Pods`. */
function podsText(row: NamespaceRow): string {
  const number = numberOf(row, 'pods');
  return `${number} ${number === '1' ? 'Pod' : 'Pods'}`;
}

/** `name (one; other)`; empty facts are omitted. */
function besides(name: string, ...facts: readonly string[]): string {
  const reported = facts.filter((fact) => fact !== '');
  return reported.length === 0 ? name : `${name} (${reported.join('; ')})`;
}

/** Severe risks of namespaces without their own row. */
function criticalAndHigh({ risks: { critical = 0, high = 0 } = {} }: NamespaceRow): string {
  return critical + high === 0 ? '' : riskCounts({ critical, high });
}

function named(label: string, names: string, options: ReportOptions): string[] {
  return names === '' ? [] : wrap(`${label}: ${names}`, inner(options), '  ');
}

function namespaceRow(row: NamespaceRow): string[] {
  return [
    row.name,
    numberOf(row, 'pods'),
    row.podSecurity ?? '-',
    numberOf(row, 'networkPolicies'),
    row.mesh ? 'istio' : '-',
    namespaceRisksInShort(row),
  ].map(printable);
}

/** Namespaces with risks first, then by size. */
function byWeight(a: NamespaceRow, b: NamespaceRow): number {
  const weight = ({ risks = {} }: NamespaceRow) =>
    (risks.critical ?? 0) * 1000 + (risks.high ?? 0) * 100 + (risks.medium ?? 0) * 10 + (risks.low ?? 0);
  return weight(b) - weight(a) || (b.pods ?? 0) - (a.pods ?? 0) || (a.name < b.name ? -1 : 1);
}

export function addonLines({ addons, coverage }: Result, options: ReportOptions): string[] {
  if (addons.length === 0)
    return [complete(coverage, ['pods', 'crds']) ? 'none recognized' : 'none observed'];
  const names = addons.map(({ name, version, form, components }) => {
    const shown =
      form === 'standalone' ? undefined : (form ?? (components.length === 0 ? 'CRDs only' : undefined));
    return `${name}${version ? ` ${version}` : ''}${shown ? ` (${shown})` : ''}`;
  });
  return fill(names.map(printable), inner(options));
}

/** Joins names with commas into lines of a width. */
function fill(names: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (const [index, name] of names.entries()) {
    const text = index < names.length - 1 ? `${name},` : name;
    const last = lines.at(-1);
    if (last !== undefined && last.length + text.length + 1 <= width)
      lines[lines.length - 1] = `${last} ${text}`;
    else lines.push(text);
  }
  return lines;
}

const ENTRY_POINT_HEAD = ['REACH', 'TYPE', 'NAME', 'ADDRESS', 'PORTS'];

export function entryPointLines({ entryPoints }: Result, options: ReportOptions): string[] {
  if (entryPoints.length === 0) return ['none observed'];
  const rows = entryPoints.slice(0, MAX_ENTRY_PATHS).map((entry) => [
    entry.reach,
    entry.type,
    printable(`${entry.object.namespace ? `${entry.object.namespace}/` : ''}${entry.object.name}`),
    shortAddress(entry),
    some(
      entry.ports.map((port) => port.replace('/tcp', '')),
      3,
    ),
  ]);
  const lines = summaryLines([ENTRY_POINT_HEAD, ...rows], options, { names: [2, 3], headers: true });
  if (entryPoints.length > MAX_ENTRY_PATHS)
    lines.push(`and ${entryPoints.length - MAX_ENTRY_PATHS} more: kubectl archmap get exposure`);
  return lines;
}

/** The first address, and the number of the others. */
function shortAddress({ addresses, moreAddresses = 0, hosts }: EntryPointRow): string {
  const [first = '', ...rest] = addresses.length > 0 ? addresses : hosts;
  const more = rest.length + moreAddresses;
  return printable(more > 0 ? `${first} +${more}` : first);
}

export function storageAndIdentityLines(
  { storage, identities, coverage }: Result,
  options: ReportOptions,
): string[] {
  const lines: string[] = [];
  const classes = storage.filter(({ kind }) => kind === 'StorageClass');
  const whole = complete(coverage, ['storage']);
  const howMany = (kind: string, noun: string, many = `${noun}s`) => {
    const count = storage.filter((row) => row.kind === kind).length;
    return `${numberText(count, whole)} ${count === 1 ? noun : many}`;
  };
  const seen = (id: string) =>
    coverage.some(({ collector, status }) => collector === id && (status === 'ok' || status === 'partial'));
  if (seen('storage')) {
    const names = some(
      classes.map(({ name, isDefault }) => `${name}${isDefault ? ' (default)' : ''}`),
      4,
    );
    lines.push(
      `${howMany('StorageClass', 'storage class', 'storage classes')}${names ? ` (${names})` : ''}, ${howMany('PersistentVolume', 'volume')}, ${howMany('PersistentVolumeClaim', 'claim')}`,
    );
  } else lines.push('storage: not collected');
  if (!seen('rbac')) return [...lines, 'identities: not collected'];
  const admins = identities
    .filter(({ permissions, builtIn }) => permissions.includes('cluster-admin') && !builtIn)
    .map(({ kind, subject }) => `${kind} ${subject}`);
  const allSeen =
    complete(coverage, ['rbac']) && identities.every(({ uncollectedRoles }) => !uncollectedRoles);
  const none = allSeen ? 'none' : 'none observed';
  lines.push(
    `${plural(identities.length, 'RBAC subject')}; cluster-admin (excluding built-in bindings): ${admins.length === 0 ? none : some(admins, 3)}`,
  );
  return lines.flatMap((line) => wrap(printable(line), inner(options), '  '));
}

/** Whether an empty list is complete or only not collected. */
function complete(coverage: Result['coverage'], collectors: readonly string[]): boolean {
  return coverage.every(({ collector, status }) => status === 'ok' || !collectors.includes(collector));
}

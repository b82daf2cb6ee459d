import { placeOf } from '../../result/object.ts';
import type {
  EntryPointRow,
  IdentityRow,
  NamespaceRow,
  Result,
  Verdict,
  WorkloadRow,
} from '../../result/types.ts';
import { ageText } from '../../shared/age.ts';
import { plural, printable } from '../../shared/text.ts';
import type { ReportOptions } from '../options.ts';
import { paint, screenWidth } from '../options.ts';
import type { SectionRow } from '../selection.ts';
import { addressText, namespaceRisks, numberOf, wrap } from '../text.ts';

/** One namespace with everything in it that the result contains. */
export interface NamespaceReport extends NamespaceRow {
  /** Traffic that NetworkPolicies admit. */
  network: { ingress: string; egress: string };
  workloadList: readonly Pick<
    WorkloadRow,
    'kind' | 'name' | 'replicas' | 'ready' | 'traits' | 'serviceAccount'
  >[];
  entryPoints: readonly EntryPointRow[];
  /** ServiceAccounts of the namespace with privileges in the cluster. */
  identities: readonly IdentityRow[];
  /** Its claims, and those that its workloads name. */
  claims: readonly string[];
  /** Open risks in it, worst first. */
  openRisks: readonly Pick<Verdict, 'check' | 'severity' | 'title' | 'object' | 'message'>[];
}

/** Namespaces as the rows of a table. */
export function namespacesDrawing({ namespaces, takenAt }: Pick<Result, 'namespaces' | 'takenAt'>): {
  head: readonly string[];
  wideHead: readonly string[];
  rows: readonly SectionRow[];
} {
  return {
    head: ['NAME', 'TYPE', 'PODS', 'WORKLOADS', 'POD SECURITY', 'NEEDS', 'QUOTAS', 'NETPOLS', 'RISKS', 'AGE'],
    wideHead: ['SERVICES', 'LIMITRANGES', 'MESH', 'PHASE', 'PURPOSE'],
    rows: namespaces.map((row) => ({
      kinds: ['Namespace'],
      name: row.name,
      record: row,
      row: [
        row.name,
        row.purpose?.type ?? (row.builtIn ? 'built-in' : row.system ? 'system' : 'application'),
        numberOf(row, 'pods'),
        numberOf(row, 'workloads'),
        row.podSecurity ?? '-',
        row.podSecurityNeed === undefined ? '-' : (row.podSecurityNeed.level ?? '?'),
        row.quotas === undefined ? '?' : String(row.quotas.length),
        numberOf(row, 'networkPolicies'),
        namespaceRisks(row),
        ageText(row.created, takenAt),
      ],
      wide: [
        numberOf(row, 'services'),
        row.limitRanges === undefined ? '?' : String(row.limitRanges.length),
        row.mesh ?? '-',
        row.phase ?? '',
        row.purpose?.why ?? '',
      ],
    })),
  };
}

/** Everything about one namespace. */
export function namespaceReport(result: Result, row: NamespaceRow): NamespaceReport {
  const { name } = row;
  const inside = result.workloads.filter(({ namespace }) => namespace === name);
  const names = new Set(inside.map((workload) => `${name}/${workload.name}`));
  const open = result.verdicts.filter(
    ({ verdict, waiver, object }) => verdict === 'fail' && !waiver && placeOf(object) === name,
  );
  return {
    ...row,
    network: { ingress: ingressText(result, row), egress: egressText(result, row) },
    workloadList: inside.map(({ kind, name: own, replicas, ready, traits, serviceAccount }) => ({
      kind,
      name: own,
      ...(replicas !== undefined && { replicas }),
      ...(ready !== undefined && { ready }),
      traits,
      ...(serviceAccount !== undefined && { serviceAccount }),
    })),
    entryPoints: result.entryPoints.filter(
      ({ object, workloads = [] }) =>
        object.namespace === name || workloads.some((place) => names.has(place)),
    ),
    identities: result.identities.filter(({ subject }) => subject.startsWith(`${name}/`)),
    claims: [
      ...new Set([
        ...inside.flatMap(({ claims = [] }) => claims),
        ...result.storage.flatMap((one) =>
          one.kind === 'PersistentVolumeClaim' && one.namespace === name ? [one.name] : [],
        ),
      ]),
    ].sort(),
    openRisks: open.map(({ check, severity, title, object, message }) => ({
      check,
      severity,
      title,
      ...(object && { object }),
      message,
    })),
  };
}

const INGRESS_CHECK = 'network/namespace-without-policy';

/** As the check of NetworkPolicies evaluated it. */
function ingressText({ verdicts }: Result, row: NamespaceRow): string {
  const own = verdicts.find(({ check, object }) => check === INGRESS_CHECK && placeOf(object) === row.name);
  if (own) return own.message;
  if (row.networkPolicies === undefined) return 'unknown: NetworkPolicies were not collected';
  return row.networkPolicies === 0
    ? 'no NetworkPolicy'
    : plural(row.networkPolicies, 'NetworkPolicy', 'NetworkPolicies');
}

/** Where its Pods may connect to, as `get network` shows it. */
function egressText({ network = [] }: Result, { name }: NamespaceRow): string {
  const own = network.find(({ namespace }) => namespace === name);
  if (!own) return 'unknown: Pods or NetworkPolicies were not collected, or it has no Pods';
  if (own.egress === 'no-pods') return 'no Pods on the Pod network';
  const { egress, toInternet, toOtherNamespaces, toMetadata } = own;
  return `${egress.replace('-', ' ')}: to the internet ${toInternet}, to other namespaces ${toOtherNamespaces}, to cloud metadata ${toMetadata}`;
}

/** Items of one list in the terminal without `-o wide`. */
const MAX_ITEMS = 20;

/** The same as text, in the layout of `kubectl describe`. */
export function namespaceText(report: NamespaceReport, options: ReportOptions): string {
  const items: readonly (readonly [string, readonly string[]])[] = [
    ['Name', [report.name]],
    ['Purpose', [purposeText(report)]],
    ['Phase', report.phase === undefined ? [] : [report.phase]],
    ['Blocked by', report.blockers ?? []],
    ['Owners', Object.entries(report.owners ?? {}).map(([key, value]) => `${key}=${value}`)],
    ['Risks', [namespaceRisks(report) || 'none', ...report.openRisks.map(riskText)]],
    ['Pods', [numberOf(report, 'pods')]],
    ['Workloads', report.workloadList.map(workloadText)],
    ['Identities', report.identities.map(identityText)],
    ['Pod Security', labelsOf(report)],
    ['Level that Pods need', needOf(report)],
    ['ResourceQuotas', limitsOf(report.quotas)],
    ['LimitRanges', limitsOf(report.limitRanges)],
    ['Priority classes', report.priorityClasses ?? []],
    ['Ingress traffic', [report.network.ingress]],
    ['Egress traffic', [report.network.egress]],
    ['Mesh', [report.mesh ?? 'none observed']],
    ['Entry points', report.entryPoints.map(entryText)],
    ['Storage claims', report.claims],
    ['Shared nodes', sharedOf(report)],
  ];
  return items.map(([label, lines]) => itemText(label, lines, options)).join('\n');
}

function itemText(label: string, lines: readonly string[], options: ReportOptions): string {
  const shown = options.wide ? lines : lines.slice(0, MAX_ITEMS);
  const more = lines.length - shown.length;
  const texts = [...(shown.length > 0 ? shown : ['-']), ...(more > 0 ? [`and ${more} more: -o wide`] : [])];
  const indent = ' '.repeat(WIDTH);
  const wrapped = texts.flatMap((text) => wrap(printable(text), screenWidth(options) - WIDTH, ''));
  return wrapped
    .map(
      (line, index) => `${index === 0 ? paint(options, 'bold', `${label}:`.padEnd(WIDTH)) : indent}${line}`,
    )
    .join('\n');
}

const WIDTH = 23;

function purposeText({ purpose }: NamespaceReport): string {
  return purpose ? `${purpose.type}: ${purpose.why}` : 'unknown';
}

function riskText({ severity, title, message, object }: NamespaceReport['openRisks'][number]): string {
  const where = object && object.kind !== 'Namespace' ? `${object.kind} ${object.name}: ` : '';
  return `${severity}: ${title}: ${where}${message}`;
}

function workloadText({
  kind,
  name,
  replicas,
  ready,
  traits,
  serviceAccount,
}: NamespaceReport['workloadList'][number]): string {
  const counts = replicas === undefined ? '' : ` ${ready ?? '?'}/${replicas}`;
  const account = serviceAccount === undefined ? '' : `, ServiceAccount ${serviceAccount}`;
  return `${kind} ${name}${counts}${account}${traits.length > 0 ? ` (${traits.join(', ')})` : ''}`;
}

function identityText({ subject, permissions }: IdentityRow): string {
  return `ServiceAccount ${subject}: ${permissions.join('; ') || 'no privileges over the cluster'}`;
}

function labelsOf({ podSecurityLabels }: NamespaceReport): string[] {
  const set = Object.entries(podSecurityLabels ?? {}).map(([mode, text]) => `${mode}: ${text}`);
  return set.length > 0 ? set : ['no labels'];
}

function needOf({ podSecurityNeed }: NamespaceReport): string[] {
  if (!podSecurityNeed) return ['no Pods and no templates'];
  const { level, reasons } = podSecurityNeed;
  return [level ?? 'unknown', ...reasons];
}

function limitsOf(rows: NamespaceReport['quotas']): string[] {
  if (rows === undefined) return ['unknown: not collected'];
  if (rows.length === 0) return ['none'];
  return rows.map(({ name, limits }) => `${name}${limits.length > 0 ? `: ${limits.join(', ')}` : ''}`);
}

function entryText(row: EntryPointRow): string {
  const ports = row.ports.length > 0 ? `, ports ${row.ports.join(', ')}` : '';
  const place = row.object.namespace === undefined ? '' : `${row.object.namespace}/`;
  return `${row.reach}: ${row.type} ${place}${row.object.name} ${addressText(row)}${ports}`;
}

function sharedOf({ sharedNodes, pods }: NamespaceReport): string[] {
  if (sharedNodes === undefined && pods === undefined) return ['unknown: Pods were not collected'];
  return sharedNodes === undefined
    ? ['none with other application namespaces']
    : [`${plural(sharedNodes.nodes, 'node')}, with ${sharedNodes.namespaces.join(', ')}`];
}

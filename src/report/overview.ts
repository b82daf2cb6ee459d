import type { Known, Result } from '../result/types.ts';
import { plural, printable } from '../shared/text.ts';
import {
  controlPlaneLines,
  entryPointLines,
  namespaceLines,
  nodeHeading,
  nodeLines,
  addonLines,
  storageAndIdentityLines,
} from './overview-sections.ts';
import { workloadLines } from './overview-workloads.ts';
import { gapsOf } from './gaps.ts';
import type { ReportOptions } from './options.ts';
import { paint, screenWidth } from './options.ts';
import { clip } from './table.ts';
import { clusterName, objectText, riskCounts, some, groupRisks, wrap } from './text.ts';

/** Lines of one screen; other data is summarized with the command that prints it. */
const HEIGHT = 60;
const MAX_RISKS = 10;
const FEWEST_RISKS = 5;
const MAX_GAPS = 5;

/** The first screen: architecture, entry points, top risks, what was not collected, and the next command. */
export function overview(result: Result, options: ReportOptions): string {
  const section = (name: string, lines: readonly string[]) =>
    lines.length > 0 ? ['', paint(options, 'bold', name), ...lines.map((line) => `  ${line}`)] : [];
  // Files rarely contain all kinds: what they say nothing about is left out.
  const observed = (rows: readonly object[], name: string, lines: readonly string[]) =>
    result.source === 'files' && rows.length === 0 ? [] : section(name, lines);
  const { controlPlane, nodes, namespaces, workloads, addons, entryPoints, storage, identities, summary } =
    result;
  const servicesRead = result.coverage.filter(
    ({ collector, status }) => collector === 'services' && (status === 'ok' || status === 'partial'),
  );
  const above = [
    ...headerLines(result, options),
    ...observed(
      controlPlane.flatMap(({ instances }) => instances),
      'CONTROL PLANE',
      controlPlaneLines(result, options),
    ),
    ...observed(nodes, nodeHeading(result), nodeLines(result, options)),
    ...observed(
      [...namespaces, ...workloads],
      `NAMESPACES${count(summary.counts.namespaces)}`,
      namespaceLines(result, options),
    ),
    ...section(`WORKLOADS${count(summary.counts.workloads)}`, workloadLines(result, options)),
    ...observed(addons, 'ADD-ONS', addonLines(result, options)),
    ...observed([...entryPoints, ...servicesRead], 'ENTRY POINTS', entryPointLines(result, options)),
    ...observed(
      [...storage, ...identities],
      'STORAGE AND IDENTITIES',
      storageAndIdentityLines(result, options),
    ),
  ];
  const below = [
    ...section(`NOT FULLY COLLECTED${missingVerdicts(result)}`, gapLines(result, options)),
    '',
    ...nextLines(result),
  ];
  // The risks use the remaining lines: a heading, a line for omitted risks, and two lines each.
  const room = Math.floor((HEIGHT - above.length - below.length - 3) / 2);
  const most = Math.max(FEWEST_RISKS, Math.min(MAX_RISKS, room));
  const { risks: counts, accepted } = result.summary;
  const title = `RISKS  ${riskCounts(counts)}${accepted > 0 ? `; ${accepted} accepted` : ''}`;
  const risks = section(title, riskLines(result, options, most));
  return [...above, ...risks, ...below].join('\n');
}

function count(value: number | undefined): string {
  return value === undefined ? '' : `  ${value}`;
}

/** Title of a cluster without a name. */
const HEADINGS: Readonly<Record<string, string>> = { cluster: 'Cluster', files: 'Files' };

function headerLines(result: Result, options: ReportOptions): string[] {
  const { cluster, takenAt, namespace } = result;
  const what = [
    valueOr(cluster.distribution, 'distribution unknown'),
    valueOr(cluster.version, 'version unknown'),
    cluster.provider.known ? cluster.provider.value : undefined,
    `collected ${takenAt.slice(0, 16).replace('T', ' ')} UTC`,
  ];
  const name = clusterName(result);
  const first = `${HEADINGS[name] ?? `Cluster ${name}`}: ${what
    .filter((part) => part !== undefined)
    .map(printable)
    .join(', ')}`;
  const where = [
    // Without a name, the server is already the title.
    (cluster.name ?? cluster.context) ? cluster.server : undefined,
    cluster.user && `as ${cluster.user}`,
    namespace && `namespace ${namespace} only`,
  ];
  return [
    ...wrap(first, screenWidth(options), '  ').map((line) => paint(options, 'bold', line)),
    ...wrap(
      printable(where.filter((part) => part !== undefined && part !== '').join(', ')),
      screenWidth(options),
      '',
    ),
  ];
}

function valueOr(known: Known<string>, fallback: string): string {
  return known.known ? known.value : fallback;
}

function riskLines(result: Result, options: ReportOptions, most: number): string[] {
  const groups = groupRisks(result.verdicts);
  const width = screenWidth(options) - 2;
  const lines = groups.slice(0, most).flatMap(({ severity, title, check, verdicts }) => {
    const objects = verdicts.map(({ object }) => objectText(object));
    const label = severity.toUpperCase().padEnd(8);
    const indent = ' '.repeat(10);
    const text = wrap(`${label}  ${title}`, width, indent);
    const place = indent + paint(options, 'dim', placeText(check, objects, width - indent.length));
    const [first = '', ...rest] = text;
    return [paint(options, severity, first.slice(0, 8)) + first.slice(8), ...rest, place];
  });
  const shown = new Set(groups.slice(0, most).map(({ check }) => check));
  const more = new Set(groups.map(({ check }) => check)).size - shown.size;
  if (groups.length > most && more === 0)
    lines.push('and the same checks at lower severity: kubectl archmap check');
  if (more > 0)
    lines.push(`and ${plural(more, 'more failed check', 'more failed checks')}: kubectl archmap check`);
  if (groups.length === 0)
    lines.push(
      result.summary.verdicts.pass > 0
        ? `none (${plural(result.summary.verdicts.pass, 'result')} passed)`
        : 'no check could be evaluated',
    );
  return lines;
}

/** `check: object, object and 3 more` on one line. */
function placeText(check: string, objects: readonly string[], width: number): string {
  const two = `${check}: ${some(objects, 2)}`;
  if (two.length <= width) return two;
  const rest = objects.length > 1 ? ` and ${objects.length - 1} more` : '';
  const room = width - check.length - 2 - rest.length;
  // A shorter part of a name is useless; the next command lists all names.
  return room < 12 ? check : `${check}: ${clip(objects[0] ?? '', room)}${rest}`;
}

/** A note if no result is unknown: often another data source provides the same data. */
function missingVerdicts({ summary: { verdicts } }: Result): string {
  return verdicts.unknown + verdicts.error === 0 ? '  no result is unknown because of it' : '';
}

/** Data that was not collected, the reason, and what it requires. */
function gapLines(result: Result, options: ReportOptions): string[] {
  const gaps = gapsOf(result.coverage);
  const lines = gaps.slice(0, MAX_GAPS).flatMap(({ why, titles, missing }) => {
    const need = missing.length > 0 ? ` (requires ${some([...new Set(missing)], 2)})` : '';
    return wrap(printable(`${some(titles, 5)}: ${why}${need}`), screenWidth(options) - 2, '  ');
  });
  if (gaps.length > MAX_GAPS)
    lines.push(`and ${gaps.length - MAX_GAPS} more reasons: kubectl archmap -o json (field coverage)`);
  const { evaluated: requested = 0, allowed = 0 } = result.permissions ?? {};
  if (allowed < requested) lines.push(`${allowed} of ${requested} requested permissions granted`);
  if (result.coverage.some(({ missing }) => missing.length > 0))
    lines.push('all required permissions: kubectl archmap rbac');
  const { unknown, error } = result.summary.verdicts;
  if (unknown > 0)
    lines.push(`${plural(unknown, 'result is', 'results are')} unknown: kubectl archmap check --all`);
  if (error > 0)
    lines.push(`${plural(error, 'result is an error', 'results are errors')}: kubectl archmap check --all`);
  return lines;
}

function nextLines(result: Result): string[] {
  const [worst] = groupRisks(result.verdicts);
  const denied = result.coverage.some(({ status }) => status === 'permission-denied');
  const next = worst
    ? `kubectl archmap explain ${worst.check}`
    : denied
      ? 'kubectl archmap rbac'
      : 'kubectl archmap check --all';
  return [`Next: ${next}`];
}

import { placeOf } from '../result/object.ts';
import { severityRank } from '../result/sort.ts';
import type { CheckInfo, Verdict } from '../result/types.ts';
import { groupBy } from '../shared/group.ts';
import { plural, printable } from '../shared/text.ts';
import type { Columns } from './check-rows.ts';
import { checkRow, indented, rowsTable, severityText } from './check-rows.ts';
import type { GroupBy } from './groups.ts';
import type { ReportOptions } from './options.ts';
import { paint, screenWidth } from './options.ts';
import { GAP } from './table.ts';
import { objectText, wrap } from './text.ts';

const INDENT = '  ';
/** In a group the names are few: a message of half the width is easier to read below a long one. */
const MESSAGE_SHARE = 0.5;
/** `CRITICAL` and the gap after it. */
const SEVERITY_WIDTH = 'CRITICAL'.length + GAP;

/** Verdicts in groups, in the order of their worst verdict: a heading, the rows below it, by check also the remediation. */
export function groupedRows(
  verdicts: readonly Verdict[],
  checks: readonly CheckInfo[],
  by: GroupBy,
  options: ReportOptions,
): string {
  const inner = {
    ...options,
    headers: false,
    ...(options.width !== undefined && { width: options.width - INDENT.length }),
  };
  const infos = new Map(checks.map((info) => [info.id, info]));
  return [...groupBy(verdicts, keyOf(by))]
    .map(([key, group]) => {
      const head = by === 'check' ? checkHeading(group, options) : [paint(options, 'bold', printable(key))];
      const rows = group.map((verdict) => checkRow(verdict, options));
      const body = rowsTable(rows, { ...columnsOf(by, group, options), share: MESSAGE_SHARE }, inner);
      const fix = by === 'check' ? fixLines(group, infos, options) : [];
      return [...head, indented(body, INDENT), ...fix].join('\n');
    })
    .join('\n\n');
}

function keyOf(by: GroupBy): (verdict: Verdict) => string {
  switch (by) {
    case 'check':
      return ({ check }) => check;
    case 'area':
      return ({ area }) => area;
    case 'object':
      return ({ object }) => (object ? objectText(object) : 'Cluster');
    case 'namespace':
      return ({ object }) => {
        const namespace = placeOf(object);
        return namespace === undefined ? 'Cluster-scoped' : `Namespace ${namespace}`;
      };
    default:
      return by satisfies never;
  }
}

function columnsOf(by: GroupBy, group: readonly Verdict[], { all }: ReportOptions): Columns {
  const result = all ? (['RESULT'] as const) : [];
  if (by === 'object') return { lead: ['SEVERITY', ...result], names: ['CHECK'] };
  if (by !== 'check') return { lead: ['SEVERITY', ...result], names: ['CHECK', 'OBJECT'] };
  const isMixed = new Set(group.map(({ severity }) => severity)).size > 1;
  return { lead: [...(isMixed ? (['SEVERITY'] as const) : []), ...result], names: ['OBJECT'] };
}

/** `HIGH       workloads/host-pid   Containers in the PID namespace of the node (2 objects)`; the control where nothing failed. */
function checkHeading(group: readonly Verdict[], options: ReportOptions): string[] {
  const [worst, ...others] = group.toSorted(
    (a, b) => Number(isOpen(b)) - Number(isOpen(a)) || severityRank(a.severity) - severityRank(b.severity),
  );
  if (!worst) return [];
  const count = others.length > 0 ? ` (${plural(group.length, 'object')})` : '';
  const title = `${printable(worst.title)}${count}`;
  const severity = severityText({ severity: worst.severity, isOpen: isOpen(worst) }, options);
  const lead = `${severity}${' '.repeat(SEVERITY_WIDTH - worst.severity.length)}${worst.check}`;
  const taken = SEVERITY_WIDTH + worst.check.length + GAP;
  const width = options.width === undefined ? Infinity : screenWidth(options);
  if (taken + title.length <= width) return [`${lead}${' '.repeat(GAP)}${paint(options, 'bold', title)}`];
  const margin = ' '.repeat(SEVERITY_WIDTH);
  return [
    lead,
    ...wrap(title, width - SEVERITY_WIDTH, '').map((line) => `${margin}${paint(options, 'bold', line)}`),
  ];
}

function isOpen({ verdict, waiver }: Verdict): boolean {
  return verdict === 'fail' && !waiver;
}

/** The remediation once per check, where something failed. */
function fixLines(
  group: readonly Verdict[],
  infos: ReadonlyMap<string, CheckInfo>,
  options: ReportOptions,
): string[] {
  const failed = group.find(({ verdict }) => verdict === 'fail');
  const remediation = failed && infos.get(failed.check)?.remediation;
  if (remediation === undefined || remediation === '') return [];
  const text = `Fix: ${printable(remediation.replace(/\s+/g, ' '))}`;
  const width = options.width === undefined ? Infinity : screenWidth(options) - INDENT.length;
  return wrap(text, width, '     ').map((line) => `${INDENT}${line}`);
}

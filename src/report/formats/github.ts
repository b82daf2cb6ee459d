/**
 * Workflow commands of GitHub Actions, for the annotations of a run
 * (https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands).
 */
import type { Result, Severity, Verdict } from '../../result/types.ts';
import { plural, printable } from '../../shared/text.ts';
import { clusterName, groupRisks, objectText, riskCounts, some } from '../text.ts';
import { findingText, isOpen } from './finding.ts';
import { leftOut, notesOf } from './limits.ts';
import { locationOf, placeText, templateText } from './location.ts';
import type { FormatOptions, Formatted } from './types.ts';

/** Maximum per step and kind (https://docs.github.com/en/rest/checks, "annotations"; 50 per job, of which these are 30). */
const MAX_PER_LEVEL = 10;
/** Objects named in the annotation of a check. */
const MAX_OBJECTS = 8;

type Level = 'error' | 'warning' | 'notice';

/** Levels by severity, and how many annotations each has; one notice is the summary. */
const LEVELS: readonly { level: Level; severities: readonly Severity[]; max: number }[] = [
  { level: 'error', severities: ['critical', 'high'], max: MAX_PER_LEVEL },
  { level: 'warning', severities: ['medium'], max: MAX_PER_LEVEL },
  { level: 'notice', severities: ['low', 'info'], max: MAX_PER_LEVEL - 1 },
];

/**
 * Critical and high risks as errors, medium ones as warnings, others as notices, and one notice with the counts, including accepted,
 * baseline and unknown results, which are not annotated, and with the exit code. Risks that have lines in files are annotated one by one while they fit; else, as
 * always for a cluster, one annotation has all risks of a check.
 */
export function github(result: Result, { footer = [] }: Pick<FormatOptions, 'footer'> = {}): Formatted {
  const open = result.verdicts.filter(isOpen);
  const fresh = open.filter(({ inBaseline }) => !inBaseline);
  const annotations = annotationsOf(fresh);
  const annotated = annotations.reduce((sum, { group }) => sum + group.length, 0);
  const note = leftOut(
    fresh.length - annotated,
    'risk',
    `GitHub displays at most ${MAX_PER_LEVEL} errors, ${MAX_PER_LEVEL} warnings and ${MAX_PER_LEVEL} notices per step`,
  );
  const lines = [
    ...annotations.map(({ level, group }) => command(level, group, result)),
    `::notice title=${property('kubectl archmap')}::${data([summaryOf(result, open, note), ...footer].join('; '))}`,
  ];
  return { text: `${lines.join('\n')}\n`, notes: notesOf(note) };
}

interface Annotation {
  level: Level;
  group: readonly Verdict[];
}

/** What does not fit into a level takes the first places of the next one. */
function annotationsOf(fresh: readonly Verdict[]): Annotation[] {
  const found: Annotation[] = [];
  let rest: (readonly Verdict[])[] = [];
  for (const { level, severities, max } of LEVELS) {
    const own = groupsOf(fresh.filter(({ severity }) => severities.includes(severity)));
    const all = [...rest, ...own];
    found.push(...all.slice(0, max).map((group) => ({ level, group })));
    rest = all.slice(max);
  }
  return found;
}

function summaryOf(result: Result, open: readonly Verdict[], note: string | undefined): string {
  const { risks, verdicts, accepted } = result.summary;
  const known = open.filter(({ inBaseline }) => inBaseline).length;
  return [
    `${clusterName(result)}: ${riskCounts(risks)}`,
    ...(known > 0 ? [`${known} of them in the baseline`] : []),
    ...(accepted > 0 ? [`${accepted} accepted`] : []),
    `${verdicts.unknown + verdicts.error} unknown`,
    ...notesOf(note),
  ].join('; ');
}

/** Risks of one annotation each, worst first. */
function groupsOf(verdicts: readonly Verdict[]): (readonly Verdict[])[] {
  const fitsByLine =
    verdicts.length <= MAX_PER_LEVEL && verdicts.every((verdict) => locationOf(verdict).isFile);
  if (fitsByLine) return verdicts.map((verdict) => [verdict]);
  return groupRisks(verdicts).map((group) => group.verdicts);
}

function command(level: Level, group: readonly Verdict[], { source }: Result): string {
  const [first] = group;
  if (first === undefined) return '';
  const at = locationOf(group.find((verdict) => locationOf(verdict).isFile) ?? first);
  const text =
    group.length === 1
      ? `${findingText(first)}${templateText(first)}`
      : `${plural(group.length, 'object')}: ${objectsOf(group)}`;
  // Without a file, the annotation belongs to the run. Files contain no such path; for a cluster it keeps annotations apart.
  const place = at.isFile || source !== 'files' ? `file=${property(at.path)},line=${at.line},` : '';
  const title = `${first.severity}: ${first.title}`;
  return `::${level} ${place}title=${property(title)}::${data(`${text} (${first.check})`)}`;
}

function objectsOf(group: readonly Verdict[]): string {
  return some(
    group.map((verdict) => objectText(verdict.object) + placeText(verdict)),
    MAX_OBJECTS,
  );
}

/** Escaped as in `@actions/core`: a line feed would begin another command. */
function data(text: string): string {
  return printable(text).replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}

function property(text: string): string {
  return data(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
}

import { catalogue } from '../checks/index.ts';
import type { CheckDefinition } from '../checks/define.ts';
import type { BenchmarkRow, Need } from '../data/cis-benchmark.ts';
import { frameworks } from '../data/frameworks.ts';
import type { Framework } from '../data/frameworks.ts';
import type {
  ExplainedRow,
  FrameworkId,
  FrameworkReport,
  FrameworkRow,
  Result,
  Verdict,
  VerdictKind,
} from '../result/types.ts';
import { objectKey } from '../result/object.ts';
import { severityRank } from '../result/sort.ts';
import { FRAMEWORKS } from '../result/types.ts';
import { ArchmapError } from '../shared/errors.ts';
import { nearest } from '../shared/text.ts';
import { command, distinctRequirements, hostCommand } from '../shared/requirement.ts';
import type { Requirement } from '../shared/requirement.ts';

/** Worst first: a row has the worst result of its checks. */
const ORDER: readonly VerdictKind[] = ['error', 'fail', 'unknown', 'pass', 'not-applicable'];

function rowsOf({ references }: CheckDefinition, { name }: Framework): string[] {
  return references.filter(({ framework }) => framework === name).map(({ id }) => id);
}

/**
 * A framework row by row, from the verdicts of a result. A row that the API alone cannot decide is never better than unknown; a row whose
 * checks did not run (`--skip`) is unknown, with that reason. `only` (the words of `--only`) leaves out the rows that it does not select:
 * those without a check that ran, and, when all its words are rows of this framework, every other row.
 */
export function frameworkReport(
  id: FrameworkId,
  { verdicts, checks }: Result,
  only?: readonly string[],
): FrameworkReport {
  const framework = frameworks[id];
  const answering = checksByRow(framework);
  const given = new Map<string, Verdict[]>();
  for (const verdict of verdicts) given.set(verdict.check, [...(given.get(verdict.check) ?? []), verdict]);
  const ran = new Set(checks.map((check) => check.id));
  const isSelected = selectionOf(id, only);
  const sections = framework.sections.flatMap(({ id: number, title, rows }) => {
    const evaluated = rows
      .map((row) => evaluate(row, answering.get(row.id) ?? [], given, ran))
      .filter((row) => isSelected(row, ran));
    return evaluated.length === 0
      ? []
      : [{ id: number, title, rows: evaluated, totals: totalsOf(evaluated) }];
  });
  const all = framework.sections.reduce((sum, { rows }) => sum + rows.length, 0);
  const left = all - sections.reduce((sum, { rows }) => sum + rows.length, 0);
  return {
    id,
    title: framework.title,
    asOf: framework.asOf,
    whole: framework.whole,
    ...(left > 0 && { leftOut: left }),
    sections,
    totals: totalsOf(sections.flatMap(({ rows }) => rows)),
  };
}

/** Which rows `--only` selects. */
function selectionOf(
  framework: FrameworkId,
  only: readonly string[] | undefined,
): (row: FrameworkRow, ran: ReadonlySet<string>) => boolean {
  if (only === undefined) return () => true;
  const names = only.map(controlNamed);
  if (names.every((name) => name?.startsWith(`${framework}/`)))
    return ({ id }) => names.includes(`${framework}/${id}`);
  return ({ checks }, ran) => checks.some((check) => ran.has(check));
}

function checksByRow(framework: Framework): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const check of catalogue)
    for (const row of rowsOf(check, framework)) found.set(row, [...(found.get(row) ?? []), check.id]);
  return found;
}

function evaluate(
  { id, title, needs, manual }: BenchmarkRow,
  checks: readonly string[],
  given: ReadonlyMap<string, readonly Verdict[]>,
  ran: ReadonlySet<string>,
): FrameworkRow {
  const all = checks.flatMap((check) => given.get(check) ?? []);
  const verdicts = all.filter(({ controls }) => controls === undefined || controls.includes(id));
  const worst = verdicts.reduce<Verdict | undefined>(
    (before, verdict) => (before === undefined || isWorse(verdict, before) ? verdict : before),
    undefined,
  );
  const row = { id, title, checks, ...(manual !== undefined && { manual }) };
  const left = checks.filter((check) => !ran.has(check));
  if (worst?.verdict === 'fail' || worst?.verdict === 'error')
    return { ...row, verdict: worst.verdict, message: messageOf(worst, verdicts) };
  if (needs !== undefined)
    return {
      ...row,
      verdict: 'unknown',
      unavailableData: needs,
      message: manualText(needs),
      requires: byHand(manual),
    };
  const cleared = all.find((verdict) => verdict.passedControls?.includes(id) === true);
  if (worst === undefined && cleared && left.length === 0)
    return {
      ...row,
      verdict: 'pass',
      message: `passed; ${cleared.check} failed for another reason: ${cleared.message}`,
    };
  if (worst === undefined || left.length > 0)
    return {
      ...row,
      verdict: 'unknown',
      message:
        left.length > 0
          ? `not run: ${left.join(', ')}`
          : all[0]
            ? `${all[0].check} reports something else: ${all[0].message}`
            : 'Manual: no check evaluates this control',
      requires: byHand(manual),
    };
  const requires =
    worst.verdict === 'unknown'
      ? distinctRequirements([...verdicts.flatMap((verdict) => verdict.requires ?? []), ...byHand(manual)])
      : undefined;
  return {
    ...row,
    verdict: worst.verdict,
    message: messageOf(worst, verdicts),
    ...(requires && { requires }),
  };
}

/** What to check manually when the API does not provide the data. */
const MANUAL: Readonly<Record<Need, string>> = {
  'node files': 'check the files on the node',
  'cloud API': 'check the cloud account settings',
  'network attack': 'test the network',
  'image scan': 'scan the images',
  'audit log': 'check the audit log',
  'usage history': 'check the usage history',
  'values of Secrets': 'check the values of Secrets',
  'values of ConfigMaps': 'check the values of ConfigMaps',
  'a program on the node': 'run a tool on the node',
};

function manualText(need: Need): string {
  return `Manual: ${MANUAL[need]} (not available through the API)`;
}

/** The manual command of a row: run on the node unless it begins with kubectl. */
function byHand(manual: string | undefined): Requirement[] {
  if (manual === undefined) return [];
  return [manual.startsWith('kubectl ') ? command(manual) : hostCommand(manual)];
}

function isWorse(one: Verdict, other: Verdict): boolean {
  const step = ORDER.indexOf(one.verdict) - ORDER.indexOf(other.verdict);
  return step < 0 || (step === 0 && severityRank(one.severity) < severityRank(other.severity));
}

/** The worst result of a row, its object, and the number of similar results. */
function messageOf(worst: Verdict, verdicts: readonly Verdict[]): string {
  const { verdict, severity, object, message } = worst;
  const more = verdicts.filter((one) => one.verdict === verdict).length - 1;
  const where = object && object.kind !== 'Component' ? `${objectKey(object)}: ` : '';
  const text = verdict === 'fail' ? `${severity}: ${where}${message}` : message;
  return more > 0 ? `${text}, and ${more} more` : text;
}

function totalsOf(rows: readonly FrameworkRow[]): Record<VerdictKind, number> {
  const totals: Record<VerdictKind, number> = { fail: 0, pass: 0, unknown: 0, 'not-applicable': 0, error: 0 };
  for (const { verdict } of rows) totals[verdict]++;
  return totals;
}

/** One-word names of all rows of all frameworks; the headings of the NSA/CISA guidance have several words. */
export function listRows(): string[] {
  return FRAMEWORKS.flatMap((id) =>
    frameworks[id].sections.flatMap(({ rows }) => rows.map((row) => `${id}/${row.id}`)),
  ).filter((name) => !name.includes(' '));
}

/** Framework words before a number: `CIS 1.2.6`, `cis-1.2.6`, `MITRE ATT&CK T1078`, `OWASP K01`. */
const FRAMEWORK_WORDS = /^(?:(cis|nsa|mitre|owasp)(?: att&ck)?[ :-]+)?(.+)$/i;

/** The name of a row, `cis/1.2.6`, for its id with or without the framework; undefined when no framework has it. */
export function rowNamed(words: string): string | undefined {
  const [, framework, id = ''] = FRAMEWORK_WORDS.exec(words) ?? [];
  const wanted = id.toLowerCase();
  for (const one of FRAMEWORKS) {
    if (framework !== undefined && framework.toLowerCase() !== one) continue;
    const rows = frameworks[one].sections.flatMap((section) => section.rows);
    // Headings without their framework are words like any other.
    const row = rows.find(
      (candidate) => candidate.id.toLowerCase() === wanted && (framework !== undefined || /\d/.test(wanted)),
    );
    if (row) return `${one}/${row.id}`;
  }
  return undefined;
}

/** The same of a word of `--only` and `--skip`, where a slash separates the framework, too. */
export function controlNamed(word: string): string | undefined {
  return rowNamed(word.replace('/', ' '));
}

/** All rows of a framework with their checks, for `explain --framework`. */
export function frameworkRows(id: FrameworkId): ExplainedRow[] {
  return frameworks[id].sections.flatMap(({ rows }) => rows.map((row) => explainRow(`${id}/${row.id}`)));
}

/** A row by its name, framework first: `cis/1.2.15`. Throws `usage` with the nearest names when the framework has no such row. */
export function explainRow(name: string): ExplainedRow {
  const id = FRAMEWORKS.find((one) => name.toLowerCase().startsWith(`${one}/`));
  if (id === undefined) throw new TypeError(`"${name}" begins with no framework`);
  const wanted = name.slice(id.length + 1);
  const rows = frameworks[id].sections.flatMap((section) => section.rows);
  const row = rows.find((one) => one.id.toLowerCase() === wanted.toLowerCase());
  if (!row) {
    const guesses = nearest(
      wanted,
      rows.map((one) => one.id),
    ).map((guess) => `${id}/${guess}`);
    throw new ArchmapError(
      'usage',
      `${frameworks[id].title} has no control "${wanted}"`,
      guesses.length > 0
        ? `did you mean ${guesses.join(' or ')}?`
        : `list all with: kubectl archmap explain --framework ${id}`,
    );
  }
  const answering = checksByRow(frameworks[id]).get(row.id) ?? [];
  const titles = new Map(catalogue.map((check) => [check.id, check.control]));
  return {
    framework: frameworks[id].title,
    id: row.id,
    title: row.title,
    checks: answering.map((check) => ({ id: check, title: titles.get(check) ?? '' })),
    ...(row.needs && { unavailableData: row.needs }),
    ...(row.manual !== undefined && { manual: row.manual }),
  };
}

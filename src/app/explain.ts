import { catalogue } from '../checks/index.ts';
import type { CheckDefinition } from '../checks/define.ts';
import { pages } from '../checks/pages.generated.ts';
import { severityRangeOf } from '../checks/severity-ranges.ts';
import { severityRank } from '../result/sort.ts';
import type { ExplainedCheck, SearchResult } from '../result/search.ts';
import type { Topic } from '../result/topics.ts';
import type { CheckInfo, ExplainedRow, FrameworkId } from '../result/types.ts';
import { FRAMEWORKS } from '../result/types.ts';
import { infoOf } from './check-info.ts';
import { ArchmapError } from '../shared/errors.ts';
import { explainRow, rowNamed } from './framework.ts';
import { NEEDED } from './needs.ts';
import type { Covered } from './peer-checks.ts';
import { peerRows } from './peer-checks.ts';
import { phraseNames, search, similar } from './search.ts';
import { isInner } from './search-entries.ts';
import { findTopic } from './topics/index.ts';

export function listChecks(): CheckInfo[] {
  return catalogue.map(infoOf);
}

/** What the words after `explain` lead to. */
export type Explained =
  | { kind: 'check'; info: ExplainedCheck; page: string }
  | { kind: 'control'; row: ExplainedRow }
  | { kind: 'topic'; topic: Topic; others: readonly Topic[] }
  | { kind: 'framework'; framework: FrameworkId }
  | { kind: 'matches'; result: SearchResult };

/**
 * The page of a name (a check, also without its area; a topic; a control, also without its framework; a framework), or what a search
 * finds. Throws `usage` with similar names when nothing is found.
 */
export function explain(query: string): Explained {
  const words = query.trim().replace(/\s+/g, ' ');
  const found = named(words) ?? foreign(words);
  if (found) return found;
  // A name with an area is no search: a wrong one must not print another page.
  const matches = /^\S+\/\S+$/.test(words) ? [] : search(words);
  if (matches.length > 0) return { kind: 'matches', result: { query: words, matches } };
  const guesses = similar(words);
  const list = 'list all with: kubectl archmap explain';
  throw new ArchmapError(
    'usage',
    `no check, control or topic matches "${words}"`,
    guesses.length > 0 ? `did you mean ${guesses.join(' or ')}? Or ${list}` : list,
  );
}

/** The only match of a search in place of the list; a list stays a list. */
export function unfolded(found: Explained): Explained {
  if (found.kind !== 'matches') return found;
  const [first, ...others] = found.result.matches;
  if (!first || others.length > 0) return found;
  return named(first.name) ?? found;
}

function named(words: string): Explained | undefined {
  const lower = words.toLowerCase();
  const check = checkNamed(lower);
  if (check) return { kind: 'check', info: explained(check), page: pages[check.id] ?? '' };
  if (FRAMEWORKS.some((framework) => lower.startsWith(`${framework}/`)))
    return { kind: 'control', row: explainRow(words) };
  const topic = findTopic(lower);
  const hasPhrase = topic && isInner(topic.topic) && lower === topic.topic.name && phraseNames(lower);
  if (topic && !hasPhrase) return { kind: 'topic', ...topic };
  const framework = FRAMEWORKS.find((id) => id === lower);
  if (framework) return { kind: 'framework', framework };
  const row = rowNamed(words);
  return row === undefined ? undefined : { kind: 'control', row: explainRow(row) };
}

function explained(check: CheckDefinition): ExplainedCheck {
  const range = severityRangeOf(check.id);
  return { ...infoOf(check), ...(range && { severityRange: range }) };
}

/** By id, or by the part after the area where only one check has it. */
function checkNamed(name: string): CheckDefinition | undefined {
  const exact = catalogue.find(({ id }) => id === name);
  if (exact || name.includes('/')) return exact;
  const [only, ...others] = catalogue.filter(({ id }) => id.endsWith(`/${name}`));
  return others.length > 0 ? undefined : only;
}

/** A check of another tool by its id: the page of the one check that covers it, or a list. */
function foreign(words: string): Explained | undefined {
  const rows = peerRows(words);
  if (rows.length === 0) return undefined;
  const ids = new Set(rows.flatMap(({ checks }) => checks));
  const covering = catalogue.filter(({ id }) => ids.has(id));
  const matches = covering
    .toSorted((a, b) => severityRank(a.severity) - severityRank(b.severity))
    .map(({ id, severity, control }) => ({ name: id, kind: 'check' as const, severity, title: control }));
  return { kind: 'matches', result: { query: words, about: rows.map(aboutRow), matches } };
}

/** `Trivy KSV-0111: Cluster-admin use (CIS 5.1.1)`, and why no check covers it. */
function aboutRow(row: ReturnType<typeof peerRows>[number]): string {
  const { as, question, cis, checks } = row;
  const control = cis === undefined ? '' : ` (CIS ${cis})`;
  return `${as.tool} ${as.id}: ${question}${control}${checks.length > 0 ? '' : `: ${uncovered(row)}`}`;
}

function uncovered({ needs, harmless }: Covered): string {
  if (harmless !== undefined) return `no risk: ${harmless}`;
  return needs ? `not covered; requires ${NEEDED[needs]}` : 'not covered';
}

/** Candidates similar to `word`, best first, at most three: within a third of its length, or containing it. */
export function nearest(word: string, candidates: readonly string[]): string[] {
  const wanted = word.toLowerCase();
  // With two of three letters changed it is another word.
  const most = Math.max(wanted.length > 3 ? 2 : 1, Math.floor(wanted.length / 3));
  return candidates
    .map((candidate) => ({
      candidate,
      distance: candidate.toLowerCase().includes(wanted) ? 0 : editDistance(wanted, candidate.toLowerCase()),
    }))
    .filter(({ distance }) => distance <= most)
    .sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, 3)
    .map(({ candidate }) => candidate);
}

/** Levenshtein distance; the words are short. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(substitution, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** Includes the two characters that XML 1.0 forbids (section 2.2). */
const UNSAFE = /[\p{Cc}\p{Cs}\p{Default_Ignorable_Code_Point}\u2028\u2029\ufff9-\ufffb\ufffe\uffff]/gu;

/**
 * Build logs accept these commands in the middle of a line: `##[add-mask]` of GitHub's runner
 * (https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs), `##vso[...]` of Azure Pipelines, `##teamcity[...]`.
 */
export const LOG_COMMAND = /(##[a-z]*)\[/gi;

/**
 * Text from a cluster, safe for a terminal and a build log: control characters (escape sequences begin with one), unpaired surrogates,
 * invisible or direction-changing characters and the bracket of a log command are replaced by `\u{..}`.
 */
export function printable(text: string): string {
  return text
    .replace(UNSAFE, (character) => `\\u{${character.codePointAt(0)?.toString(16) ?? ''}}`)
    .replace(LOG_COMMAND, '$1\\u{5b}');
}

/** A line must not begin with `::error::`, with or without leading blanks: GitHub's runner executes it. */
export function lineStart(text: string): string {
  return text.replace(/^(\s*):(?=:[a-z])/i, '$1\\u{3a}');
}

/** Whether the text is an existing time in UTC in this tool's notation. The expiry of waivers is compared as text. */
export function isInstant(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/.test(text)) return false;
  const time = new Date(text);
  return !Number.isNaN(time.getTime()) && time.toISOString().slice(0, 19) === text.slice(0, 19);
}

/** `1 node`, `2 nodes`. */
export function plural(count: number, noun: string, many = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : many}`;
}

/** Why nothing was collected: the namespace of `-n` does not exist. */
export function noNamespace(name: string): string {
  return `namespace ${name} not found`;
}

/** The part of a list that `-n` selects, as the reason of its outcome. */
export function limitedTo(namespace: string): string {
  return `limited to namespace ${namespace} (-n)`;
}

/** `12,345`; loading Intl takes longer than parsing a page. */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** At most `limit` of them by name, then the number of the others. */
export function enumeration(items: readonly string[], limit = 4): string {
  const shown = items.slice(0, limit).join(', ');
  return items.length > limit ? `${shown} and ${items.length - limit} more` : shown;
}

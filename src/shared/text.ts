/** Candidates that look like `word`, best first, at most three: within a third of its length, or containing it. */
export function nearest(word: string, candidates: readonly string[]): string[] {
  const wanted = word.toLowerCase();
  return candidates
    .map((candidate) => ({
      candidate,
      distance: candidate.toLowerCase().includes(wanted) ? 0 : editDistance(wanted, candidate.toLowerCase()),
    }))
    .filter(({ distance }) => distance <= Math.max(2, Math.floor(wanted.length / 3)))
    .sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, 3)
    .map(({ candidate }) => candidate);
}

/** Levenshtein distance; words here are short. */
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

const UNSAFE = /[\p{Cc}\p{Cs}\p{Default_Ignorable_Code_Point}\u2028\u2029\ufff9-\ufffb]/gu;

/**
 * Text from a cluster made safe for a terminal: control characters (escape sequences begin with one), halves of
 * characters and invisible or direction-changing ones are shown as `\u{..}`.
 */
export function printable(text: string): string {
  return text.replace(UNSAFE, (character) => `\\u{${character.codePointAt(0)?.toString(16) ?? ''}}`);
}

/** `1 node`, `2 nodes`. */
export function plural(count: number, noun: string, many = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : many}`;
}

/** Why nothing came: the namespace of `-n` is not there. */
export function noNamespace(name: string): string {
  return `there is no namespace ${name}`;
}

/** What `-n` leaves of a list, as the reason of its outcome. */
export function limitedTo(namespace: string): string {
  return `limited to namespace ${namespace} (-n)`;
}

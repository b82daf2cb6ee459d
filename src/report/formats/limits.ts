import { plural } from '../../shared/text.ts';

/** Where the whole list is when a platform takes no more. */
const FULL_LIST = 'Complete list: kubectl archmap check -o json';

/**
 * The line that stands in a report, and on stderr, when a platform takes no more: how many were left out, why, and where they are.
 * Undefined when none were. Reports are cut at the end of a list that is sorted worst first.
 */
export function leftOut(
  count: number,
  noun: string,
  why: string,
  many: string = `${noun}s`,
): string | undefined {
  return count > 0
    ? `${plural(count, noun, many)} omitted (the least severe): ${why}. ${FULL_LIST}.`
    : undefined;
}

/** The line, on stderr, for what a format has no word for. Undefined when there is nothing of it. */
export function notShown(count: number, noun: string, why: string, many: string): string | undefined {
  return count > 0 ? `Not in this report: ${plural(count, noun, many)} (${why}). ${FULL_LIST}.` : undefined;
}

/** The lines that are there. */
export function notesOf(...notes: readonly (string | undefined)[]): string[] {
  return notes.filter((note) => note !== undefined);
}

import { plural } from '../../shared/text.ts';

/** Reference to the complete list when a platform limits the size. */
const FULL_LIST = 'Complete list: kubectl archmap check -o json';

/**
 * The line in a report, and on stderr, when a platform limits the size: number of omitted entries, reason, and reference. Undefined when
 * none were omitted. Reports are truncated at the end of a list that is sorted worst first.
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

/** The line, on stderr, for entries that a format cannot represent. Undefined when there are none. */
export function notShown(count: number, noun: string, why: string, many: string): string | undefined {
  return count > 0 ? `Not in this report: ${plural(count, noun, many)} (${why}). ${FULL_LIST}.` : undefined;
}

/** The defined lines. */
export function notesOf(...notes: readonly (string | undefined)[]): string[] {
  return notes.filter((note) => note !== undefined);
}

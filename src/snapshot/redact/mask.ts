/** What stands in the place of a masked value. */
export const MASK = '***';

const WORDS = 'redacted|hidden|masked|removed|omitted|filtered|sanitized|scrubbed|obfuscated|censored';
/** `***`, `***HIDDEN***`, `<redacted>`, `[REDACTED]`, `xxxxx`. */
const SIGNS = new RegExp(
  String.raw`^(?:\*{3,}|x{3,}|\*+(?:${WORDS})\*+|[<[({]+(?:${WORDS})[>\])}]+|redacted)$`,
  'i',
);
/** Alone only as redactors shout it: in small letters it may be a name. */
const SHOUTED = new RegExp(`^(?:${WORDS.toUpperCase()})$`);

/** Is this what somebody, or a redactor, left in the place of a value? It says nothing of the value. */
export function isMask(text: string): boolean {
  return SIGNS.test(text) || SHOUTED.test(text);
}

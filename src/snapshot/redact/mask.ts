/** Replaces a redacted value. */
export const MASK = '***';

const WORDS = 'redacted|hidden|masked|removed|omitted|filtered|sanitized|scrubbed|obfuscated|censored';
/** `***`, `***HIDDEN***`, `<redacted>`, `[REDACTED]`, `xxxxx`. */
const SIGNS = new RegExp(
  String.raw`^(?:\*{3,}|x{3,}|\*+(?:${WORDS})\*+|[<[({]+(?:${WORDS})[>\])}]+|redacted)$`,
  'i',
);
/** A single word only in capitals, as redactors write it: in lower case it may be a name. */
const SHOUTED = new RegExp(`^(?:${WORDS.toUpperCase()})$`);

/** Whether this replaced a redacted value, of which nothing is known then. */
export function isMask(text: string): boolean {
  return SIGNS.test(text) || SHOUTED.test(text);
}

/**
 * Kept strings are untrusted. This file makes them safe to print and bounded, without changing ordinary text. Object names,
 * labels, arguments: one line. ConfigMap values: several lines.
 */

/**
 * Longest kept string of a kind, in UTF-16 code units. A path is as long as Linux allows (PATH_MAX, with the terminating byte); all
 * annotations of an object together as long as the API server allows (TotalAnnotationSizeLimitB).
 */
export const TEXT_LIMITS = {
  name: 512,
  value: 2_048,
  path: 4_096,
  argument: 16_384,
  block: 262_144,
  annotation: 262_144,
} as const;

/** Marks the end of a truncated string. */
const CUT = '…';

/** Whether this is a truncated text, which cannot be fully evaluated. */
export function isCutText(text: string): boolean {
  return text.endsWith(CUT);
}

/** Characters that a terminal, a browser or an editor may interpret instead of displaying. */
const UNSAFE_LINE = /[\p{Cc}\p{Cs}\p{Default_Ignorable_Code_Point}\u2028\u2029\ufff9-\ufffb]/u;
const UNSAFE_BLOCK =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\p{Cs}\p{Default_Ignorable_Code_Point}\u2028\u2029\ufff9-\ufffb]/u;

/** Whole escape sequences (CSI, OSC, DCS and two-character ones), so that no `[31m` remains after the ESC is removed. */
const ESCAPES =
  // eslint-disable-next-line no-control-regex
  /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]?|(?:\u001b[\]P^_X]|[\u009d\u0090\u009e\u009f\u0098])[^\u0007\u001b\u009c]*(?:\u0007|\u001b\\|\u009c)?|\u001b[ -/]*[0-~]?/g;
const CONTROLS_LINE =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g;
const CONTROLS_BLOCK =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028\u2029]+/g;
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]/gu;

/**
 * One line of safe text: escape sequences and invisible characters are removed, other control characters become a space. Leading and
 * trailing blanks of a text that is too long are removed first: they contain nothing.
 */
export function cleanLine(text: string, limit: number = TEXT_LIMITS.value): string {
  const whole = text.length > limit ? text.trim() : text;
  const bounded = whole.length > limit ? cut(whole, limit) : whole;
  if (!UNSAFE_LINE.test(bounded)) return bounded;
  return bounded
    .replace(ESCAPES, '')
    .replace(INVISIBLE, '')
    .replace(CONTROLS_LINE, ' ')
    .toWellFormed()
    .trim();
}

/** Safe text that keeps line feeds and tabs; CRLF becomes LF. */
export function cleanBlock(text: string, limit: number = TEXT_LIMITS.block): string {
  const bounded = text.length > limit ? cut(text, limit) : text;
  if (!UNSAFE_BLOCK.test(bounded)) return bounded;
  return bounded
    .replaceAll('\r\n', '\n')
    .replace(ESCAPES, '')
    .replace(INVISIBLE, '')
    .replace(CONTROLS_BLOCK, ' ')
    .replaceAll('\r', '\n')
    .toWellFormed();
}

function cut(text: string, limit: number): string {
  return text.slice(0, limit - 1) + CUT;
}

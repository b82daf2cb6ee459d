/**
 * Error message of a YAML parser, without the pieces of the text that it repeats (aliases, tags, escapes, lines): they may be part of an
 * unquoted password.
 */
export function yamlFault(reason: string): string {
  return (reason.split('\n', 1)[0] ?? '')
    .replace(/(["`]).*\1?|'[^']{2,}'|[!\\*&]\S.*/g, '')
    .replace(/([\w)]):(?:\s.*)?$/, '$1')
    .replace(/(\bescape sequence)\s.*/i, '$1')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 160);
}

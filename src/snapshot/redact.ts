/**
 * Masks what may be a credential in strings that are kept: arguments, flag values, environment variables, annotations
 * and the few ConfigMaps that the model reads. When a name and a value disagree the value is masked; file paths,
 * switches, numbers and durations under a secret-sounding name are not secrets and stay.
 */
import { redactPatterns } from './redact/patterns.ts';
import { isSecretName, isHarmlessValue } from './redact/names.ts';
import { cleanBlock, cleanLine, TEXT_LIMITS } from './text.ts';

/** What stands in the place of a masked value. */
export const MASK = '***';

/** A value whose name is known (flag, environment variable, annotation, map key). The name may carry leading dashes. */
export function redactValue(name: string, value: string): string {
  if (value === '') return value;
  return isSecretName(name) && !isHarmlessValue(name, value) ? MASK : redactPatterns(value, MASK);
}

/**
 * An argument vector: `--name=value`, `--name value` and loose words. The result has the same length and order.
 * Long and unsafe items are cut and cleaned as well.
 */
export function redactArgs(args: readonly string[]): string[] {
  const result: string[] = [];
  let pending: string | undefined;
  for (const arg of args) {
    const text = arg.includes('\n')
      ? cleanBlock(arg, TEXT_LIMITS.argument)
      : cleanLine(arg, TEXT_LIMITS.argument);
    const flag = /^(-{1,2}[A-Za-z][\w.-]*)(?:=([\s\S]*))?$/.exec(text);
    if (flag?.[1] !== undefined) {
      const [, name, value] = flag;
      result.push(value === undefined ? text : `${name}=${redactValue(name, value)}`);
      pending = value === undefined && isSecretName(name) ? name : undefined;
    } else {
      result.push(pending === undefined ? redactText(text) : redactValue(pending, text));
      pending = undefined;
    }
  }
  return result;
}

/** `name=value`, `name: value`, `"name": "value"` and `--name value` inside free text. */
const ASSIGNMENT =
  /(["']?)((?:--?)?[A-Za-z][\w.-]{1,80})\1(\s{0,8}[=:][ \t]{0,8}|[ \t]{1,8}(?=[^-\s]))("(?:[^"\\\n]|\\.)*"|'[^'\n]*'|[^\s,;"'{}[\]]+)/g;

/** Free text of one or many lines: configuration files, shell scripts, messages. Certificates stay readable. */
export function redactText(text: string): string {
  if (text.length < 6) return text;
  const named = text.replace(
    ASSIGNMENT,
    (whole, quote: string, name: string, between: string, value: string) => {
      // `--token value` is an assignment, `the token value` is prose.
      if (/^[ \t]+$/.test(between) && !name.startsWith('-')) return whole;
      const bare = /^["']/.test(value) ? value.slice(1, -1) : value;
      if (bare === '' || !isSecretName(name) || isHarmlessValue(name, bare)) return whole;
      return `${quote}${name}${quote}${between}${/^["']/.test(value) ? value[0] + MASK + value[0] : MASK}`;
    },
  );
  return redactPatterns(named, MASK);
}

/**
 * Masks what may be a credential in strings that are kept: arguments, flag values, environment variables, annotations
 * and the few ConfigMaps that the model reads. When a name and a value disagree the value is masked; file paths,
 * switches, numbers and durations under a secret-sounding name are not secrets and stay.
 */
import { MASK } from './redact/mask.ts';
import { redactPatterns } from './redact/patterns.ts';
import { isSecretName, isHarmlessValue } from './redact/names.ts';
import { cleanBlock, cleanLine, TEXT_LIMITS } from './text.ts';

/** A value whose name is known (flag, environment variable, annotation, map key). The name may carry leading dashes. */
export function redactValue(name: string, value: string): string {
  if (value === '') return value;
  if (isSecretName(name) && !isHarmlessValue(name, value)) return MASK;
  // `--set=password=x`, `--header=Authorization: Bearer x`, `{accessToken: x}`: names inside the value.
  return /[=:]/.test(value) ? redactText(value) : redactPatterns(value);
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
      pending = value === undefined && (isSecretName(name) || LOGIN.has(name)) ? name : undefined;
    } else {
      result.push(pending === undefined ? redactText(text) : redactNext(pending, text));
      pending = undefined;
    }
  }
  return result;
}

/** Short flags of clients by which they log in: `-p PASSWORD`, `-u USER:PASSWORD`. */
const LOGIN: ReadonlySet<string> = new Set(['-p', '-u', '--user']);

function redactNext(flag: string, text: string): string {
  if (!LOGIN.has(flag)) return redactValue(flag, text);
  if (flag === '-p') return isHarmlessValue(flag, text) ? text : MASK;
  return text.replace(/^([^\s:]*:).+$/, `$1${MASK}`);
}

const SCHEME = String.raw`(?:[Bb]earer|[Bb]asic|[Tt]oken|[Dd]igest)[ \t]+`;
const VALUE = String.raw`("(?:[^"\\\n]|\\.)*"|'[^'\n]*'|(?:${SCHEME})?[^\s,;"'{}[\]]+)`;
/** `name=value`, `name: value` and `"name": "value"` inside free text. */
const ASSIGNMENT = new RegExp(
  String.raw`((?<![\w.-])(["']?)(?:--?)?[A-Za-z][\w.-]{1,80}\2\s{0,8}[=:][ \t]{0,8})${VALUE}`,
  'g',
);
/** `--name value`; without the dashes it is prose. */
const OPTION = new RegExp(String.raw`((?<![\w.-])--?[A-Za-z][\w.-]{1,80}[ \t]{1,8}(?!-))${VALUE}`, 'g');

/** The etcd plugin of CoreDNS: `credentials USER PASSWORD`. */
const COREFILE_LOGIN = /^([ \t]*credentials[ \t]+\S+[ \t]+)\S.*$/gm;

/** Free text of one or many lines: configuration files, shell scripts, messages. Certificates stay readable. */
export function redactText(text: string): string {
  if (text.length < 6) return text;
  const assigned = text
    .replace(COREFILE_LOGIN, `$1${MASK}`)
    .replace(ASSIGNMENT, (whole, before: string, _quote: string, value: string) =>
      maskAssigned(whole, before, value),
    );
  return redactPatterns(
    assigned.replace(OPTION, (whole, before: string, value: string) => maskAssigned(whole, before, value)),
  );
}

const LEADING_SCHEME = new RegExp(`^${SCHEME}`);

function maskAssigned(whole: string, before: string, value: string): string {
  const name = /[A-Za-z][\w.-]*/.exec(before)?.[0] ?? '';
  const quote = /^["']/.exec(value)?.[0] ?? '';
  const bare = quote === '' ? value : value.slice(1, -1);
  if (bare === '' || !isSecretName(name) || isHarmlessValue(name, bare)) return whole;
  const scheme = LEADING_SCHEME.exec(bare)?.[0] ?? '';
  return `${before}${quote}${scheme}${MASK}${quote}`;
}

/**
 * Redacts possible credentials in strings that are kept: arguments, flag values, environment variables, annotations and the
 * few ConfigMaps that the model reads. A value is redacted when its name or its form indicates a secret; file paths,
 * booleans, numbers and durations under a secret-sounding name are not secrets and stay.
 */
import type { CredentialFlags } from '../data/credential-flags.ts';
import { MASK } from './redact/mask.ts';
import { redactPatterns } from './redact/patterns.ts';
import { isSecretName, isHarmlessValue } from './redact/names.ts';
import { cleanBlock, cleanLine, TEXT_LIMITS } from './text.ts';

/** A value with a known name (flag, environment variable, annotation, map key). The name may have leading dashes. */
export function redactValue(name: string, value: string): string {
  if (value === '') return value;
  if (isSecretName(name) && !isHarmlessValue(name, value)) return MASK;
  if (LOGIN.has(name)) return withoutPassword(value);
  // The rest of the address is the shared secret of the members of a new etcd cluster.
  if (DISCOVERY.has(name)) return redactPatterns(value).replace(/^(\w+:\/\/[^/]+\/).+$/, `$1${MASK}`);
  // `--set=password=x`, `--header=Authorization: Bearer x`, `{accessToken: x}`: names inside the value.
  return /[=:]/.test(value) ? redactText(value) : redactPatterns(value);
}

/**
 * An argument vector: `--name=value`, `--name value` and loose words. The result has the same length and order. Long and unsafe
 * items are truncated and cleaned as well. `own`: where the program accepts a credential under a name that does not indicate one.
 */
export function redactArgs(args: readonly string[], own?: CredentialFlags): string[] {
  const result: string[] = [];
  const isOwn = (name: string) => own?.flags.includes(name) === true;
  let pending: string | undefined;
  for (const arg of args) {
    const text = arg.includes('\n')
      ? cleanBlock(arg, TEXT_LIMITS.argument)
      : cleanLine(arg, TEXT_LIMITS.argument);
    const flag = /^(-{1,2}[A-Za-z][\w.-]*)(?:=([\s\S]*))?$/.exec(text);
    if (flag?.[1] !== undefined) {
      const [, name, value] = flag;
      const known = isOwn(name) ? SECRET : name;
      result.push(value === undefined ? text : `${name}=${redactValue(known, value)}`);
      pending =
        value === undefined &&
        (isSecretName(known) || name === '-p' || LOGIN.has(name) || DISCOVERY.has(name))
          ? known
          : undefined;
    } else {
      result.push(pending === undefined ? redactLine(text, own) : redactNext(pending, text));
      pending = own?.words.includes(text) ? SECRET : undefined;
    }
  }
  return result;
}

/** A name that indicates a secret. */
const SECRET = '--token';

/** Login flags of clients, with a password after a colon; `--discovery-user`: etcd server/embed/config.go. */
const LOGIN: ReadonlySet<string> = new Set(['-u', '--user', '--discovery-user', '-discovery-user']);

/** etcd's address of a new cluster. */
const DISCOVERY: ReadonlySet<string> = new Set(['--discovery', '-discovery']);

function redactNext(flag: string, text: string): string {
  if (flag === '-p') return isHarmlessValue(flag, text) ? text : MASK;
  return redactValue(flag, text);
}

/** `USER:PASSWORD`; numeric user and group, a Kubernetes name, and an address are no login. */
function withoutPassword(text: string): string {
  return /^(?:\d+:\d+$|system:|\w+:\/\/)/.test(text) ? text : text.replace(/^([^\s:]*:).+$/, `$1${MASK}`);
}

/** A word of a command line, which may be a whole script. */
function redactLine(text: string, own: CredentialFlags | undefined): string {
  let result = redactText(text);
  if (!/\s/.test(text)) return result;
  result = result.replace(
    LOGIN_OPTION,
    (_whole, before: string, login: string) => before + withoutPassword(login),
  );
  result = result.replace(/(\bsshpass\s+(?:-\S+\s+)*?-p\s*)\S+/g, `$1${MASK}`);
  for (const name of [...(own?.flags ?? []), ...(own?.words ?? [])])
    result = result.replace(
      new RegExp(String.raw`((?:^|\s)${name}[ \t=]+)(?!-)(\S+)`, 'g'),
      (whole, before: string, value: string) => (isHarmlessValue(SECRET, value) ? whole : before + MASK),
    );
  return result;
}

const LOGIN_OPTION = /((?:^|\s)(?:-u|--user|--discovery-user)[ \t=]+["']?)([^\s"']+:[^\s"']+)/g;

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

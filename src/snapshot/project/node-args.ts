/**
 * Annotations of k3s and RKE2 on their nodes: the command line of the server and its environment, with partly redacted credentials. Read by
 * model/control-plane/sources/k3s.ts and k3s-args.ts.
 */
import { isKeptFlag, NOT_KEPT } from '../../data/kept-flags.ts';
import { redactValue } from '../redact.ts';
import { cleanLine, TEXT_LIMITS } from '../text.ts';
import { UNREADABLE } from '../unreadable.ts';
import { isObject } from './raw.ts';

/** Switches whose value, if there is one, is read. */
const SWITCHES: ReadonlySet<string> = new Set([
  '--cluster-init',
  '--disable-apiserver',
  '--disable-network-policy',
  '--secrets-encryption',
]);
const API_SERVER_ARG = '--kube-apiserver-arg';

const FLAG = /^(--?[a-z][a-z0-9-]{0,60})(?:=([\s\S]*))?$/;
const VARIABLE = /^[A-Z_][A-Z0-9_]{0,100}$/i;

/** The argument vector, a JSON list: of flags that are not read, only the name. */
export function nodeArgs(text: string): string {
  const list = parse(text);
  if (!Array.isArray(list)) return UNREADABLE;
  const words = list.filter((word): word is string => typeof word === 'string');
  const kept = words.flatMap((word, at) => keptWord(word, words[at - 1]));
  return JSON.stringify(kept);
}

function keptWord(word: string, before: string | undefined): string[] {
  // The program's own command stands first: `server`, `agent`.
  if (before === undefined) return /^[a-z-]{1,20}$/.test(word) ? [word] : [NOT_KEPT];
  if (before === API_SERVER_ARG) return [apiServerArg(word)];
  const [, flag, value] = FLAG.exec(word) ?? [];
  if (flag === undefined) return SWITCHES.has(before) && isSwitchValue(word) ? [word] : [];
  if (flag === API_SERVER_ARG && value !== undefined) return [`${flag}=${apiServerArg(value)}`];
  return value !== undefined && SWITCHES.has(flag) && isSwitchValue(value) ? [word] : [flag];
}

function isSwitchValue(word: string): boolean {
  return /^(?:true|false|t|f|[01])$/i.test(word);
}

/** `name=value`, also with dashes before and with `+` or `-` behind the name. */
function apiServerArg(word: string): string {
  const [, written = '', value] = /^([^=]*)(?:=([\s\S]*))?$/.exec(word) ?? [];
  const name = written.replace(/[-+]+$/, '');
  if (!/^-{0,2}[A-Za-z][\w-]{0,99}$/.test(name)) return NOT_KEPT;
  if (value === undefined) return written;
  return `${written}=${isKeptFlag(name) ? redactValue(name, cleanLine(value, TEXT_LIMITS.argument)) : NOT_KEPT}`;
}

/** The variables, a JSON map: which are set. */
export function nodeEnvironment(text: string): string {
  const map = parse(text);
  if (!isObject(map)) return UNREADABLE;
  const names = Object.keys(map).filter((name) => VARIABLE.test(name) && name !== '__proto__');
  return JSON.stringify(Object.fromEntries(names.map((name) => [name, NOT_KEPT])));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.slice(0, TEXT_LIMITS.argument));
  } catch {
    return undefined;
  }
}

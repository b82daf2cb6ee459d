/**
 * Annotations of k3s and RKE2 on their nodes: the command line of the server and its environment, with partly redacted credentials. Read by
 * model/control-plane/sources/k3s.ts and k3s-args.ts.
 */
import { isKeptFlag, NOT_KEPT } from '../../data/kept-flags.ts';
import { redactValue } from '../redact.ts';
import { cleanLine, TEXT_LIMITS } from '../text.ts';
import { UNREADABLE } from '../unreadable.ts';
import { isObject } from './raw.ts';

const switchValue = (word: string) => (isSwitchValue(word) ? word : undefined);
const pathValue = (word: string) => (isPath(word) ? cleanLine(word, TEXT_LIMITS.path) : undefined);

/** Flags whose value is read, with what is kept of it. */
const VALUES: ReadonlyMap<string, (word: string) => string | undefined> = new Map([
  ...['--cluster-init', '--disable-apiserver', '--disable-network-policy', '--secrets-encryption'].map(
    (flag) => [flag, switchValue] as const,
  ),
  ...['--container-runtime-endpoint', '--data-dir', '-d'].map((flag) => [flag, pathValue] as const),
  ['--kube-apiserver-arg', (word) => programArg(word, (name) => isKeptFlag(name))],
  ['--kubelet-arg', (word) => programArg(word, (name, value) => KUBELET_PATHS.has(name) && isPath(value))],
]);
/** Flags whose value is a flag of another program. */
const PROGRAM_ARG = /^--kube(?:let|-apiserver)-arg$/;
const KUBELET_PATHS: ReadonlySet<string> = new Set([
  'container-runtime-endpoint',
  'pod-manifest-path',
  'root-dir',
]);

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
  // The subcommand comes first: `server`, `agent`.
  if (before === undefined) return /^[a-z-]{1,20}$/.test(word) ? [word] : [NOT_KEPT];
  const [, flag, value] = FLAG.exec(word) ?? [];
  if (flag === undefined || PROGRAM_ARG.test(before)) {
    const own = VALUES.get(before)?.(word);
    return own === undefined ? [] : [own];
  }
  const own = value === undefined ? undefined : VALUES.get(flag)?.(value);
  return [own === undefined ? flag : `${flag}=${own}`];
}

/** A path of a node, or the endpoint of a runtime on it. */
function isPath(word: string): boolean {
  return /^(?:unix:|npipe:)?(?:\/|[a-z]:[\\/])[^\s@]*$/i.test(word);
}

function isSwitchValue(word: string): boolean {
  return /^(?:true|false|t|f|[01])$/i.test(word);
}

/** `name=value`, also with leading dashes and with `+` or `-` after the name. */
function programArg(word: string, isKept: (name: string, value: string) => boolean): string {
  const [, written = '', value] = /^([^=]*)(?:=([\s\S]*))?$/.exec(word) ?? [];
  const name = written.replace(/[-+]+$/, '').replace(/^-+/, '');
  if (!/^[A-Za-z][\w-]{0,99}$/.test(name) || /^-{3}/.test(written)) return NOT_KEPT;
  if (value === undefined) return written;
  return `${written}=${isKept(name, value) ? redactValue(name, cleanLine(value, TEXT_LIMITS.argument)) : NOT_KEPT}`;
}

/** The variables, a JSON map: which are set, and the directory of the program. */
export function nodeEnvironment(text: string): string {
  const map = parse(text);
  if (!isObject(map)) return UNREADABLE;
  const names = Object.keys(map).filter((name) => VARIABLE.test(name) && name !== '__proto__');
  return JSON.stringify(
    Object.fromEntries(
      names.map((name) => {
        const value = map[name];
        const isKept = DATA_DIR.test(name) && typeof value === 'string' && isPath(value);
        return [name, isKept ? cleanLine(value, TEXT_LIMITS.path) : NOT_KEPT];
      }),
    ),
  );
}

/** https://docs.k3s.io/cli/server, https://docs.rke2.io/reference/server_config. */
const DATA_DIR = /^(?:K3S|RKE2)_DATA_DIR$/;

function parse(text: string): unknown {
  try {
    return JSON.parse(text.slice(0, TEXT_LIMITS.argument));
  } catch {
    return undefined;
  }
}

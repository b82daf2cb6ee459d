/** Environment variables of recognized components that affect the architecture. All others are dropped. */
import { MASK } from '../redact/mask.ts';
import { redactValue } from '../redact.ts';
import { cleanLine, TEXT_LIMITS } from '../text.ts';
import { KEPT_COMMAND_LINES } from './kept-command-lines.ts';
import { arr, isObject, obj, str } from './raw.ts';
import type { Raw } from './raw.ts';

const EXACT = new Set(KEPT_COMMAND_LINES.flatMap(({ variables }) => variables));

/** etcd also reads every flag from a variable, unless the flag is given (pkg/flags/flag.go); these are the ones that the model requires. */
const ETCD =
  /^ETCD_(?:NAME|CONFIG_FILE|DATA_DIR|WAL_DIR|INITIAL_(?:CLUSTER|CLUSTER_STATE|ADVERTISE_PEER_URLS)|LISTEN_(?:CLIENT|CLIENT_HTTP|PEER|METRICS)_URLS|ADVERTISE_CLIENT_URLS|(?:PEER_)?(?:CLIENT_CERT_AUTH|CERT_FILE|KEY_FILE|TRUSTED_CA_FILE|CA_FILE|AUTO_TLS)|CIPHER_SUITES|QUOTA_BACKEND_BYTES)$/;

/** Fields of pods and nodes whose value is always a plain word. Labels and annotations may have any value. */
const PLAIN_FIELD =
  /^(?:status\.(?:hostIPs?|podIPs?)|spec\.(?:nodeName|serviceAccountName)|metadata\.(?:name|namespace|uid))$/;

export interface KeptEnvironment {
  env?: Record<string, string>;
  hiddenEnv?: string[];
  envElsewhere?: string[];
}

export interface CommandLine {
  words: readonly string[];
  /** It is part of the control plane: the variables that it refers to are kept as well. */
  isRequested: boolean;
  /** Redacts the words of that program. */
  redact: (words: readonly string[]) => readonly string[];
}

/**
 * The kept variables of a recognized container, redacted, with `$(OTHER)` expanded as in the kubelet. `hiddenEnv` lists those of the
 * control plane whose value is in another object (a ConfigMap, a Secret), `envElsewhere` those of other programs; `*` = any. A variable that is a field of the pod stays `$(NAME)`.
 */
export function environmentOf(container: Raw, { words, isRequested, redact }: CommandLine): KeptEnvironment {
  const requested = namesIn(words);
  const isKept = (name: string) => EXACT.has(name) || ETCD.test(name) || (isRequested && requested.has(name));
  const anything = arr(container['envFrom']).length > 0;
  const all = new Map<string, string | undefined>();
  for (const item of arr(container['env'])) {
    const name = isObject(item) ? item['name'] : undefined;
    if (typeof name === 'string') all.set(name, valueOf(name, obj(item), { all, anything }));
  }
  const kept: KeptEnvironment = {};
  const hidden: string[] = [];
  const secret = [...all.keys()].some((name) => requested.has(name) && isKept(name))
    ? namesInMasked(words, [...requested], redact)
    : new Set<string>();
  for (const [name, text] of all) {
    if (!isKept(name)) continue;
    if (text === undefined) hidden.push(cleanLine(name, 256));
    else
      (kept.env ??= {})[name] = secret.has(name)
        ? MASK
        : redactValue(name, cleanLine(text, TEXT_LIMITS.block));
  }
  const elsewhere = anything ? [...hidden, '*'] : hidden;
  if (isRequested) kept.hiddenEnv = elsewhere;
  else if (elsewhere.length > 0) kept.envElsewhere = elsewhere;
  return kept;
}

const REFERENCE = /\$(?:\(([A-Za-z_]\w*)\)|\{([A-Za-z_]\w*)[^{}]*\}|([A-Za-z_]\w*))/g;

function namesIn(words: readonly string[]): ReadonlySet<string> {
  return new Set(
    words.flatMap((word) => [...word.matchAll(/\$[({]?([A-Za-z_]\w*)/g)].map(([, name = '']) => name)),
  );
}

/**
 * Variables in the position of a redacted value (`--token=$(T)`, `https://root:$(P)@host`): detected by replacing each with a unique word
 * and checking whether that is redacted. Variables that a script assigns to such a variable count as well.
 */
function namesInMasked(
  words: readonly string[],
  names: readonly string[],
  redact: CommandLine['redact'],
): ReadonlySet<string> {
  const stand = new Map(names.map((name, at) => [name, `stand${at}x7q`]));
  const filled = words.map((word) =>
    word.replace(
      REFERENCE,
      (whole, a: string | undefined, b: string | undefined, c: string | undefined) =>
        stand.get(a ?? b ?? c ?? '') ?? whole,
    ),
  );
  const before = filled.join('\n');
  const after = redact(filled).join('\n');
  const count = (text: string, part: string) => text.split(part).length;
  const masked = new Set(
    names.filter((name) => {
      const word = stand.get(name) ?? '';
      return count(after, word) < count(before, word);
    }),
  );
  for (const name of masked)
    for (const word of words)
      for (const [, value = ''] of word.matchAll(
        new RegExp(String.raw`(?<![\w.-])${name}=("[^"]*"|'[^']*'|\S+)`, 'g'),
      ))
        for (const other of namesIn([value])) masked.add(other);
  return masked;
}

/** The value of a variable; undefined where it is in another object. */
function valueOf(
  name: string,
  item: Raw,
  { all, anything }: { all: ReadonlyMap<string, string | undefined>; anything: boolean },
): string | undefined {
  const source = item['valueFrom'];
  if (isObject(source)) {
    const field = str(obj(source['fieldRef'])['fieldPath'], 256) ?? '';
    return PLAIN_FIELD.test(field) || isObject(source['resourceFieldRef']) ? `$(${name})` : undefined;
  }
  const text = typeof item['value'] === 'string' ? item['value'] : '';
  let open = false;
  const filled = text.replace(/\$\$|\$\(([^()$\s]*)\)/g, (whole, other: string | undefined) => {
    if (other === undefined) return '$';
    const value = all.get(other);
    if (value === undefined) open ||= all.has(other) || anything;
    else if (redactValue(other, value) === MASK) open = true;
    return value ?? whole;
  });
  return open ? undefined : filled;
}

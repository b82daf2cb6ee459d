import { rightText } from '../model/control-plane/sources/unknown-reason.ts';
import { LOOK_ON_HOST } from '../model/settle.ts';
import { kubectlNames } from '../snapshot/kinds.ts';
import type { CollectorId, Outcome } from '../snapshot/types.ts';
import type { View } from './proof.ts';

const LIVE = 'run against the live cluster, or on a snapshot of it';
const WHOLE = 'leave out -n';

/** What would complete these lists: rights, files, or the namespaces that `-n` left out. */
export function settling(outcomes: readonly Outcome[], view: View): string[] {
  const rights = outcomes.flatMap(({ missing }) => (missing ?? []).map(rightText));
  const rest = outcomes.filter(({ missing }) => (missing?.length ?? 0) === 0);
  const limited = rest.filter(isLeftOut);
  const others = rights.length > 0 ? [] : rest.filter((outcome) => !isLeftOut(outcome));
  return [
    ...new Set([
      ...(limited.length > 0 ? [WHOLE] : []),
      ...rights,
      ...others.flatMap((outcome) => (view.source === 'files' ? ofFiles(outcome) : [ofCluster(outcome)])),
    ]),
  ];
}

/** Nothing but `-n` kept it out. */
function isLeftOut({ namespace }: Outcome): boolean {
  return namespace !== undefined;
}

function ofFiles({ collector, status, whole }: Outcome): string[] {
  const kinds = kubectlNames(collector);
  if (kinds === undefined) return [LIVE];
  if (status === 'absent') return [added(kinds)];
  const lacking = kinds
    .split(',')
    .filter((name) => !whole?.some(({ kind, namespaces }) => !namespaces && isPlural(name, kind)));
  // Kinds of others: their definitions say whether there are any.
  if (lacking.length === 0) return [added('customresourcedefinitions'), LIVE];
  return [
    ...(whole ? [added(lacking.join(','))] : []),
    `say with --complete that the files hold all ${lacking.join(', ')}, if they do`,
    LIVE,
  ];
}

/** `networkpolicies` of `networking.k8s.io/NetworkPolicy`. */
function isPlural(name: string, kind: string): boolean {
  const word = kind.slice(kind.indexOf('/') + 1).toLowerCase();
  return [`${word}s`, `${word}es`, word.replace(/y$/, 'ies')].includes(name);
}

function added(kinds: string): string {
  return `add ${kinds.replaceAll(',', ', ')} to the files: kubectl get ${kinds} -A -o yaml`;
}

function ofCluster({ collector, status }: Outcome): string {
  return status === 'absent'
    ? `collect ${collector} (run against the live cluster)`
    : `read ${collector} again`;
}

/** The collector behind a right in kubectl's words (`list pods in kube-system`, `get /flagz`). */
const COLLECTORS: readonly (readonly [pattern: RegExp, collector: CollectorId])[] = [
  [/^list pods\b/, 'pods'],
  [/^list nodes\b/, 'nodes'],
  [/^list leases\b/, 'leases'],
  [/^list peerauthentications\b/, 'istio'],
  [/^get configmaps\b/, 'configmaps'],
  [/^get \/version\b/, 'version'],
  [/^get \/flagz\b/, 'flagz'],
  [/^get \/metrics\b/, 'metrics'],
  [/^get \/readyz\b/, 'health'],
];

/** A right and nothing more: `get /metrics of every API server` asks for more than the right. */
const PLAIN = /^(?:list \S+(?: in \S+| in all namespaces)?|get \S+(?: in \S+)?)$/;

/**
 * What a check or the model says would settle a question, in the words of this source. They speak of rights in a live cluster;
 * with `-n` the right may be there and the namespace left out, and files want files. A right that was used to the full
 * settles nothing more.
 */
export function adapted(settle: readonly string[], view: View): string[] {
  const texts = settle.flatMap((text) => one(text, view));
  return texts.length > 0 ? [...new Set(texts)] : [...settle];
}

function one(text: string, view: View): string[] {
  const pods = view.outcome('pods');
  if (text === LOOK_ON_HOST && view.namespace !== undefined && isLeftOut(pods)) return [WHOLE];
  if (text === LOOK_ON_HOST && view.source === 'files')
    return [...(pods.status === 'absent' ? ofFiles(pods) : []), LIVE];
  const collector = COLLECTORS.find(([pattern]) => pattern.test(text))?.[1];
  if (collector === undefined) return [text];
  const outcome = view.outcome(collector);
  if (isLeftOut(outcome)) return [WHOLE];
  if (view.source === 'files') return ofFiles(outcome);
  return outcome.status === 'ok' && PLAIN.test(text) ? [] : [text];
}

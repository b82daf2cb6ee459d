import {
  collector,
  complete,
  distinctRequirements,
  files,
  permission,
  RUN_LIVE_OR_SNAPSHOT,
  WHOLE_CLUSTER,
} from '../shared/requirement.ts';
import type { Requirement } from '../shared/requirement.ts';
import type { KnownKind } from '../snapshot/kinds.ts';
import { kubectlNames, KNOWN_KINDS } from '../snapshot/kinds.ts';
import type { CollectorId, Outcome } from '../snapshot/types.ts';
import type { View } from './proof.ts';

/** By view, as thousands of findings of a check may lack the same lists. */
const completed = new WeakMap<View, Map<string, readonly Requirement[]>>();

/** The requirements that complete these lists: permissions, files, or the namespaces that `-n` excludes. */
export function completing(outcomes: readonly Outcome[], view: View): readonly Requirement[] {
  const ofView = completed.get(view) ?? new Map<string, readonly Requirement[]>();
  completed.set(view, ofView);
  // A view has one outcome per collector.
  const key = outcomes.map(({ collector: id }) => id).join();
  const known = ofView.get(key) ?? requirementsOf(outcomes, view);
  ofView.set(key, known);
  return known;
}

function requirementsOf(outcomes: readonly Outcome[], view: View): Requirement[] {
  const permissions = outcomes.flatMap(({ missing = [] }) => missing.map((rule) => permission(rule)));
  const rest = outcomes.filter(({ missing }) => (missing?.length ?? 0) === 0);
  const limited = rest.filter(isLeftOut);
  const others = permissions.length > 0 ? [] : rest.filter((outcome) => !isLeftOut(outcome));
  return distinctRequirements([
    ...(limited.length > 0 ? [WHOLE_CLUSTER] : []),
    ...permissions,
    ...others.flatMap((outcome) => (view.source === 'files' ? ofFiles(outcome) : [ofCluster(outcome)])),
  ]);
}

/** Excluded by `-n` alone. */
function isLeftOut({ namespace }: Outcome): boolean {
  return namespace !== undefined;
}

/** `only` = the one kind of the collector that is required. */
function ofFiles({ collector: id, status, whole }: Outcome, only?: string): Requirement[] {
  const all = kubectlNames(id)?.split(',');
  if (all === undefined) return [RUN_LIVE_OR_SNAPSHOT];
  const isLacking = (name: string) =>
    !whole?.some(({ kind, namespaces }) => !namespaces && isPlural(name, kind));
  const kinds = only !== undefined && all.includes(only) && isLacking(only) ? [only] : all;
  if (status === 'unavailable') return [files(kinds)];
  const lacking = kinds.filter(isLacking);
  // Custom kinds: their definitions show whether objects of them exist.
  if (lacking.length === 0) return [files(['customresourcedefinitions']), RUN_LIVE_OR_SNAPSHOT];
  return [...(whole ? [files(lacking)] : []), complete(lacking), RUN_LIVE_OR_SNAPSHOT];
}

/** `networkpolicies` of `networking.k8s.io/NetworkPolicy`. */
function isPlural(name: string, kind: string): boolean {
  const word = kind.slice(kind.indexOf('/') + 1).toLowerCase();
  return [`${word}s`, `${word}es`, word.replace(/y$/, 'ies')].includes(name);
}

function ofCluster({ collector: id, status }: Outcome): Requirement {
  return collector(id, status === 'unavailable' ? 'run' : 'data');
}

/** Of ConfigMaps, the collector reads well-known ones: when it is complete, others are not. */
function isListedWhole({ builtIn, only, collector: id }: KnownKind): boolean {
  return builtIn && only === undefined && id !== 'configmaps' && kubectlNames(id) !== undefined;
}

/**
 * The collectors for the permissions that checks and the model name, by verb and path, or group and resource. Lists of Kubernetes' own kinds
 * that are read in all namespaces and that files can replace; others are named one by one.
 */
const COLLECTORS: ReadonlyMap<string, CollectorId> = new Map<string, CollectorId>([
  ...KNOWN_KINDS.filter(isListedWhole).map(({ group, plural, collector: id }): [string, CollectorId] => [
    `list ${group}/${plural}`,
    id,
  ]),
  ['list coordination.k8s.io/leases', 'leases'],
  ['list security.istio.io/peerauthentications', 'istio'],
  ['get /configmaps', 'configmaps'],
  ['get /version', 'version'],
  ['get /flagz', 'flagz'],
  ['get /metrics', 'metrics'],
  ['get /readyz', 'health'],
]);

/**
 * The requirements of a check or the model, adapted to this source. They name permissions in a live cluster; with `-n` the permission may
 * exist while the namespace is excluded, and files require manifests. A permission that is already fully used decides nothing more.
 */
export function adapted(requires: readonly Requirement[], view: View): readonly Requirement[] {
  const all = requires.flatMap((requirement) => one(requirement, view));
  return all.length > 0 ? distinctRequirements(all) : requires;
}

function one(requirement: Requirement, view: View): readonly Requirement[] {
  if (requirement.kind === 'host' && requirement.shownBy !== undefined) {
    const outcome = view.outcome(requirement.shownBy);
    if (view.namespace !== undefined && isLeftOut(outcome)) return [WHOLE_CLUSTER];
    if (view.source !== 'files') return [requirement];
    return [...(outcome.status === 'unavailable' ? ofFiles(outcome) : []), RUN_LIVE_OR_SNAPSHOT];
  }
  if (requirement.kind !== 'permission') return [requirement];
  const id = collectorBehind(requirement);
  if (id === undefined) return [requirement];
  const outcome = view.outcome(id);
  if (isLeftOut(outcome)) return [WHOLE_CLUSTER];
  if (view.source === 'files') return ofFiles(outcome, requirement.rules[0]?.resources?.[0]);
  return outcome.status === 'ok' && requirement.detail === undefined ? [] : [requirement];
}

function collectorBehind({ rules }: Requirement & { kind: 'permission' }): CollectorId | undefined {
  const [first] = rules;
  const what = first?.nonResourceURLs?.[0] ?? `${first?.apiGroups?.[0] ?? ''}/${first?.resources?.[0] ?? ''}`;
  return COLLECTORS.get(`${first?.verbs[0] ?? ''} ${what}`);
}

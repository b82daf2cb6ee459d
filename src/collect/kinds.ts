/** Which kinds are listed, and how. */
import { collectorOf } from '../snapshot/index.ts';
import { builtIn, builtInKinds } from './built-in.ts';
import { CUSTOM_KINDS } from '../snapshot/project/custom-kinds.ts';
import type { CollectorId, ReadRule } from '../snapshot/types.ts';

export interface KindRead {
  group: string;
  /** `*` = every kind of the group that is served. */
  kind: string;
  plural: string;
  namespaced: boolean;
  /**
   * Part of Kubernetes itself: asked for in this version even when discovery does not name it, unless the server is older than
   * the kind. Absent = only when served.
   */
  version?: string;
  /** Ask for names, labels, annotations and owners only. */
  metadataOnly?: boolean;
  /** Never listed across the cluster, only in these namespaces, with `-n` as well: they tell about the control plane. */
  only?: readonly string[];
  labelSelector?: string;
  /** What this list holds in every cluster; absent = what every list of the kind does (`membersOf`). */
  holds?: readonly string[];
  /** The post-start hook that makes what every cluster has of the kind (`membersOf`): not asked for where the API server lists its hooks without it; `told` = nor without a list. */
  holdsAfter?: { hook: string; told?: true };
  /** Namespaces worth a try when listing across the cluster is refused, beside that of the kubeconfig. */
  instead?: readonly string[];
  /** The same objects stand in that group too; it is read instead where it is served. */
  unlessServed?: string;
}

type Options = Omit<KindRead, 'group' | 'kind' | 'plural' | 'namespaced'>;

/** A namespaced kind. `api` = `apps/v1`, `v1`, or a bare group for kinds that are read only when served. */
export function namespaced(api: string, kind: string, options: Options = {}): KindRead {
  return { ...apiOf(api), kind, plural: pluralOf(kind), namespaced: true, ...options };
}

export function clusterWide(api: string, kind: string, options: Options = {}): KindRead {
  return { ...apiOf(api), kind, plural: pluralOf(kind), namespaced: false, ...options };
}

export function apiOf(api: string): { group: string; version?: string } {
  const slash = api.indexOf('/');
  if (slash >= 0) return { group: api.slice(0, slash), version: api.slice(slash + 1) };
  return /^v\d/.test(api) ? { group: '', version: api } : { group: api };
}

/** The rights that reading these kinds takes, in the group where they stood before, too. */
export function rulesOf(kinds: readonly KindRead[]): ReadRule[] {
  return kinds.flatMap((kind) => {
    const formerly = builtIn(kind.group, kind.kind)?.formerly;
    const groups = [kind.group, ...(formerly === undefined ? [] : [apiOf(formerly).group])];
    return groups.flatMap((group) =>
      (kind.only ?? [undefined]).map((namespace) => ruleOf({ group }, kind.plural, namespace)),
    );
  });
}

export function ruleOf({ group }: { group: string }, plural: string, namespace?: string): ReadRule {
  return {
    verb: 'list',
    ...(group !== '' && { group }),
    resource: plural,
    ...(namespace !== undefined && { namespace }),
  };
}

/** Parts of Kubernetes among the kinds that are kept as custom records, with the version that every server in use has. */
const OWN_KINDS: Readonly<Record<string, { version: string; namespaced: boolean }>> = {
  'flowcontrol.apiserver.k8s.io/PriorityLevelConfiguration': { version: 'v1', namespaced: false },
  'flowcontrol.apiserver.k8s.io/FlowSchema': { version: 'v1', namespaced: false },
  'policy/PodDisruptionBudget': { version: 'v1', namespaced: true },
  'autoscaling/HorizontalPodAutoscaler': { version: 'v2', namespaced: true },
  '/ResourceQuota': { version: 'v1', namespaced: true },
  '/LimitRange': { version: 'v1', namespaced: true },
  'node.k8s.io/RuntimeClass': { version: 'v1', namespaced: false },
};

/** The API server makes these at its start and keeps them, unless it is told to do without (apiserver, pkg/apis/flowcontrol/bootstrap/default.go). */
const FLOWCONTROL = { holds: ['*'], holdsAfter: { hook: 'priority-and-fairness-config-producer' } };
const HOLDS_AFTER: Readonly<Record<string, Options>> = {
  'flowcontrol.apiserver.k8s.io/PriorityLevelConfiguration': FLOWCONTROL,
  'flowcontrol.apiserver.k8s.io/FlowSchema': FLOWCONTROL,
};

/** The custom kinds that a snapshot keeps and that belong to `collector`; what is not served is not asked for. */
export function customKinds(collector: CollectorId): KindRead[] {
  return [...CUSTOM_KINDS.keys()].flatMap((key) => {
    const slash = key.indexOf('/');
    const [group, kind] = [key.slice(0, slash), key.slice(slash + 1)];
    const owner = collectorOf('custom', { group, kind, name: '', labels: {}, annotations: {}, spec: {} });
    if (owner !== collector) return [];
    return [
      { group, kind, plural: pluralOf(kind), namespaced: true, ...OWN_KINDS[key], ...HOLDS_AFTER[key] },
    ];
  });
}

/** Lists that every server has, and those of the kinds that are asked for. */
const KNOWN_LISTS: ReadonlySet<string> = new Set([
  ...['APIGroup', 'APIResource', 'PartialObjectMetadata', 'ConfigMap', 'Event'].map((kind) => `${kind}List`),
  ...[...builtInKinds(), ...CUSTOM_KINDS.keys()].map((key) => `${key.slice(key.indexOf('/') + 1)}List`),
]);

/** Is this, as far as names tell, the list of another kind than `kind`? */
export function isListOfAnother(list: string, kind: string): boolean {
  return list !== `${kind}List` && KNOWN_LISTS.has(list);
}

const IRREGULAR: Readonly<Record<string, string>> = {
  '*': '*',
  Endpoints: 'endpoints',
  ServiceIntentions: 'serviceintentions',
};

/** The resource name of a kind by the convention that code generators follow. */
export function pluralOf(kind: string): string {
  const name = kind.toLowerCase();
  const irregular = IRREGULAR[kind];
  if (irregular !== undefined) return irregular;
  if (/(?:s|x|ch|sh)$/.test(name)) return `${name}es`;
  return /[^aeiou]y$/.test(name) ? `${name.slice(0, -1)}ies` : `${name}s`;
}

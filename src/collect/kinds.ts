/** Which kinds are listed, and how. */
import { API_KINDS } from '../snapshot/kinds.ts';
import { pluralOf } from '../snapshot/plural.ts';
import { builtIn } from './built-in.ts';
import type { CollectorId, ReadRule } from '../snapshot/types.ts';

export interface KindRead {
  group: string;
  /** `*` = every kind of the group that is served. */
  kind: string;
  plural: string;
  namespaced: boolean;
  /**
   * Part of Kubernetes itself: requested in this version even when discovery does not name it, unless the server is older than
   * the kind. Absent = only when served.
   */
  version?: string;
  /** Request names, labels, annotations and owners only. */
  metadataOnly?: boolean;
  /** Never listed across the cluster, only in these namespaces, with `-n` as well: they describe the control plane. */
  only?: readonly string[];
  labelSelector?: string;
  /** Objects that this list contains in every cluster; absent = those of every list of the kind (`membersOf`). */
  holds?: readonly string[];
  /**
   * The post-start hook that creates what every cluster has of the kind (`membersOf`): not expected where the API server lists its hooks
   * without it; `reported` = nor without a list.
   */
  holdsAfter?: { hook: string; reported?: true };
  /** Namespaces to try when listing across the cluster is refused, in addition to that of the kubeconfig. */
  instead?: readonly string[];
  /** That group has the same objects; it is read instead where it is served. */
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

/** The permissions required to read these kinds, in their former group, too. */
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

/** The API server creates and keeps these unless configured without them (apiserver, pkg/apis/flowcontrol/bootstrap/default.go). */
const FLOWCONTROL = { holds: ['*'], holdsAfter: { hook: 'priority-and-fairness-config-producer' } };
/** By kind. */
const BY_KIND: Readonly<Record<string, Options>> = {
  'flowcontrol.apiserver.k8s.io/PriorityLevelConfiguration': FLOWCONTROL,
  'flowcontrol.apiserver.k8s.io/FlowSchema': FLOWCONTROL,
  // One for each Pod, and only the name is read.
  'cilium.io/CiliumEndpoint': { metadataOnly: true },
};

/**
 * The kinds that `collector` reads, by their declarations; parts of Kubernetes in the version that every server has, others only where they
 * are served. `options` by `group/Kind`.
 */
export function kindsOf(collector: CollectorId, options: Readonly<Record<string, Options>> = {}): KindRead[] {
  return API_KINDS.filter((one) => one.collector === collector && one.known !== false).map(
    ({ group, kind, scope, since, version = 'v1', only }) => ({
      group,
      kind,
      plural: pluralOf(kind),
      namespaced: scope === 'Namespaced',
      ...(since !== undefined && { version }),
      ...(only && { only }),
      ...BY_KIND[`${group}/${kind}`],
      ...options[`${group}/${kind}`],
    }),
  );
}

/** Lists that every server has, and those of the kinds that are read. */
const KNOWN_LISTS: ReadonlySet<string> = new Set([
  ...['APIGroup', 'APIResource', 'PartialObjectMetadata', 'ConfigMap', 'Event'].map((kind) => `${kind}List`),
  ...API_KINDS.map(({ kind }) => `${kind}List`),
]);

/** Whether this is, by its name, the list of a kind other than `kind`. */
export function isListOfAnother(list: string, kind: string): boolean {
  return list !== `${kind}List` && KNOWN_LISTS.has(list);
}

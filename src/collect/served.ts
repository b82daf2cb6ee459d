/** What the API server serves: an index of its discovery. */
import type { DiscoveryRecord } from '../snapshot/records/index.ts';
import { isObject, objectsOf, textOf, textsOf } from './answers.ts';

export interface ServedKind {
  group: string;
  /** The version to request: the server's preferred one if it has the kind. */
  version: string;
  /** Every version that has the kind, in the server's order. */
  versions: string[];
  kind: string;
  plural: string;
  namespaced: boolean;
  /** `list` is among its verbs. */
  listable: boolean;
}

export interface Served {
  /** Discovery is complete, `/api` and `/apis`; without it nothing is known to be missing. */
  readonly answered: boolean;
  find(group: string, kind: string): ServedKind | undefined;
  /** All kinds of a group, without subresources. */
  kindsOf(group: string): readonly ServedKind[];
  hasGroup(group: string): boolean;
  /** The server behind one of the group's versions did not respond: the kinds of the group are unknown. */
  isUnobserved(group: string): boolean;
}

type Resource = DiscoveryRecord['resources'][number];

/** One version of a group according to discovery, in the server's order of preference. */
export interface ServedVersion {
  group: string;
  version: string;
  /** Undefined = the server behind the group did not respond (aggregated API), or the version was not requested. */
  resources: readonly Resource[] | undefined;
  /** The resources are cached from before the server stopped responding. */
  stale?: boolean;
}

/** More groups than any cluster has; groups beyond that are not read. */
const MAX_GROUPS = 5_000;

export const NOTHING_SERVED = indexServed([], false);

export function indexServed(versions: readonly ServedVersion[], answered: boolean): Served {
  const groups = new Map<string, Map<string, ServedKind>>();
  const unobserved = new Set<string>();
  for (const { group, version, resources, stale } of versions) {
    if (resources === undefined || stale) unobserved.add(group);
    const kinds = groups.get(group) ?? new Map<string, ServedKind>();
    groups.set(group, kinds);
    for (const { kind, plural, namespaced, verbs } of resources ?? []) {
      const listable = verbs.includes('list');
      const known = kinds.get(kind);
      if (known?.plural === plural) known.versions.push(version);
      // The first version that has the kind is the one that the server prefers; reviews and the like cannot be listed.
      if (known !== undefined && (known.listable || !listable)) continue;
      kinds.set(kind, { group, version, versions: [version], kind, plural, namespaced, listable });
    }
  }
  return {
    answered,
    find: (group, kind) => groups.get(group)?.get(kind),
    kindsOf: (group) => [...(groups.get(group)?.values() ?? [])],
    hasGroup: (group) => groups.has(group),
    isUnobserved: (group) => unobserved.has(group),
  };
}

/** One record a group: the preferred version's name, and the resources of all versions. */
export function discoveryRecords(versions: readonly ServedVersion[]): DiscoveryRecord[] {
  const byGroup = new Map<string, ServedVersion[]>();
  for (const version of versions)
    byGroup.set(version.group, [...(byGroup.get(version.group) ?? []), version]);
  return [...byGroup].map(([group, list]) => {
    const resources = new Map<string, Resource>();
    for (const resource of list.flatMap((version) => version.resources ?? []))
      if (!resources.has(resource.plural)) resources.set(resource.plural, resource);
    return {
      group,
      version: list[0]?.version ?? '',
      versions: list.map(({ version }) => version),
      resources: [...resources.values()],
    };
  });
}

/** The versions in an aggregated response (`APIGroupDiscoveryList`, Kubernetes 1.26 and later); undefined when it is none. */
export function aggregatedVersions(value: unknown): ServedVersion[] | undefined {
  if (!isObject(value) || value['kind'] !== 'APIGroupDiscoveryList') return undefined;
  return within(objectsOf(value['items'])).flatMap((group) => {
    const metadata = group['metadata'];
    const name = isObject(metadata) ? textOf(metadata['name']) : '';
    return objectsOf(group['versions']).map((version): ServedVersion => {
      const stale = version['freshness'] === 'Stale';
      const reported = Array.isArray(version['resources']);
      const resources = objectsOf(version['resources']).map((resource): Resource => {
        const kind = resource['responseKind'];
        return {
          plural: textOf(resource['resource']),
          kind: isObject(kind) ? textOf(kind['kind']) : '',
          namespaced: resource['scope'] === 'Namespaced',
          verbs: textsOf(resource['verbs']),
        };
      });
      return {
        group: name,
        version: textOf(version['version']),
        resources: stale && !reported ? undefined : resources,
        ...(stale && { stale }),
      };
    });
  });
}

/** Resources of the `APIResourceList` of one version, without subresources (`pods/log`); undefined when it is something else. */
export function legacyResources(value: unknown, groupVersion: string): Resource[] | undefined {
  if (!isObject(value) || value['kind'] !== 'APIResourceList' || !Array.isArray(value['resources']))
    return undefined;
  const reported = value['groupVersion'];
  if (typeof reported === 'string' && reported !== groupVersion) return undefined;
  return objectsOf(value['resources'])
    .map((resource) => ({
      plural: textOf(resource['name']),
      kind: textOf(resource['kind']),
      namespaced: resource['namespaced'] === true,
      verbs: textsOf(resource['verbs']),
    }))
    .filter(({ plural }) => plural !== '' && !plural.includes('/'));
}

/** Groups of an `APIGroupList` with their versions, the preferred one first; undefined when it is none. */
export function legacyGroups(value: unknown): { group: string; versions: string[] }[] | undefined {
  if (!isObject(value) || value['kind'] !== 'APIGroupList') return undefined;
  return within(objectsOf(value['groups'])).map((group) => {
    const preferred = isObject(group['preferredVersion']) ? textOf(group['preferredVersion']['version']) : '';
    const all = objectsOf(group['versions'])
      .map((item) => textOf(item['version']))
      .filter((version) => version !== '');
    const versions = [...new Set(preferred === '' ? all : [preferred, ...all])];
    return { group: textOf(group['name']), versions };
  });
}

function within<T>(groups: readonly T[]): readonly T[] {
  return groups.slice(0, MAX_GROUPS);
}

/** Why some groups of a response are not read; undefined when all are. */
export function cutOff(value: Readonly<Record<string, unknown>>): string | undefined {
  const groups = value['kind'] === 'APIGroupList' ? value['groups'] : value['items'];
  return Array.isArray(groups) && groups.length > MAX_GROUPS
    ? `discovery names ${groups.length} API groups, of which ${MAX_GROUPS} were read`
    : undefined;
}

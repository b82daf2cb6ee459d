/**
 * Which kinds were given completely. A list response of the API server shows it: `PodList` with a resourceVersion and without a continue
 * token is complete for the requested namespace, or for the cluster. kubectl prints a `List` without either; for cluster-scoped kinds it
 * counts as complete: selectors, and names given one by one, are only visible by what is missing: objects that every cluster has, that were
 * given next to the list, or that others refer to (snapshot/contradictions).
 */
import { kindKey, knownKind } from '../kinds.ts';
import type { KnownKind } from '../kinds.ts';
import { isObject, obj } from '../project/raw.ts';
import type { Raw } from '../project/raw.ts';
import type { ListEnd } from './events.ts';
import { createBeside, missingMembersOf, pluralOf } from './lacks.ts';
import { createPages, isContinued } from './pages.ts';
import { pathParts } from './shape.ts';

/** Where a kind is known to be complete: in the cluster, or in these namespaces. */
export type Extent = 'cluster' | ReadonlySet<string>;

/** The objects of one kind in one list. */
export interface Share {
  kind: KnownKind;
  /** Namespaces of its objects. */
  namespaces: Set<string>;
  /** Its objects that every cluster has, named as by `membersOf`. */
  members: Set<string>;
  /** Names, for cluster-scoped kinds. */
  names: Set<string>;
  count: number;
  /** Objects with a uid, which come from a cluster. */
  uids: number;
}

/** A list that was read as far as possible. */
export interface ListedKinds {
  /** The fields around the elements; undefined when they could not be read. */
  envelope: Raw | undefined;
  /** lost: also when an element was lost. */
  end: ListEnd;
  shares: readonly Share[];
  /** Kind of the elements, when the list names it: `PodList`. */
  typed: KnownKind | undefined;
  /** Namespace of the file's path, in a dump. */
  folder: string | undefined;
}

export interface Census {
  /** An object was given, alone or in a list. `live` = it comes from a cluster. */
  saw(kind: KnownKind, name: string, live: boolean): void;
  list(list: ListedKinds): void;
  /** The user declares the input complete. */
  vouch(): void;
  /** Other data shows that no list of this kind is complete. */
  uncertainty(kind: string, reason: string): void;
  /** Why lists that look complete do not count as such, by key of the kind. */
  uncertainties(): ReadonlyMap<string, string>;
  /** How many objects of the kind were given. */
  count(kind: string): number;
  /** Kinds with objects in the input, or with an empty list. */
  readonly given: ReadonlySet<string>;
  /** By key of the kind. `namespaces` = those of the cluster, when all of them are known. */
  extents(namespaces: () => readonly string[]): ReadonlyMap<string, Extent>;
}

export function createCensus(): Census {
  const given = new Set<string>();
  const whole = new Map<string, Set<string>>();
  const everywhere = new Set<string>();
  /** Kinds with lists that are certainly incomplete. */
  const cut = new Set<string>();
  const asUncertain = new Set<string>();
  const reported = new Map<string, string>();
  const pages = createPages();
  const beside = createBeside();
  let declared = false;

  const ofCluster = (key: string, share: Share): void => {
    const lack = missingMembersOf(key, share);
    beside.list(key, share.names);
    if (lack === undefined) everywhere.add(key);
    else reported.set(key, `${share.kind.plural}: ${lack}`);
  };

  const take = (share: Share, list: ListedKinds): void => {
    const key = kindKey(share.kind);
    const meta = obj(list.envelope?.['metadata']);
    if (list.end === 'lost' || list.envelope === undefined || isContinued(meta)) {
      if (list.envelope !== undefined) pages.add(key, meta, share.count);
      return void cut.add(key);
    }
    if (list.end === 'open') return;
    pages.add(key, meta, share.count);
    const { answer, printed } = writerOf(list, share);
    if (!share.kind.namespaced) {
      if (answer || printed) ofCluster(key, share);
      return;
    }
    if (!answer) return;
    const where = requested(meta, share, list.folder);
    if (where?.namespace !== undefined) addNamespace(whole, key, where.namespace);
    else if (where !== undefined) ofCluster(key, share);
  };

  return {
    given,
    saw(kind, name, live) {
      const key = kindKey(kind);
      given.add(key);
      beside.saw(key, live && !kind.namespaced ? name : undefined);
    },
    list(list) {
      for (const share of list.shares) {
        if (share.count > 0 || list.end === 'closed') given.add(kindKey(share.kind));
        take(share, list);
      }
    },
    vouch: () => void (declared = true),
    uncertainty(key, reason) {
      asUncertain.add(key);
      reported.set(key, reported.get(key) ?? reason);
    },
    uncertainties: () => reported,
    count: beside.count,
    extents(namespaces) {
      for (const key of pages.missing()) {
        reported.set(key, `${pluralOf(key)}: ${PAGES_MISSING}`);
        for (const proven of [everywhere, whole]) proven.delete(key);
      }
      for (const key of everywhere) {
        const lack = declared ? undefined : beside.missingMembersOf(key);
        if (lack !== undefined) reported.set(key, `${pluralOf(key)}: ${lack}`);
        if (lack !== undefined || asUncertain.has(key)) everywhere.delete(key);
      }
      if (declared) for (const key of given) if (!cut.has(key) && !asUncertain.has(key)) everywhere.add(key);
      return extentsOf(whole, everywhere, namespaces);
    },
  };
}

const PAGES_MISSING = 'a list goes on, and its other pages were not given';

function addNamespace(whole: Map<string, Set<string>>, key: string, namespace: string): void {
  const known = whole.get(key);
  if (known !== undefined) known.add(namespace);
  else whole.set(key, new Set([namespace]));
}

/** Whether a list is a response of the API, or kubectl's output of one. */
function writerOf(
  { envelope = {}, typed }: ListedKinds,
  share: Share,
): { answer: boolean; printed: boolean } {
  const version = obj(envelope['metadata'])['resourceVersion'];
  // Before 1.6 kubectl wrote empty metadata; a List written by hand has none, and its objects no uid.
  const marked =
    typeof version === 'string' || (isObject(envelope['metadata']) && share.uids === share.count);
  return {
    answer: typed !== undefined && typeof version === 'string' && version !== '',
    printed: envelope['kind'] === 'List' && marked,
  };
}

function extentsOf(
  whole: ReadonlyMap<string, Set<string>>,
  everywhere: Set<string>,
  namespaces: () => readonly string[],
): Map<string, Extent> {
  const extents = new Map<string, Extent>(whole);
  // Lists of every single namespace are equal to one of the cluster.
  const all = everywhere.has('Namespace') ? namespaces() : [];
  for (const [key, some] of whole)
    if (all.length > 0 && all.every((name) => some.has(name))) everywhere.add(key);
  for (const key of everywhere) extents.set(key, 'cluster');
  return extents;
}

/**
 * Scope of a response; no namespace = all of them. Known by its path (until 1.19), or by objects of two namespaces; with objects of one,
 * the request may have been limited to it. Undefined where nothing shows it.
 */
function requested(
  meta: Raw,
  { namespaces }: Share,
  folder: string | undefined,
): { namespace: string | undefined } | undefined {
  const path = pathParts(meta['selfLink']);
  if (path !== undefined) return { namespace: path.namespace };
  if (namespaces.size > 1) return { namespace: undefined };
  const [namespace = folder] = namespaces;
  return namespace === undefined ? undefined : { namespace };
}

/** The kind of the elements of `PodList`; undefined for `List` and for kinds that are not read. */
export function listedKind(envelope: unknown): { apiVersion: string; kind: string } | undefined {
  if (!isObject(envelope)) return undefined;
  const { apiVersion, kind } = envelope;
  return typeof apiVersion === 'string' && typeof kind === 'string' && /.List$/.test(kind)
    ? { apiVersion, kind: kind.slice(0, -'List'.length) }
    : undefined;
}

/** As `knownKind`, for an apiVersion. */
export function kindOf(apiVersion: string, kind: string): KnownKind | undefined {
  const slash = apiVersion.indexOf('/');
  return knownKind(slash < 0 ? '' : apiVersion.slice(0, slash), kind);
}

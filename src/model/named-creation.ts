import type { PolicyRule } from '../snapshot/records/index.ts';
import { allows, bySubject, upsertsOf, namesAllowed, memoizeByRules } from './rbac.ts';
import type { Request } from './requests.ts';
import { ADMISSION_CHANGES, POD_CREATION, requests } from './requests.ts';
import { certainGroups } from './subjects.ts';
import type { Grant, RbacFacts } from './types.ts';

/** The creations that checks evaluate. */
const CREATIONS: readonly Request[] = [
  ...[...POD_CREATION, ...ADMISSION_CHANGES].filter(({ verb }) => verb === 'create'),
  ...requests(['create'], '', 'secrets', 'persistentvolumes'),
  ...requests(['create'], 'certificates.k8s.io', 'certificatesigningrequests'),
  ...requests(
    ['create'],
    'rbac.authorization.k8s.io',
    'roles',
    'rolebindings',
    'clusterroles',
    'clusterrolebindings',
  ),
];

/** The permissions of rules for creating an object by its name, which requires both. */
interface NamedCreation {
  creation: Request;
  created: readonly string[];
  upserted: readonly string[];
  upsertsAll: boolean;
  /** Permission without resourceNames. */
  holds: boolean;
}

const namedCreationsOf = memoizeByRules((rules): readonly NamedCreation[] =>
  CREATIONS.flatMap((creation) => {
    const upserts = upsertsOf(creation);
    const created = namesAllowed(rules, creation);
    const upserted = upserts.flatMap((upsert) => namesAllowed(rules, upsert));
    const upsertsAll = upserts.some((upsert) => allows(rules, upsert));
    return created.length > 0 || upserted.length > 0 || upsertsAll
      ? [{ creation, created, upserted, upsertsAll, holds: allows(rules, creation) }]
      : [];
  }),
);

/** The part of it that one subject has in one place. */
interface Share {
  created: Set<string>;
  upserted: Set<string>;
  upsertsAll: boolean;
  holds: boolean;
  /** It represents the others when a permission is reported. */
  grant: Grant;
}

type Place = string | undefined;
type Shares = ReadonlyMap<Request, ReadonlyMap<Place, Share>>;

const NONE: Shares = new Map();

/**
 * RBAC facts including what several bindings grant together: one rule may allow a subject to create an object by its name, and that of
 * another binding, its own or of a group that certainly contains it, to apply it. Within one role `allows` covers that.
 */
export function withNamedCreation(rbac: RbacFacts): RbacFacts {
  const { grants } = rbac;
  if (!grants.some(({ rules }) => namedCreationsOf(rules).some(({ created }) => created.length > 0)))
    return rbac;
  const subjects = bySubject(grants);
  const shares = new Map([...subjects].map(([name, own]) => [name, sharesOf(own)]));
  const added = new Map<Grant, PolicyRule[]>();
  const more: Grant[] = [];
  for (const [name, [first]] of subjects) {
    const own = shares.get(name) ?? NONE;
    const groups = first
      ? certainGroups(first.subject).map((group) => shares.get(`Group ${group}`) ?? NONE)
      : [];
    for (const { creation, place, grant } of together(own, groups)) {
      const rule = { verbs: ['create'], apiGroups: [creation.group], resources: [creation.resource] };
      if (grant.namespace === place) added.set(grant, [...(added.get(grant) ?? []), rule]);
      else more.push({ ...grant, rules: [rule], ...(place !== undefined && { namespace: place }) });
    }
  }
  const all = grants.map((grant) => {
    const rules = added.get(grant);
    return rules ? { ...grant, rules: [...grant.rules, ...rules] } : grant;
  });
  return { ...rbac, grants: [...all, ...more] };
}

function sharesOf(grants: readonly Grant[]): Shares {
  const shares = new Map<Request, Map<Place, Share>>();
  const known = new Map<Place, Set<Grant['rules']>>();
  for (const grant of grants) {
    const { rules, namespace } = grant;
    const before = known.get(namespace) ?? new Set();
    if (before.has(rules)) continue;
    known.set(namespace, before.add(rules));
    for (const { creation, created, upserted, upsertsAll, holds } of namedCreationsOf(rules)) {
      const places = shares.get(creation) ?? new Map<Place, Share>();
      shares.set(creation, places);
      const share = places.get(namespace) ?? {
        created: new Set(),
        upserted: new Set(),
        upsertsAll: false,
        holds: false,
        grant,
      };
      for (const name of created) share.created.add(name);
      for (const name of upserted) share.upserted.add(name);
      places.set(namespace, {
        ...share,
        upsertsAll: share.upsertsAll || upsertsAll,
        holds: share.holds || holds,
        // A shipped grant does not exempt what was added to it.
        grant: share.grant.builtIn ? grant : share.grant,
      });
    }
  }
  return shares;
}

interface Creation {
  creation: Request;
  place: Place;
  grant: Grant;
}

/** What a subject can create by two separate grants, at least one of them its own. */
function together(own: Shares, groups: readonly Shares[]): Creation[] {
  return [...own].flatMap(([creation, places]): Creation[] => {
    const others = groups.map((group) => group.get(creation) ?? new Map<Place, Share>());
    if (places.get(undefined)?.holds === true) return [];
    const all = new Set<Place>(
      [places, ...(places.has(undefined) ? others : [])].flatMap((one) => [...one.keys()]),
    );
    return [...all].flatMap((place): Creation[] => {
      const mine = at(places, place);
      const theirs = others.flatMap((one) => at(one, place));
      const [share] = mine;
      if (!share || [...mine, ...theirs].some(({ holds }) => holds)) return [];
      const meets =
        mine.some((one) => [...mine, ...theirs].some((other) => meet(one, other))) ||
        theirs.some((one) => mine.some((other) => meet(one, other)));
      return meets ? [{ creation, place, grant: share.grant }] : [];
    });
  });
}

/** The shares that apply in a place: its own, and those for the whole cluster. */
function at(places: ReadonlyMap<Place, Share>, place: Place): Share[] {
  const keys = place === undefined ? [undefined] : [place, undefined];
  return keys.flatMap((key) => places.get(key) ?? []);
}

function meet({ created }: Share, { upserted, upsertsAll }: Share): boolean {
  if (upsertsAll) return created.size > 0;
  const [fewer, more] = created.size < upserted.size ? [created, upserted] : [upserted, created];
  for (const name of fewer) if (more.has(name)) return true;
  return false;
}

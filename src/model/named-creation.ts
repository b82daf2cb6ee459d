import type { PolicyRule } from '../snapshot/records/index.ts';
import { allows, bySubject, makersOf, namesAllowed, memoizeByRules } from './rbac.ts';
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
interface Halves {
  creation: Request;
  created: readonly string[];
  made: readonly string[];
  makesAll: boolean;
  /** Permission without resourceNames. */
  holds: boolean;
}

const halvesOf = memoizeByRules((rules): readonly Halves[] =>
  CREATIONS.flatMap((creation) => {
    const makers = makersOf(creation);
    const created = namesAllowed(rules, creation);
    const made = makers.flatMap((maker) => namesAllowed(rules, maker));
    const makesAll = makers.some((maker) => allows(rules, maker));
    return created.length > 0 || made.length > 0 || makesAll
      ? [{ creation, created, made, makesAll, holds: allows(rules, creation) }]
      : [];
  }),
);

/** The part of it that one subject has in one place. */
interface Share {
  created: Set<string>;
  made: Set<string>;
  makesAll: boolean;
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
  if (!grants.some(({ rules }) => halvesOf(rules).some(({ created }) => created.length > 0))) return rbac;
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
    for (const { creation, created, made, makesAll, holds } of halvesOf(rules)) {
      const places = shares.get(creation) ?? new Map<Place, Share>();
      shares.set(creation, places);
      const share = places.get(namespace) ?? {
        created: new Set(),
        made: new Set(),
        makesAll: false,
        holds: false,
        grant,
      };
      for (const name of created) share.created.add(name);
      for (const name of made) share.made.add(name);
      places.set(namespace, {
        ...share,
        makesAll: share.makesAll || makesAll,
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

/** What a subject can create by two separate halves, at least one of them its own. */
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

function meet({ created }: Share, { made, makesAll }: Share): boolean {
  if (makesAll) return created.size > 0;
  const [fewer, more] = created.size < made.size ? [created, made] : [made, created];
  for (const name of fewer) if (more.has(name)) return true;
  return false;
}

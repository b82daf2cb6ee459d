import { namesAllowed, memoizeByRules, subjectName } from '../../model/rbac.ts';
import { certainGroups } from '../../model/subjects.ts';
import type { Grant, RbacFacts } from '../../model/types.ts';
import { approvesClients, becomesNode } from './certificate-permissions.ts';
import { addBound } from './chain-bound.ts';
import type { ChainNodes, Place } from './chain-nodes.ts';
import { isSystem } from './chain-nodes.ts';
import { escalatedNames, RBAC_GROUP, ROLES, subjectsNamed } from './limited.ts';
import type { PlacePart } from './place-permissions.ts';
import { placeParts } from './place-permissions.ts';
import { certificateRules } from './subject-impact.ts';

/** The permissions of a subject in one place, by all its bindings there. */
interface Holding {
  parts: ReadonlySet<PlacePart>;
  /** One of its roles is a Role of that namespace. */
  hasRole: boolean;
}

/** The grants of one subject, without those of its groups. */
export interface Holdings {
  grants: readonly Grant[];
  places: ReadonlyMap<Place, Holding>;
  /** Grants that allow to bind single roles. */
  binders: readonly Grant[];
  /** Grants that allow to write permissions into single roles. */
  escalators: readonly Grant[];
  /** Rules that are part of an action on certificate requests. */
  certificates: ReturnType<typeof certificateRules>;
}

/** By the name of a subject. */
export type HoldingsReader = (name: string) => Holdings;

/** Evaluates each subject once: a group is needed for each of its members. */
export function holdingsReader(subjects: ReadonlyMap<string, readonly Grant[]>): HoldingsReader {
  const known = new Map<string, Holdings>();
  return (name) => {
    let found = known.get(name);
    if (!found) known.set(name, (found = read(subjects.get(name) ?? [])));
    return found;
  };
}

function read(grants: readonly Grant[]): Holdings {
  const places = new Map<Place, { parts: Set<PlacePart>; hasRole: boolean }>();
  for (const { rules, namespace, binding } of grants) {
    const place = places.get(namespace) ?? { parts: new Set(), hasRole: false };
    for (const part of placeParts(rules)) place.parts.add(part);
    places.set(namespace, { ...place, hasRole: place.hasRole || binding.role.kind === 'Role' });
  }
  return {
    grants,
    places,
    binders: grants.filter(({ rules }) => bindsByName(rules)),
    escalators: grants.filter(({ rules }) => escalatesByName(rules)),
    certificates: certificateRules(grants),
  };
}

const bindsByName = memoizeByRules((rules) =>
  ROLES.some(({ resource }) => namesAllowed(rules, { verb: 'bind', group: RBAC_GROUP, resource }).length > 0),
);

const escalatesByName = memoizeByRules((rules) =>
  ROLES.some(({ resource }) => escalatedNames(rules, resource).length > 0),
);

/** The permissions of a subject and its groups together in a place, including those for the whole cluster. */
export function togetherIn(place: Place, all: readonly Holdings[]): Holding {
  const parts = new Set<PlacePart>();
  let hasRole = false;
  for (const key of place === undefined ? [undefined] : [place, undefined])
    for (const { places } of all) {
      const found = places.get(key);
      for (const part of found?.parts ?? []) parts.add(part);
      if (key === place && found?.hasRole === true) hasRole = true;
    }
  return { parts, hasRole };
}

/** Places in which a subject has permissions; those of its groups count where it has permissions in the whole cluster. */
export function placesOf([own, ...groups]: readonly Holdings[]): Set<Place> {
  const wide = own?.places.has(undefined) === true;
  return new Set([own, ...(wide ? groups : [])].flatMap((one) => [...(one?.places.keys() ?? [])]));
}

/** The holdings of a subject, and of each of its groups. */
export function holdingsOf(own: readonly Grant[], holdings: HoldingsReader): Holdings[] {
  const [first] = own;
  if (!first) return [];
  const groups = certainGroups(first.subject).map((group) => holdings(`Group ${group}`));
  return [holdings(subjectName(first.subject)), ...groups];
}

/** What a subject can do by several permissions together that none of them grants alone. */
export interface Together {
  what: 'bind' | 'impersonate';
  /** The place of the bindings; undefined = the whole cluster. */
  place: Place;
  /** Roles that the subject can bind, or subjects that it can act as in one request. */
  names: readonly string[];
  /** The node of the graph with the same worth. */
  node: string;
  grants: readonly Grant[];
}

/**
 * The steps that a subject can take by its bindings, together with those of the groups that certainly contain it. Returns what it
 * can do by several of them together.
 */
export function addSubject(nodes: ChainNodes, own: readonly Grant[], holdings: HoldingsReader): Together[] {
  const [first] = own;
  if (!first) return [];
  const node = nodes.subject(first.subject);
  for (const { rules, namespace } of own) nodes.graph.lead(node, nodes.held(rules, namespace));
  const all = holdingsOf(own, holdings);
  return [...addHoldings(nodes, node, all), ...addActing(nodes, node, all, holdings)];
}

function addHoldings(nodes: ChainNodes, node: string, all: readonly Holdings[]): Together[] {
  for (const place of placesOf(all)) {
    const { parts, hasRole } = togetherIn(place, all);
    nodes.leadByParts(node, place, parts, hasRole);
  }
  const certificates = all.flatMap((one) => [...one.certificates]);
  if (certificates.length > 0) {
    if (approvesClients(certificates)) nodes.graph.raise(node, 'all');
    else if (becomesNode(certificates)) nodes.graph.raise(node, 'some');
  }
  return addBindings(nodes, node, all);
}

/** One request acts as a user or a ServiceAccount, and as any number of groups: their permissions add up. */
function addActing(
  nodes: ChainNodes,
  node: string,
  all: readonly Holdings[],
  holdings: HoldingsReader,
): Together[] {
  const grants = all.flatMap((one) => one.grants);
  const groups = actedAs(grants, 'Group', nodes.rbac).filter((one) => holdings(one).grants.length > 0);
  if (groups.length === 0) return [];
  const actors = (['User', 'ServiceAccount'] as const).flatMap((kind) => actedAs(grants, kind, nodes.rbac));
  return actors.map((actor): Together => {
    const names = [actor, ...groups];
    const together = nodes.node(`acting as ${names.join(', ')}`, (node) => {
      addHoldings(nodes, node, [
        read(names.flatMap((name) => holdings(name).grants)),
        holdings(AUTHENTICATED),
      ]);
    });
    nodes.graph.lead(node, together);
    return {
      what: 'impersonate',
      place: undefined,
      names,
      node: together,
      grants: grants.filter(({ rules }) => actsByName(rules)),
    };
  });
}

const AUTHENTICATED = 'Group system:authenticated';

const ACTS = { User: 'users', Group: 'groups', ServiceAccount: 'serviceaccounts' } as const;

const actingAs = (kind: keyof typeof ACTS) => ({ verb: 'impersonate', group: '', resource: ACTS[kind] });

/** Names of the subjects of a kind that grants allow to act as by name. */
function actedAs(grants: readonly Grant[], kind: keyof typeof ACTS, rbac: RbacFacts): string[] {
  const names = grants.flatMap(({ rules, namespace }) =>
    kind !== 'ServiceAccount' && namespace !== undefined
      ? []
      : namesAllowed(rules, actingAs(kind)).flatMap((name) => subjectsNamed(kind, name, namespace, rbac)),
  );
  return [...new Set(names.map(subjectName))];
}

const actsByName = memoizeByRules((rules) =>
  Object.keys(ACTS).some((kind) => namesAllowed(rules, actingAs(kind as keyof typeof ACTS)).length > 0),
);

/** It requires the permission to bind a role and a binding to write: in the whole cluster, or in one namespace. */
function addBindings(nodes: ChainNodes, node: string, all: readonly Holdings[]): Together[] {
  const binders = all.flatMap((one) => one.binders);
  if (binders.length === 0) return [];
  const wide = togetherIn(undefined, all).parts;
  const written = new Set<Place>();
  for (const { rules, namespace } of binders) {
    let writes = false;
    if (namespace === undefined && wide.has('write-cluster-bindings')) {
      writes = true;
      written.add(undefined);
      nodes.graph.lead(node, nodes.bindable(rules, undefined));
    }
    const places = namespace === undefined ? new Set([...placesOf(all), 'kube-system']) : [namespace];
    for (const place of places)
      if (place !== undefined && togetherIn(place, all).parts.has('write-bindings')) {
        writes = true;
        written.add(place);
        nodes.graph.lead(node, nodes.bindable(rules, place));
      }
    if (!writes && isSystem(namespace)) nodes.graph.lead(node, nodes.bindable(rules, namespace), 'some');
  }
  return [...written].flatMap((place) => {
    const own = all
      .flatMap((one) => one.grants)
      .filter(({ namespace }) => namespace === undefined || namespace === place);
    const bound = addBound(nodes, own, place);
    if (!bound) return [];
    nodes.graph.lead(node, bound.node);
    const writers = own.filter(({ rules }) => writesBindings(rules));
    return [
      { ...bound, what: 'bind', place, grants: [...new Set([...binders, ...writers])] } satisfies Together,
    ];
  });
}

const writesBindings = memoizeByRules((rules) => {
  const parts = placeParts(rules);
  return parts.has('write-bindings') || parts.has('write-cluster-bindings');
});

import { subjectName } from '../../model/rbac.ts';
import { gatheredInto } from '../../model/roles.ts';
import type { Grant, RbacFacts } from '../../model/types.ts';
import { put } from '../../shared/group.ts';
import type { ChainNodes, Place } from './chain-nodes.ts';
import { isSystem, keyOfRole } from './chain-nodes.ts';
import type { Holdings, HoldingsReader } from './chain-subjects.ts';
import { holdingsOf, togetherIn } from './chain-subjects.ts';
import type { RoleKind } from './limited.ts';
import { escalatedNames, mayWithRole, ROLES } from './limited.ts';

/** Names of subjects that have a role, or one that it is gathered into, by where they have it. */
type Holders = (kind: RoleKind, place: Place, name: string) => ReadonlyMap<Place, readonly string[]>;

/** Names of subjects that have a role where the control plane's credentials are in reach. */
export type SystemHolders = (kind: RoleKind, name: string) => readonly string[];

/** Somebody who may put any right into roles that others have. */
interface Waiting {
  node: string;
  place: Place;
  others: readonly string[];
}

/**
 * Whoever may change a role, and put any right into it, has that right once it has the role: by a binding, by one that it may write, or by
 * becoming somebody who has it.
 */
export function addEscalations(
  nodes: ChainNodes,
  subjects: ReadonlyMap<string, readonly Grant[]>,
  holdings: HoldingsReader,
): SystemHolders {
  const holders = holdersReader(nodes.rbac);
  const waiting: Waiting[] = [];
  for (const own of subjects.values()) {
    const all = holdingsOf(own, holdings);
    const [first] = own;
    if (!first || all.every(({ escalators }) => escalators.length === 0)) continue;
    const node = nodes.subject(first.subject);
    const mine = new Set(all.flatMap(({ grants }) => grants.slice(0, 1).map(nameOf)));
    for (const { kind, name, namespace } of escalatable(all)) {
      const place = bindsIn(nodes, { kind, name, namespace }, all);
      if (place !== NOWHERE) nodes.leadToAccounts(node, place, 'whole');
      for (const [where, names] of holders(kind, namespace, name))
        if (names.some((one) => mine.has(one))) nodes.leadToAccounts(node, where, 'whole');
        else waiting.push({ node, place: where, others: names });
    }
  }
  follow(nodes, waiting);
  return (kind, name) =>
    [...holders(kind, undefined, name)].flatMap(([place, names]) => (isSystem(place) ? names : []));
}

interface NamedRole {
  kind: RoleKind;
  name: string;
  /** Where the right on it is given. */
  namespace: Place;
}

/** Single roles that somebody may put any right into, and write. */
function escalatable(all: readonly Holdings[]): NamedRole[] {
  return all
    .flatMap(({ escalators }) => escalators)
    .flatMap(({ rules, namespace }) => {
      const near = grantsIn(namespace, all);
      return ROLES.filter(({ kind }) => kind === 'Role' || namespace === undefined).flatMap(
        ({ kind, resource }) =>
          escalatedNames(rules, resource)
            .filter((name) => mayWithRole(near, 'writes', kind, name))
            .map((name) => ({ kind, name, namespace })),
      );
    });
}

const NOWHERE = Symbol('nowhere');

/** Where somebody may bind a role, which is there or which it may create, by a binding that it may write. */
function bindsIn(
  nodes: ChainNodes,
  { kind, name, namespace }: NamedRole,
  all: readonly Holdings[],
): Place | typeof NOWHERE {
  const near = grantsIn(namespace, all);
  if (!nodes.exists(kind, namespace, name) && !mayWithRole(near, 'creates', kind, name)) return NOWHERE;
  if (!mayWithRole(near, 'binds', kind, name)) return NOWHERE;
  if (kind === 'ClusterRole' && togetherIn(undefined, all).parts.has('write-cluster-bindings'))
    return undefined;
  const place = namespace ?? 'kube-system';
  return togetherIn(place, all).parts.has('write-bindings') ? place : NOWHERE;
}

/** A step to the accounts of a namespace may open others, until there is none. Those who wait for the same holders are asked about together. */
function follow(nodes: ChainNodes, waiting: readonly Waiting[]): void {
  const groups = new Map<readonly string[], Waiting[]>();
  for (const one of waiting) put(groups, one.others, one);
  let open = [...groups];
  for (let before = -1; open.length !== before;) {
    before = open.length;
    open = open.flatMap(([others, all]): typeof open => {
      const reaching = nodes.graph.reaching(others);
      const rest = all.filter(({ node }) => !reaching.has(node));
      for (const { node, place } of all) if (reaching.has(node)) nodes.leadToAccounts(node, place, 'whole');
      return rest.length > 0 ? [[others, rest]] : [];
    });
  }
}

function nameOf({ subject }: Grant): string {
  return subjectName(subject);
}

function grantsIn(place: Place, all: readonly Holdings[]): Grant[] {
  return all.flatMap(({ grants }) =>
    grants.filter(({ namespace }) => namespace === undefined || namespace === place),
  );
}

function holdersReader(rbac: RbacFacts): Holders {
  const byRole = new Map<string, Grant[]>();
  for (const grant of rbac.grants) {
    const { kind, name } = grant.binding.role;
    put(byRole, keyOfRole(kind === 'Role' ? 'Role' : 'ClusterRole', grant.namespace, name), grant);
  }
  const known = new Map<string, ReadonlyMap<Place, readonly string[]>>();
  return (kind, place, name) => {
    const key = keyOfRole(kind, place, name);
    let found = known.get(key);
    if (!found) {
      const wholes = kind === 'ClusterRole' ? [...gatheredInto(rbac, name)] : [];
      const places = new Map<Place, string[]>();
      for (const one of [name, ...wholes])
        for (const grant of byRole.get(keyOfRole(kind, place, one)) ?? [])
          put(places, grant.namespace, nameOf(grant));
      known.set(key, (found = places));
    }
    return found;
  };
}

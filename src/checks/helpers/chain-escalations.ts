import { subjectName } from '../../model/rbac.ts';
import { gatheredInto } from '../../model/roles.ts';
import type { Grant, RbacFacts } from '../../model/types.ts';
import { put } from '../../shared/group.ts';
import type { ChainNodes, Place } from './chain-nodes.ts';
import { isSystem, keyOfRole } from './chain-nodes.ts';
import type { Holdings, HoldingsReader } from './chain-subjects.ts';
import { holdingsOf, togetherIn } from './chain-subjects.ts';
import type { RoleKind } from './limited.ts';
import { escalatedNames, mayWithRole, ROLES, touchesRoles } from './limited.ts';

/** Names of the subjects that have a role, or one that aggregates it, by namespace or cluster. */
type Holders = (kind: RoleKind, place: Place, name: string) => ReadonlyMap<Place, readonly string[]>;

/** Names of the subjects that have a role where the control plane's credentials are in reach. */
export type SystemHolders = (kind: RoleKind, name: string) => readonly string[];

/** A subject that can write any permission into roles that others have. */
interface Waiting {
  node: string;
  place: Place;
  others: ReadonlySet<string>;
}

/**
 * A subject that can change a role, and write any permission into it, has that permission once it has the role: by an existing binding, by
 * one that it can write, or by becoming a subject that has the role.
 */
export function addEscalations(
  nodes: ChainNodes,
  subjects: ReadonlyMap<string, readonly Grant[]>,
  holdings: HoldingsReader,
): SystemHolders {
  const holders = holdersReader(nodes.rbac);
  const escalations = escalationReader(nodes, holders);
  const waiting: Waiting[] = [];
  for (const own of subjects.values()) {
    const all = holdingsOf(own, holdings);
    const [first] = own;
    if (!first || all.every(({ escalators }) => escalators.length === 0)) continue;
    const node = nodes.subject(first.subject);
    const mine = all.flatMap(({ grants }) => grants.slice(0, 1).map(nameOf));
    for (const { rules, namespace } of all.flatMap(({ escalators }) => escalators)) {
      const { bindable, holding } = escalations(rules, namespace, grantsIn(namespace, all));
      for (const kind of bindable) {
        const place = bindsIn(kind, namespace, all);
        if (place !== NOWHERE) nodes.leadToAccounts(node, place, 'whole');
      }
      for (const [place, others] of holding)
        if (mine.some((one) => others.has(one))) nodes.leadToAccounts(node, place, 'whole');
        else waiting.push({ node, place, others });
    }
  }
  follow(nodes, waiting);
  return (kind, name) =>
    [...holders(kind, undefined, name)].flatMap(([place, names]) => (isSystem(place) ? names : []));
}

/** The single roles into which a subject can write any permission. */
interface Escalations {
  /** Kinds of the roles that exist, or that it can create, and that can be bound. */
  bindable: ReadonlySet<RoleKind>;
  /** Subjects that have one of them, by place. */
  holding: ReadonlyMap<Place, ReadonlySet<string>>;
}

/** Evaluates the same rules with the same other grants once: thousands of subjects may share them. */
function escalationReader(
  nodes: ChainNodes,
  holders: Holders,
): (rules: Grant['rules'], place: Place, near: readonly Grant[]) => Escalations {
  const ids = new Map<Grant['rules'], number>();
  const idOf = (rules: Grant['rules']) => ids.get(rules) ?? ids.set(rules, ids.size).size - 1;
  const known = new Map<string, Escalations>();
  return (rules, place, near) => {
    const others = near.filter(({ rules }) => touchesRoles(rules));
    const key = [idOf(rules), place ?? '', ...new Set(others.map((one) => idOf(one.rules)))].join();
    let found = known.get(key);
    if (!found) known.set(key, (found = read()));
    return found;

    function read(): Escalations {
      const bindable = new Set<RoleKind>();
      const holding = new Map<Place, Set<string>>();
      for (const { kind, resource } of ROLES)
        for (const name of kind === 'Role' || place === undefined ? escalatedNames(rules, resource) : []) {
          if (!mayWithRole(others, 'writes', kind, name)) continue;
          const is = nodes.exists(kind, place, name) || mayWithRole(others, 'creates', kind, name);
          if (is && mayWithRole(others, 'binds', kind, name)) bindable.add(kind);
          for (const [where, names] of holders(kind, place, name)) {
            const all = holding.get(where) ?? new Set();
            for (const one of names) all.add(one);
            holding.set(where, all);
          }
        }
      return { bindable, holding };
    }
  };
}

const NOWHERE = Symbol('nowhere');

/** Where a subject can bind a role by a binding that it can write. */
function bindsIn(kind: RoleKind, namespace: Place, all: readonly Holdings[]): Place | typeof NOWHERE {
  if (kind === 'ClusterRole' && togetherIn(undefined, all).parts.has('write-cluster-bindings'))
    return undefined;
  const place = namespace ?? 'kube-system';
  return togetherIn(place, all).parts.has('write-bindings') ? place : NOWHERE;
}

/**
 * A step to the ServiceAccounts of a namespace may open others, so this repeats until no step is left. Subjects that wait for the same
 * holders are evaluated together.
 */
function follow(nodes: ChainNodes, waiting: readonly Waiting[]): void {
  const groups = new Map<ReadonlySet<string>, Waiting[]>();
  for (const one of waiting) put(groups, one.others, one);
  let open = [...groups];
  for (let before = -1; open.length !== before;) {
    before = open.length;
    nodes.expand();
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

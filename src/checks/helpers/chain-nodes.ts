import { namesAllowed, subjectName } from '../../model/rbac.ts';
import type { Request } from '../../model/requests.ts';
import { rulesWithin } from '../../model/rules-within.ts';
import { certainGroups } from '../../model/subjects.ts';
import type { RbacFacts } from '../../model/types.ts';
import type { PolicyRule, RoleRecord, SubjectRecord } from '../../snapshot/records/index.ts';
import { accountsIn } from './accounts.ts';
import { ChainObjects } from './chain-objects.ts';
import type { RoleKind } from './limited.ts';
import { RBAC_GROUP, ROLES, subjectsNamed } from './limited.ts';
import type { PlacePart } from './place-permissions.ts';
import { placeParts, runsInPods, shareOfAccounts } from './place-permissions.ts';
import { ReachGraph } from './reach-graph.ts';
import { rulesImpact, impactByName } from './subject-impact.ts';

/** A namespace; undefined = the whole cluster. */
export type Place = string | undefined;

type Rules = readonly PolicyRule[];

const TOKENS: Request = { verb: 'create', group: '', resource: 'serviceaccounts/token' };

const BY_NAME: readonly { kind: SubjectRecord['kind']; request: Request; cluster: boolean }[] = [
  { kind: 'User', request: { verb: 'impersonate', group: '', resource: 'users' }, cluster: true },
  { kind: 'Group', request: { verb: 'impersonate', group: '', resource: 'groups' }, cluster: true },
  {
    kind: 'ServiceAccount',
    request: { verb: 'impersonate', group: '', resource: 'serviceaccounts' },
    cluster: false,
  },
  { kind: 'ServiceAccount', request: TOKENS, cluster: false },
];

/** ClusterRoles that the API server recreates at each start; files rarely contain them. */
export const FOR_OWNERS: ReadonlySet<string> = new Set(['cluster-admin', 'admin', 'edit']);

/** `ClusterRole name` or `Role ns/name`; a Role without a place is one of kube-system. */
export function keyOfRole(kind: RoleKind, place: Place, name: string): string {
  return kind === 'ClusterRole' ? `ClusterRole ${name}` : `Role ${place ?? 'kube-system'}/${name}`;
}

/** Whether a grant in this place leads to the credentials of the control plane. */
export function isSystem(place: Place): boolean {
  return place === undefined || place === 'kube-system';
}

/**
 * Nodes of the graph of who can become whom: subjects, what rules grant in a place, roles that can be bound there, the ServiceAccounts of a
 * namespace. Each is created once, with its outgoing steps, so that a role with thousands of names and thousands of subjects costs their
 * sum.
 */
export class ChainNodes {
  readonly graph = new ReachGraph();
  readonly rbac: RbacFacts;
  private readonly roles: ReadonlyMap<string, RoleRecord>;
  private readonly objects: ChainObjects;
  private readonly ids = new Map<Rules, number>();
  private readonly unions = new Map<string, Rules>();
  private readonly made = new Set<string>();
  private readonly pending: (() => void)[] = [];

  /** With `open`, names that were not collected may refer to any object. */
  constructor(rbac: RbacFacts, open = false) {
    this.rbac = rbac;
    this.roles = new Map(
      rbac.roles.map((role) => [
        keyOfRole(role.kind === 'Role' ? 'Role' : 'ClusterRole', role.namespace, role.name),
        role,
      ]),
    );
    this.objects = new ChainObjects(rbac, open);
  }

  /** Whether a role of this name is known to exist. */
  exists(kind: RoleKind, place: Place, name: string): boolean {
    return this.roles.has(keyOfRole(kind, place, name));
  }

  /** A user, a group or a ServiceAccount, and the groups that certainly contain it. */
  subject(one: SubjectRecord): string {
    return this.node(subjectName(one), (node) => {
      this.graph.raise(node, impactByName(one));
      for (const name of certainGroups(one)) this.graph.lead(node, this.subject({ kind: 'Group', name }));
    });
  }

  /**
   * For a node that has the permissions of the ServiceAccounts of a place. One ServiceAccount of the control plane can escalate
   * ClusterRoles.
   */
  leadToAccounts(node: string, place: Place, share: 'whole' | 'some'): void {
    if (isSystem(place)) this.graph.raise(node, share === 'whole' ? 'all' : 'some');
    else this.graph.lead(node, this.accounts(place ?? ''), share);
  }

  /** The permissions that parts give in a place. */
  leadByParts(node: string, place: Place, parts: ReadonlySet<PlacePart>, hasRole: boolean): void {
    const share = shareOfAccounts(parts, hasRole);
    if (share) this.leadToAccounts(node, place, share);
    if (runsInPods(parts)) this.graph.lead(node, this.running(place));
    if (parts.has('read-all-secrets')) this.graph.lead(node, this.stored(place));
    // Binding or escalating roles there is reported as an administrator's permission.
    if (isSystem(place) && (parts.has('bind') || parts.has('escalate'))) this.graph.raise(node, 'all');
  }

  /** What rules grant to their subjects in a place. */
  held(rules: Rules, place: Place): string {
    return this.node(this.nodeOf('held', rules, place), (node) => this.addHeld(node, rules, place));
  }

  private addHeld(node: string, rules: Rules, place: Place): void {
    if (isSystem(place)) this.graph.raise(node, rulesImpact(rules, place !== undefined));
    const parts = placeParts(rules);
    this.leadByParts(node, place, parts, false);
    // A subject that can change a template chooses the ServiceAccount; not every name of the control plane's exists.
    if (parts.has('templates') && !isSystem(place)) this.leadToAccounts(node, place, 'whole');
    for (const { kind, request, cluster } of BY_NAME)
      if (!cluster || place === undefined)
        for (const name of namesAllowed(rules, request)) this.graph.lead(node, this.named(kind, name, place));
    const { accounts, impact } = this.objects.targets(rules, place);
    this.graph.raise(node, impact);
    for (const account of accounts) this.graph.lead(node, this.subject(account));
  }

  /** The roles that rules allow to bind by name, for a subject that can write bindings in the place. */
  bindable(rules: Rules, place: Place): string {
    return this.node(this.nodeOf('bind', rules, place), (node) => {
      for (const { kind, resource } of ROLES)
        for (const name of namesAllowed(rules, { verb: 'bind', group: RBAC_GROUP, resource }))
          this.graph.lead(node, this.bound(kind, name, place));
    });
  }

  /**
   * A role that a subject can bind to itself in a place. A role that was not collected may grant anything; one with the name of a
   * Kubernetes default is known.
   */
  bound(kind: RoleKind, name: string, wanted: Place): string {
    const place = kind === 'Role' ? (wanted ?? 'kube-system') : wanted;
    const key = keyOfRole(kind, place, name);
    return this.node(`bound ${key} in ${place ?? '*'}`, (node) => {
      const rules = this.rulesOf(kind, name, place);
      if (!rules) {
        if (kind === 'ClusterRole' && FOR_OWNERS.has(name)) this.leadToAccounts(node, place, 'whole');
        return;
      }
      this.graph.lead(node, this.held(rules, place));
      this.graph.lead(node, this.bindable(rules, place));
      this.leadByParts(node, place, placeParts(rules), true);
    });
  }

  /** The permissions of a role that is bound in a place; undefined where it was not collected. */
  rulesOf(kind: RoleKind, name: string, place: Place): Rules | undefined {
    const role = this.roles.get(keyOfRole(kind, place, name));
    return role && place !== undefined ? rulesWithin(role.rules) : role?.rules;
  }

  /** Several rules as one: equal input returns the same array. */
  joined(all: readonly Rules[]): Rules {
    const key = all.map((rules) => this.idOf(rules)).join();
    let rules = this.unions.get(key);
    if (!rules) this.unions.set(key, (rules = all.flat()));
    return rules;
  }

  idOf(rules: Rules): number {
    return this.ids.get(rules) ?? this.ids.set(rules, this.ids.size).size - 1;
  }

  /** All ServiceAccounts of a namespace. */
  accounts(namespace: string): string {
    return this.node(`accounts of ${namespace}`, (node) => {
      for (const account of accountsIn(this.rbac, namespace)) this.graph.lead(node, this.subject(account));
      // ServiceAccounts that were not collected are in the group.
      this.graph.lead(node, this.subject({ kind: 'Group', name: `system:serviceaccounts:${namespace}` }));
    });
  }

  /** ServiceAccounts of the pods in a place. */
  private running(place: Place): string {
    return this.node(`running in ${place ?? '*'}`, (node) => {
      for (const account of this.objects.running(place)) this.graph.lead(node, this.subject(account));
    });
  }

  /** ServiceAccounts with tokens in Secrets of a place. */
  private stored(place: Place): string {
    return this.node(`stored in ${place ?? '*'}`, (node) => {
      for (const account of this.objects.stored(place)) this.graph.lead(node, this.subject(account));
    });
  }

  /** Adds the steps of all nodes that were created since. */
  expand(): void {
    for (let add = this.pending.pop(); add; add = this.pending.pop()) add();
  }

  private named(kind: SubjectRecord['kind'], name: string, place: Place): string {
    return this.node(`named ${kind} ${place ?? '*'}/${name}`, (node) => {
      for (const one of subjectsNamed(kind, name, place, this.rbac)) this.graph.lead(node, this.subject(one));
    });
  }

  private nodeOf(what: string, rules: Rules, place: Place): string {
    return `${what} ${this.idOf(rules)} in ${place ?? '*'}`;
  }

  /** Its steps are added later: roles may allow to bind each other in a chain of any length. */
  node(node: string, add: (node: string) => void): string {
    if (!this.made.has(node)) {
      this.made.add(node);
      this.pending.push(() => add(node));
    }
    return node;
  }
}

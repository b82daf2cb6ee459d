import { bySubject, subjectName } from '../../model/rbac.ts';
import { certainGroups } from '../../model/subjects.ts';
import type { Grant, RbacFacts } from '../../model/types.ts';
import type { UnknownReason } from '../../shared/evidence.ts';
import { once } from '../../shared/once.ts';
import type { SubjectRecord } from '../../snapshot/records/index.ts';
import { addEscalations } from './chain-escalations.ts';
import { ChainNodes, keyOfRole } from './chain-nodes.ts';
import type { Place } from './chain-nodes.ts';
import { openNames } from './chain-objects.ts';
import { addSubject, holdingsReader } from './chain-subjects.ts';
import type { Together } from './chain-subjects.ts';
import type { RoleKind } from './limited.ts';
import { most, impactByName } from './subject-impact.ts';
import type { Impact, Impacts } from './subject-impact.ts';

/** Which subjects can become which others, computed once for all checks. */
export interface EscalationPaths {
  /**
   * The worth of each subject, by its own bindings and those of the groups that certainly contain it, and by the subjects that it
   * can become: a subject that can act as an administrator counts as one, over any number of steps.
   */
  impact: Impacts;
  /** The worth of a role for a subject that can write bindings, when granted in a place: undefined = the whole cluster. */
  ofRole: (kind: RoleKind, name: string, place: Place) => Impact;
  /** The worth of rules for a subject that has them in a place. */
  ofRules: (rules: Grant['rules'], place: Place) => Impact;
  /** Whether the subject can obtain this role, if the role allows further escalation. */
  canObtainRole: (subject: SubjectRecord, kind: RoleKind, name: string) => boolean;
  /** Whether the subject has all that a role of the namespace can grant, or can act as its ServiceAccounts. */
  controlsNamespace: (subject: SubjectRecord, namespace: string) => boolean;
  /**
   * Why a subject may be worth more than is known: names in rules of the subjects that it can become refer to objects that were
   * not collected.
   */
  uncollected: (subject: SubjectRecord) => UnknownReason | undefined;
  /** The same for a role that is bound in a place. */
  uncollectedRole: (kind: RoleKind, name: string, place: Place) => UnknownReason | undefined;
  /** What a subject can do by several permissions together, and its worth. */
  together: (subject: SubjectRecord) => readonly (Together & { impact: Impact })[];
  /** Number of propagated steps. */
  steps: number;
}

const known = new WeakMap<RbacFacts, EscalationPaths>();

export function chainsOf(rbac: RbacFacts): EscalationPaths {
  let chains = known.get(rbac);
  if (!chains) known.set(rbac, (chains = build(rbac)));
  return chains;
}

/** The worth of each subject. */
export function impactsOf(rbac: RbacFacts): Impacts {
  return chainsOf(rbac).impact;
}

/** The bindings of groups that certainly contain the subject. */
export function groupGrants(subject: SubjectRecord, all: ReadonlyMap<string, readonly Grant[]>): Grant[] {
  return certainGroups(subject).flatMap((group) => [...(all.get(`Group ${group}`) ?? [])]);
}

function build(rbac: RbacFacts, open = false): EscalationPaths {
  const nodes = new ChainNodes(rbac, open);
  const { graph } = nodes;
  const subjects = bySubject(rbac.grants);
  const holdings = holdingsReader(subjects);
  const together = new Map([...subjects].map(([name, own]) => [name, addSubject(nodes, own, holdings)]));
  nodes.expand();
  const holders = addEscalations(nodes, subjects, holdings);
  nodes.expand();
  const reaching = new Map<string, ReadonlySet<string>>();
  const reaches = (subject: SubjectRecord, key: string, targets: () => readonly string[]): boolean => {
    let found = reaching.get(key);
    if (!found) {
      const to = targets();
      nodes.expand();
      reaching.set(key, (found = graph.reaching(to)));
    }
    return found.has(subjectName(subject));
  };
  const reason = open ? undefined : openNames(rbac);
  const possible = once(() => build(rbac, true));
  const unless = (
    impact: () => Impact,
    may: (chains: EscalationPaths) => Impact,
  ): UnknownReason | undefined =>
    reason && impact() === 'none' && may(possible()) !== 'none'
      ? { ...reason, reason: `its permissions may allow privilege escalation: ${reason.reason}` }
      : undefined;
  const chains: EscalationPaths = {
    impact: (subject) =>
      most([
        impactByName(subject),
        graph.impact(subjectName(subject)),
        ...certainGroups(subject).map((group) => graph.impact(`Group ${group}`)),
      ]),
    ofRole: (kind, name, place) => {
      const node = nodes.bound(kind, name, place);
      nodes.expand();
      return graph.impact(node);
    },
    ofRules: (rules, place) => {
      const node = nodes.held(rules, place);
      nodes.expand();
      return graph.impact(node);
    },
    canObtainRole: (subject, kind, name) =>
      reaches(subject, keyOfRole(kind, 'kube-system', name), () => holders(kind, name)),
    controlsNamespace: (subject, namespace) =>
      reaches(subject, `in ${namespace}`, () => [nodes.accounts(namespace)]),
    uncollected: (subject) =>
      unless(
        () => chains.impact(subject),
        (all) => all.impact(subject),
      ),
    uncollectedRole: (kind, name, place) =>
      unless(
        () => chains.ofRole(kind, name, place),
        (all) => all.ofRole(kind, name, place),
      ),
    together: (subject) =>
      (together.get(subjectName(subject)) ?? []).map((one) => ({ ...one, impact: graph.impact(one.node) })),
    get steps() {
      return graph.steps;
    },
  };
  return chains;
}

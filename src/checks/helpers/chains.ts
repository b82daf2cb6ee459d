import { bySubject, subjectName } from '../../model/rbac.ts';
import { certainGroups } from '../../model/subjects.ts';
import type { Grant, RbacFacts } from '../../model/types.ts';
import type { SubjectRecord } from '../../snapshot/records/index.ts';
import { addEscalations } from './chain-escalations.ts';
import { ChainNodes, keyOfRole } from './chain-nodes.ts';
import type { Place } from './chain-nodes.ts';
import { addSubject, holdingsReader } from './chain-subjects.ts';
import type { RoleKind } from './limited.ts';
import { most, worthByName } from './worth.ts';
import type { Worth, Worths } from './worth.ts';

/** Which subjects can become which others, computed once for all checks. */
export interface Chains {
  /**
   * What each subject is worth, by its own bindings and those of the groups that it is in for certain, and by whom it may become: who may act as
   * an administrator is one, however many steps lie between.
   */
  worth: Worths;
  /** What a role is worth to somebody who may write bindings, given in a place: undefined = everywhere. */
  ofRole: (kind: RoleKind, name: string, place: Place) => Worth;
  /** May the subject become one that has this role, where it leads further? */
  becomesHolder: (subject: SubjectRecord, kind: RoleKind, name: string) => boolean;
  /** May the subject do whatever a role of the namespace can give, or act as its accounts? */
  actsIn: (subject: SubjectRecord, namespace: string) => boolean;
  /** Steps that were followed. */
  steps: number;
}

const known = new WeakMap<RbacFacts, Chains>();

export function chainsOf(rbac: RbacFacts): Chains {
  let chains = known.get(rbac);
  if (!chains) known.set(rbac, (chains = build(rbac)));
  return chains;
}

/** The worth of each subject. */
export function worthsOf(rbac: RbacFacts): Worths {
  return chainsOf(rbac).worth;
}

/** The bindings of groups that certainly contain the subject. */
export function groupGrants(subject: SubjectRecord, all: ReadonlyMap<string, readonly Grant[]>): Grant[] {
  return certainGroups(subject).flatMap((group) => [...(all.get(`Group ${group}`) ?? [])]);
}

function build(rbac: RbacFacts): Chains {
  const nodes = new ChainNodes(rbac);
  const { graph } = nodes;
  const subjects = bySubject(rbac.grants);
  const holdings = holdingsReader(subjects);
  for (const own of subjects.values()) addSubject(nodes, own, holdings);
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
  return {
    worth: (subject) =>
      most([
        worthByName(subject),
        graph.worth(subjectName(subject)),
        ...certainGroups(subject).map((group) => graph.worth(`Group ${group}`)),
      ]),
    ofRole: (kind, name, place) => {
      const node = nodes.bound(kind, name, place);
      nodes.expand();
      return graph.worth(node);
    },
    becomesHolder: (subject, kind, name) =>
      reaches(subject, keyOfRole(kind, 'kube-system', name), () => holders(kind, name)),
    actsIn: (subject, namespace) => reaches(subject, `in ${namespace}`, () => [nodes.accounts(namespace)]),
    get steps() {
      return graph.steps;
    },
  };
}

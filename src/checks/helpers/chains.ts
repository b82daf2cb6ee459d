import { bySubject, subjectName } from '../../model/rbac.ts';
import type { Grant, RbacFacts } from '../../model/types.ts';
import type { SubjectRecord } from '../../snapshot/records/index.ts';
import { namedEscalation, namedTokens } from './named-rights.ts';
import { certainGroups } from './subjects.ts';
import { grantsWorth, most, worthByName } from './worth.ts';
import type { Worth, Worths } from './worth.ts';

const known = new WeakMap<RbacFacts, Worths>();

/**
 * What each subject is worth, by its own bindings and those of the groups that it is in for certain, and by whom it may become: who may act as
 * an administrator is one, however many steps lie between. Worked out once for all checks.
 */
export function worthsOf(rbac: RbacFacts): Worths {
  let worths = known.get(rbac);
  if (!worths) known.set(rbac, (worths = build(rbac)));
  return worths;
}

/** The bindings of groups that the subject is in for certain. */
export function groupGrants(subject: SubjectRecord, all: ReadonlyMap<string, readonly Grant[]>): Grant[] {
  return certainGroups(subject).flatMap((group) => [...(all.get(`Group ${group}`) ?? [])]);
}

function build(rbac: RbacFacts): Worths {
  const grants = bySubject(rbac.grants);
  const raised = new Map<string, Worth>();
  const plain = new Map<string, Worth>();
  const allOf = (subject: SubjectRecord) => [
    ...(grants.get(subjectName(subject)) ?? []),
    ...groupGrants(subject, grants),
  ];
  const worths: Worths = (subject) => {
    const name = subjectName(subject);
    // Accounts without bindings of their own have what their namespace has.
    const alike =
      subject.kind === 'ServiceAccount' && !grants.has(name)
        ? `accounts of ${subject.namespace ?? ''}`
        : name;
    let base = plain.get(alike);
    if (base === undefined)
      plain.set(alike, (base = most([worthByName(subject), grantsWorth(allOf(subject))])));
    const groups = certainGroups(subject).map((group) => raised.get(`Group ${group}`) ?? 'none');
    return most([base, raised.get(name) ?? 'none', ...groups]);
  };
  // Only names lead from one subject to another; every round goes one step further.
  const open = [...grants].filter(([, own]) =>
    own.some(({ rules }) => rules.some(({ resourceNames = [] }) => resourceNames.length > 0)),
  );
  for (let changed = true; changed;) {
    changed = false;
    for (const [name, [first]] of open) {
      if (!first || worths(first.subject) === 'all') continue;
      const own = allOf(first.subject);
      const input = { rbac, worths };
      const rights = [...namedEscalation(input)(own), ...namedTokens(input)(own)];
      if (!rights.some(({ leads }) => leads)) continue;
      raised.set(name, 'all');
      changed = true;
    }
  }
  return worths;
}

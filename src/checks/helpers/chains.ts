import { bySubject, subjectName } from '../../model/rbac.ts';
import type { Grant, RbacFacts } from '../../model/types.ts';
import type { PolicyRule, SubjectRecord } from '../../snapshot/records/index.ts';
import { approvesClients } from './certificate-permissions.ts';
import { namedEscalation, namedTokens } from './named-rights.ts';
import { certainGroups } from '../../model/subjects.ts';
import { certificateRules, grantsWorth, most, worthByName } from './worth.ts';
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

/** What the bindings of one subject give, those of its groups left out. */
interface Own {
  worth: Worth;
  certificates: readonly PolicyRule[];
}

/**
 * Whoever was found to lead to an administrator wakes those who asked about them, and nobody else: each step of a chain costs what the rules
 * of one subject cost, in whatever order the chain was written.
 */
function build(rbac: RbacFacts): Worths {
  const grants = bySubject(rbac.grants);
  const raised = new Set<string>();
  const waiting = new Map<string, Set<string>>();
  let asking: string | undefined;
  const ownOf = onceAKey((key): Own => {
    const own = grants.get(key) ?? [];
    return { worth: grantsWorth(own), certificates: certificateRules(own) };
  });
  const worths: Worths = (subject) => {
    const keys = keysOf(subject);
    if (keys.some((key) => raised.has(key))) return 'all';
    const parts = keys.map(ownOf);
    const halves = parts.filter(({ certificates }) => certificates.length > 0);
    const together = halves.length > 1 && approvesClients(halves.flatMap((part) => [...part.certificates]));
    const worth = most([worthByName(subject), ...parts.map((part) => part.worth), together ? 'all' : 'none']);
    if (asking !== undefined && worth !== 'all')
      for (const key of keys) waiting.set(key, (waiting.get(key) ?? new Set()).add(asking));
    return worth;
  };
  // Only names lead from one subject to another.
  const open = new Set(
    [...grants].flatMap(([name, own]) => (own.some(({ rules }) => hasNames(rules)) ? [name] : [])),
  );
  const input = { rbac, worths };
  // A set goes on over what is added to it.
  for (const name of open) {
    open.delete(name);
    const own = grants.get(name) ?? [];
    const [first] = own;
    if (!first || worths(first.subject) === 'all') continue;
    asking = name;
    const beside = groupGrants(first.subject, grants);
    const rights = [...namedEscalation(input)(own, beside), ...namedTokens(input)(own, beside)];
    asking = undefined;
    if (!rights.some(({ leads }) => leads)) continue;
    raised.add(name);
    for (const other of waiting.get(name) ?? []) open.add(other);
    waiting.delete(name);
  }
  return worths;
}

/** A subject and the groups that it is in for certain. */
function keysOf(subject: SubjectRecord): string[] {
  return [subjectName(subject), ...certainGroups(subject).map((group) => `Group ${group}`)];
}

function hasNames(rules: readonly PolicyRule[]): boolean {
  return rules.some(({ resourceNames = [] }) => resourceNames.length > 0);
}

function onceAKey<T>(answer: (key: string) => T): (key: string) => T {
  const found = new Map<string, { value: T }>();
  return (key) => {
    let one = found.get(key);
    if (!one) found.set(key, (one = { value: answer(key) }));
    return one.value;
  };
}

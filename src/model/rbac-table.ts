import {
  policyMinors,
  shippedParts,
  shippedRoles,
  shippedSubjects,
} from '../data/bootstrap-policy.generated.ts';
import type { DistributionId, DistributionRole } from '../data/distributions.ts';
import { distributionRoles } from '../data/distribution-roles.ts';
import { once } from '../shared/once.ts';
import type { PolicyRule } from '../snapshot/records/index.ts';

/** The shipped content of a role, on a server of a given minor. */
export interface ShippedRole {
  /** Its rules in that release. */
  rules: readonly PolicyRule[];
  /** Including the rules of older releases: the API server adds to its roles at each start, and removes nothing. */
  limit: readonly PolicyRule[];
  /** The subjects to which this release binds it. */
  subjects: ReadonlySet<string>;
  /** The subjects of older releases, with the last minor of each: upgrades keep them. */
  formerly: ReadonlyMap<string, number>;
}

/** The maximum rules of the role in distributions that bind it to the subject, one entry each. Empty = none does. */
export function limitsElsewhere(key: string, subject: string): readonly (readonly PolicyRule[])[] {
  const own = once(() => upTo(table().get(key) ?? [], policyMinors.last).ever.map(({ rule }) => rule));
  return (elsewhere().get(key) ?? [])
    .filter(({ subjects }) => subjects.includes(subject))
    .map((row) => [...own(), ...row.rules.map(ruleOf)]);
}

/** Undefined = no release ships a role of that name; the minor is that of the server, undefined when unknown. */
export type ShippedRoles = (key: string) => ShippedRole | undefined;

/** `ClusterRole name` or `Role ns/name`. */
export function roleKey(kind: string, namespace: string | undefined, name: string): string {
  return `${kind} ${kind === 'Role' ? `${namespace ?? ''}/` : ''}${name}`;
}

/** The table for one server. Where its minor is unknown, every release may be its own. */
export function shippedRolesOf(
  minor: number | undefined,
  distribution: DistributionId | undefined,
): ShippedRoles {
  const roles = new Map<string, ShippedRole | undefined>();
  return (key) => {
    if (!roles.has(key)) roles.set(key, shippedRole(key, minor, distribution));
    return roles.get(key);
  };
}

function shippedRole(
  key: string,
  minor: number | undefined,
  distribution: DistributionId | undefined,
): ShippedRole | undefined {
  const lines = table().get(key);
  const others = (elsewhere().get(key) ?? []).filter(
    ({ on }) => on === undefined || (distribution !== undefined && on.includes(distribution)),
  );
  if (!lines && others.length === 0) return undefined;
  const own = others.flatMap(({ rules }) => rules.map((line) => ruleOf(line)));
  const at = Math.min(minor ?? policyMinors.last, policyMinors.last);
  const reported = upTo(lines ?? [], at);
  const bound = upTo(subjects().get(key) ?? [], at);
  return {
    rules: [...reported.now.map(({ rule }) => rule), ...own],
    limit: [...reported.ever.map(({ rule }) => rule), ...own],
    subjects: new Set([...bound.now.map(({ name }) => name), ...others.flatMap((other) => other.subjects)]),
    formerly: new Map(
      bound.ever
        .filter((one) => !bound.now.includes(one))
        .map(({ name, lastBefore }) => [name, lastBefore(at)]),
    ),
  };
}

/** The entries of a minor, and those of it and older ones. Entries of later minors only may exist earlier by a feature gate. */
function upTo<T extends Range>(
  items: readonly T[],
  minor: number,
): { now: readonly T[]; ever: readonly T[] } {
  const at = Math.max(minor, items.length === 0 ? 0 : Math.min(...items.map(({ first }) => first)));
  return {
    now: items.filter(({ has }) => has(at)),
    ever: items.filter(({ first }) => first <= at),
  };
}

/** The rules of an aggregated role are those of all its parts. */
const table = once(() => {
  const own = new Map(Object.entries(shippedRoles).map(([key, lines]) => [key, lines.map(parsed)]));
  for (const [name, parts] of Object.entries(shippedParts))
    own.set(
      `ClusterRole ${name}`,
      parts.map(rangeOf).flatMap(({ text }) => own.get(`ClusterRole ${text}`) ?? []),
    );
  return own;
});

const subjects = once(
  () =>
    new Map(
      Object.entries(shippedSubjects).map(([key, lines]) => [
        key,
        lines.map((line) => {
          const { text, ...range } = rangeOf(line);
          return { name: text, ...range };
        }),
      ]),
    ),
);

const elsewhere = once(() => {
  const roles = new Map<string, DistributionRole[]>();
  for (const one of distributionRoles) roles.set(one.role, [...(roles.get(one.role) ?? []), one]);
  return roles;
});

interface Range {
  has: (minor: number) => boolean;
  first: number;
  /** The last minor up to this one that has it. */
  lastBefore: (minor: number) => number;
}

/** `@-24,30- rest of the line`: the minors that have it; a line without it applies to all. */
function rangeOf(line: string): Range & { text: string } {
  const { first: oldest, last: newest } = policyMinors;
  const [, words, text = line] = /^@(\S+) (.*)$/.exec(line) ?? [];
  const runs = (words ?? '-').split(',').map((word) => {
    const [from = '', to = ''] = word.split('-');
    return { from: from === '' ? oldest : Number(from), to: to === '' ? newest : Number(to) };
  });
  return {
    text,
    has: (minor) => runs.some(({ from, to }) => (minor >= from || from === oldest) && minor <= to),
    first: runs[0]?.from === oldest ? 0 : (runs[0]?.from ?? 0),
    lastBefore: (minor) =>
      Math.max(...runs.filter(({ from }) => from <= minor).map(({ to }) => Math.min(to, minor))),
  };
}

function parsed(line: string): Range & { rule: PolicyRule } {
  const { text, ...range } = rangeOf(line);
  return { ...range, rule: ruleOf(text) };
}

/** `get,list core,apps pods,deployments [names]`, `get url /healthz,/livez`. */
function ruleOf(line: string): PolicyRule {
  const [verbs = '', groups = '', third = '', names] = line.split(' ');
  if (groups === 'url') return { verbs: verbs.split(','), nonResourceURLs: third.split(',') };
  return {
    verbs: verbs.split(','),
    apiGroups: groups.split(',').map((group) => (group === 'core' ? '' : group)),
    resources: third.split(','),
    ...(names !== undefined && { resourceNames: names.split(',') }),
  };
}

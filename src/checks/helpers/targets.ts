import type { Grant } from '../../model/types.ts';
import { subjectName } from '../../model/rbac.ts';
import type { UnknownReason } from '../../shared/evidence.ts';
import type { SubjectRecord } from '../../snapshot/records/index.ts';
import type { EscalationPaths } from './escalation-paths.ts';
import type { Impact } from './subject-impact.ts';

/** What a rule with resourceNames grants, by the objects of the names. */
export interface NamedPermission {
  /** In words that follow `may`. */
  may: string;
  /** The name leads to an administrator; else to less, or only with a step that was not observed. */
  leads: boolean;
  grants: readonly Grant[];
  /** How many more of its kind the same rules grant. */
  more?: number;
  /** The object of the name was not collected, and may be any. */
  uncollected?: UnknownReason;
}

/** Over all grants of one subject and of the groups that certainly contain it: together they may complete a permission. */
export type NamedPermissions = (
  own: readonly Grant[],
  beside?: readonly Grant[],
) => readonly NamedPermission[];

/** What one name grants. */
interface Target {
  may: string;
  leads: boolean;
  subject?: string;
  uncollected?: NamedPermission['uncollected'];
}

/** For one name, which may identify several subjects: the worst, and the next in case the worst is the subject itself. */
export type Options = readonly Target[];

/** The maximum number of names in a message. */
export const SHOWN = 3;

/** What names grant, worst first: a few, and their number. */
export interface Targets {
  shown: readonly Options[];
  all: number;
}

/** Evaluated once for rules in a place: thousands of subjects may share a role of thousands of names. */
export function oncePlaced(answer: (grant: Grant) => readonly Options[]): (grant: Grant) => Targets {
  const known = new WeakMap<Grant['rules'], Map<string | undefined, Targets>>();
  return (grant) => {
    const places = known.get(grant.rules) ?? new Map<string | undefined, Targets>();
    known.set(grant.rules, places);
    let found = places.get(grant.namespace);
    if (!found) {
      const all = answer(grant).filter((options) => options.length > 0);
      const worst = all.toSorted((a, b) => rank(b) - rank(a));
      places.set(grant.namespace, (found = { shown: worst.slice(0, SHOWN), all: all.length }));
    }
    return found;
  };
}

function rank([worst]: Options): number {
  if (!worst || worst.uncollected) return 0;
  return worst.leads ? 2 : 1;
}

/** The permissions that a grant gives by names, except for the subject `self`. */
export function permissionsOf(grant: Grant, { shown, all }: Targets, self?: string): NamedPermission[] {
  const others = shown.flatMap(
    (options) => options.find(({ subject }) => self === undefined || subject !== self) ?? [],
  );
  return counted(
    others.map(({ may, leads, uncollected }) => ({
      may,
      leads,
      grants: [grant],
      ...(uncollected && { uncollected }),
    })),
    all - shown.length,
  );
}

/** The permissions of a list; the last one carries the number of the omitted ones. */
export function counted(permissions: readonly NamedPermission[], more: number): NamedPermission[] {
  return permissions.map((permission, index) => ({
    ...permission,
    ...(index === permissions.length - 1 && more > 0 && { more }),
  }));
}

/** The two of some subjects that are worth most: one of them is somebody else's. */
export function optionsOf(
  verb: string,
  subjects: readonly SubjectRecord[],
  { chains }: { chains: EscalationPaths },
): Options {
  const options = subjects.map((one) => {
    const subject = subjectName(one);
    return {
      may: `${verb} ${subject}`,
      subject,
      ...impactOf(chains.impact(one), () => chains.uncollected(one)),
    };
  });
  return (['all', 'some', 'open'] as const)
    .flatMap((wanted) => options.filter(({ impact }) => impact === wanted))
    .slice(0, 2);
}

interface Weighted {
  impact: Impact | 'open';
  leads: boolean;
  uncollected?: UnknownReason;
}

/** The worth of a name, including names that are unknown because lists are incomplete. */
export function impactOf(impact: Impact, uncollected: () => UnknownReason | undefined): Weighted {
  const open = impact === 'none' ? uncollected() : undefined;
  return open ? { impact: 'open', leads: false, uncollected: open } : { impact, leads: impact === 'all' };
}

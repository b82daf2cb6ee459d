import type { Grant } from '../../model/types.ts';
import { subjectName } from '../../model/rbac.ts';
import type { UnknownReason } from '../../shared/evidence.ts';
import type { SubjectRecord } from '../../snapshot/records/index.ts';
import type { Chains } from './chains.ts';
import type { Worth } from './worth.ts';

/** What a rule that is limited to names gives, by what the names stand for. */
export interface NamedPermission {
  /** In words that follow `may`. */
  may: string;
  /** The name leads to an administrator; else to less, or only with a step that was not seen. */
  leads: boolean;
  grants: readonly Grant[];
  /** How many more of its kind the same rules give. */
  more?: number;
  /** What the name stands for was not seen, and may be anything. */
  uncollected?: UnknownReason;
}

/** Of all that one subject was given, and of what the groups have that it is in for certain: with these a right may be whole. */
export type NamedPermissions = (
  own: readonly Grant[],
  beside?: readonly Grant[],
) => readonly NamedPermission[];

/** What one name is worth. */
interface Target {
  may: string;
  leads: boolean;
  /** Whom it stands for. */
  subject?: string;
  uncollected?: NamedPermission['uncollected'];
}

/** Of one name, which may stand for several: the worst, and the next in case the worst is the subject itself. */
export type Options = readonly Target[];

/** As many are told by their names. */
export const SHOWN = 3;

/** What names give, worst first: a few, and how many there are. */
export interface Targets {
  shown: readonly Options[];
  all: number;
}

/** Worked out once for rules in a place: thousands of subjects may share a role of thousands of names. */
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

/** The rights that a grant gives by names, but for what stands for the subject `self`. */
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

/** Rights, the last of which stands for so many more. */
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
  { chains }: { chains: Chains },
): Options {
  const options = subjects.map((one) => {
    const subject = subjectName(one);
    return {
      may: `${verb} ${subject}`,
      subject,
      ...worthOf(chains.worth(one), () => chains.uncollected(one)),
    };
  });
  return (['all', 'some', 'open'] as const)
    .flatMap((wanted) => options.filter(({ worth }) => worth === wanted))
    .slice(0, 2);
}

interface Worthy {
  worth: Worth | 'open';
  leads: boolean;
  uncollected?: UnknownReason;
}

/** What a name is worth, where nothing is known of it because of lists that are incomplete as well. */
export function worthOf(worth: Worth, uncollected: () => UnknownReason | undefined): Worthy {
  const open = worth === 'none' ? uncollected() : undefined;
  return open ? { worth: 'open', leads: false, uncollected: open } : { worth, leads: worth === 'all' };
}

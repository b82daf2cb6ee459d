/** What a list that looks complete lacks: objects of every cluster, and objects given next to it. */
import { enumeration } from '../../shared/text.ts';
import { kindKey, KNOWN_KINDS } from '../kinds.ts';
import { lackText, membersOf } from '../members.ts';
import type { Share } from './census.ts';

/** Every cluster has some: an empty list of the whole cluster is incomplete. */
const NEVER_EMPTY = new Set(['Node', 'Pod']);
/** Created by hooks of the API server that may be disabled, which files do not show. */
const MADE_BY_HOOKS = new Set(['rbac.authorization.k8s.io/Role', 'rbac.authorization.k8s.io/RoleBinding']);
/** Objects are created and deleted between two responses: this share may be missing in one. */
const CHURN = 0.02;

/** Objects that every cluster has and this list of a cluster lacks. */
export function missingMembersOf(key: string, { members, count }: Share): string | undefined {
  if (count === 0 && NEVER_EMPTY.has(key)) return lackText(['*'], 0);
  const wanted = MADE_BY_HOOKS.has(key) ? [] : membersOf(key);
  return lackText(
    wanted.filter((name) => !members.has(name)),
    count,
  );
}

/** An object of the cluster, or of a second list, that a list lacks shows that the list is incomplete. */
export function createBeside() {
  const seen = new Map<string, Set<string>>();
  const lists = new Map<string, ReadonlySet<string>[]>();
  const counts = new Map<string, number>();
  return {
    /** `name` = of an object from a cluster, of a cluster-scoped kind. */
    saw(key: string, name: string | undefined): void {
      counts.set(key, (counts.get(key) ?? 0) + 1);
      if (name === undefined) return;
      const names = seen.get(key);
      if (names !== undefined) names.add(name);
      else seen.set(key, new Set([name]));
    },
    list(key: string, names: ReadonlySet<string>): void {
      lists.set(key, [...(lists.get(key) ?? []), names]);
    },
    count: (key: string): number => counts.get(key) ?? 0,
    /** Objects that the longest of the lists lacks; undefined up to the usual share. */
    missingMembersOf(key: string): string | undefined {
      const all = seen.get(key);
      const [longest] = (lists.get(key) ?? []).toSorted((a, b) => b.size - a.size);
      if (all === undefined || longest === undefined) return undefined;
      const missing = [...all].filter((name) => !longest.has(name)).sort();
      if (missing.length <= CHURN * all.size) return undefined;
      return `the list lacks ${enumeration(missing)}, which ${missing.length === 1 ? 'was' : 'were'} given with it`;
    },
  };
}

export function pluralOf(key: string): string {
  return KNOWN_KINDS.find((kind) => kindKey(kind) === key)?.plural || key;
}

/** Objects that a list of the whole cluster must contain. */
import { enumeration } from '../shared/text.ts';
import { API_KINDS, kindKey } from './kinds.ts';

const MEMBERS: ReadonlyMap<string, readonly string[]> = new Map(
  API_KINDS.map((kind) => [kindKey(kind), kind.members ?? []]),
);

/** Objects that every list of the whole cluster of this kind contains, by `kindKey`; empty where none are known. */
export function membersOf(kind: string): readonly string[] {
  return MEMBERS.get(kind) ?? [];
}

/** Which of these an object matches: its own name, any of its namespace, or any at all. */
export function memberOf(members: readonly string[], name: string, namespace?: string): string | undefined {
  const key = namespace === undefined ? name : `${namespace}/${name}`;
  return [key, `${namespace ?? ''}/*`, '*'].find((one) => members.includes(one));
}

/** Why a list of so many objects without these members is incomplete; undefined where none is missing. */
export function lackText(lacking: readonly string[], count: number): string | undefined {
  if (lacking.length === 0) return undefined;
  if (lacking.includes('*') || (count === 0 && lacking.length > 3))
    return 'the list is empty, which it is in no cluster';
  const names = lacking.map((name) => (name.endsWith('/*') ? `anything in ${name.slice(0, -2)}` : name));
  return `the list lacks ${enumeration(names)}, which every cluster has`;
}

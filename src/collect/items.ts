/** Checks the items of a list one by one: kind, namespace, and the order of the store. */
import { grouped } from '../shared/text.ts';
import { kindKey, missingPartOf, memberOf, membersOf, invalidFieldOf } from '../snapshot/index.ts';
import { isObject } from './answers.ts';
import type { Target } from './targets.ts';

export interface Items {
  /** Whether the item is an object of the list; others are counted. */
  take(item: unknown): item is Readonly<Record<string, unknown>>;
  readonly count: number;
  /** The keys are in ascending order, as in the store, so that no item occurs twice. */
  readonly ascending: boolean;
  /** The required names of the list that were found. */
  readonly names: ReadonlySet<string>;
  /** Items that do not belong to the list; undefined when there are none. */
  readonly uncertainty: string | undefined;
}

export function itemsOf(
  { read, kind, namespaced }: Target,
  apiVersion: string,
  namespace: string | undefined,
): Items {
  const members = read.holds ?? membersOf(kindKey({ group: read.group, kind }));
  const names = new Set<string>();
  let [count, nameless, foreign, elsewhere, odd, hollow] = [0, 0, 0, 0, 0, 0];
  let [last, ascending, lacking] = ['', true, ''];
  const take = (item: unknown): item is Readonly<Record<string, unknown>> => {
    const metadata = isObject(item) ? item['metadata'] : undefined;
    const name = isObject(metadata) ? metadata['name'] : undefined;
    if (!isObject(item) || !isObject(metadata) || typeof name !== 'string' || name === '') {
      nameless++;
      return false;
    }
    if (isForeign(item, kind, apiVersion)) {
      foreign++;
      return false;
    }
    const own = metadata['namespace'];
    const place = typeof own === 'string' ? own : '';
    if (namespaced ? place === '' || (namespace !== undefined && place !== namespace) : place !== '') {
      elsewhere++;
      return false;
    }
    if (read.metadataOnly !== true) {
      if (invalidFieldOf(kind, item) !== undefined) odd++;
      const lack = missingPartOf(kind, item);
      if (lack !== undefined) {
        lacking = lack;
        hollow++;
      }
    }
    const key = namespaced ? `${place}/${name}` : name;
    if (key <= last) ascending = false;
    last = key;
    const member = memberOf(members, name, namespaced ? place : undefined);
    if (member !== undefined) names.add(member);
    count++;
    return true;
  };
  return {
    take,
    get count() {
      return count;
    },
    get ascending() {
      return ascending;
    },
    names,
    get uncertainty() {
      if (nameless > 0)
        return `${items(nameless)} that ${nameless === 1 ? 'is no object' : 'are no objects'} with a name`;
      if (foreign > 0) return `${items(foreign)} of another kind`;
      if (odd > 0) return `${items(odd)} with a field that no API server takes`;
      if (hollow > 0) return `${items(hollow)} without ${lacking}`;
      if (elsewhere === 0) return undefined;
      if (!namespaced) return `${items(elsewhere)} of a namespace`;
      return `${items(elsewhere)} of ${namespace === undefined ? 'no' : 'another'} namespace`;
    },
  };
}

function items(count: number): string {
  return `${grouped(count)} ${count === 1 ? 'item' : 'items'}`;
}

/** Items of built-in lists have no type; those of custom lists have one. */
function isForeign(item: Readonly<Record<string, unknown>>, kind: string, apiVersion: string): boolean {
  const [ownKind, ownVersion] = [item['kind'], item['apiVersion']];
  if (typeof ownKind !== 'string' || ownKind === 'PartialObjectMetadata') return false;
  if (ownKind !== kind) return true;
  return typeof ownVersion === 'string' && groupOf(ownVersion) !== groupOf(apiVersion);
}

function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}

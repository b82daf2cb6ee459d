/** The fragment of the URL: a section or a risk, the filters of the list of risks, and the state of the map: `#risks?severity=high&map=mesh`. */
import type { FilterName } from '../filter-names.ts';
import { FILTERS } from '../filter-names.ts';

/** Values of the filters; `q` is the text. */
export type Filters = Partial<Record<FilterName | 'q', string>>;

export interface Fragment {
  anchor: string;
  /** Absent = the fragment says nothing about filters. */
  filters?: Filters;
}

/** Parameter of the state of the map. */
export const MAP_STATE = 'map';

/** A fragment with or without `#` as its anchor and its parameters; a malformed escape is kept as it is. */
export function splitFragment(hash: string): { anchor: string; query: URLSearchParams } {
  const [anchor = '', query = ''] = hash.replace(/^#/, '').split(/\?(.*)/s);
  return { anchor: decoded(anchor), query: new URLSearchParams(query) };
}

/** The opposite; empty without anchor and parameters. */
export function joinFragment(anchor: string, query: URLSearchParams): string {
  const text = query.toString();
  const whole = text === '' ? anchor : `${anchor}?${text}`;
  return whole === '' ? '' : `#${whole}`;
}

/** Reads anchor and filters; unknown names are ignored. */
export function readFragment(hash: string): Fragment {
  const { anchor, query } = splitFragment(hash);
  query.delete(MAP_STATE);
  return query.size === 0 ? { anchor } : { anchor, filters: readFilters(query.toString()) };
}

export function readFilters(query: string): Filters {
  const values = new URLSearchParams(query);
  const filters: Filters = {};
  for (const name of [...FILTERS, 'q'] as const) {
    const value = values.get(name);
    if (value !== null) filters[name] = value;
  }
  return filters;
}

/** The fragment of the list of risks with these filters; the state of the map is kept. */
export function writeFragment(filters: Filters, hash: string): string {
  const query = new URLSearchParams(filters);
  const state = splitFragment(hash).query.get(MAP_STATE);
  if (state !== null) query.set(MAP_STATE, state);
  return joinFragment('risks', query);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

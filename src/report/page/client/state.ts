/** What of the map is kept in the fragment of the address: hidden layers and the opened card, in the parameter `map`. */
import type { Layer } from '../../picture/types.ts';
import { LAYERS } from '../../picture/types.ts';

const KEY = 'map';

export interface MapState {
  off: ReadonlySet<Layer>;
  /** Id of the opened card. */
  opened?: string | undefined;
}

/** `#map=mesh.network namespace/shop`: names of layers with dots, then the card. Unknown names are ignored. */
export function readState(): MapState {
  const value = parameters().get(KEY) ?? '';
  const space = value.indexOf(' ');
  const names = new Set((space < 0 ? value : value.slice(0, space)).split('.'));
  const opened = space < 0 ? '' : value.slice(space + 1);
  return { off: new Set(LAYERS.filter((layer) => names.has(layer))), ...(opened !== '' && { opened }) };
}

/** Keeps the other parameters of the fragment; a fragment that names a section is kept while nothing is set. */
export function writeState({ off, opened }: MapState): void {
  const all = parameters();
  const value = `${[...off].join('.')}${opened === undefined ? '' : ` ${opened}`}`;
  if (value === (all.get(KEY) ?? '')) return;
  if (value === '') all.delete(KEY);
  else all.set(KEY, value);
  const text = all.toString();
  history.replaceState(null, '', text === '' ? location.pathname + location.search : `#${text}`);
}

function parameters(): URLSearchParams {
  const text = location.hash.slice(1);
  return new URLSearchParams(text.includes('=') ? text : '');
}

/** The id that the fragment names; empty for parameters and for what is no valid text. */
export function targetOfFragment(): string {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    return '';
  }
}

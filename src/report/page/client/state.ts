/** What of the map is kept in the fragment of the address: hidden layers and the opened card, in the parameter `map`. */
import type { Layer } from '../../picture/types.ts';
import { LAYERS } from '../../picture/types.ts';
import { joinFragment, MAP_STATE, splitFragment } from './fragment.ts';

export interface MapState {
  off: ReadonlySet<Layer>;
  /** Id of the opened card. */
  opened?: string | undefined;
}

/** `#?map=mesh.network namespace/shop`: names of layers with dots, then the card. Unknown names are ignored. */
export function readState(): MapState {
  const value = splitFragment(location.hash).query.get(MAP_STATE) ?? '';
  const space = value.indexOf(' ');
  const names = new Set((space < 0 ? value : value.slice(0, space)).split('.'));
  const opened = space < 0 ? '' : value.slice(space + 1);
  return { off: new Set(LAYERS.filter((layer) => names.has(layer))), ...(opened !== '' && { opened }) };
}

/** Keeps the anchor and the other parameters of the fragment. */
export function writeState({ off, opened }: MapState): void {
  const { anchor, query } = splitFragment(location.hash);
  const value = `${[...off].join('.')}${opened === undefined ? '' : ` ${opened}`}`;
  if (value === (query.get(MAP_STATE) ?? '')) return;
  if (value === '') query.delete(MAP_STATE);
  else query.set(MAP_STATE, value);
  history.replaceState(null, '', joinFragment(anchor, query) || location.pathname + location.search);
}

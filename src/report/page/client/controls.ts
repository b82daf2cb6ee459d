/** Layers of the map, its state in the address, and files of what it shows. */
import type { Layer } from '../../picture/types.ts';
import { LAYERS } from '../../picture/types.ts';
import { byId, drawingById, fieldById, say } from './dom.ts';
import type { ClusterMap } from './map.ts';
import { savePng, saveSvg } from './save.ts';
import { readState, writeState } from './state.ts';

/** Connects the controls, and restores layers and opened card from the address. */
export function connectControls(map: ClusterMap): void {
  const svg = drawingById('map', SVGSVGElement);
  const boxes = new Map(LAYERS.map((layer) => [layer, fieldById(`layer-${layer}`) as HTMLInputElement]));
  let opened: string | undefined;
  const off = () => new Set(LAYERS.filter((layer) => !boxes.get(layer)?.checked));
  const apply = () => {
    for (const layer of LAYERS) svg.classList.toggle(`off-${layer}`, !boxes.get(layer)?.checked);
  };
  const changed = (layer: Layer) => {
    apply();
    writeState({ off: off(), opened });
    say(`${layer} ${boxes.get(layer)?.checked ? 'shown' : 'hidden'}`);
  };
  for (const [layer, box] of boxes) box.addEventListener('change', () => changed(layer));
  svg.addEventListener('keydown', ({ key, ctrlKey, metaKey, altKey }) => {
    const layer = LAYERS[Number(key) - 1];
    const box = layer && boxes.get(layer);
    if (!layer || !box || ctrlKey || metaKey || altKey) return;
    box.checked = !box.checked;
    changed(layer);
  });
  map.onOpen = (id) => {
    opened = id;
    writeState({ off: off(), opened });
  };
  const restore = () => {
    const state = readState();
    for (const [layer, box] of boxes) box.checked = !state.off.has(layer);
    apply();
    if (state.opened === opened) return;
    if (state.opened === undefined) map.close();
    else map.open(state.opened);
  };
  window.addEventListener('hashchange', restore);
  restore();
  byId('save-svg').addEventListener('click', () => saveSvg(map.shown));
  byId('save-png').addEventListener('click', () => void savePng(map.shown));
}

/** The section with the picture: toolbar, layers, picture, panel for the selection, legend. */
import { CHANGE_SIGNS } from '../picture/draw/card.ts';
import { legendEntries } from '../picture/draw/legend.ts';
import { drawLayout } from '../picture/draw/picture.ts';
import { layoutPicture } from '../picture/layout/lanes.ts';
import type { Layer, Picture } from '../picture/types.ts';
import { EDGE_KINDS, LAYERS } from '../picture/types.ts';
import { text } from './html.ts';

const KEYS =
  'Keyboard: Tab to the picture, arrow keys to move between cards, Enter to select, O to open, Escape to go back, + and - to zoom, 0 to fit, 1 to 5 to show or hide a layer. Mouse: drag to pan, double-click to open, Ctrl and wheel to zoom.';

const LAYER_WORDS: Readonly<Record<Layer, string>> = {
  risks: 'Risks',
  exposure: 'Exposure',
  identities: 'Identities',
  mesh: 'Mesh',
  network: 'Network policies',
};

/** The map with its controls; `compares` adds the symbols of a comparison to the legend. */
export function mapHtml(picture: Picture, compares: boolean): string {
  const layout = layoutPicture(picture);
  const [w, h] = [Math.ceil(layout.w), Math.ceil(layout.h)];
  return (
    `<section id="the-map"><h2>Map</h2><div class="bar"><label>Search the map<input id="search" type="search" autocomplete="off"></label>` +
    `<button type="button" id="zoom-in">Zoom in</button><button type="button" id="zoom-out">Zoom out</button><button type="button" id="zoom-fit">Fit</button>` +
    `${layersHtml()}<button type="button" id="save-svg">Save SVG</button><button type="button" id="save-png">Save PNG</button></div>` +
    `<p class="hint">Click a card for details. Cards with a number and an arrow open on double-click.</p>` +
    `<p id="crumbs" hidden><button type="button" id="crumb-back">Whole cluster</button> / <b id="crumb"></b></p>` +
    // Width and height keep the aspect ratio of the frame when the view box changes.
    `<div class="stage"><div class="canvas" id="canvas"><svg id="map" role="group" aria-label="Map of the cluster; the tables below contain the same data" preserveAspectRatio="xMidYMin meet" width="${w}" height="${h}" viewBox="0 0 ${w} ${h}">` +
    `<g id="map-content">${drawLayout(layout, true)}</g></svg></div>` +
    `<aside id="side" class="side" aria-label="Selected card" hidden><div class="sheet"><div id="found"></div><div id="panel"></div></div></aside></div>` +
    `${legendHtml(picture, compares)}<p class="hint">${text(KEYS)}</p><p id="said" role="status" class="skip"></p></section>`
  );
}

function layersHtml(): string {
  const boxes = LAYERS.map(
    (layer) =>
      `<label><input type="checkbox" id="layer-${layer}" data-layer="${layer}" checked autocomplete="off">${text(LAYER_WORDS[layer])}</label>`,
  );
  return `<fieldset class="layers"><legend>Layers</legend>${boxes.join('')}</fieldset>`;
}

/** The legend explains the detail views, too, which have further kinds of lines. */
function legendHtml({ lanes }: Picture, compares: boolean): string {
  const cards = lanes.flatMap((lane) => lane.cards.flatMap((card) => [card, ...(card.folded ?? [])]));
  const items = [
    ...legendEntries({ cards, kinds: new Set(EDGE_KINDS) }).map(
      ({ mark, w, words }) =>
        `<svg viewBox="0 0 ${w} 16" width="${w}" height="16" aria-hidden="true">${mark}</svg> ${text(words)}`,
    ),
    ...(compares
      ? [
          ...Object.entries(CHANGE_SIGNS).map(([change, sign]) => changeKey(sign, change, 'neutral')),
          ...TURNS.map(([impact, words]) => changeKey('', words, impact)),
        ]
      : []),
  ];
  return `<ul class="legend" aria-label="Legend">${items.map((item) => `<li>${item}</li>`).join('')}</ul>`;
}

const TURNS = [
  ['worse', 'worse'],
  ['better', 'better'],
  ['neutral', 'neutral'],
] as const;

function changeKey(sign: string, words: string, impact: string): string {
  return `<span class="t-${impact}"><span class="change" aria-hidden="true">${sign}</span></span> ${text(words)}`;
}

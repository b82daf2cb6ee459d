/** The section with the picture: toolbar, picture, sheet for the selection, legend. */
import type { MtlsState } from '../../result/types.ts';
import { SEVERITIES } from '../../result/types.ts';
import { CHANGE_SIGNS } from '../picture/draw/card.ts';
import { hasLocks, lock, LOCK_STATES, LOCK_WORDS } from '../picture/draw/shapes.ts';
import { drawLayout } from '../picture/draw/picture.ts';
import { layoutPicture } from '../picture/layout/lanes.ts';
import type { Picture } from '../picture/types.ts';
import { severityMark, text } from './html.ts';

const KEYS =
  'Keyboard: Tab to the picture, arrow keys to move between cards, Enter to select, O to open, Escape to go back, + and - to zoom, 0 to fit. Mouse: drag to pan, double-click to open, Ctrl and wheel to zoom.';

/** The map with its controls; `compares` adds the symbols of a comparison to the legend. */
export function mapHtml(picture: Picture, compares: boolean): string {
  const layout = layoutPicture(picture);
  const [w, h] = [Math.ceil(layout.w), Math.ceil(layout.h)];
  return (
    `<section id="the-map"><h2>Map</h2><div class="bar"><label>Search the map<input id="search" type="search" autocomplete="off"></label>` +
    `<button type="button" id="zoom-in">Zoom in</button><button type="button" id="zoom-out">Zoom out</button><button type="button" id="zoom-fit">Fit</button></div>` +
    `<p class="hint">Click a card for details; double-click to drill down.</p>` +
    `<p id="crumbs" hidden><button type="button" id="crumb-back">Whole cluster</button> / <b id="crumb"></b></p>` +
    // Width and height keep the aspect ratio of the frame when the view box changes.
    `<div class="stage"><div class="canvas"><svg id="map" role="group" aria-label="Map of the cluster; the tables below contain the same data" preserveAspectRatio="xMidYMin meet" width="${w}" height="${h}" viewBox="0 0 ${w} ${h}">` +
    `<g id="map-content">${drawLayout(layout, true)}</g></svg></div>` +
    `<aside id="side" class="side" aria-label="Selected card" hidden><div class="sheet"><div id="found"></div><div id="panel"></div></div></aside></div>` +
    `${legendHtml(compares, hasLocks(picture))}<p class="hint">${text(KEYS)}</p><p id="said" role="status" class="skip"></p></section>`
  );
}

function legendHtml(compares: boolean, locks: boolean): string {
  const items = [
    ...SEVERITIES.map((severity) => severityMark(severity)),
    '<span class="swatch"></span> not observed or not ready',
    ...(locks ? LOCK_STATES.map(lockKey) : []),
    ...(compares
      ? [
          ...Object.entries(CHANGE_SIGNS).map(([change, sign]) => changeKey(sign, change, 'neutral')),
          ...TURNS.map(([impact, words]) => changeKey('', words, impact)),
        ]
      : []),
  ];
  return `<ul class="legend" aria-label="Legend">${items.map((item) => `<li>${item}</li>`).join('')}</ul>`;
}

function lockKey(state: MtlsState): string {
  return `<svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">${lock(state, 0, 0)}</svg> ${text(LOCK_WORDS[state])}`;
}

const TURNS = [
  ['worse', 'worse'],
  ['better', 'better'],
  ['neutral', 'neutral'],
] as const;

function changeKey(sign: string, words: string, impact: string): string {
  return `<span class="t-${impact}"><span class="change" aria-hidden="true">${sign}</span></span> ${text(words)}`;
}

import { escapeMarkup } from '../markup.ts';
import { drawLayout } from './draw/picture.ts';
import { badge, hasLocks, lock, LOCK_STATES, LOCK_WORDS } from './draw/shapes.ts';
import type { Theme } from './draw/style.ts';
import { styleOf } from './draw/style.ts';
import type { Layout } from './layout/types.ts';
import type { Picture } from './types.ts';

export type Caption = Pick<Picture, 'title' | 'subtitle' | 'lanes'>;

const MARGIN = 24;
const HEAD = 52;
const FOOT = 34;
/** Height of one line of the legend. */
const LINE = 22;

/** A picture as one SVG file: no script, nothing to fetch, light or dark by the reader's setting. */
export function svg(layout: Layout, { title, subtitle, lanes }: Caption, theme: Theme): string {
  const locks = hasLocks({ lanes });
  const foot = FOOT + (locks ? LOCK_LINES * LINE : 0);
  const w = Math.ceil(Math.max(layout.w, 640) + 2 * MARGIN);
  const h = Math.ceil(layout.h + HEAD + foot + 2 * MARGIN);
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}" viewBox="0 0 ${w} ${h}" role="img" aria-labelledby="archmap-title">` +
    `<title id="archmap-title">${escapeMarkup(`${title}: ${subtitle}`)}</title><style>${styleOf(theme)}</style>` +
    `<rect class="ground" width="${w}" height="${h}"/>` +
    `<text class="title heading" x="${MARGIN}" y="${MARGIN + 18}">${escapeMarkup(title)}</text>` +
    `<text class="sub" x="${MARGIN}" y="${MARGIN + 38}">${escapeMarkup(subtitle)}</text>` +
    `<g transform="translate(${MARGIN} ${MARGIN + HEAD})">${drawLayout(layout, false)}</g>` +
    `<g transform="translate(${MARGIN} ${h - foot})">${legend()}${locks ? lockLegend() : ''}</g></svg>\n`
  );
}

/** The legend of shapes and dashes. */
function legend(): string {
  const severities = (['critical', 'high', 'medium', 'low', 'info'] as const).map(
    (severity, index) =>
      `${badge(severity, index * 84, 0)}<text class="line" x="${index * 84 + 17}" y="10">${severity}</text>`,
  );
  return (
    `${severities.join('')}<g class="dark" transform="translate(430 -3)"><rect class="face" width="26" height="16" rx="4"/></g>` +
    `<text class="line" x="462" y="10">not observed or not ready</text>`
  );
}

/** Two columns: the narrowest picture has no room for more. */
const LOCK_COLUMNS = 2;
const LOCK_LINES = Math.ceil(LOCK_STATES.length / LOCK_COLUMNS);

function lockLegend(): string {
  return LOCK_STATES.map((state, index) => {
    const x = (index % LOCK_COLUMNS) * 240;
    const y = LINE * (1 + Math.floor(index / LOCK_COLUMNS));
    return `${lock(state, x - 2, y - 3)}<text class="line" x="${x + 17}" y="${y + 10}">${LOCK_WORDS[state]}</text>`;
  }).join('');
}

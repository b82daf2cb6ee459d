/** Colors of the picture. Contrast of text is at least 4.5 : 1, of shapes and lines 3 : 1 (WCAG 2.2 AA). */
import type { Severity } from '../../../result/types.ts';

export interface Palette {
  ground: string;
  lane: string;
  card: string;
  line: string;
  text: string;
  quiet: string;
  edge: string;
  accent: string;
  good: string;
  bad: string;
  severity: Readonly<Record<Severity, string>>;
}

export const LIGHT: Palette = {
  ground: '#ffffff',
  lane: '#f3f5f8',
  card: '#ffffff',
  line: '#8b949e',
  text: '#16202b',
  quiet: '#4a5563',
  edge: '#5b6b7f',
  accent: '#0b57c4',
  good: '#116329',
  bad: '#b3261e',
  severity: { critical: '#8c0b26', high: '#c03d00', medium: '#8a6100', low: '#0b62b0', info: '#5a6472' },
};

export const DARK: Palette = {
  ground: '#0e141b',
  lane: '#151d27',
  card: '#1c2632',
  line: '#64748b',
  text: '#e8eef5',
  quiet: '#aab6c4',
  edge: '#8797ab',
  accent: '#7cb7ff',
  good: '#57d37c',
  bad: '#ff7d75',
  severity: { critical: '#ff8095', high: '#ff9f5a', medium: '#e6bd45', low: '#74b6ff', info: '#a7b1bd' },
};

export type Theme = 'light' | 'dark' | 'auto';

/** Rules of the picture under a selector; with literal colors, because not every SVG reader supports variables. */
export function pictureRules(palette: Palette, under = ''): string {
  const { ground, lane, card, line, text, quiet, edge, accent, good, bad, severity } = palette;
  const rules = [
    ['.ground', `fill:${ground}`],
    ['.lane', `fill:${lane};stroke:${line};stroke-opacity:.35`],
    ['.face', `fill:${card};stroke:${line}`],
    ['.back', `fill:${card};stroke:${line}`],
    ['.title,.head', `fill:${text}`],
    ['.line,.gap,.count,.sub', `fill:${quiet}`],
    ['.sign', `stroke:${quiet}`],
    ['.sign.l-enforced', `stroke:${good}`],
    ['.sign.l-not-enforced', `stroke:${bad}`],
    ['.sign.n-restricted', `stroke:${good}`],
    ['.sign.n-open', `stroke:${bad}`],
    ['.wire', `stroke:${edge}`],
    ['.tip', `fill:${edge}`],
    ...(['reaches', 'leads-to', 'selects'] as const).flatMap((kind) => [
      [`.e-${kind} .wire`, `stroke:${accent}`] as const,
      [`.e-${kind} .tip`, `fill:${accent}`] as const,
    ]),
    ['.pill', `fill:${lane};stroke:${line}`],
    ['.chevron', `stroke:${text}`],
    ['.card.on .face', `stroke:${accent}`],
    ['.edge.on .wire', `stroke:${accent}`],
    ['.edge.on .tip', `fill:${accent}`],
    ['.t-better .face', `stroke:${good}`],
    ['.t-worse .face', `stroke:${bad}`],
    ['.t-neutral .face', `stroke:${accent}`],
    ['.t-better .mark', `fill:${good}`],
    ['.t-worse .mark', `fill:${bad}`],
    ['.t-neutral .mark', `fill:${accent}`],
    ['.mark-sign', `fill:${ground}`],
    ...Object.entries(severity).map(([name, color]) => [`.s-${name}`, `fill:${color}`] as const),
  ] as const;
  return rules
    .map(
      ([names, body]) =>
        `${names
          .split(',')
          .map((name) => `${under}${name}`)
          .join(',')}{${body}}`,
    )
    .join('');
}

/** Rules without colors. */
export const SHAPE_RULES =
  'text{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",Arial,sans-serif}' +
  '.title{font-size:13px;font-weight:600}.line,.gap,.count{font-size:11px}.count{font-weight:600}' +
  '.head{font-size:14px;font-weight:700}.sub{font-size:12px}.heading{font-size:20px;font-weight:700}' +
  '.sign{fill:none;stroke-width:1.3;stroke-linecap:round;stroke-linejoin:round}' +
  '.wire{fill:none;stroke-width:1.3}.edge{opacity:.75}.chevron{fill:none;stroke-width:1.6;stroke-linecap:round;stroke-linejoin:round}' +
  '.e-may-do .wire,.e-runs-as .wire{stroke-dasharray:6 3}.e-limits .wire,.e-authorizes .wire{stroke-dasharray:2 3}' +
  '.e-stores-in .wire{stroke-dasharray:9 3 2 3}.e-runs-on .wire{stroke-dasharray:1 4}.dark .face{stroke-dasharray:4 3}' +
  '.card.on .face{stroke-width:3}.dim .card:not(.on):not(.near){opacity:.58}.dim .edge{opacity:.22}' +
  '.edge.hushed{display:none}.edge.on,.dim .edge.on{display:inline;opacity:1}.edge.on .wire{stroke-width:2}' +
  '[class*=" c-"] .face{stroke-width:3}.c-removed .face{stroke-dasharray:6 4}.c-removed text{text-decoration:line-through}.mark-sign{font-size:12px;font-weight:700}.c-removed .mark-sign{text-decoration:none}';

/** The style sheet of a standalone picture. */
export function styleOf(theme: Theme): string {
  const dark = pictureRules(DARK);
  if (theme === 'dark') return SHAPE_RULES + dark;
  const light = SHAPE_RULES + pictureRules(LIGHT);
  return theme === 'light' ? light : `${light}@media (prefers-color-scheme:dark){${dark}}`;
}

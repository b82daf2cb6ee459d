/** Files of what the map shows. The policy of the page allows no images, so PNG files are painted from the shapes. */
import { legendEntries } from '../../picture/draw/legend.ts';
import { styleOf } from '../../picture/draw/style.ts';
import { svgFile } from '../../picture/svg.ts';
import type { Box } from '../../picture/layout/types.ts';
import { EDGE_KINDS } from '../../picture/types.ts';
import type { EdgeKind, NetworkMark } from '../../picture/types.ts';
import type { MtlsState } from '../../../result/types.ts';
import { all, byId, say } from './dom.ts';
import { paint } from './paint.ts';

export interface Shown {
  stage: SVGGElement;
  region: Box;
  title: string;
  subtitle: string;
}

/** Saves the visible part of the picture, with hidden layers left out, in the colors of the page. */
export function saveSvg(shown: Shown): void {
  download(
    new Blob([markup(shown, styleOf(isDark() ? 'dark' : 'light'))], { type: 'image/svg+xml' }),
    `${fileName(shown)}.svg`,
  );
}

/** The same as pixels. */
export async function savePng(shown: Shown): Promise<void> {
  // The style of the page has the same rules; its policy allows no other.
  const parsed = new DOMParser().parseFromString(markup(shown, ''), 'image/svg+xml').documentElement;
  const svg = document.importNode(parsed, true) as unknown as SVGSVGElement;
  const holder = document.createElement('div');
  holder.className = 'skip';
  holder.append(svg);
  byId('the-map').append(holder);
  try {
    const blob = await paint(svg);
    if (blob) download(blob, `${fileName(shown)}.png`);
    else say('The picture is too large for PNG; save it as SVG.');
  } finally {
    holder.remove();
  }
}

function markup({ stage, region, title, subtitle }: Shown, style: string): string {
  const copy = stage.cloneNode(true) as SVGGElement;
  const originals = all<SVGElement>('*', stage);
  const hidden = all<SVGElement>('*', copy).filter((_, index) => {
    const original = originals[index];
    return (
      original !== undefined && getComputedStyle(original).display === 'none' && original.tagName !== 'title'
    );
  });
  for (const element of hidden) element.remove();
  for (const element of [copy, ...all<SVGElement>('*', copy)])
    for (const name of ['id', 'role', 'tabindex', 'aria-hidden', 'data-id', 'data-from', 'data-to'])
      element.removeAttribute(name);
  return svgFile({
    content: new XMLSerializer().serializeToString(copy),
    region,
    caption: { title, subtitle },
    legend: legendEntries(contents(copy)),
    style,
  });
}

/** What the legend has to explain, by the classes of the shapes. */
function contents(copy: SVGGElement): Parameters<typeof legendEntries>[0] {
  const has = (selector: string) => copy.querySelector(selector) !== null;
  const marks = (['enforced', 'pods-outside', 'not-enforced', 'unknown'] satisfies MtlsState[])
    .filter((mtls) => has(`.l-${mtls}`))
    .map((mtls) => ({ mtls }));
  const shields = (['restricted', 'partly-open', 'open', 'unknown'] satisfies NetworkMark[])
    .filter((network) => has(`.n-${network}`))
    .map((network) => ({ network }));
  const kinds = EDGE_KINDS.filter((kind: EdgeKind) => has(`.e-${kind}`));
  return { cards: [...marks, ...shields, ...(has('.opens') ? [{ inside: 1 }] : [])], kinds: new Set(kinds) };
}

function isDark(): boolean {
  const theme = document.documentElement.dataset['theme'];
  return theme === undefined ? window.matchMedia('(prefers-color-scheme:dark)').matches : theme === 'dark';
}

function fileName({ title }: Shown): string {
  return `archmap-${title.replace(/[^A-Za-z0-9._-]+/g, '-').slice(0, 80)}`;
}

function download(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  say(`${name} saved`);
}

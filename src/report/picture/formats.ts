import type { Result } from '../../result/types.ts';
import { ArchmapError } from '../../shared/errors.ts';
import { nearest, printable } from '../../shared/text.ts';
import { allCards, buildPicture } from './build.ts';
import type { Theme } from './draw/style.ts';
import type { PictureFormat } from './format-names.ts';
import { DetailViews } from './detail-views.ts';
import { layoutPicture } from './layout/lanes.ts';
import { layoutInside } from './layout/detail.ts';
import type { Layout } from './layout/types.ts';
import type { Picture } from './types.ts';

export interface PictureOptions {
  theme: Theme;
  /** Id or name of a card: its detail view is drawn instead of the whole cluster. */
  card?: string;
  /** Earlier results of the cluster, for the page: changes and trend. */
  earlier?: readonly Result[];
}

/** The picture of a cluster, or of one card of it, in one format. Throws `usage` when there is no such card. */
export async function formatPicture(
  result: Result,
  format: PictureFormat,
  { theme, card, earlier = [] }: PictureOptions,
): Promise<string> {
  if (format === 'html') {
    if (card !== undefined)
      throw new ArchmapError('usage', '-o html does not support a card', 'remove the card, or use -o svg');
    return (await import('../page/page.ts')).pageSince(result, earlier);
  }
  const { picture, layout } = card === undefined ? whole(result) : one(result, card);
  switch (format) {
    case 'svg':
      return (await import('./svg.ts')).svg(layout, picture, theme);
    case 'mermaid':
      return (await import('./text/mermaid.ts')).mermaid(picture);
    case 'dot':
      return (await import('./text/dot.ts')).dot(picture);
    case 'd2':
      return (await import('./text/d2.ts')).d2(picture);
    case 'drawio':
      return (await import('./text/drawio.ts')).drawio(picture, layout);
    case 'graphml':
      return (await import('./text/graphml.ts')).graphml(picture);
    case 'json': {
      const [{ data }, { pictureData }] = await Promise.all([import('../data.ts'), import('./text/json.ts')]);
      return data(pictureData(picture, layout), 'json');
    }
    default:
      return format satisfies never;
  }
}

/** Mermaid's default limits (`maxTextSize` and `maxEdges`), which apply on GitHub. */
const MERMAID = { characters: 50_000, edges: 500 } as const;

/** Notes for stderr about a picture that a reader of its format may reject. */
export function pictureNotes(format: PictureFormat, text: string): string[] {
  const edges = text.split('\n').filter((line) => line.includes('-->')).length;
  return format === 'mermaid' && (text.length > MERMAID.characters || edges > MERMAID.edges)
    ? ['The map exceeds the default limits of Mermaid; use -o svg, or map CARD -o mermaid for a part of it.']
    : [];
}

interface Drawn {
  picture: Picture;
  layout: Layout;
}

function whole(result: Result): Drawn {
  const picture = buildPicture(result);
  return { picture, layout: layoutPicture(picture) };
}

/** `namespace/shop`, or `shop` if unambiguous. */
function one(result: Result, word: string): Drawn {
  const cards = allCards(result).flatMap((lane) => lane.cards.filter(({ inside }) => inside !== undefined));
  const byId = cards.filter(({ id }) => id === word);
  const found = byId.length > 0 ? byId : cards.filter(({ id }) => id.slice(id.indexOf('/') + 1) === word);
  const ids = found.map(({ id }) => id);
  const [card] = found;
  if (!card || found.length > 1) {
    const guesses =
      ids.length > 1
        ? ids
        : nearest(
            word,
            cards.map(({ id }) => id),
          );
    throw new ArchmapError(
      'usage',
      ids.length > 1
        ? `the name "${printable(word)}" matches several cards`
        : `no card "${printable(word)}" with a detail view`,
      guesses.length > 0
        ? `did you mean ${guesses.map(printable).join(' or ')}?`
        : 'names of cards: namespace/NAME, component/NAME, addon/NAME, node-pool/NAME, storage-class/NAME',
    );
  }
  const inside = new DetailViews(result).of(card);
  if (!inside)
    throw new ArchmapError(
      'usage',
      `the detail view of ${printable(card.id)} is empty`,
      'specify another card',
    );
  const { title, takenAt } = buildPicture(result);
  const picture: Picture = {
    title: inside.title,
    subtitle: `in ${title}`,
    takenAt,
    lanes: inside.lanes,
    edges: inside.edges,
  };
  return { picture, layout: layoutInside(inside) };
}

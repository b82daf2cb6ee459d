import type { Change, ResultDiff } from '../../result/diff/types.ts';
import type { Band, Card, CardChange, Picture } from './types.ts';

/** The new picture with what changed on its cards; what is gone stands where it stood, crossed out. */
export function overlay(old: Picture, now: Picture, { changes }: ResultDiff): Picture {
  const marks = marksOf(changes, now);
  const before = new Map(old.bands.map((band) => [band.id, band]));
  const present = new Set(
    now.bands.flatMap(({ cards }) =>
      cards.flatMap((card) => [card, ...(card.folded ?? [])]).map(({ id }) => id),
    ),
  );
  return {
    ...now,
    bands: now.bands.map((band): Band => {
      const gone = (before.get(band.id)?.cards ?? [])
        .filter(({ id, kind }) => kind !== 'stack' && !present.has(id) && marks.has(id))
        .map((card): Card => {
          // It stands for what was: no risk of today is on it, and there is nothing in it.
          const { inside: _inside, worst: _worst, ...rest } = card;
          return { ...rest, risks: {}, verdicts: [], change: marks.get(card.id) ?? 'removed' };
        });
      return { ...band, cards: [...band.cards.map((card) => marked(card, marks)), ...gone] };
    }),
  };
}

function marked(card: Card, marks: ReadonlyMap<string, CardChange>): Card {
  const inside = card.folded?.flatMap(({ id }) => marks.get(id) ?? []) ?? [];
  const change = marks.get(card.id) ?? (inside.length > 0 ? 'changed' : undefined);
  return change ? { ...card, change } : card;
}

const GRAVITY: readonly CardChange[] = ['added', 'removed', 'worse', 'unclear', 'better', 'changed'];

/** The gravest change of each card; a thing that came or went is that, whatever else is said of it. */
function marksOf(changes: readonly Change[], now: Picture): Map<string, CardChange> {
  const byRisk = new Map<string, string[]>();
  for (const { cards } of now.bands)
    for (const { id, verdicts } of cards)
      for (const { fingerprint } of verdicts)
        byRisk.set(fingerprint, [...(byRisk.get(fingerprint) ?? []), id]);
  const marks = new Map<string, CardChange>();
  for (const change of changes) {
    const ids = change.fingerprint === undefined ? cardsOf(change) : (byRisk.get(change.fingerprint) ?? []);
    for (const id of ids) {
      const mark = markOf(change);
      const other = marks.get(id);
      if (!other || GRAVITY.indexOf(mark) < GRAVITY.indexOf(other)) marks.set(id, mark);
    }
  }
  return marks;
}

function markOf({ section, kind, weight }: Change): CardChange {
  const whole = section !== 'risks' && section !== 'workloads' && section !== 'flags' && section !== 'nodes';
  if (kind === 'unclear') return 'unclear';
  if (whole && (kind === 'added' || kind === 'removed')) return kind;
  return weight === 'neutral' ? 'changed' : weight;
}

/** Cards of what changed, by the ids that the picture gives them. */
function cardsOf({ section, what, object }: Change): string[] {
  const name = object?.name ?? '';
  switch (section) {
    case 'control-plane':
    case 'flags':
      return [`component/${name}`];
    case 'exposure':
      return [`entry-point/${what.replace(' ', '/')}`];
    case 'identities':
      return [`identity/${what.replace(' ', '/')}`];
    case 'namespaces':
      return [`namespace/${name}`];
    case 'workloads':
      return [`namespace/${object?.namespace ?? ''}`];
    case 'node-pools':
      return [`node-pool/${name}`];
    case 'addons':
      return [`addon/${name}`];
    case 'storage':
      return [`storage-class/${name}`];
    default:
      return [];
  }
}

import { groupBy } from '../../shared/group.ts';
import type { Change, ResultDiff } from '../../result/diff/types.ts';
import { changeText, signOf } from '../diff/text.ts';
import { printable } from '../../shared/text.ts';
import type { Lane, Card, CardChange, Picture } from './types.ts';

/** Maximum number of changes on a card; the page's table contains all. */
const MAX_NOTES = 12;

/** The new picture with the changes on its cards; removed cards keep their position and are crossed out. */
export function overlay(old: Picture, now: Picture, { changes }: ResultDiff): Picture {
  const marks = marksOf(changes, cardsOfRisks(old, now));
  const before = new Map(old.lanes.map((lane) => [lane.id, lane]));
  const present = new Set(
    now.lanes.flatMap(({ cards }) =>
      cards.flatMap((card) => [card, ...(card.folded ?? [])]).map(({ id }) => id),
    ),
  );
  return {
    ...now,
    lanes: now.lanes.map((lane): Lane => {
      const gone = (before.get(lane.id)?.cards ?? [])
        .filter(({ id, kind }) => kind !== 'stack' && !present.has(id))
        .flatMap((card) => {
          const change = marks.get(card.id);
          return change ? [ghostOf(card, change)] : [];
        });
      return { ...lane, cards: [...lane.cards.map((card) => marked(card, marks)), ...gone] };
    }),
  };
}

/**
 * A card of the old state, without risks and without a detail view. Its object may still exist: an identity without privileges has no card.
 */
function ghostOf(card: Card, change: CardChange): Card {
  const { inside: _inside, worst: _worst, lines, ...rest } = card;
  const was = change.kind === 'removed' ? lines : lines.map((line) => (line === '' ? line : `was: ${line}`));
  return { ...rest, lines: was, risks: {}, verdicts: [], change };
}

function marked(card: Card, marks: ReadonlyMap<string, CardChange>): Card {
  const own = marks.get(card.id);
  const folded = card.folded?.flatMap(({ id }) => marks.get(id) ?? []) ?? [];
  if (folded.length === 0) return own ? { ...card, change: own } : card;
  // A stack has the changes of its own risks, and of each card in it.
  const all = [...(own ? [own] : []), ...folded];
  const notes = [...new Set(all.flatMap((one) => one.notes))].slice(0, MAX_NOTES);
  return { ...card, change: { kind: 'changed', impact: worstOf(all), notes } };
}

/** Cards of each risk in both pictures, by fingerprint: a fixed risk is only in the old one. */
function cardsOfRisks(...pictures: readonly Picture[]): Map<string, Set<string>> {
  const cards = new Map<string, Set<string>>();
  for (const { lanes } of pictures)
    for (const card of lanes.flatMap((lane) => lane.cards))
      for (const { fingerprint } of card.verdicts) {
        const ids = cards.get(fingerprint);
        if (ids) ids.add(card.id);
        else cards.set(fingerprint, new Set([card.id]));
      }
  return cards;
}

function marksOf(
  changes: readonly Change[],
  ofRisk: ReadonlyMap<string, ReadonlySet<string>>,
): Map<string, CardChange> {
  const placed = changes.flatMap((change) => {
    const ids =
      change.fingerprint === undefined ? cardsOf(change) : [...(ofRisk.get(change.fingerprint) ?? [])];
    return ids.map((id) => ({ id, change }));
  });
  return new Map(
    [...groupBy(placed, ({ id }) => id)].map(([id, group]) => {
      const own = group.map(({ change }) => change);
      const notes = own.map((change) => `${signOf(change)} ${printable(change.what)}: ${changeText(change)}`);
      const more = notes.length - MAX_NOTES;
      return [
        id,
        {
          kind: kindOf(own),
          impact: worstOf(own),
          notes: more > 0 ? [...notes.slice(0, MAX_NOTES), `and ${more} more`] : notes,
        },
      ];
    }),
  );
}

/** An added or removed object is marked so, whatever else changed. */
function kindOf(changes: readonly Change[]): CardChange['kind'] {
  const whole = changes.find(
    ({ section, kind }) => WHOLE.has(section) && (kind === 'added' || kind === 'removed'),
  );
  if (whole) return whole.kind;
  return changes.every(({ kind }) => kind === 'unclear') ? 'unclear' : 'changed';
}

/** Sections whose items are cards; items of other sections are parts of a card. */
const WHOLE = new Set<Change['section']>([
  'control-plane',
  'exposure',
  'identities',
  'namespaces',
  'node-pools',
  'addons',
  'storage',
]);

function worstOf(changes: readonly Pick<Change, 'impact'>[]): Change['impact'] {
  return (
    (['worse', 'better'] as const).find((one) => changes.some(({ impact }) => impact === one)) ?? 'neutral'
  );
}

/** Ids of the cards of a change. */
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

/** The panel at the side of the picture: the selected card, or search results. */
import type { PageCard, RiskIndex } from '../page-data.ts';
import { button, byId, listOf, made, say } from './dom.ts';
import type { ClusterMap } from './map.ts';
import type { RiskList } from './risks.ts';

const MAX_RESULTS = 40;
const MAX_CONNECTIONS = 20;

/** Shows the selected card, its risks and its actions. */
export function showCard(map: ClusterMap, risks: RiskList, card: PageCard | undefined): void {
  const panel = byId('panel');
  panel.replaceChildren();
  if (!card) {
    showSheet();
    return;
  }
  const head = made('div');
  head.className = 'sheet-head';
  head.append(
    made('h3', card.title),
    button('Close', () => map.select(undefined)),
  );
  panel.append(head, ...card.lines.map((line) => made('p', line)));
  if (map.canOpen(card.id))
    panel.append(button(`Open (${card.inside ?? 0} inside)`, () => map.open(card.id)));
  if (card.change)
    panel.append(made('h3', 'Changes'), listOf(card.change.notes.map((note) => made('span', note))));
  panel.append(...risksOf(risks, card.on), ...ofTheWhole(map, card), ...connections(map, card));
  showSheet();
  say(`${card.title}: ${card.on.length === 1 ? '1 risk' : `${card.on.length} risks`}`);
}

function risksOf(risks: RiskList, on: readonly RiskIndex[]): Node[] {
  if (on.length === 0) return [made('p', 'No risks on this resource.')];
  const groups = risks.groupsOf(on);
  const items = groups.map(({ title, mark, count, show }) => {
    const item = button(` ${title}${count > 1 ? ` (${count})` : ''}`, show);
    if (mark) item.prepend(mark);
    return item;
  });
  return [made('h3', on.length === 1 ? '1 risk' : `${on.length} risks`), listOf(items)];
}

/** The lines of a card as text, with their direction. */
function connections(map: ClusterMap, { id }: PageCard): Node[] {
  const found = map.connectionsOf(id);
  if (found.length === 0) return [];
  const items = found.slice(0, MAX_CONNECTIONS).map(({ words, other, away }) => {
    const item = button(other.title, () => map.go(other.id, map.openedId));
    const line = made('span');
    line.append(made('span', `${away ? 'to' : 'from'} `), item, made('span', ` (${words})`));
    return line;
  });
  const more = found.length - items.length;
  return [made('h3', 'Connections'), listOf(more > 0 ? [...items, made('span', `and ${more} more`)] : items)];
}

/** Risks of a whole lane are on none of its cards. */
function ofTheWhole(map: ClusterMap, { lane }: PageCard): Node[] {
  const whole = lane === undefined ? undefined : map.card(lane);
  if (!whole || whole.on.length === 0) return [];
  const text = whole.on.length === 1 ? '1 risk' : `${whole.on.length} risks`;
  return [button(`${whole.title} as a whole: ${text}`, () => map.select(whole.id))];
}

/** Cards whose title or facts contain the words; visible ones are highlighted. */
export function search(map: ClusterMap, words: string): void {
  const found = byId('found');
  found.replaceChildren();
  const wanted = words.trim().toLowerCase();
  if (wanted === '') {
    map.select(undefined);
    return;
  }
  const hits = new Map<string, HTMLButtonElement | undefined>();
  for (const { card, inside } of map.everyCard()) {
    // A workload may be in its namespace and in its add-on.
    if (hits.has(card.id)) continue;
    if (!`${card.title}\n${card.lines.join('\n')}`.toLowerCase().includes(wanted)) continue;
    const place = inside === undefined ? '' : ` in ${map.card(inside)?.title ?? inside}`;
    const name = `${card.title} (${card.kind.replace('-', ' ')}${place})`;
    hits.set(card.id, hits.size < MAX_RESULTS ? button(name, () => map.go(card.id, inside)) : undefined);
  }
  map.lightCards(hits);
  const count = hits.size;
  const text = count === 0 ? `No results for “${words}”.` : count === 1 ? '1 card' : `${count} cards`;
  found.append(
    made('p', count > MAX_RESULTS ? `${text}, the first ${MAX_RESULTS}:` : text),
    listOf([...hits.values()].filter((hit) => hit !== undefined)),
  );
  showSheet();
  say(text);
}

/** The panel takes room from the map only while it has content. */
function showSheet(): void {
  byId('side').hidden = !byId('panel').hasChildNodes() && !byId('found').hasChildNodes();
}

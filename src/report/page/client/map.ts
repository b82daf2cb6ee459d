/** The picture: its content, the selected card, keyboard navigation. */
import { drawParts } from '../../picture/draw/picture.ts';
import type { Box } from '../../picture/layout/types.ts';
import type { PageCard, PageInside, Payload, RiskIndex } from '../page-data.ts';
import { all, byId, drawingById, say } from './dom.ts';
import { nextCard } from './walk.ts';
import { View } from './view.ts';

const DOUBLE_CLICK_MS = 300;

export class ClusterMap {
  /** Called with the selected card; undefined when none is. */
  onSelect: (card: PageCard | undefined) => void = () => undefined;
  /** Called with the id of the opened card; undefined for the whole cluster. */
  onOpen: (id: string | undefined) => void = () => undefined;
  private readonly svg = drawingById('map', SVGSVGElement);
  private readonly stage = drawingById('map-content', SVGGElement);
  private readonly overview: string;
  private readonly size: { w: number; h: number };
  private readonly view: View;
  private readonly data: Payload;
  private cards: ReadonlyMap<string, PageCard>;
  private opened: string | undefined;
  /** The card of the last click: the panel may move the picture before the second click of a double-click. */
  private clicked: string | undefined;
  private pending: ReturnType<typeof setTimeout> | undefined;

  constructor(data: Payload) {
    this.data = data;
    this.overview = this.stage.innerHTML;
    const [, , w = 1, h = 1] = (this.svg.getAttribute('viewBox') ?? '').split(' ').map(Number);
    this.size = { w, h };
    this.view = new View(this.svg, byId('canvas'));
    this.cards = new Map(data.cards.map((card) => [card.id, card]));
    this.svg.addEventListener('click', (event) => this.press(event));
    this.svg.addEventListener('dblclick', (event) => {
      event.preventDefault();
      const id = this.clicked;
      if (id !== undefined && this.canOpen(id)) this.open(id);
      else this.select(id);
    });
    this.svg.addEventListener('keydown', (event) => this.key(event));
    this.draw();
  }

  /** A panel that appears moves the picture: it waits for the second click of a double-click. */
  private press({ target, detail }: MouseEvent): void {
    if (this.view.wasDragged || detail > 1) return;
    const id = idAt(target);
    this.clicked = id;
    if (id === undefined || !byId('side').hidden) {
      this.select(id);
      return;
    }
    this.mark(new Set([id]));
    this.pending = setTimeout(() => this.select(id), DOUBLE_CLICK_MS);
  }

  /** Every card of the overview and of detail views, with the card that contains it. */
  *everyCard(): Generator<{ card: PageCard; inside?: string }> {
    for (const card of this.data.cards) yield { card };
    for (const [inside, { cards }] of Object.entries(this.data.insides))
      for (const card of cards) yield { card, inside };
  }

  /** Selects a card in the overview or in a detail view. */
  go(id: string, inside?: string): void {
    if (inside !== this.opened) {
      if (inside === undefined) this.close();
      else this.open(inside);
    }
    this.select(id);
    this.element(id)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  /** The card whose detail view is shown. */
  get openedId(): string | undefined {
    return this.opened;
  }

  /** The picture as it is shown, for a file. */
  get shown(): { stage: SVGGElement; region: Box; title: string; subtitle: string } {
    const { title, subtitle } = this.data;
    const opened = this.opened === undefined ? undefined : (byId('crumb').textContent ?? '');
    return {
      stage: this.stage,
      region: this.view.region,
      title: opened ?? title,
      subtitle: opened === undefined ? subtitle : `in ${title}`,
    };
  }

  /** A card of the overview or of the open detail view. */
  card(id: string): PageCard | undefined {
    return this.cards.get(id) ?? this.data.cards.find((card) => card.id === id);
  }

  /** Highlights the visible ones of these cards and clears the selection. */
  lightCards(ids: { has: (id: string) => boolean }): void {
    this.select(undefined);
    this.mark(new Set([...this.cards.keys()].filter((id) => ids.has(id))));
  }

  /** Visible connections of a card: what they are, and the other card. */
  connectionsOf(id: string): { words: string; other: PageCard; away: boolean }[] {
    return all<SVGGElement>('.edge', this.stage).flatMap((edge) => {
      const { from, to } = edge.dataset;
      const other = this.cards.get((from === id ? to : from) ?? '');
      const isOwn = from === id || to === id;
      if (!isOwn || !other || getComputedStyle(edge).display === 'none') return [];
      return { words: edge.querySelector('title')?.textContent ?? '', other, away: from === id };
    });
  }

  canOpen(id: string): boolean {
    return this.data.insides[id] !== undefined;
  }

  /** Replaces the overview by the detail view of a card. */
  open(id: string): void {
    const inside = this.data.insides[id];
    if (!inside) return;
    clearTimeout(this.pending);
    const title = this.card(id)?.title ?? id.slice(id.indexOf('/') + 1);
    this.opened = id;
    this.cards = new Map([...inside.lanes, ...inside.cards].map((card) => [card.id, card]));
    this.stage.innerHTML = insideMarkup(inside);
    this.onSelect(undefined);
    this.view.show(Math.max(inside.w, 1000), Math.max(inside.h, 320));
    this.draw();
    this.onOpen(id);
    byId('crumb').textContent = title;
    byId('crumbs').hidden = false;
    say(`${title} opened, ${inside.cards.length} ${inside.cards.length === 1 ? 'card' : 'cards'}`);
    this.select(undefined);
    // The focused element was removed.
    this.walkable()[0]?.focus();
  }

  /** Closes the detail view, or else clears the selection. */
  back(): void {
    if (this.opened === undefined) this.select(undefined);
    else this.close();
  }

  close(): void {
    if (this.opened === undefined) return;
    const from = this.opened;
    this.opened = undefined;
    this.cards = new Map(this.data.cards.map((card) => [card.id, card]));
    this.stage.innerHTML = this.overview;
    byId('crumbs').hidden = true;
    this.draw();
    this.onOpen(undefined);
    this.select(from);
    this.element(from)?.focus();
  }

  /** Highlights the cards with these risks, and scrolls to the first; returns their number. */
  light(risks: ReadonlySet<RiskIndex>): number {
    if (this.opened !== undefined) this.close();
    const ids = [...this.cards.values()]
      .filter(({ on }) => on.some((risk) => risks.has(risk)))
      .map(({ id }) => id);
    this.mark(new Set(ids));
    this.onSelect(undefined);
    const [first] = ids;
    (first === undefined ? this.svg : this.element(first))?.scrollIntoView({ block: 'center' });
    return ids.length;
  }

  select(id: string | undefined): void {
    clearTimeout(this.pending);
    const card = id === undefined ? undefined : this.cards.get(id);
    this.mark(new Set(card ? [card.id] : []));
    this.onSelect(card);
    // The panel takes a part of the frame.
    this.view.resized();
    if (!card) return;
    this.rove(card.id);
    this.reveal(card.id);
  }

  private reveal(id: string): void {
    const face = this.element(id)?.querySelector<SVGGraphicsElement>('.face');
    if (face) this.view.reveal(this.boxOf(id, face));
  }

  zoom(factor: number): void {
    this.view.zoom(factor);
  }

  fit(): void {
    this.view.fit();
  }

  private draw(): void {
    if (this.opened === undefined) this.view.show(this.size.w, this.size.h);
    const first = this.walkable()[0];
    if (first) first.setAttribute('tabindex', '0');
  }

  private mark(ids: ReadonlySet<string>): void {
    const near = new Set<string>();
    for (const edge of all<SVGGElement>('.edge', this.stage)) {
      const { from = '', to = '' } = edge.dataset;
      const on = ids.has(from) || ids.has(to);
      edge.classList.toggle('on', on);
      if (on) near.add(from).add(to);
    }
    for (const card of this.walkable()) {
      const id = card.dataset['id'] ?? '';
      card.classList.toggle('on', ids.has(id));
      card.classList.toggle('near', near.has(id));
    }
    this.stage.classList.toggle('dim', ids.size > 0 && ![...ids].every((id) => id.startsWith('lane/')));
  }

  private walkable(): SVGGElement[] {
    return all<SVGGElement>('[role=button]', this.stage);
  }

  private element(id: string): SVGGElement | undefined {
    return this.walkable().find((card) => card.dataset['id'] === id);
  }

  /** One card at a time is in the tab order. */
  private rove(id: string): void {
    for (const card of this.walkable()) card.setAttribute('tabindex', card.dataset['id'] === id ? '0' : '-1');
  }

  private boxOf(id: string, element: SVGGraphicsElement): Box {
    const { x, y, width, height } = element.getBBox();
    const shift = this.element(id)?.transform.baseVal.consolidate()?.matrix;
    return { x: x + (shift?.e ?? 0), y: y + (shift?.f ?? 0), w: width, h: height };
  }

  private key(event: KeyboardEvent): void {
    const id = idAt(event.target);
    const act: Record<string, () => void> = {
      Enter: () => this.select(id),
      ' ': () => this.select(id),
      o: () => id !== undefined && this.open(id),
      '+': () => this.view.zoom(1.25),
      '-': () => this.view.zoom(0.8),
      '0': () => this.view.fit(),
    };
    const step = nextCard(event.key, id, this.walkable());
    if (step) {
      const next = step.dataset['id'] ?? '';
      this.rove(next);
      step.focus();
      this.reveal(next);
    } else if (act[event.key] && !event.ctrlKey && !event.metaKey) act[event.key]?.();
    else return;
    event.preventDefault();
  }
}

function idAt(target: EventTarget | null): string | undefined {
  return (target as Element | null)?.closest<SVGGElement>('[role=button]')?.dataset['id'];
}

function insideMarkup({ lanes, cards, edges }: PageInside): string {
  return drawParts(
    {
      lanes: lanes.map((lane) => ({
        lane: { ...lane, id: lane.id.slice('lane/'.length) },
        gap: lane.gap,
        ...boxOf(lane),
      })),
      cards: cards.map((card) => ({ card, box: boxOf(card) })),
      edges: edges.map(({ path, tip, ...edge }) => ({ edge, path, tip })),
    },
    true,
  );
}

function boxOf({ box: [x, y, w, h] }: { box: readonly [number, number, number, number] }): Box {
  return { x, y, w, h };
}

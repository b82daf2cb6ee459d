/** The search of the header: over cards, risks and every row of every table. */
import { all, button, byId, fieldById, listOf, made, say } from './dom.ts';
import type { ClusterMap } from './map.ts';
import type { RiskList } from './risks.ts';

const MAX_HITS = 8;
const WAIT_MS = 120;

interface Hits {
  title: string;
  count: number;
  first: readonly { name: string; go: () => void }[];
}

export class Search {
  private readonly map: ClusterMap;
  private readonly risks: RiskList;
  private readonly tables: readonly HTMLTableElement[];
  private readonly field = fieldById('find');
  private readonly list = byId('hits');
  private timer = 0;

  constructor(map: ClusterMap, risks: RiskList, tables: readonly HTMLTableElement[]) {
    this.map = map;
    this.risks = risks;
    this.tables = tables;
  }

  listen(): void {
    this.field.addEventListener('input', () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.run(this.field.value), WAIT_MS);
    });
    byId('top').addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.close();
      if (event.key === 'Enter' && event.target === this.field) {
        // The focus moves to the result, which the same key press would activate.
        event.preventDefault();
        clearTimeout(this.timer);
        this.run(this.field.value);
        this.list.querySelector('button')?.click();
      }
    });
    document.addEventListener('pointerdown', ({ target }) => {
      if (target instanceof Element && !target.closest('.find')) this.close();
    });
  }

  private close(): void {
    this.list.hidden = true;
  }

  private run(words: string): void {
    const wanted = words.trim().toLowerCase();
    this.list.hidden = wanted === '';
    if (wanted === '') return;
    const groups = [this.findRisks(wanted), this.findCards(wanted), ...this.findRows(wanted)].filter(
      ({ count }) => count > 0,
    );
    const total = groups.reduce((sum, { count }) => sum + count, 0);
    const text = total === 0 ? `No results for “${words}”.` : total === 1 ? '1 result' : `${total} results`;
    this.list.replaceChildren(made('p', text), ...groups.flatMap((group) => this.drawn(group)));
    say(text);
  }

  private drawn({ title, count, first }: Hits): Node[] {
    const items = first.map(({ name, go }) =>
      button(name, () => {
        this.close();
        go();
      }),
    );
    const more = count > first.length ? `, the first ${first.length} of ${count}` : ` (${count})`;
    return [made('h3', title + more), listOf(items)];
  }

  private findRisks(wanted: string): Hits {
    const hits = this.risks.groups.filter((group) => this.risks.holds(group, wanted));
    return {
      title: 'Risks and checks',
      count: hits.length,
      first: hits.slice(0, MAX_HITS).map(({ element, title }) => ({
        name: `${title} (${element.dataset['verdict'] ?? ''}, ${element.dataset['severity'] ?? ''})`,
        go: () => void this.risks.open(element.id),
      })),
    };
  }

  private findCards(wanted: string): Hits {
    const hits = new Map<string, Hits['first'][number]>();
    for (const { card, inside } of this.map.everyCard()) {
      if (hits.has(card.id)) continue;
      if (!`${card.title}\n${card.lines.join('\n')}`.toLowerCase().includes(wanted)) continue;
      hits.set(card.id, {
        name: `${card.title} (${card.kind.replace('-', ' ')})`,
        go: () => {
          byId('the-map').scrollIntoView();
          this.map.go(card.id, inside);
        },
      });
    }
    return { title: 'Map', count: hits.size, first: [...hits.values()].slice(0, MAX_HITS) };
  }

  private findRows(wanted: string): Hits[] {
    return this.tables.map((table) => {
      const body = table.tBodies[0];
      const id = body?.id ?? '';
      const written = Array.from(body?.rows ?? [], (row) => row.textContent);
      const waiting = this.risks.waitingRows(id).map(({ cells }) => cells.join('\n'));
      const names = [
        ...Array.from(body?.rows ?? [], (row) => nameOf(Array.from(row.cells, (cell) => cell.textContent))),
        ...this.risks.waitingRows(id).map(({ cells }) => nameOf(cells)),
      ];
      const hits = [...written, ...waiting].flatMap((text, at) =>
        text.toLowerCase().includes(wanted) ? [at] : [],
      );
      return {
        title: titleOf(table),
        count: hits.length,
        first: hits.slice(0, MAX_HITS).map((at) => ({
          name: names[at] ?? '',
          go: () => this.showRow(table, id, at),
        })),
      };
    });
  }

  private showRow(table: HTMLTableElement, id: string, at: number): void {
    this.risks.write(id);
    for (let part = table.closest('details'); part; part = part.parentElement?.closest('details') ?? null)
      part.open = true;
    for (const other of all('tr.found')) other.classList.remove('found');
    const row = table.tBodies[0]?.rows[at];
    row?.classList.add('found');
    row?.scrollIntoView({ block: 'center' });
  }
}

function titleOf(table: HTMLTableElement): string {
  const heading = table.closest('.scroll')?.previousElementSibling?.closest('h3')?.textContent;
  return heading ?? table.closest('section')?.querySelector('h2, h3')?.textContent ?? 'Table';
}

/** The first columns name the object of a row: namespace, kind, name. */
function nameOf(cells: readonly string[]): string {
  return cells.slice(0, 3).join(' ');
}

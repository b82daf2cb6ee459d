/** The list of risks: its filters, rows added on demand, and links from the picture. */
import { rowHtml } from '../table.ts';
import type { PageRow, Payload, RiskIndex } from '../page-data.ts';
import { all, byId, fieldById, say } from './dom.ts';

interface Group {
  element: HTMLDetailsElement;
  title: string;
}

/** Risks of one group on a card. */
export interface GroupOnCard {
  title: string;
  /** Shape and word of its severity, as a copy for the caller. */
  mark: Node | undefined;
  count: number;
  show: () => void;
}

const FILTERS = ['verdict', 'severity', 'area', 'framework', 'namespace'] as const;

export class RiskList {
  private readonly groups: readonly Group[];
  private readonly groupOf = new Map<RiskIndex, Group>();
  /** Rows that are not in the document yet, by the id of their table. */
  private readonly waiting: Map<string, readonly PageRow[]>;

  constructor({ more }: Payload) {
    this.waiting = new Map(more.map(({ table, rows }) => [table, rows]));
    this.groups = all<HTMLDetailsElement>('details.risk').map((element) => ({
      element,
      title: element.querySelector('.risk-title')?.textContent ?? '',
    }));
    for (const group of this.groups) for (const risk of this.risksIn(group)) this.groupOf.set(risk, group);
    for (const filter of FILTERS)
      fieldById(`filter-${filter}`).addEventListener('change', () => this.filter());
    fieldById('filter-text').addEventListener('input', () => this.filter());
    document.addEventListener('click', (event) => {
      const table = (event.target as Element).closest<HTMLElement>('[data-more]')?.dataset['more'];
      if (table !== undefined) this.write(table);
    });
    this.filter();
  }

  /** Adds the missing rows of a table. */
  write(table: string): void {
    const rows = this.waiting.get(table);
    if (!rows) return;
    this.waiting.delete(table);
    byId(table).insertAdjacentHTML('beforeend', rows.map(rowHtml).join(''));
    document.querySelector(`[data-more="${table}"]`)?.closest('.more')?.remove();
    say(rows.length === 1 ? '1 row added' : `${rows.length} rows added`);
  }

  writeAll(): void {
    for (const table of Array.from(this.waiting.keys())) this.write(table);
  }

  risksIn({ element }: { element: HTMLElement }): RiskIndex[] {
    const table = element.querySelector('tbody')?.id ?? '';
    const written = all('tr[data-risk]', element).map((row) => Number(row.dataset['risk']));
    return [...written, ...(this.waiting.get(table) ?? []).flatMap(({ risk }) => risk ?? [])];
  }

  /** Groups that contain these risks, with the number of them, in the order of the page. */
  groupsOf(risks: readonly RiskIndex[]): GroupOnCard[] {
    const counts = new Map<Group, number>();
    for (const risk of risks) {
      const group = this.groupOf.get(risk);
      if (group) counts.set(group, (counts.get(group) ?? 0) + 1);
    }
    return this.groups.flatMap((group) => {
      const count = counts.get(group);
      return count === undefined
        ? []
        : [
            {
              title: group.title,
              mark: group.element.querySelector('.sev')?.cloneNode(true),
              count,
              show: () => this.show(group, new Set(risks)),
            },
          ];
    });
  }

  /** Opens the group in the URL's fragment. */
  open(id: string): void {
    const group = this.groups.find(({ element }) => element.id === id);
    if (group) this.show(group, new Set());
  }

  private show({ element }: Group, risks: ReadonlySet<RiskIndex>): void {
    if (element.hidden) this.clearFor(element);
    element.open = true;
    if (risks.size > 0) this.write(element.querySelector('tbody')?.id ?? '');
    for (const row of all('tr[data-risk]', element))
      row.classList.toggle('lit', risks.has(Number(row.dataset['risk'])));
    element.scrollIntoView({ block: 'start' });
    element.querySelector<HTMLElement>('summary')?.focus();
  }

  /** Clears the filters that hide an entry and selects its verdict. */
  private clearFor({ dataset: { verdict = '' } }: HTMLElement): void {
    for (const filter of FILTERS) fieldById(`filter-${filter}`).value = filter === 'verdict' ? verdict : '';
    fieldById('filter-text').value = '';
    this.filter();
  }

  private filter(): void {
    const wanted = Object.fromEntries(
      FILTERS.map((filter) => [filter, fieldById(`filter-${filter}`).value]),
    ) as Record<(typeof FILTERS)[number], string>;
    const words = fieldById('filter-text').value.trim().toLowerCase();
    let shown = 0;
    let found = 0;
    for (const group of this.groups) {
      const { element } = group;
      const { verdict, severity, area, frameworks = '' } = element.dataset;
      const fits =
        (wanted.verdict === '' || verdict === wanted.verdict) &&
        (wanted.severity === '' || severity === wanted.severity) &&
        (wanted.area === '' || area === wanted.area) &&
        (wanted.framework === '' || frameworks.split('|').includes(wanted.framework)) &&
        (words === '' || this.holds(group, words)) &&
        this.isIn(group, wanted.namespace);
      element.hidden = !fits;
      if (!fits) continue;
      shown++;
      found += this.rowsOf(group, wanted.namespace);
    }
    byId('risk-count').textContent =
      shown === 0
        ? 'No results match the filters.'
        : `${found} ${found === 1 ? 'result' : 'results'} in ${shown} ${shown === 1 ? 'group' : 'groups'}`;
  }

  /** Number of rows of a group, in one namespace or in all. */
  private rowsOf({ element }: Group, namespace: string): number {
    if (namespace === '') return this.risksIn({ element }).length;
    return all<HTMLTableRowElement>('tr[data-risk]', element).filter((row) => !row.hidden).length;
  }

  /** Shows only the rows of one namespace (all rows without one), and returns whether there are any. */
  private isIn({ element }: Group, namespace: string): boolean {
    const table = element.querySelector('tbody')?.id ?? '';
    const isWanted = (name: string | undefined) => namespace === '' || name === namespace;
    if (namespace !== '' && this.waiting.get(table)?.some((row) => row.namespace === namespace))
      this.write(table);
    const rows = all('tr[data-risk]', element);
    for (const row of rows) row.hidden = !isWanted(row.dataset['namespace']);
    return namespace === '' || rows.some((row) => !row.hidden);
  }

  private holds({ element }: Group, words: string): boolean {
    if (element.textContent.toLowerCase().includes(words)) return true;
    const waiting = this.waiting.get(element.querySelector('tbody')?.id ?? '') ?? [];
    return waiting.some(({ cells }) => cells.join('\n').toLowerCase().includes(words));
  }
}

/** The list of risks: its filters, rows added on demand, and links from the picture. */
import type { FilterName } from '../filter-names.ts';
import { FILTERS, SEVERE } from '../filter-names.ts';
import { rowHtml } from '../table.ts';
import type { PageRow, Payload, RiskIndex } from '../page-data.ts';
import { all, byId, fieldById, say } from './dom.ts';
import type { Filters } from './fragment.ts';

export interface Group {
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

export class RiskList {
  /** Called when the reader changes a filter, with the values that differ from the initial ones. */
  onFilter: (filters: Filters) => void = () => undefined;
  readonly groups: readonly Group[];
  private readonly groupOf = new Map<RiskIndex, Group>();
  /** Rows that are not in the document yet, by the id of their table. */
  private readonly waiting: Map<string, readonly PageRow[]>;
  /** Filters of this page: the one by change requires an old state. */
  private readonly names = FILTERS.filter((name) => document.getElementById(`filter-${name}`) !== null);

  constructor({ more }: Payload) {
    this.waiting = new Map(more.map(({ table, rows }) => [table, rows]));
    this.groups = all<HTMLDetailsElement>('details.risk').map((element) => ({
      element,
      title: element.querySelector('.risk-title')?.textContent ?? '',
    }));
    for (const group of this.groups) for (const risk of this.risksIn(group)) this.groupOf.set(risk, group);
    const changed = () => {
      this.filter();
      this.onFilter(this.filters());
    };
    for (const filter of this.names) fieldById(`filter-${filter}`).addEventListener('change', changed);
    fieldById('filter-text').addEventListener('input', changed);
    byId('filter-reset').addEventListener('click', () => {
      this.apply({});
      this.onFilter({});
    });
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

  /** Rows of a table that are not in the document yet. */
  waitingRows(table: string): readonly PageRow[] {
    return this.waiting.get(table) ?? [];
  }

  risksIn({ element }: { element: HTMLElement }): RiskIndex[] {
    const table = element.querySelector('tbody')?.id ?? '';
    const written = all('tr[data-risk]', element).map((row) => Number(row.dataset['risk']));
    return [...written, ...this.waitingRows(table).flatMap(({ risk }) => risk ?? [])];
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

  /** Opens the group with this element id; whether there is one. */
  open(id: string): boolean {
    const group = this.groups.find(({ element }) => element.id === id);
    if (group) this.show(group, new Set());
    return group !== undefined;
  }

  /** Sets the filters; those that are not named get their initial value. An unknown value is the initial one, too. */
  apply(filters: Filters): void {
    for (const name of this.names) {
      const field = fieldById(`filter-${name}`) as HTMLSelectElement;
      const wanted = filters[name];
      const isKnown = wanted !== undefined && [...field.options].some(({ value }) => value === wanted);
      field.value = isKnown ? wanted : initial(field);
    }
    fieldById('filter-text').value = filters.q ?? '';
    this.filter();
  }

  /** Values that differ from the initial ones. */
  filters(): Filters {
    const filters: Filters = {};
    for (const name of this.names) {
      const field = fieldById(`filter-${name}`);
      if (field.value !== initial(field)) filters[name] = field.value;
    }
    const words = fieldById('filter-text').value.trim();
    if (words !== '') filters.q = words;
    return filters;
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
  private clearFor({ dataset: { verdict = '', severity = '' } }: HTMLElement): void {
    const isSevere = severity !== 'low' && severity !== 'info';
    this.apply({
      ...(verdict === 'resolved' ? { change: 'resolved' } : { verdict }),
      ...(isSevere ? {} : { severity: '' }),
    });
    this.onFilter(this.filters());
  }

  private filter(): void {
    const wanted = Object.fromEntries(
      FILTERS.map((name) => [name, this.names.includes(name) ? fieldById(`filter-${name}`).value : '']),
    ) as Record<FilterName, string>;
    const words = fieldById('filter-text').value.trim().toLowerCase();
    const counts = { groups: 0, rows: 0, lesser: 0 };
    for (const group of this.groups) {
      const { element } = group;
      const isLesser = wanted.severity === SEVERE && isBelowMedium(element);
      const fits = matches(element, wanted) && (words === '' || this.holds(group, words));
      element.hidden = isLesser || !fits || !this.rowsFit(group, wanted);
      if (isLesser && fits) counts.lesser++;
      if (element.hidden) continue;
      counts.groups++;
      counts.rows += this.rowsOf(group, wanted);
    }
    byId('risk-count').textContent = countText(counts);
  }

  /** Number of rows of a group that the filters show. */
  private rowsOf({ element }: Group, { namespace, change }: Record<FilterName, string>): number {
    if (element.dataset['verdict'] === 'resolved')
      return (
        all('tbody tr', element).length + this.waitingRows(element.querySelector('tbody')?.id ?? '').length
      );
    if (namespace === '' && change === '') return this.risksIn({ element }).length;
    return all<HTMLTableRowElement>('tbody tr', element).filter((row) => !row.hidden).length;
  }

  /** Shows only the rows of one namespace or one change (all rows without either), and returns whether there are any. */
  private rowsFit({ element }: Group, { namespace, change }: Record<FilterName, string>): boolean {
    const table = element.querySelector('tbody')?.id ?? '';
    const ofRow = change === 'resolved' ? '' : change;
    const isWanted = (place: string | undefined, since: string | undefined) =>
      (namespace === '' || place === namespace) && (ofRow === '' || since === ofRow);
    const filters = namespace !== '' || ofRow !== '';
    if (filters && this.waitingRows(table).some((row) => isWanted(row.namespace, row.change)))
      this.write(table);
    const rows = all('tbody tr', element);
    for (const row of rows) row.hidden = !isWanted(row.dataset['namespace'], row.dataset['change']);
    return !filters || rows.some((row) => !row.hidden);
  }

  /** Whether the entry or one of its rows contains the words, in lower case. */
  holds({ element }: Group, words: string): boolean {
    if (element.textContent.toLowerCase().includes(words)) return true;
    const waiting = this.waitingRows(element.querySelector('tbody')?.id ?? '');
    return waiting.some(({ cells }) => cells.join('\n').toLowerCase().includes(words));
  }
}

function initial(field: HTMLElement): string {
  return field.dataset['default'] ?? '';
}

function isBelowMedium({ dataset: { severity } }: HTMLElement): boolean {
  return severity === 'low' || severity === 'info';
}

/** Whether an entry fits every filter but those of its rows. Resolved risks are of the old state: only their own filter shows them. */
function matches({ dataset }: HTMLElement, wanted: Record<FilterName, string>): boolean {
  const { verdict, severity, area, frameworks = '' } = dataset;
  const isResolved = wanted.change === 'resolved';
  return (
    isResolved === (verdict === 'resolved') &&
    (isResolved || wanted.verdict === '' || verdict === wanted.verdict) &&
    (wanted.severity === '' || wanted.severity === SEVERE || severity === wanted.severity) &&
    (wanted.area === '' || area === wanted.area) &&
    (wanted.framework === '' || frameworks.split('|').includes(wanted.framework))
  );
}

function countText({ groups, rows, lesser }: { groups: number; rows: number; lesser: number }): string {
  const more =
    lesser === 0
      ? ''
      : ` ${lesser} ${lesser === 1 ? 'check' : 'checks'} of low or info severity ${lesser === 1 ? 'is' : 'are'} not shown.`;
  if (groups === 0)
    return lesser === 0 ? 'No results match the filters.' : `No results of medium or higher severity.${more}`;
  return `${rows} ${rows === 1 ? 'result' : 'results'} from ${groups} ${groups === 1 ? 'check' : 'checks'}.${more}`;
}

import type { NamespaceRow, Result } from '../result/types.ts';
import { printable } from '../shared/text.ts';
import type { ReportOptions } from './options.ts';
import { chainTexts } from './details/exposure-chain.ts';
import { detailTexts } from './details/index.ts';
import { namespaceReport, namespaceText } from './details/namespace.ts';
import { storageChains } from './details/storage.ts';
import { sortedBy } from './lists/sort.ts';
import type { Section } from './section-names.ts';
import { DRAWINGS } from './section-tables.ts';
import type { Drawing } from './selection.ts';
import { isOfKind, kubectlName, means } from './selection.ts';
import { table } from './table.ts';

export { SECTIONS } from './section-names.ts';
export type { Section } from './section-names.ts';

/** Which records of a section. Absent fields limit nothing. */
export interface Wanted {
  /** `cart`, `shop/cart`, `Deployment/cart`. */
  name?: string;
  /** Kinds in the API's spelling. */
  kinds?: readonly string[];
  /**
   * Namespaced objects of this namespace only; objects of the cluster in any case, as with `kubectl get -n`, but in a list of entry points
   * only those of the namespace.
   */
  namespace?: string;
  /** A path as `kubectl get --sort-by` accepts it; absent = the order of the result. */
  sortBy?: string;
}

/** The records of a section that are wanted, each once. Throws `usage` for an invalid sort path. */
export function sectionRecords(result: Result, section: Section, wanted: Wanted = {}): object[] {
  return [...new Set(select(result, section, wanted).map(({ record }) => record))];
}

/** The records of a section, for `-o json` and the other formats of records. Throws `usage` for an invalid sort path. */
export function sectionData(result: Result, section: Section, wanted: Wanted = {}): readonly object[] {
  const records = sectionRecords(result, section, wanted);
  const [only] = records;
  return section === 'namespaces' && wanted.name !== undefined && records.length === 1 && only !== undefined
    ? [namespaceReport(result, only as NamespaceRow)]
    : records;
}

/** `ns/name` or `name` of every record, as typed by users. */
export function namesOf(result: Result, section: Section): string[] {
  return [...new Set(draw(result, section).rows.map(({ name }) => name))];
}

/** `deployment.apps/cart` of the records, for `-o name`: names that kubectl accepts. */
export function typedNames(result: Result, section: Section, wanted: Wanted = {}): string[] {
  const rows = select(result, section, wanted);
  return [...new Map(rows.map((row) => [row.record, kubectlName(row)])).values()];
}

/** One section as a table; empty text for an empty section. */
export function sectionTable(
  result: Result,
  section: Section,
  wanted: Wanted,
  options: ReportOptions,
): string {
  const { head, wideHead } = draw(result, section);
  const rows = select(result, section, wanted);
  const drawn = table(
    options.wide ? [...head, ...wideHead] : head,
    rows.map(({ row, wide }) => (options.wide ? [...row, ...wide] : row).map(printable)),
    options,
  );
  if (wanted.name === undefined) return drawn;
  const named = new Set(rows.map(({ record }) => record));
  const [only] = named;
  if (section === 'namespaces' && named.size === 1 && only !== undefined)
    return namespaceText(namespaceReport(result, only as NamespaceRow), options);
  return [drawn, ...detailsOf(result, named, options)].join('\n\n');
}

/** What follows the rows of a name: the tables of an add-on with a model of its own, the chain of a volume and of an entry point. */
export function detailsOf(result: Result, records: ReadonlySet<object>, options: ReportOptions): string[] {
  return [
    ...detailTexts(
      result.addons.filter((row) => records.has(row)),
      options,
    ),
    ...storageChains(
      result.storage,
      result.storage.filter((row) => records.has(row)),
      options,
    ),
    ...chainTexts(
      result.entryPoints.filter((row) => records.has(row)),
      options,
    ),
  ];
}

/** A section with every column, cells sanitized for a terminal: for reports with their own tables. */
export function sectionCells(
  result: Result,
  section: Section,
): { head: readonly string[]; rows: readonly (readonly string[])[] } {
  const { head, wideHead, rows } = draw(result, section);
  return {
    head: [...head, ...wideHead],
    rows: rows.map(({ row, wide }) => [...row, ...wide].map(printable)),
  };
}

/** The rows that are wanted, in the wanted order. */
function select(
  result: Result,
  section: Section,
  { name, kinds, namespace, sortBy }: Wanted,
): Drawing['rows'] {
  const rows = draw(result, section).rows.filter(
    (row) =>
      (name === undefined || means(row, name)) &&
      (kinds === undefined || kinds.some((kind) => isOfKind(row, kind))) &&
      (namespace === undefined ||
        row.namespace === namespace ||
        (row.namespace === undefined && (section !== 'exposure' || name !== undefined))),
  );
  return sortBy === undefined ? rows : sortedBy(rows, sortBy, ({ record }) => record);
}

function draw(result: Result, section: Section): Drawing {
  return DRAWINGS[section](result);
}

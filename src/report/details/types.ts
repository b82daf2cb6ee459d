/** One of the tables with the details of an add-on. */
export interface DetailTable {
  /** `namespaces`: unique within the add-on. */
  id: string;
  title: string;
  head: readonly string[];
  /** Columns of `-o wide`. */
  wideHead: readonly string[];
  rows: readonly { row: readonly string[]; wide: readonly string[] }[];
}

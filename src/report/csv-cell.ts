import { printable } from '../shared/text.ts';

/**
 * Spreadsheets evaluate cells that begin with one of these as a formula, quoted or not, some also with the fullwidth forms; a leading
 * apostrophe makes it text (https://owasp.org/www-community/attacks/CSV_Injection).
 */
const FORMULA = /^\s*[=+\-@|\uff1d\uff0b\uff0d\uff20]/;

/** A quoted cell by RFC 4180 (https://www.rfc-editor.org/rfc/rfc4180) that no spreadsheet evaluates. */
export function csvCell(value: string): string {
  const safe = printable(value);
  return `"${(FORMULA.test(safe) ? `'${safe}` : safe).replace(/"/g, '""')}"`;
}

/** Rows of a CSV file; lines end in CRLF. */
export function csvRows(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
}

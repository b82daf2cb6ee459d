import type { ResultDiff } from '../../result/diff/types.ts';
import { printable } from '../../shared/text.ts';
import { changeText, diffSummary, sideText, signOf } from '../diff/text.ts';
import { text } from './html.ts';
import type { PageRow, PageRows } from './page-data.ts';
import { pageTable } from './table.ts';

const MAX_ROWS = 100;

/** Changes since the old state, as a table: the map shows the same as symbols. */
export function changesPart(diff: ResultDiff): { html: string; more?: PageRows } {
  const rows = diff.changes.map((change): PageRow => ({
    cells: [
      `${signOf(change)} ${change.kind}`,
      change.severity ?? change.impact,
      change.section,
      printable(change.what),
      changeText(change),
      printable(change.why),
    ],
  }));
  const table = pageTable(
    'rows-changes',
    `${diffSummary(diff)} Old: ${sideText(diff.old)}. New: ${sideText(diff.new)}.`,
    ['Change', 'Impact', 'Section', 'Object', 'Before and after', 'Why it matters'],
    rows,
    MAX_ROWS,
  );
  const warnings = diff.warnings.map((warning) => `<li>${text(warning)}</li>`).join('');
  return {
    html:
      `<section id="changes"><h2>Changes</h2>${warnings === '' ? '' : `<ul>${warnings}</ul>`}` +
      `<p>On the map: + added, − removed, ▲ worse, ▼ better, ~ changed, ? unclear.</p>${table.html}</section>`,
    ...(table.more && { more: table.more }),
  };
}

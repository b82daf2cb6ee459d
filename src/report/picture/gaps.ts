import type { CoverageRow } from '../../result/types.ts';
import { groupBy } from '../../shared/group.ts';
import { printable } from '../../shared/text.ts';
import { gapReason } from '../gaps.ts';

/** What was not collected, once for each reason. */
export function gapWords(gaps: readonly CoverageRow[]): string {
  const texts = [...groupBy(gaps, gapReason)].map(
    ([reason, rows]) => `${rows.map(({ title }) => title).join(', ')}: ${reason}`,
  );
  return printable(texts.join('; '));
}

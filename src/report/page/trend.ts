import type { Result, Severity } from '../../result/types.ts';
import { SEVERITIES } from '../../result/types.ts';
import { plural } from '../../shared/text.ts';
import { riskCounts } from '../text.ts';
import { text } from './html.ts';
import { byTime } from './since.ts';
import { pageTable } from './table.ts';

const WIDTH = 600;
const HEIGHT = 72;
const MAX_BAR = 48;

/** Open risks of several results over time, the present one last: one stacked bar each, and the same as a sentence and a table. Empty for one result. */
export function trendHtml(results: readonly Result[]): string {
  const now = results.at(-1);
  const points = byTime(results.filter((one) => now && isComparable(one, now)));
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last || points.length < 2) return '';
  const left = results.length - points.length;
  const others =
    left === 0
      ? ''
      : ` ${plural(left, 'result')} of another cluster or scope ${left === 1 ? 'is' : 'are'} left out.`;
  const sentence = `Open risks in ${plural(points.length, 'result')}: ${riskCounts(first.summary.risks)} on ${day(first)}; ${riskCounts(last.summary.risks)} on ${day(last)}.${others}`;
  const table = pageTable(
    'rows-trend',
    'Open risks over time',
    ['Collected', ...SEVERITIES.map((severity) => `${severity[0]?.toUpperCase() ?? ''}${severity.slice(1)}`)],
    points.map((point) => ({
      cells: [minute(point), ...SEVERITIES.map((severity) => String(point.summary.risks[severity]))],
    })),
    points.length,
  );
  return (
    `<figure class="trend"><figcaption>${text(sentence)}</figcaption>${chart(points, sentence)}` +
    `<details><summary>Numbers</summary>${table.html}</details></figure>`
  );
}

/** Counts of another cluster, or of one namespace instead of all, are no earlier state. */
function isComparable(one: Result, now: Result): boolean {
  const [a, b] = [one.cluster.uid, now.cluster.uid];
  return one.namespace === now.namespace && (a === undefined || b === undefined || a === b);
}

/** Bars with the most severe at the bottom; the highest bar has the full height. */
function chart(points: readonly Result[], label: string): string {
  const totalOf = ({ summary: { risks } }: Result) =>
    SEVERITIES.reduce((sum, severity) => sum + risks[severity], 0);
  const most = Math.max(1, ...points.map(totalOf));
  const step = Math.min(MAX_BAR + 16, WIDTH / points.length);
  const width = Math.max(1, Math.min(MAX_BAR, step * 0.75));
  const bars = points.map((point, at) => {
    let top = HEIGHT;
    const parts = SEVERITIES.map((severity: Severity) => {
      const height = (point.summary.risks[severity] / most) * HEIGHT;
      top -= height;
      return height === 0
        ? ''
        : `<rect class="sev-${severity}" fill="currentColor" x="${round(at * step)}" y="${round(top)}" width="${round(width)}" height="${round(height)}"/>`;
    });
    return `<g><title>${text(`${minute(point)}: ${riskCounts(point.summary.risks)}`)}</title>${parts.join('')}</g>`;
  });
  return `<svg role="img" aria-label="${text(label)}" viewBox="0 0 ${Math.ceil(step * points.length)} ${HEIGHT}" width="${Math.ceil(step * points.length)}" height="${HEIGHT}" preserveAspectRatio="xMinYMax meet">${bars.join('')}</svg>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function day({ takenAt }: Result): string {
  return takenAt.slice(0, 10);
}

function minute({ takenAt }: Result): string {
  return `${takenAt.slice(0, 16).replace('T', ' ')} UTC`;
}

import { expect, it } from '@jest/globals';
import { linesOf, withLines } from '../../tools/addon-releases/lines.ts';

const product = `---
title: Cilium
releases:
-   releaseCycle: "1.21"
    eol: false
    latest: "1.21.0"
-   releaseCycle: "1.20"
    eol: 2027-07-29
-   releaseCycle: "1.19"
    eol: true
-   releaseCycle: "1.18"
    eol: 2026-01-01
-   releaseCycle: "1.17"
    eol: 2025-01-01
-   releaseCycle: "1.16"
    eol: 2024-01-01
---
> Text.
`;
const table = `  {
    id: 'cilium',
    source: 'https://endoflife.date/cilium',
    lines: [
      { line: '1.20' },
    ],
  },
  {
    id: 'flux',
    source: 'https://endoflife.date/flux',
    lines: [{ line: '2.9' }],
  },`;

it('reads lines with their ends, without those that ended long ago', () => {
  expect(linesOf(product)).toEqual([
    { line: '1.21' },
    { line: '1.20', ended: '2027-07-29' },
    { line: '1.19', ended: '' },
    { line: '1.18', ended: '2026-01-01' },
  ]);
});

it('replaces the lines of one row only', () => {
  const next = withLines(table, 'cilium', linesOf(product)) ?? '';
  expect(next).toContain("lines: [{ line: '1.21' }, { line: '1.20', ended: '2027-07-29' },");
  expect(next).not.toContain("      { line: '1.20' },");
  expect(next.slice(next.indexOf("id: 'flux'"))).toBe(table.slice(table.indexOf("id: 'flux'")));
});

it('has no row for other products', () => {
  expect(withLines(table, 'postgresql', [])).toBeUndefined();
});

it('reports a file that is no product', () => {
  expect(() => linesOf('# Readme')).toThrow('front matter');
});

import { beforeAll, describe, expect, it } from '@jest/globals';
import { assess } from '../../src/app/assess.ts';
import { checkTable } from '../../src/report/check-table.ts';
import type { Result } from '../../src/result/types.ts';
import { recorded } from '../support/recorded.ts';

let result: Result;
beforeAll(async () => {
  result = assess(await recorded('demo'), {});
});

const draw = (options: object) =>
  checkTable(result, { color: false, headers: true, borders: false, ...options });
const words = (text: string) => text.replaceAll(/[\s│┌┐└┘├┤┬┴┼─]+/g, ' ');

describe('rows of check', () => {
  it.each([[{}], [{ wide: true }], [{ wide: true, width: 80 }]])('are one line each with %j', (options) => {
    const fails = result.verdicts.filter(({ verdict }) => verdict === 'fail');
    const lines = draw(options).split('\n');
    for (const { check, message } of fails)
      expect(lines.some((line) => line.includes(check) && line.includes(message))).toBe(true);
  });

  it.each([
    [60, false],
    [80, false],
    [80, true],
    [140, false],
    [200, false],
    [200, true],
  ])('fit %s columns of a screen (borders: %s) and lose nothing', (width, borders) => {
    const text = draw({ width, borders, all: true });
    const lines = (text.split('\n\n')[0] ?? '').split('\n').filter((line) => /\w/.test(line));
    const start = /CHECK, OBJECT: MESSAGE|MESSAGE/.exec(lines[0] ?? '')?.index ?? 0;
    const border = borders ? 2 : 0;
    expect(start).toBeGreaterThan(0);
    for (const line of lines) {
      const cell = line.slice(start).replace(/[ │]+$/, '');
      const end = start + cell.length + border;
      // A message has at least 36 columns, and a single word may be longer than its column: names are never truncated.
      if (cell.includes(' ')) expect(end).toBeLessThanOrEqual(Math.max(width, start + 36 + border));
    }
    const flat = words(text);
    for (const { check, object, message } of result.verdicts) {
      expect(flat).toContain(check);
      if (object) expect(flat).toContain(object.name);
      for (const word of message.split(' ')) expect(flat).toContain(word);
    }
  });

  it('have a width that ignores color codes', () => {
    // oxlint-disable-next-line no-control-regex -- the escape sequences are what is compared
    const bare = draw({ width: 100, color: true }).replaceAll(/\u001b\[[0-9;]*m/g, '');
    expect(bare).toBe(draw({ width: 100 }));
  });
});

describe('the summary line', () => {
  it('has counts that add up', () => {
    const last = draw({}).split('\n').at(-1) ?? '';
    const [, checks, total, ...parts] =
      /^(\d+) checks, (\d+) results: (\d+) risks \(.*\), (\d+) passed, (\d+) unknown, (\d+) not applicable$/
        .exec(last)
        ?.map(Number) ?? [];
    expect(checks).toBe(result.checks.length);
    expect(total).toBe(result.verdicts.length);
    expect(parts.reduce((sum, part) => sum + part, 0)).toBe(total);
  });
});

import { describe, expect, it } from '@jest/globals';
import { allChecks } from '../../src/checks/index.generated.ts';
import { wordsBanned } from './banned.ts';

const rows = allChecks.map((check) => ({ id: check.id, check }));

/** Sentences of a text; a period inside of code, a version or a name ends none. */
function sentences(text: string): string[] {
  return text
    .replace(/`[^`]*`/g, 'code')
    .split(/(?<=[.;:])\s+(?=[A-Z`])/)
    .filter((sentence) => sentence !== '');
}

const wordCount = (text: string) => text.split(/\s+/).length;

describe('texts of checks (docs/style.md)', () => {
  it.each(rows)('$id: the risk has 3 to 9 words, and differs from the control', ({ check }) => {
    expect(wordCount(check.title)).toBeGreaterThanOrEqual(3);
    expect(wordCount(check.title)).toBeLessThanOrEqual(9);
    expect(wordCount(check.control)).toBeLessThanOrEqual(9);
    expect(check.title).not.toBe(check.control);
    for (const name of [check.title, check.control]) {
      expect(name).toMatch(/^[A-Za-z0-9-].*[^.]$/);
    }
  });

  it.each(rows)('$id: why and fix have two sentences of at most 25 words', ({ check }) => {
    for (const text of [check.why, check.remediation]) {
      const all = sentences(text);
      expect(all.length).toBeLessThanOrEqual(3);
      for (const sentence of all)
        expect({ sentence, long: wordCount(sentence) > 25 }).toEqual({ sentence, long: false });
    }
  });

  it.each(rows)('$id: no banned words', ({ check }) => {
    for (const text of [check.title, check.control, check.why, check.remediation])
      expect(wordsBanned(text)).toEqual([]);
  });

  it('no two checks share a name', () => {
    for (const names of [allChecks.map(({ title }) => title), allChecks.map(({ control }) => control)]) {
      expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
    }
  });
});

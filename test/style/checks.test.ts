import { describe, expect, it } from '@jest/globals';
import { allChecks } from '../../src/checks/index.generated.ts';
import { longSentences, sentences, wordCount, wordsBanned } from './banned.ts';

const rows = allChecks.map((check) => ({ id: check.id, check }));

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

  it.each(rows)('$id: why and remediation have two sentences of at most 25 words', ({ check }) => {
    for (const text of [check.why, check.remediation]) {
      expect(sentences(text).length).toBeLessThanOrEqual(3);
      expect(longSentences(text)).toEqual([]);
    }
  });

  it.each(rows)('$id: no word that is not of the field', ({ check }) => {
    for (const text of [check.title, check.control, check.why, check.remediation])
      expect(wordsBanned(text)).toEqual([]);
  });

  it('no two checks have one name', () => {
    for (const names of [allChecks.map(({ title }) => title), allChecks.map(({ control }) => control)]) {
      expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
    }
  });
});

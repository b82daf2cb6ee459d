import { describe, expect, it } from '@jest/globals';
import { data, jsonParts } from '../../src/report/data.ts';

describe('JSON in parts', () => {
  it.each<[unknown]>([
    [{}],
    [[]],
    ['text'],
    [null],
    [[{ a: 1 }, []]],
    [{ a: [], b: {}, c: undefined, d: null, e: 'line\nbreak' }],
    [{ a: [1, undefined, 'x', { b: [{ c: 'line\nbreak' }] }], '"quoted"\n': { d: [[1], [2, { e: {} }]] } }],
  ])('is the JSON of the whole: %j', (value) => {
    expect(data(value, 'json')).toBe(`${JSON.stringify(value, undefined, 2)}\n`);
  });

  it('gives every element of a list by itself', () => {
    const longest = Math.max(
      ...Array.from(
        jsonParts({ list: Array.from({ length: 1000 }, () => 'x'.repeat(50)) }),
        (part) => part.length,
      ),
    );
    expect(longest).toBeLessThan(100);
  });

  it('escapes what acts on terminals and build logs', () => {
    expect(data({ list: ['\u202e', '##[error]'] }, 'json')).toBe(
      '{\n  "list": [\n    "\\u202e",\n    "##\\u005berror]"\n  ]\n}\n',
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { finderOf } from '../../src/kube/find-any.ts';

/** The same by one search per needle at each byte. */
function naive(bytes: Buffer, needles: readonly Buffer[]): { start: number; end: number }[] {
  const covered = new Uint8Array(bytes.length + 1);
  const joined = new Uint8Array(bytes.length + 1);
  for (const needle of needles)
    for (let at = bytes.indexOf(needle); at >= 0; at = bytes.indexOf(needle, at + 1)) {
      covered.fill(1, at, at + needle.length);
      joined.fill(1, at + 1, at + needle.length);
      if (at > 0 && covered[at - 1] === 1) joined[at] = 1;
      if (covered[at + needle.length] === 1) joined[at + needle.length] = 1;
    }
  const places: { start: number; end: number }[] = [];
  for (let at = 0; at < bytes.length; at++)
    if (covered[at] === 1) {
      const last = places.at(-1);
      if (last && joined[at] === 1) last.end = at + 1;
      else places.push({ start: at, end: at + 1 });
    }
  return places;
}

describe('finderOf', () => {
  it('finds the same as one search per needle', () => {
    // Few letters, so that needles occur, overlap and are parts of each other.
    const text = (minLength: number, maxLength: number) =>
      fc
        .array(fc.constantFrom('a', 'b', 'c', '\u00e9'), { minLength, maxLength })
        .map((letters) => Buffer.from(letters.join('')));
    fc.assert(
      fc.property(fc.array(text(3, 9), { maxLength: 6 }), text(0, 200), (needles, bytes) => {
        expect(finderOf(needles)(bytes)).toEqual(naive(bytes, needles));
      }),
      { numRuns: 2_000 },
    );
  });

  it('finds needles that are longer than the maximum step', () => {
    const needle = Buffer.from(Array.from({ length: 1_500 }, (_, i) => i % 251));
    const bytes = Buffer.concat([Buffer.alloc(700, 7), needle, Buffer.alloc(9, 7), needle]);
    expect(finderOf([needle])(bytes)).toEqual([
      { start: 700, end: 2_200 },
      { start: 2_209, end: 3_709 },
    ]);
  });

  it('finds nothing without needles', () => {
    expect(finderOf([])(Buffer.from('anything'))).toEqual([]);
  });
});

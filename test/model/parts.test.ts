import { describe, expect, it } from '@jest/globals';
import { partsOver } from '../../src/model/define-parts.ts';
import type { FactsOf } from '../../src/model/define-parts.ts';
import { partSources } from '../../src/checks/parts.ts';
import type { PartName } from '../../src/checks/parts.ts';

interface Base {
  readonly text: string;
}

const lengths = partsOver<Base>().part('length', { sources: [], build: ({ text }) => text.length });

describe('a table of parts', () => {
  it('builds a part on first access and caches it', () => {
    const built: string[] = [];
    const table = partsOver<Base>()
      .part('words', {
        sources: [],
        build: ({ text }) => {
          built.push('words');
          return text.split(' ');
        },
      })
      .part('count', {
        sources: [],
        build: ({ words }) => {
          const { length } = words;
          built.push('count');
          return length;
        },
      });
    const parts = table.over({ text: 'a b c' });
    expect(built).toEqual([]);
    expect(parts.count).toBe(3);
    expect(parts.words).toBe(parts.words);
    expect(built).toEqual(['words', 'count']);
  });

  it('builds separate parts for each base', () => {
    expect(lengths.over({ text: 'one' }).length).toBe(3);
    expect(lengths.over({ text: 'three' }).length).toBe(5);
  });

  it('extends another table, which builds its parts once for both', () => {
    let built = 0;
    const below = partsOver<Base>().part('letters', {
      sources: ['pods'],
      build: ({ text }) => {
        built += 1;
        return text.split('');
      },
    });
    const above = partsOver<FactsOf<typeof below>>().part('first', {
      sources: [],
      alternatives: ['nodes'],
      build: ({ letters }) => letters[0],
    });
    const parts = below.over({ text: 'xyz' });
    const all = above.over(parts);
    expect(all.first).toBe('x');
    expect(all.letters).toBe(parts.letters);
    expect(built).toBe(1);
    expect(Object.keys(above.sources)).toEqual(['first']);
  });

  it('does not compile where a part reads a misspelled part, itself or a circular part', () => {
    // @ts-expect-error -- There is no part `lenght`.
    const misspelled = lengths.part('twice', { sources: [], build: ({ lenght }) => lenght });
    // @ts-expect-error -- A part cannot read itself.
    const itself = lengths.part('loop', { sources: [], build: ({ loop }) => loop });
    const circle = lengths
      // @ts-expect-error -- `below` is declared after it, and reads it.
      .part('above', { sources: [], build: ({ below }) => below })
      .part('below', { sources: [], build: ({ above }) => above });
    expect([misspelled, itself, circle]).toHaveLength(3);
  });

  it('does not compile where two parts have one name, or a part does not declare its sources', () => {
    // @ts-expect-error -- A part of this name exists.
    const twice = lengths.part('length', { sources: [], build: () => 1 });
    // @ts-expect-error -- A part of this name exists in the base.
    const base = lengths.part('text', { sources: [], build: () => '' });
    // @ts-expect-error -- There is no collector `pod`.
    const source = lengths.part('other', { sources: ['pod'], build: () => 1 });
    // @ts-expect-error -- Its sources are not declared.
    const none = lengths.part('other', { build: () => 1 });
    expect([twice, base, source, none]).toHaveLength(4);
  });

  it('does not compile where a check names a part that is not declared', () => {
    // @ts-expect-error -- The name is `pods`.
    const name: PartName = 'pod';
    expect(Object.keys(partSources)).not.toContain(name);
  });
});

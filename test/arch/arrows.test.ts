import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { folderOf, importsOf } from '../../tools/imports.ts';
import type { Import } from '../../tools/imports.ts';
import { ARROWS, FACES, KNOTS } from './arrows.ts';
import { circlesIn } from './support/circles.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const imports = await importsOf(root);
const crossing = imports.filter(({ from, to }) => folderOf(from) !== folderOf(to));
const declared = ({ from, to }: Pick<Import, 'from' | 'to'>) => `${from} -> ${to}`;

describe('the reader of imports', () => {
  it('misses none: every path of ours in the code belongs to one', async () => {
    const files = (await readdir(join(root, 'src'), { recursive: true })).filter(
      (file) => file.endsWith('.ts') && !file.startsWith('report/page/client/'),
    );
    let paths = 0;
    for (const file of files) {
      const code = (await readFile(join(root, 'src', file), 'utf8')).replaceAll(
        /^\s*(?:\/\/|\*|\/\*\*).*$/gm,
        '',
      );
      paths += code.match(/['"`]\.{1,2}\/[^'"`\s]*\.ts['"`]/g)?.length ?? 0;
    }
    expect(imports).toHaveLength(paths);
    expect(imports.length).toBeGreaterThan(2_000);
  });

  it('leads to files that are there', async () => {
    const files = new Set(await readdir(join(root, 'src'), { recursive: true }));
    expect(imports.filter(({ to }) => !files.has(to)).map(declared)).toEqual([]);
  });
});

describe('folders of src', () => {
  it('are all in the table', async () => {
    const names = (await readdir(join(root, 'src'))).map(folderOf);
    expect(names.sort()).toEqual(Object.keys(ARROWS).sort());
  });

  it('import what the table allows, not even a type beside', () => {
    const wrong = crossing.filter(({ from, to }) => !ARROWS[folderOf(from)]?.includes(folderOf(to)));
    expect(wrong.map(declared)).toEqual([]);
  });

  it('draw every arrow of the table', () => {
    const drawn = new Set(
      crossing.map(({ from, to }) => declared({ from: folderOf(from), to: folderOf(to) })),
    );
    const idle = Object.entries(ARROWS).flatMap(([from, all]) =>
      all.map((to) => declared({ from, to })).filter((arrow) => !drawn.has(arrow)),
    );
    expect(idle).toEqual([]);
  });

  it('see of others what those show', () => {
    const hidden = crossing.filter(({ to }) => {
      const face = FACES[folderOf(to)];
      return face !== undefined && !face.includes(to.slice(to.indexOf('/') + 1));
    });
    expect(hidden.map(declared)).toEqual([]);
  });

  it('stand one above the other: the arrows close no circle', () => {
    const arrows = Object.entries(ARROWS).flatMap(([from, all]) => all.map((to) => ({ from, to })));
    expect(circlesIn(arrows)).toEqual([]);
  });
});

describe('files of src', () => {
  const knots = new Set(KNOTS.map(declared));

  it('close no circle, not even by types, beside those that have a reason', () => {
    expect(circlesIn(imports.filter((one) => !knots.has(declared(one))))).toEqual([]);
  });

  it.each(KNOTS.map((knot) => [declared(knot), knot] as const))('%s closes one, by types only', (_, knot) => {
    const own = imports.filter(({ from, to }) => from === knot.from && to === knot.to);
    expect(new Set(own.map(({ typeOnly }) => typeOnly))).toEqual(new Set([true]));
    const others = imports.filter((one) => !knots.has(declared(one)) || declared(one) === declared(knot));
    expect(circlesIn(others)).not.toEqual([]);
  });
});

describe('circles', () => {
  it.each([
    ['none in a line', ['a b', 'b c', 'a c'], []],
    ['of two', ['a b', 'b a', 'b c'], [['a', 'b']]],
    ['of itself', ['a a'], [['a']]],
    [
      'two apart',
      ['a b', 'b c', 'c a', 'c d', 'd e', 'e d'],
      [
        ['a', 'b', 'c'],
        ['d', 'e'],
      ],
    ],
  ])('%s', (_, edges, expected) => {
    const pairs = edges.map((edge) => ({ from: edge[0] ?? '', to: edge[2] ?? '' }));
    expect(circlesIn(pairs)).toEqual(expected);
  });
});

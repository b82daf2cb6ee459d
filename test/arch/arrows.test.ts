import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { folderOf, importsOf } from '../../tools/imports.ts';
import type { Import } from '../../tools/imports.ts';
import { ARROWS, PUBLIC_FILES, TYPE_CYCLES } from './arrows.ts';
import { cyclesIn } from './support/cycles.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const imports = await importsOf(root);
const crossing = imports.filter(({ from, to }) => folderOf(from) !== folderOf(to));
const declared = ({ from, to }: Pick<Import, 'from' | 'to'>) => `${from} -> ${to}`;

describe('the import parser', () => {
  it('finds all: every path of the project in the code belongs to an import', async () => {
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

  it('resolves to existing files', async () => {
    const files = new Set(await readdir(join(root, 'src'), { recursive: true }));
    expect(imports.filter(({ to }) => !files.has(to)).map(declared)).toEqual([]);
  });
});

describe('folders of src', () => {
  it('are all in the table', async () => {
    const names = (await readdir(join(root, 'src'))).map(folderOf);
    expect(names.sort()).toEqual(Object.keys(ARROWS).sort());
  });

  it('import only what the table allows, types included', () => {
    const wrong = crossing.filter(({ from, to }) => !ARROWS[folderOf(from)]?.includes(folderOf(to)));
    expect(wrong.map(declared)).toEqual([]);
  });

  it('use every arrow of the table', () => {
    const drawn = new Set(
      crossing.map(({ from, to }) => declared({ from: folderOf(from), to: folderOf(to) })),
    );
    const idle = Object.entries(ARROWS).flatMap(([from, all]) =>
      all.map((to) => declared({ from, to })).filter((arrow) => !drawn.has(arrow)),
    );
    expect(idle).toEqual([]);
  });

  it('import only the public files of other folders', () => {
    const hidden = crossing.filter(({ to }) => {
      const publicFiles = PUBLIC_FILES[folderOf(to)];
      return publicFiles !== undefined && !publicFiles.includes(to.slice(to.indexOf('/') + 1));
    });
    expect(hidden.map(declared)).toEqual([]);
  });

  it('are layered: the arrows form no cycle', () => {
    const arrows = Object.entries(ARROWS).flatMap(([from, all]) => all.map((to) => ({ from, to })));
    expect(cyclesIn(arrows)).toEqual([]);
  });
});

describe('files of src', () => {
  const typeCycles = new Set(TYPE_CYCLES.map(declared));

  it('form no cycle, types included, except for the listed ones', () => {
    expect(cyclesIn(imports.filter((one) => !typeCycles.has(declared(one))))).toEqual([]);
  });

  it.each(TYPE_CYCLES.map((cycle) => [declared(cycle), cycle] as const))(
    '%s closes a cycle, by types only',
    (_, cycle) => {
      const own = imports.filter(({ from, to }) => from === cycle.from && to === cycle.to);
      expect(new Set(own.map(({ typeOnly }) => typeOnly))).toEqual(new Set([true]));
      const others = imports.filter(
        (one) => !typeCycles.has(declared(one)) || declared(one) === declared(cycle),
      );
      expect(cyclesIn(others)).not.toEqual([]);
    },
  );
});

describe('cycles', () => {
  it.each([
    ['none in a chain', ['a b', 'b c', 'a c'], []],
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
    expect(cyclesIn(pairs)).toEqual(expected);
  });
});

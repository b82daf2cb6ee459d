import { describe, expect, it } from '@jest/globals';
import { customColumns, customColumnsFromFile } from '../../../src/report/lists/custom-columns.ts';
import { sortedBy } from '../../../src/report/lists/sort.ts';

const options = { color: false, headers: true, borders: false };
const ITEMS = [
  { name: 'web-10', ready: 2, images: ['a', 'b'], zone: null },
  { name: 'web-2', ready: 10, images: [] },
  { name: 'db', images: ['c'] },
];

describe('custom columns', () => {
  it('print one cell for each path: several values with commas, missing ones as <none>', () => {
    expect(customColumns('NAME:.name,IMAGES:.images[*],ZONE:{.zone}', ITEMS, options).split('\n')).toEqual([
      'NAME     IMAGES   ZONE',
      'web-10   a,b      <none>',
      'web-2    <none>   <none>',
      'db       c        <none>',
    ]);
  });

  it('come from a file, too: headers above, paths below', () => {
    expect(customColumnsFromFile('NAME   READY\n.name  .ready\n', ITEMS, options)).toContain('web-2    10');
    expect(() => customColumnsFromFile('NAME READY\n.name\n', ITEMS, options)).toThrow(
      '2 headers and 1 paths',
    );
  });

  it.each(['NAME', ':.name', 'NAME:', 'NAME:.name,'])('refuse %s', (spec) => {
    expect(() => customColumns(spec, ITEMS, options)).toThrow('unexpected custom column');
  });
});

describe('--sort-by', () => {
  const names = (path: string) => sortedBy(ITEMS, path, (item) => item).map(({ name }) => name);

  it('sorts numbers by value, texts naturally, and items without the field first', () => {
    expect(names('.ready')).toEqual(['db', 'web-10', 'web-2']);
    expect(names('{.name}')).toEqual(['db', 'web-2', 'web-10']);
    expect(names('name')).toEqual(['db', 'web-2', 'web-10']);
  });

  it('refuses a field that no item has, and what is not a path', () => {
    expect(() => names('.nope')).toThrow('no field ".nope" for --sort-by');
    expect(() => names('{.a}{.b}')).toThrow('invalid JSONPath');
    expect(sortedBy([], '.nope', (item: object) => item)).toEqual([]);
  });
});

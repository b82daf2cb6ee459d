import { describe, expect, it } from '@jest/globals';
import { catalogue } from '../../../src/checks/index.ts';
import { expectedFor, loadExpected } from './expected.ts';
import { allowsEverything, loadVariant, variantNames } from './variants.ts';

const names = await variantNames();

describe('the expected verdicts of real clusters', () => {
  it('have a row for every check and for nothing else', async () => {
    const rows = Object.keys(await loadExpected(await loadVariant('stock'))).sort();
    expect(rows).toEqual(catalogue.map(({ id }) => id).sort());
  });

  it.each(names)('of %s can be read, and their own rows are of existing checks', async (name) => {
    const expected = await loadExpected(await loadVariant(name));
    expect(Object.keys(expected)).toHaveLength(catalogue.length);
  });

  it('report a check without a row', () => {
    expect(() => expectedFor({}, 'admin', { 'etcd/new-one': 'fail' })).toThrow(
      'truth.yaml has no row for etcd/new-one',
    );
  });

  it('ignore permissions where AlwaysAllow grants all of them', async () => {
    const variant = await loadVariant('broken');
    expect(allowsEverything(variant)).toBe(true);
    const [stock, broken] = [await loadExpected(await loadVariant('stock')), await loadExpected(variant)];
    const check = 'nodes/not-ready';
    expect(expectedFor(stock, 'nobody', {})[check]).toBe('unknown');
    expect(expectedFor(broken, 'nobody', {})[check]).toBe('pass');
  });
});

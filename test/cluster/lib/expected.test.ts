import { describe, expect, it } from '@jest/globals';
import { catalogue } from '../../../src/checks/index.ts';
import { expandRows, expectedFor, loadExpected } from './expected.ts';
import { allowsEverything, loadVariant, variantNames } from './variants.ts';

const names = await variantNames();

describe('the expected verdicts of real clusters', () => {
  it.each(names)('of %s have a row for every check', async (name) => {
    const expected = await loadExpected(await loadVariant(name));
    expect(Object.keys(expected).sort()).toEqual(catalogue.map(({ id }) => id).sort());
  });

  it.each(names)('of %s: what only kubelets report is unknown where they cannot be queried', async (name) => {
    const variant = await loadVariant(name);
    const expected = await loadExpected(variant);
    const onlyKubelets = catalogue.filter(({ needs, uses }) => [...needs, ...uses].join() === 'kubelets');
    expect(onlyKubelets.length).toBeGreaterThan(10);
    const verdicts = expectedFor(expected, 'kubelets', {});
    const unknown = onlyKubelets.filter(({ id }) => verdicts[id] === 'unknown');
    expect(unknown.map(({ id }) => id)).toEqual(variant.approve ? [] : onlyKubelets.map(({ id }) => id));
  });

  it('are those of an area where a check has no row of its own', () => {
    const rows = { 'etcd/*': { is: 'unknown', decided: ['kubelets'] }, 'etcd/b': 'fail' };
    const expected = expandRows(rows, 'x.yaml', ['etcd/a', 'etcd/b', 'nodes/a']);
    expect(expectedFor(expected, 'admin', {})).toEqual({ 'etcd/a': 'unknown', 'etcd/b': 'fail' });
    const verdictOf = (seen: 'pass' | 'unknown') =>
      expectedFor(expected, 'kubelets', { 'etcd/a': seen })['etcd/a'];
    expect([verdictOf('pass'), verdictOf('unknown')]).toEqual(['pass', 'decided']);
  });

  it.each<[object, string]>([
    [{ 'etcd/gone': 'fail' }, 'there is no check etcd/gone'],
    [{ 'nodes/*': 'fail' }, 'there is no check nodes/*'],
    [{ 'etcd/a': 'TODO' }, 'etcd/a: replace TODO by the verdict that follows from the settings'],
  ])('reject %j', (rows, message) => {
    expect(() => expandRows({ ...rows }, 'x.yaml', ['etcd/a'])).toThrow(message);
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

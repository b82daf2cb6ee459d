import { expect, it } from '@jest/globals';
import { addonSignals } from '../../../src/addons/catalogue.ts';
import { addonReleases, asOf, endedProjects } from '../../../src/data/addon-releases.ts';
import { supportOf } from '../../../src/checks/helpers/addon-support.ts';
import type { AddonFacts } from '../../../src/addons/types.ts';

const addon = (id: string) => ({ id, workloads: [] }) as unknown as AddonFacts;
const state = (id: string, version: string, day = asOf) =>
  supportOf(addon(id), version, new Date(`${day}T00:00:00Z`), addon(id).workloads)?.state;

it('has tables for add-ons of the catalogue only, newest line first', () => {
  const ids = new Set(addonSignals.map(({ id }) => id));
  const named = [...addonReleases.map(({ id }) => id), ...Object.keys(endedProjects)];
  expect(named.filter((id) => !ids.has(id))).toEqual([]);
  for (const { lines } of addonReleases) {
    const numbers = lines.map(({ line }) =>
      line.split('.').reduce((sum, part) => sum * 1000 + Number(part), 0),
    );
    const sameLength = lines.every(({ line }) => line.includes('.'));
    if (sameLength) expect(numbers).toEqual([...numbers].sort((a, b) => b - a));
  }
});

it.each([
  ['cilium', '1.20.2', 'supported'],
  ['cilium', '1.17.4', 'ended'],
  ['cilium', '1.9.0', 'ended'],
  ['cilium', '1.21.0', 'newer'],
  ['cilium', '2.0', 'newer'],
  ['traefik', '3.4.1', 'ended'],
  ['traefik', '2.11.30', 'ended'],
  ['consul', '1.21.0', 'newer'],
  ['contour', '1.30.0', 'ended'],
  ['emissary', '3.9.1', 'unlisted'],
  ['weave-net', '2.8.1', 'ended'],
  ['grafana', '12.0.0', undefined],
])('%s %s is %s', (id, version, expected) => {
  expect(state(id, version)).toBe(expected);
});

it('depends on the day', () => {
  expect(state('cilium', '1.17.4', '2026-07-29')).toBe('supported');
  expect(state('longhorn', '1.9.0', '2026-11-27')).toBe('supported');
  expect(state('longhorn', '1.9.0', '2026-11-28')).toBe('ended');
  expect(state('cilium', '1.20.2', '2027-06-01')).toBe('outdated');
});

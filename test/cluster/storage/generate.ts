import * as fc from 'fast-check';
import type { StorageCase } from './cases.ts';

const SIZES = ['1Gi', '1024Mi', '1500M', '2Gi', '5Gi', '5G'];
const MODES = [
  ['ReadWriteOnce'],
  ['ReadOnlyMany'],
  ['ReadWriteMany'],
  ['ReadWriteOnce', 'ReadOnlyMany'],
  ['ReadWriteOnce', 'ReadWriteMany'],
  ['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany'],
];
const SELECTORS = [
  { matchLabels: { tier: 'fast' } },
  { matchExpressions: [{ key: 'tier', operator: 'Exists' }] },
  { matchExpressions: [{ key: 'tier', operator: 'DoesNotExist' }] },
  { matchExpressions: [{ key: 'tier', operator: 'NotIn', values: ['slow'] }] },
];
const ZONES = ['zone-a', 'zone-b', 'zone-c', 'zone-gone'];

const size = fc.constantFrom(...SIZES);
const modes = fc.constantFrom(...MODES);
/** Claims of one mode match often enough. */
const claimModes = fc.constantFrom(['ReadWriteOnce'], ['ReadWriteOnce'], ['ReadWriteOnce'], ...MODES);
const claimSize = fc.constantFrom('1Gi', '1Gi', '1G', '500Mi', ...SIZES);
const block = fc.integer({ min: 0, max: 7 }).map((number) => number === 0);

const volume = fc.record({
  ofClass: fc.integer({ min: 0, max: 5 }).map((number) => number > 0),
  size,
  modes,
  block,
  tier: fc.constantFrom(undefined, 'fast', 'slow'),
  reserved: fc
    .integer({ min: 0, max: 9 })
    .map((number) => (number === 0 ? 'x' : number === 1 ? 'y' : undefined)),
  zone: fc.option(fc.constantFrom(...ZONES), { nil: undefined }),
});

const one = fc.record({
  delayed: fc.boolean(),
  volumes: fc.array(volume, { minLength: 1, maxLength: 5 }),
  claim: fc.record({
    size: claimSize,
    modes: claimModes,
    block,
    selector: fc.option(fc.constantFrom(...SELECTORS), { nil: undefined, freq: 1 }),
    wanted: fc.integer({ min: 0, max: 9 }).map((number) => number === 0),
  }),
  zone: fc.option(fc.constantFrom('zone-a', 'zone-b', 'zone-c'), { nil: undefined }),
});

/** Cases with a class of their own each, so that they can run at the same time without a shared volume. */
export function generatedCases(seed: number, count: number): StorageCase[] {
  return fc.sample(one, { seed, numRuns: count }).map(({ delayed, volumes, claim, zone }, index) => {
    const className = `g${index}`;
    return {
      name: `generated ${index}`,
      classes: [{ name: className, delayed }],
      volumes: volumes.map(({ ofClass, tier, reserved, zone: inZone, ...more }, number) => ({
        name: `${className}-v${number}`,
        storageClass: ofClass ? className : `${className}-other`,
        ...more,
        ...(tier && { labels: { tier } }),
        // With two reserved volumes, which of them is found first is open.
        ...(reserved && isFirst(volumes, number) && { claim: reserved }),
        ...(inZone && { zone: inZone }),
      })),
      claims: [
        {
          name: 'x',
          storageClass: className,
          size: claim.size,
          modes: claim.modes,
          block: claim.block,
          ...(claim.selector && { selector: claim.selector }),
          ...(claim.wanted && { volume: `${className}-v0` }),
        },
      ],
      pod: { ...(zone && { zone }) },
    };
  });
}

function isFirst(volumes: readonly { reserved: string | undefined }[], index: number): boolean {
  return volumes.findIndex(({ reserved }) => reserved === volumes[index]?.reserved) === index;
}

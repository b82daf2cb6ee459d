import { describe, expect, it } from '@jest/globals';
import { shareOfAddresses } from '../../src/shared/address-share.ts';

describe('the share of addresses in blocks', () => {
  it.each<[string, Parameters<typeof shareOfAddresses>[0], number]>([
    ['nothing', [], 0],
    ['everything', [{ block: '0.0.0.0/0' }], 1],
    ['two halves', [{ block: '0.0.0.0/1' }, { block: '128.0.0.0/1' }], 1],
    ['one half twice', [{ block: '0.0.0.0/1' }, { block: '0.0.0.0/1' }], 0.5],
    ['everything without a quarter', [{ block: '0.0.0.0/0', except: ['64.0.0.0/2'] }], 0.75],
    [
      'an exception that another one contains',
      [{ block: '0.0.0.0/0', except: ['64.0.0.0/2', '64.0.0.0/3', '64.0.0.0/2'] }],
      0.75,
    ],
    [
      'an exception that another block admits',
      [{ block: '0.0.0.0/0', except: ['64.0.0.0/2'] }, { block: '64.0.0.0/2' }],
      1,
    ],
    ['an exception of everything', [{ block: '0.0.0.0/0', except: ['0.0.0.0/1', '128.0.0.0/1'] }], 0],
    ['every IPv6 address', [{ block: '::/0' }], 1],
    ['what is routed of IPv6', [{ block: '2000::/3' }], 1],
    ['unreadable ones', [{ block: 'web' }, { block: '10.0.0.0/99' }], 0],
  ])('%s', (_, blocks, share) => {
    expect(shareOfAddresses(blocks)).toBeCloseTo(share, 5);
  });
});

import { describe, expect, it } from '@jest/globals';
import { admitsEverySource } from '../../src/model/source-ranges.ts';

describe('lists of source addresses', () => {
  it.each<[readonly string[], boolean]>([
    [['0.0.0.0/0'], true],
    [['::/0'], true],
    [['0.0.0.0/1', '128.0.0.0/1'], true],
    [['0.0.0.0/2', '64.0.0.0/2'], true],
    [[' 0.0.0.0/0', '10.0.0.0/8'], true],
    [['2000::/4', '3000::/4'], true],
    [['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'], false],
    [['198.51.100.7'], false],
    // The same quarter twice is a quarter.
    [['0.0.0.0/2', '0.0.0.0/2', '32.0.0.0/3'], false],
    [['2001:db8::/32', '2001:db8::1', '::ffff:192.0.2.1/128'], false],
    [['0.0.0.0/', '::/'], false],
    [['0.0.0.0/0x0', '0.0.0.0/ ', '0.0.0.0/+0', '0.0.0.0/33', '0.0.0.0/0.0'], false],
    [['0.0.0.0/-1', '0.0.0.0/x', 'everybody', ''], false],
    [[], false],
    // The rest of it was not recorded.
    [['198.51.100.7/32', '10.0…'], true],
  ])('%j allows all addresses: %s', (ranges, expected) => {
    expect(admitsEverySource(ranges)).toBe(expected);
  });
});

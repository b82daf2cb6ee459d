import { describe, expect, it } from '@jest/globals';
import { spanOf } from '../../src/shared/address-spans.ts';

describe('spanOf', () => {
  it.each([
    ['0.0.0.0/0', 4, 0n, 1n << 32n],
    ['10.1.7.9/24', 4, 0x0a010700n, 0x0a010800n],
    ['169.254.169.254', 4, 0xa9fea9fen, 0xa9fea9ffn],
    // kube-apiserver accepted these in objects that exist: zeros have no meaning.
    ['000.000.000.000/0', 4, 0n, 1n << 32n],
    ['010.001.007.000/024', 4, 0x0a010700n, 0x0a010800n],
    // IPv4 in IPv6 is IPv4, as Go parses it.
    ['::ffff:0.0.0.0/96', 4, 0n, 1n << 32n],
    ['::ffff:a9fe:a9fe/128', 4, 0xa9fea9fen, 0xa9fea9ffn],
    ['::ffff:169.254.169.254', 4, 0xa9fea9fen, 0xa9fea9ffn],
    ['::/0', 6, 0n, 1n << 128n],
    ['64:ff9b::10.0.0.1/128', 6, (0x64ff9bn << 96n) | 0x0a000001n, (0x64ff9bn << 96n) | 0x0a000002n],
    ['fd00:ec2::254/128', 6, (0xfd000ec2n << 96n) | 0x254n, (0xfd000ec2n << 96n) | 0x255n],
  ] as const)('%s', (text, family, first, end) => {
    expect(spanOf(text)).toEqual({ family, first, end });
  });

  it.each([
    '',
    '/',
    '10.0.0.0/33',
    '10.0.0/8',
    '10.0.0.0/8/8',
    '10.0.0.0/-1',
    'fe80::1%eth0/64',
    'a.b.c.d',
    '::/129',
    '10.0.0.0/1e1',
  ])('"%s" is none', (text) => {
    expect(spanOf(text)).toBeUndefined();
  });
});

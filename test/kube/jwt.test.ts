import { describe, expect, it } from '@jest/globals';
import { endOfToken } from '../../src/kube/credentials/jwt.ts';

const token = (claims: unknown) =>
  ['e30', Buffer.from(JSON.stringify(claims)).toString('base64url'), 'c2lnbmF0dXJl'].join('.');

describe('the expiry of a token', () => {
  it('is its exp', () => {
    expect(endOfToken(token({ exp: 1795392000, sub: 'system:serviceaccount:a:b' }))).toBe(
      '2026-11-23T00:00:00Z',
    );
    expect(endOfToken(token({ exp: 1795392000.9 }))).toBe('2026-11-23T00:00:00Z');
  });

  it.each([
    ['no JWT', 'abcdef.0123456789abcdef'],
    ['an opaque token', 'sha256~abcdef'],
    ['no expiry', token({ sub: 'a' })],
    ['an expiry that is no number', token({ exp: '1795392000' })],
    ['an expiry before the minimum date', token({ exp: -5 })],
    ['an expiry after the maximum date', token({ exp: 1e300 })],
    ['claims that are no object', token(null)],
  ])('is unknown for %s', (_what, text) => {
    expect(endOfToken(text)).toBeUndefined();
  });
});

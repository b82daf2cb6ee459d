import { describe, expect, it } from '@jest/globals';
import { printable } from '../../src/shared/text.ts';

describe('printable', () => {
  it.each([
    ['\u001b[31m', '\\u{1b}[31m'],
    ['a\u202eb', 'a\\u{202e}b'],
    ['a\u00ad\u{e0041}b', 'a\\u{ad}\\u{e0041}b'],
    ['\u2028', '\\u{2028}'],
    ['Grüße 😀 日本', 'Grüße 😀 日本'],
  ])('%j', (given, wanted) => {
    expect(printable(given)).toBe(wanted);
  });
});

import { describe, expect, it } from '@jest/globals';
import { failureIn, isOtherJson, resultPath, safeName } from '../../../src/app/fleet/files.ts';

const CONTEXTS = [
  'prod',
  'Prod',
  'PROD',
  'arn:aws:eks:eu-west-1:123456789012:cluster/shop',
  'arn:aws:eks:eu-west-1:123456789012:cluster-shop',
  '../../etc/passwd',
  '..',
  '.',
  '.hidden',
  '/',
  '',
  'con',
  'nul.txt',
  'COM1',
  'a b',
  'a\u0000b',
  'a\nb',
  'a\\b',
  'ümlaut',
  '\u202eevil',
  'trailing.',
  'x'.repeat(500),
  `${'x'.repeat(500)}y`,
];

describe('the file name of a context', () => {
  it('stays in the directory and is valid on every system', () => {
    for (const context of CONTEXTS) {
      expect(safeName(context)).toMatch(/^[A-Za-z0-9_][A-Za-z0-9._-]*$/);
      expect(safeName(context).length).toBeLessThan(80);
      expect(resultPath('out', context).split(/[/\\]/)).toHaveLength(2);
      expect(safeName(context)).not.toMatch(/^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i);
    }
  });

  it('is different for every context, also where case is ignored', () => {
    expect(new Set(CONTEXTS.map((context) => safeName(context).toLowerCase())).size).toBe(CONTEXTS.length);
  });

  it('is the context itself where that is safe', () => {
    expect(safeName('prod-eu.example.com')).toBe('prod-eu.example.com');
  });
});

describe('a saved failure', () => {
  const failure = {
    apiVersion: 'archmap.io/v1',
    kind: 'ClusterFailure',
    context: 'prod',
    error: 'refused',
    hint: 'check',
    failedAt: '2026-12-02T00:00:00Z',
  };

  it('is recognized', () => {
    expect(failureIn(JSON.stringify(failure))).toEqual(failure);
  });

  it.each([
    '',
    '{',
    'null',
    '"ClusterFailure"',
    '["ClusterFailure"]',
    JSON.stringify({ ...failure, error: {} }),
    JSON.stringify({ ...failure, apiVersion: 'archmap.io/v2' }),
    JSON.stringify({ kind: 'ClusterFailure', apiVersion: 'archmap.io/v1' }),
  ])('is not seen in %s', (text) => {
    expect(failureIn(text)).toBeUndefined();
  });

  it('is not confused with JSON of other programs', () => {
    expect([isOtherJson('{"a":1}'), isOtherJson('{"a":'), isOtherJson('')]).toEqual([true, false, false]);
  });
});

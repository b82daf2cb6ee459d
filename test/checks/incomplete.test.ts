import { describe, expect, it } from '@jest/globals';
import { defineCheck } from '../../src/checks/define.ts';
import type { Finding } from '../../src/checks/define.ts';
import { exampleSnapshot, evaluate } from '../support/example.ts';

const facts = {
  title: 't',
  control: 'c',
  severity: 'high',
  why: 'w',
  remediation: 'f',
  references: [],
  needs: [],
} as const;

const declared: Finding = { verdict: 'fail', message: 'nothing is there', evidence: [] };

/** The only verdict of a check over an example without objects. */
function verdictOf(check: ReturnType<typeof defineCheck>, evidence = ''): string[] {
  const head = 'apiVersion: archmap.io/v1\nkind: Evidence\n';
  return evaluate(check, exampleSnapshot(head + evidence)).map(({ verdict }) => verdict);
}

describe('a fail that requires a complete list', () => {
  const check = defineCheck({
    ...facts,
    id: 'nodes/absent',
    *run() {
      yield { ...declared, restsOn: ['pods'] };
    },
  });
  it.each([
    ['', ['fail']],
    ['partial: [pods]', ['unknown']],
    ['permission-denied: [pods]', ['unknown']],
    ['partial: [nodes]', ['fail']],
  ])('%s', (evidence, expected) => {
    expect(verdictOf(check, evidence)).toEqual(expected);
  });
});

describe('collectors of a part with several collectors', () => {
  const check = defineCheck({
    ...facts,
    id: 'nodes/needy',
    collectors: ['webhooks'],
    *run() {
      yield declared;
    },
  });
  it.each([
    ['', ['fail']],
    ['unavailable: [webhooks]', ['unknown']],
    ['partial: [webhooks]', ['fail']],
  ])('%s', (evidence, expected) => {
    expect(verdictOf(check, evidence)).toEqual(expected);
  });
});

describe('collectors that only a pass requires', () => {
  const passing = defineCheck({
    ...facts,
    id: 'nodes/passing',
    passNeeds: ['gateways'],
    *run() {
      yield { verdict: 'pass', message: 'fine', evidence: [] };
    },
  });
  const failing = defineCheck({
    ...facts,
    id: 'nodes/failing',
    passNeeds: ['gateways'],
    *run() {
      yield declared;
    },
  });
  it.each([
    ['', 'pass'],
    ['permission-denied: [gateways]', 'unknown'],
    ['collection-failed: [gateways]', 'unknown'],
    // Discovery reports that the API is not served, so there are no objects.
    ['unavailable: [gateways]', 'pass'],
    ['unavailable: [gateways, discovery]', 'unknown'],
  ])('%s', (evidence, expected) => {
    expect(verdictOf(passing, evidence)).toEqual([expected]);
    expect(verdictOf(failing, evidence)).toEqual(['fail']);
  });
});

import { describe, expect, it } from '@jest/globals';
import { both, either, holdAll, labelOf, namespaceLookup } from '../../src/model/selectors.ts';

const labels = { team: 'shop', tier: '', 'kubernetes.io/metadata.name': 'shop' };
const hold = (...requirements: string[]) => holdAll(requirements, (key) => labelOf(labels, key));

describe('requirements of a selector', () => {
  it.each<[string[], string]>([
    [[], 'yes'],
    [['team=shop'], 'yes'],
    [['team=other'], 'no'],
    [['tier='], 'yes'],
    [['none='], 'no'],
    [['key=a=b'], 'no'],
    [['team In shop,other'], 'yes'],
    [['team In other'], 'no'],
    [['tier In ,a'], 'yes'],
    [['none In '], 'no'],
    [['team NotIn other'], 'yes'],
    [['team NotIn shop'], 'no'],
    [['none NotIn shop'], 'yes'],
    [['team Exists'], 'yes'],
    [['none Exists'], 'no'],
    [['none DoesNotExist'], 'yes'],
    [['team DoesNotExist'], 'no'],
    [['team=shop', 'none Exists'], 'no'],
    // Names of JavaScript methods are valid label names.
    [['toString DoesNotExist'], 'yes'],
    [['constructor Exists'], 'no'],
    // A requirement that is not understood is unknown, but the other requirements still count.
    [['team Gt 3'], 'maybe'],
    [['?'], 'maybe'],
    [['?', 'team=other'], 'no'],
  ])('%j: %s', (requirements, expected) => {
    expect(hold(...requirements)).toBe(expected);
  });

  it('uses the value after the first equals sign', () => {
    expect(holdAll(['key=a=b'], () => 'a=b')).toBe('yes');
  });

  it('only the name of a namespace that was not collected is known', () => {
    const uncollected = namespaceLookup('dev', undefined);
    expect(holdAll(['kubernetes.io/metadata.name=dev'], uncollected)).toBe('yes');
    expect(holdAll(['kubernetes.io/metadata.name NotIn dev'], uncollected)).toBe('no');
    expect(holdAll(['team DoesNotExist'], uncollected)).toBe('maybe');
    expect(holdAll(['team DoesNotExist'], namespaceLookup('dev', {}))).toBe('yes');
  });

  it('results are combined', () => {
    expect([
      both('yes', 'maybe'),
      both('no', 'maybe'),
      either([]),
      either(['no', 'maybe']),
      either(['maybe', 'yes']),
    ]).toEqual(['maybe', 'no', 'no', 'maybe', 'yes']);
  });
});

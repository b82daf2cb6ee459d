import { describe, expect, it } from '@jest/globals';
import { readSelector } from '../../src/app/label-selector.ts';
import { holdAll, labelOf } from '../../src/model/selectors.ts';

const selects = (text: string, labels: Record<string, string>) =>
  holdAll(readSelector(text), (key) => labelOf(labels, key)) === 'yes';

describe('-l', () => {
  it.each<[string, Record<string, string>, boolean]>([
    ['team=shop', { team: 'shop' }, true],
    ['team==shop', { team: 'shop' }, true],
    ['team = shop', { team: 'shop' }, true],
    ['team=shop', { team: 'pay' }, false],
    ['team=shop', {}, false],
    ['team!=shop', { team: 'pay' }, true],
    ['team!=shop', {}, true],
    ['team!=shop', { team: 'shop' }, false],
    ['team', { team: '' }, true],
    ['!team', { team: 'shop' }, false],
    ['!team', {}, true],
    ['team in (shop, pay)', { team: 'pay' }, true],
    ['team in (shop,pay)', { team: 'x' }, false],
    ['team notin (shop,pay)', { team: 'x' }, true],
    ['team notin (shop)', {}, true],
    ['team=shop,tier in (web,db),!old', { team: 'shop', tier: 'db' }, true],
    ['team=shop,tier in (web,db),!old', { team: 'shop', tier: 'db', old: '1' }, false],
    ['app.kubernetes.io/name=web', { 'app.kubernetes.io/name': 'web' }, true],
    ['team=', { team: '' }, true],
    ['constructor', {}, false],
  ])('%s with %j: %s', (text, labels, expected) => {
    expect(selects(text, labels)).toBe(expected);
  });

  it.each([
    'team=a b',
    'team in (a',
    'team in a',
    '=x',
    ',',
    'a=b,,c',
    'team~=x',
    '-x=1',
    'a=b;c',
    '\u001b[1m',
  ])('refuses %j', (text) => {
    expect(() => readSelector(text)).toThrow(expect.objectContaining({ code: 'usage' }));
  });
});

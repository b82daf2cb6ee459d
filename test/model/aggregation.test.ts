import { describe, expect, it } from '@jest/globals';
import { filledRoles } from '../../src/model/aggregation.ts';
import type { PolicyRule, RoleRecord } from '../../src/snapshot/records/index.ts';

const rule = (resource: string): PolicyRule => ({ verbs: ['get'], apiGroups: [''], resources: [resource] });
const role = (name: string, label: string, gathers?: string[][], rules = [rule(name)]): RoleRecord => ({
  kind: 'ClusterRole',
  name,
  labels: { agg: label },
  rules,
  ...(gathers && { aggregated: true, gathers }),
});
const resources = ({ rules }: RoleRecord) => rules.flatMap((one) => one.resources ?? []);
const many = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, index) => make(index));

describe('aggregated roles', () => {
  it.each<[string, string[], string[]]>([
    ['by a label', ['agg=b'], ['a', 'b']],
    ['by one of several labels', ['agg In b,c'], ['a', 'b', 'c']],
    ['by an existing label', ['agg Exists'], ['a', 'b', 'c']],
    ['by a missing label', ['x DoesNotExist', 'agg=c'], ['a', 'c']],
    ['all, by an empty selector', [], ['a', 'b', 'c']],
    ['none', ['agg=d'], ['a']],
  ])('%s', (_, selector, expected) => {
    const roles = [role('a', 'a', [selector]), role('b', 'b'), role('c', 'c')];
    expect(filledRoles(roles).map(resources)).toEqual([expected, ['b'], ['c']]);
  });

  it('nested and circular aggregation', () => {
    const roles = [role('a', 'a', [['agg=b']]), role('b', 'b', [['agg=c']]), role('c', 'c', [['agg=a']])];
    expect(filledRoles(roles).map((one) => resources(one).sort())).toEqual(many(3, () => ['a', 'b', 'c']));
  });

  it('a thousand roles that aggregate each other', () => {
    const roles = many(3000, (index) => role(`r${index}`, '1', [['agg=1']], [rule(`r${index % 7}`)]));
    expect(filledRoles(roles).every(({ rules }) => rules.length === 7)).toBe(true);
  });

  it('above the limit: rejected', () => {
    const roles = many(6000, (index) => role(`r${index}`, `${index}`, [[`agg=${index + 1}`]]));
    expect(() => filledRoles(roles)).toThrow('ClusterRoles gather each other in more than 5 million steps');
  });
});

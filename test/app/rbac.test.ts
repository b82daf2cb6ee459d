import { describe, expect, it } from '@jest/globals';
import { minimalRole } from '../../src/app/rbac.ts';
import { catalogue } from '../../src/checks/index.ts';
import type { PolicyRule } from '../../src/shared/requirement.ts';
import { grants, rulesFor } from './support/role.ts';

describe('a role for fewer checks', () => {
  const resources = (rules: readonly PolicyRule[]) => rules.flatMap(({ resources: list = [] }) => list);

  it('omits what no check reads', () => {
    const rules = rulesFor('nodes');
    for (const name of ['serviceaccounts', 'certificatesigningrequests', 'applications', '*'])
      expect(resources(rules)).not.toContain(name);
    expect(rules.flatMap(({ resourceNames = [] }) => resourceNames)).toEqual([
      'config',
      'coredns',
      'kube-proxy',
      'kube-proxy-config',
      'kubeadm-config',
      'microshift-version',
    ]);
    expect(resources(minimalRole({}).rules)).toContain('horizontalpodautoscalers');
  });

  it('for ready nodes alone contains nodes and their leases', () => {
    expect([...new Set(resources(rulesFor('nodes/not-ready')))].sort()).toEqual(['leases', 'nodes']);
  });

  it('is never larger than the role for all checks', () => {
    const all = minimalRole({}).rules;
    for (const { id } of catalogue) {
      for (const {
        apiGroups = [],
        resources: list = [],
        resourceNames,
        nonResourceURLs = [],
        verbs,
      } of rulesFor(id)) {
        for (const verb of verbs) {
          for (const path of nonResourceURLs) expect(grants(all, { verb: verb as 'get', path })).toBe(true);
          for (const group of apiGroups)
            for (const resource of list)
              for (const name of resourceNames ?? [undefined])
                expect([id, resource, grants(all, { verb: verb as 'get', group, resource }, name)]).toEqual([
                  id,
                  resource,
                  true,
                ]);
        }
      }
    }
  });
});

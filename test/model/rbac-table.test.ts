import { describe, expect, it } from '@jest/globals';
import { policyMinors, shippedParts, shippedRoles } from '../../src/data/bootstrap-policy.generated.ts';
import { distributionRoles } from '../../src/data/distribution-roles.ts';
import { allows } from '../../src/model/rbac.ts';
import { roleKey, shippedRolesOf } from '../../src/model/rbac-table.ts';

const of = (minor: number | undefined, key: string) => shippedRolesOf(minor, undefined)(key);

describe('default roles of Kubernetes', () => {
  it('exist for every minor from 1.24 to 1.37', () => {
    expect(policyMinors.first).toBeLessThanOrEqual(24);
    expect(policyMinors.last).toBeGreaterThanOrEqual(37);
    expect(policyMinors.missing).toEqual([]);
  });

  it('have readable rules, each with verbs and a resource or path', () => {
    for (const key of Object.keys(shippedRoles))
      for (const { verbs, resources = [], nonResourceURLs = [], apiGroups = [] } of of(37, key)?.limit ??
        []) {
        expect([key, verbs.every((verb) => /^(?:[a-z]+|\*)$/.test(verb))]).toEqual([key, true]);
        expect([key, resources.length + nonResourceURLs.length > 0]).toEqual([key, true]);
        expect([key, nonResourceURLs.length > 0 || apiGroups.length > 0]).toEqual([key, true]);
      }
  });

  it('include the first minor version of each rule', () => {
    const mint = { verb: 'create', group: '', resource: 'serviceaccounts/token' };
    const may = (minor: number | undefined) => allows(of(minor, 'ClusterRole edit')?.rules ?? [], mint);
    expect([21, 24, 37, undefined, 99].map(may)).toEqual([false, true, true, true, true]);
  });

  it('keep the rules and subjects of older releases', () => {
    const discovery = of(37, 'ClusterRole system:discovery');
    const swagger = (rules: readonly { nonResourceURLs?: readonly string[] }[] = []) =>
      rules.some(({ nonResourceURLs }) => nonResourceURLs?.includes('/swagger.json'));
    expect([swagger(discovery?.rules), swagger(discovery?.limit)]).toEqual([false, true]);
    expect([...(discovery?.subjects ?? [])]).toEqual(['Group system:authenticated']);
    expect([...(discovery?.formerly ?? [])]).toEqual([['Group system:unauthenticated', 13]]);
    expect(of(12, 'ClusterRole system:discovery')?.subjects).toContain('Group system:unauthenticated');
  });

  it('have no subjects bound to system:node', () => {
    expect(of(undefined, 'ClusterRole system:node')?.subjects.size).toBe(0);
    expect(of(undefined, 'ClusterRole system:node')?.formerly.size).toBe(0);
  });

  it('behind a feature gate are included before their release', () => {
    expect(of(30, 'ClusterRole system:cluster-trust-bundle-discovery')?.subjects).toContain(
      'Group system:serviceaccounts',
    );
  });

  it('that are aggregated contain the rules of their parts', () => {
    expect(Object.keys(shippedParts).sort()).toEqual(['admin', 'edit', 'view']);
    expect(of(37, 'ClusterRole view')?.rules.length).toBeGreaterThan(5);
    expect(
      allows(of(37, 'ClusterRole view')?.rules ?? [], { verb: 'get', group: '', resource: 'secrets' }),
    ).toBe(false);
  });

  it('do not include names that no release has', () => {
    expect(of(37, 'ClusterRole system:controller:helper')).toBeUndefined();
    expect(of(37, roleKey('Role', 'shop', 'system:discovery'))).toBeUndefined();
  });
});

describe('roles of distributions', () => {
  const key = 'ClusterRole local-path-provisioner-role';
  it('count only if the distribution was recognized', () => {
    expect(shippedRolesOf(37, 'k3s')(key)?.subjects.size).toBe(1);
    expect(shippedRolesOf(37, 'kubeadm')(key)).toBeUndefined();
    expect(shippedRolesOf(37, undefined)(key)).toBeUndefined();
  });

  it('grant full access to administrators only', () => {
    const everything = distributionRoles.filter(({ rules }) => rules.includes('* * *'));
    expect(everything.flatMap(({ subjects }) => subjects)).toEqual(['Group system:masters']);
  });

  it('that apply on any cluster grant no sensitive permissions', () => {
    const open = distributionRoles.filter(({ on }) => on === undefined);
    for (const { role, rules } of open)
      expect([
        role,
        rules.some((line) => /^\S*\* |secrets(?: |$)(?!kubeadm-certs)|nodes\/proxy/.test(line)),
      ]).toEqual([role, role === 'ClusterRole system:master']);
  });
});

import { describe, expect, it } from '@jest/globals';
import type { DistributionId } from '../../src/data/distributions.ts';
import { isOfDistribution } from '../../src/model/trust.ts';
import { known, unknown } from '../../src/shared/evidence.ts';

const on = (id: DistributionId | undefined) =>
  id === undefined ? unknown('not recognised') : known({ id, name: id });

describe('namespaces of the distribution', () => {
  it.each([
    ['default', 'kubeadm', false],
    ['kube-system', undefined, true],
    ['kube-flannel', 'kubeadm', false],
    ['cert-manager', 'kubeadm', false],
    ['cattle-fleet-system', 'rke2', false],
    ['cattle-shop', 'rke2', false],
    ['operators', 'kubeadm', false],
    ['aks-shop', 'kubeadm', false],
    ['aks-shop', undefined, false],
    ['aks-command', 'aks', true],
    ['app-routing-system', 'aks', true],
    ['app-routing-system', 'eks', false],
    ['openshift-monitoring', 'openshift', true],
    ['openshift-monitoring', 'kubeadm', false],
    ['gke-managed-parallelstorecsi', 'gke', true],
    ['gke-managed-parallelstorecsi', 'kind', false],
  ] as const)('%s on %s: %s', (name, distribution, own) => {
    expect(isOfDistribution(name, on(distribution))).toBe(own);
  });
});

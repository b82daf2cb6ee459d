import { describe, expect, it } from '@jest/globals';
import type { DistributionId } from '../../src/data/distributions.ts';
import { isClosedNamespace, isSystemNamespace } from '../../src/model/namespaces.ts';
import { known, unknown } from '../../src/shared/evidence.ts';

const on = (id: DistributionId | undefined) =>
  id === undefined ? unknown('not recognised') : known({ id, name: id });

describe('namespaces of the system', () => {
  it.each([
    ['default', 'kubeadm', false],
    ['kube-system', undefined, true],
    ['kube-flannel', 'kubeadm', true],
    ['cert-manager', 'kubeadm', true],
    ['cattle-fleet-system', 'rke2', true],
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
  ] as const)('%s on %s: %s', (name, distribution, system) => {
    expect(isSystemNamespace(name, on(distribution))).toBe(system);
  });

  it.each([
    ['openshift-etcd', 'openshift', true],
    ['openshift-etcd', 'kubeadm', false],
    ['kube-system', 'openshift', false],
    ['aks-command', 'aks', false],
  ] as const)('%s on %s is for the distribution alone: %s', (name, distribution, closed) => {
    expect(isClosedNamespace(name, on(distribution))).toBe(closed);
  });
});

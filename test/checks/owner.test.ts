import { describe, expect, it } from '@jest/globals';
import { catalogue } from '../../src/checks/index.ts';
import { customerDuties } from '../../src/data/customer-duties.ts';
import { node, snapshotOf } from '../model/support/cluster.ts';
import { checkOf, evaluate } from '../support/example.ts';

const LABELS = {
  eks: 'eks.amazonaws.com/nodegroup',
  gke: 'cloud.google.com/gke-nodepool',
  aks: 'kubernetes.azure.com/cluster',
  doks: 'doks.digitalocean.com/node-id',
  lke: 'lke.linode.com/pool-id',
} as const;

function owners(id: string, label: string): string[] {
  const snapshot = snapshotOf({ version: 'v1.36.2' }, node('n-1', { labels: { [label]: 'x' } }));
  return evaluate(checkOf(id), snapshot).map(({ responsibility }) => responsibility);
}

describe('responsibility on a managed control plane', () => {
  it.each([
    ['api-server/audit-logging-off', 'eks', 'customer'],
    ['api-server/audit-logging-off', 'aks', 'customer'],
    ['api-server/audit-logging-off', 'gke', 'provider'],
    ['etcd/secrets-unencrypted', 'gke', 'customer'],
    ['etcd/secrets-unencrypted', 'aks', 'customer'],
    ['etcd/secrets-unencrypted', 'eks', 'provider'],
    ['control-plane/single-node', 'gke', 'customer'],
    ['control-plane/single-node', 'aks', 'customer'],
    ['control-plane/single-node', 'doks', 'customer'],
    ['control-plane/single-node', 'lke', 'customer'],
    ['control-plane/single-node', 'eks', 'provider'],
    ['api-server/anonymous-access', 'gke', 'customer'],
    ['api-server/anonymous-access', 'eks', 'provider'],
    ['api-server/static-token-file', 'gke', 'provider'],
    ['version/kubernetes-unsupported', 'gke', 'customer'],
  ] as const)('%s on %s: %s', (id, distribution, owner) => {
    expect(owners(id, LABELS[distribution])).toEqual([owner]);
  });

  it("is the customer's on a self-managed control plane", () => {
    expect(owners('api-server/audit-logging-off', 'node-role.kubernetes.io/control-plane')).toEqual([
      'customer',
    ]);
  });

  it('lists existing checks that are otherwise provider-managed', () => {
    for (const id of Object.keys(customerDuties))
      expect(catalogue.find((check) => check.id === id)).toMatchObject({ providerManaged: true });
  });
});

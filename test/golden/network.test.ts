import { describe, expect, it } from '@jest/globals';
import type { Manifest } from '../model/support/cluster.ts';
import { snapshotOf } from '../model/support/cluster.ts';
import { without } from '../support/without.ts';
import { FAULTY, NETWORKS, SOUND, UNCLEAR } from './network.ts';
import { verdictsAt } from './support/verdicts.ts';

/** What is expected follows from Kubernetes and the CNI plugins, not from our output. */
const clusterOf = (objects: readonly Manifest[]) => snapshotOf({ version: 'v1.37.2' }, ...objects);
const at = (objects: readonly Manifest[], kind: 'fail' | 'unknown' | 'pass') =>
  verdictsAt(clusterOf(objects), 'network', kind);

describe('the network of a cluster', () => {
  it('with planted faults: each is found at its namespace', () => {
    expect(at(FAULTY, 'fail')).toEqual([
      'agent-sandbox-egress: Namespace sandboxes medium',
      'allow-all-policy: Namespace allow-in low',
      'allow-all-policy: Namespace allow-out low',
      // No name is resolved in these, and they connect to Pods by address only.
      'dns-egress-blocked: Namespace bridge low',
      'dns-egress-blocked: Namespace internet-https low',
      'dns-egress-blocked: Namespace no-dns low',
      'egress-to-any-address: Namespace internet low',
      'egress-to-any-address: Namespace internet-halves low',
      'egress-to-any-address: Namespace internet-https info',
      'egress-unrestricted: Namespace allow-out low',
      'egress-unrestricted: Namespace half low',
      'egress-unrestricted: Namespace internet low',
      'egress-unrestricted: Namespace internet-halves low',
      'end-port-below-port: Namespace ranges low',
      'ingress-from-all-namespaces: Namespace everyone low',
      'ingress-from-all-namespaces: Namespace everyone-http info',
      'ip-block-holds-pods: Namespace addresses info',
      'metadata-reachable: cluster medium',
      'named-port-missing: Namespace ports info',
      'named-port-missing: Namespace protocols info',
      // Every Pod of the cluster may connect to these.
      'namespace-without-policy: Namespace allow-in medium',
      'namespace-without-policy: Namespace everyone medium',
      'namespace-without-policy: Namespace open medium',
      'namespace-without-policy: Namespace partly low',
      'namespace-without-policy: Namespace sandboxes medium',
      'peer-selects-nothing: Namespace contradiction info',
      'peer-selects-nothing: Namespace peer-pods info',
      'peer-selects-nothing: Namespace peers info',
      'policy-on-host-network: Namespace host low',
      'policy-overshadowed: Namespace under info',
      'policy-selects-nothing: Namespace misspelled info',
      'policy-types-missing: Namespace types low',
      'sensitive-namespace-bridged: NetworkPolicy bridge/rule low',
      'sensitive-namespace-bridged: NetworkPolicy kube-system/from-bridge low',
      'service-external-ips: Service claims/edge medium',
    ]);
    expect(at(FAULTY, 'unknown')).toEqual([]);
  });

  it('with look-alikes: no risk, and none unknown', () => {
    expect(at(SOUND, 'fail')).toEqual([]);
    expect(at(SOUND, 'unknown')).toEqual([]);
  });

  it('with a rule for domain names, which no API resolves: unknown where it decides', () => {
    expect(at(UNCLEAR, 'fail')).toEqual([]);
    expect(at(UNCLEAR, 'unknown')).toEqual([
      'dns-egress-blocked: Namespace domains',
      'egress-unrestricted: Namespace domains',
      'metadata-reachable: cluster',
    ]);
  });

  it('that ignores policies: everything is open', () => {
    expect(at(NETWORKS.flannel, 'fail')).toEqual([
      'agent-sandbox-egress: Namespace sandboxes medium',
      'metadata-reachable: cluster medium',
      'namespace-without-policy: cluster medium',
      'policies-unenforced: cluster medium',
    ]);
  });

  it('that is not recognized: what policies close is unknown, what they leave open is not', () => {
    expect(at(NETWORKS.none, 'fail')).toEqual([
      'metadata-reachable: cluster medium',
      'namespace-without-policy: Namespace open medium',
    ]);
    expect(at(NETWORKS.none, 'unknown')).toEqual([
      'agent-sandbox-egress: Namespace sandboxes',
      'dns-egress-blocked: cluster',
      'egress-unrestricted: cluster',
      'namespace-without-policy: cluster',
      'policies-unenforced: cluster',
    ]);
  });

  it('of Cilium: its own policies close, and endpoints of deleted Pods are found', () => {
    expect(at(NETWORKS.cilium, 'fail')).toEqual([
      'cilium-endpoint-stale: cluster low',
      'metadata-reachable: cluster medium',
      'namespace-without-policy: Namespace open medium',
    ]);
    expect(at(NETWORKS.cilium, 'pass')).toContain('namespace-without-policy: Namespace cilium-closed');
    expect(at(NETWORKS.cilium, 'unknown')).toEqual([]);
  });

  it('whose agent is missing on a node: what rests on that agent is unknown', () => {
    expect(at(NETWORKS['calico on one node'], 'unknown')).toEqual([
      'dns-egress-blocked: Namespace shop',
      'egress-unrestricted: Namespace shop',
      'namespace-without-policy: Namespace shop',
      'policies-unenforced: cluster',
    ]);
    expect(at(NETWORKS['calico on one node'], 'pass')).toContain(
      'namespace-without-policy: Namespace sandboxes',
    );
  });

  const POLICIES_ALONE = [
    'allow-all-policy',
    'egress-to-any-address',
    'end-port-below-port',
    'ingress-from-all-namespaces',
    'policy-types-missing',
  ];
  it.each([
    ['networkpolicies', ['policies-unenforced', 'service-external-ips']],
    ['pods', [...POLICIES_ALONE, 'service-external-ips']],
    [
      'services',
      [...POLICIES_ALONE, 'metadata-reachable', 'namespace-without-policy', 'policies-unenforced'],
    ],
  ] as const)(
    'with look-alikes, without the list of %s: what does not rest on it passes',
    (collector, passes) => {
      const snapshot = without(clusterOf(SOUND), collector);
      expect(verdictsAt(snapshot, 'network', 'fail')).toEqual([]);
      const passed = new Set(verdictsAt(snapshot, 'network', 'pass').map((text) => text.replace(/: .*/, '')));
      if (collector === 'services') expect([...passed]).toEqual(expect.arrayContaining([...passes]));
      else expect([...passed]).toEqual(passes);
      expect(passed.has('service-external-ips')).toBe(collector !== 'services');
    },
  );

  it('with look-alikes, without the list of namespaces: one that ends cannot be told apart', () => {
    const snapshot = without(clusterOf(SOUND), 'namespaces');
    expect(verdictsAt(snapshot, 'network', 'fail')).toEqual([
      'metadata-reachable: cluster medium',
      'namespace-without-policy: Namespace going medium',
    ]);
  });
});

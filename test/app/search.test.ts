import { describe, expect, it } from '@jest/globals';
import { explain, unfolded } from '../../src/app/explain.ts';
import { searchEntries } from '../../src/app/search-entries.ts';
import { phrases } from '../../src/data/search-synonyms.ts';

/** The name of the page, or of the first matches. */
function firstOf(query: string): string[] {
  const found = explain(query);
  switch (found.kind) {
    case 'check':
      return [found.info.id];
    case 'control':
      return [`control ${found.row.id}`];
    case 'topic':
      return [`${found.topic.kind}/${found.topic.name}`];
    case 'framework':
      return [`framework ${found.framework}`];
    case 'matches':
      return found.result.matches.map(({ name }) => name);
    default:
      return found satisfies never;
  }
}

describe('explain WORDS', () => {
  it.each([
    ['encryption at rest', 'etcd/secrets-unencrypted'],
    ['encryption', 'etcd/secrets-unencrypted'],
    ['mtls', 'istio/mtls-permissive'],
    ['network policy', 'network/namespace-without-policy'],
    ['NetworkPolicies', 'network/namespace-without-policy'],
    ['cluster-admin', 'identities/cluster-admin-outside-system'],
    ['audit log', 'api-server/audit-logging-off'],
    ['pdf', 'sharing'],
    ['executive summary', 'sharing'],
    ['backup', 'etcd/backup-stale'],
    ['hostPath', 'workloads/sensitive-host-path'],
    ['TLS', 'api-server/weak-tls-version'],
    ['cve', 'version/api-server-vulnerable'],
    ['cis', 'framework cis'],
    ['NSA', 'framework nsa'],
    ['1.2.6', 'control 1.2.6'],
    ['CIS 1.2.6', 'control 1.2.6'],
    ['cis-1.2.6', 'control 1.2.6'],
    ['T1078', 'control T1078'],
    ['k01', 'control K01'],
    ['owasp k01', 'control K01'],
    ['NSA network policies', 'control Network policies'],
    ['C-0066', 'etcd/secrets-unencrypted'],
    ['CVE-2024-21626', 'version/api-server-vulnerable'],
    ['accept a risk', 'waivers'],
    ['missing permissions', 'permission-denied'],
    ['KSV-0111', 'identities/cluster-admin-outside-system'],
    ['AVD-KSV-0111', 'identities/cluster-admin-outside-system'],
    ['ksv111', 'identities/cluster-admin-outside-system'],
    ['KCV-0030', 'etcd/secrets-unencrypted'],
    ['rbac_cluster_admin_usage', 'identities/cluster-admin-outside-system'],
    ['wildcard', 'identities/wildcard-permissions'],
    ['egress', 'network/egress-unrestricted'],
    ['upgrade', 'version/upgrade-blocked'],
    ['psp', 'namespaces/pod-security-unset'],
    ['pod security', 'namespaces/pod-security-unset'],
    ['high availability', 'control-plane/single-node'],
    ['single point of failure', 'control-plane/single-node'],
    ['ignore', 'waivers'],
    ['exit code', 'exit-codes'],
    ['waivers', 'topic/waivers'],
    ['unknown', 'verdict/unknown'],
    ['severity', 'topic/severity'],
    ['critical', 'severity'],
    ['etcd', 'area/etcd'],
    ['kubelet', 'area/kubelet'],
    ['rbac', 'identities'],
    ['metrics', 'nodes/metrics-missing'],
    ['nodes', 'area/nodes'],
    ['storage', 'area/storage'],
    ['webhook', 'api-server/webhook-fail-open'],
    ['dashboard', 'exposure/dashboard-exposed'],
    ['ingress', 'exposure/ingress-without-tls'],
    ['gateway', 'exposure/gateway-not-ready'],
    ['istio', 'area/istio'],
    ['envoy', 'area/envoy'],
    ['service account token', 'identities/long-lived-token'],
    ['token', 'identities/long-lived-token'],
    ['secrets', 'etcd/secrets-unencrypted'],
    ['privileged', 'workloads/privileged-container'],
    ['root', 'workloads/root-container'],
    ['anonymous auth', 'api-server/anonymous-access'],
    ['certificate', 'certificates'],
    ['expiry', 'certificates/serving-expiring'],
    ['pvc', 'storage/claim-pending'],
    ['storageclass', 'storage/default-class-missing'],
    ['quota', 'namespaces/resource-quota-missing'],
    ['namespace', 'namespaces'],
    ['default', 'namespaces/default-in-use'],
    ['cloud metadata', 'network/metadata-reachable'],
    ['supply chain', 'workloads/images-unverified'],
    ['baseline', 'topic/baseline'],
    ['secrets-unencrypted', 'etcd/secrets-unencrypted'],
    ['containerd', 'nodes/runtime-vulnerable'],
  ])('%s leads to %s', (query, first) => {
    expect(firstOf(query)[0]).toBe(first);
  });

  it('finds every id of another tool in its row, covered or not', () => {
    const popeye = explain('POP-712');
    expect(popeye.kind === 'matches' && popeye.result.about?.[0]).toMatch(/^Popeye POP-712: /);
    const probe = explain('KHV032');
    expect(probe.kind === 'matches' && probe.result.about?.[0]).toMatch(
      /^kube-hunter KHV032: .*requires attack requests/,
    );
  });

  it('prints the page of a single match and lists several', () => {
    expect(unfolded(explain('KCV-0030')).kind).toBe('check');
    expect(unfolded(explain('encryption')).kind).toBe('matches');
  });

  it('does not choose between checks with the same name in two areas', () => {
    expect(firstOf('profiling-on')).toEqual(
      expect.arrayContaining(['api-server/profiling-on', 'scheduler/profiling-on']),
    );
  });

  it('has pages for all known phrases', () => {
    const names = new Set(searchEntries().map(({ match }) => match.name));
    const wrong = Object.entries(phrases).flatMap(([phrase, text]) =>
      text.split(' ').flatMap((name) => (names.has(name) ? [] : [`${phrase}: ${name}`])),
    );
    expect(wrong).toEqual([]);
  });

  it('leads from every match to its page', () => {
    for (const { match } of searchEntries()) {
      const found = explain(match.name);
      expect([match.name, found.kind]).not.toEqual([match.name, 'matches']);
    }
  });

  it.each(['zzzzqqqq', 'C-0046', '\u001b[31mx', 'constructor prototype', '…', '(', 'a/b/c', 'cis/99.9'])(
    'reports %j without a match, and how to list all',
    (query) => {
      expect(() => explain(query)).toThrow(
        expect.objectContaining({ code: 'usage', hint: expect.stringContaining('kubectl archmap explain') }),
      );
    },
  );

  it('reads a very long text in reasonable time', () => {
    expect(() => explain('encryption '.repeat(20_000))).not.toThrow();
  });
});

import { command } from '../../shared/requirement.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import type { ControlPlane } from '../helpers/istio-control-planes.ts';
import { closing } from '../helpers/closed-ports.ts';
import { perControlPlane } from '../helpers/istio-control-planes.ts';
import { observed, workloadName } from '../helpers/objects.ts';

export default defineCheck({
  id: 'istio/plaintext-xds',
  title: 'Plaintext xDS port of istiod open',
  control: 'Plaintext xDS port of istiod',
  severity: 'medium',
  why: 'Port 15010 serves the configuration of the mesh without TLS and without authentication. Every Pod can request the configuration of a proxy in any namespace, and an attacker on the network can modify responses.',
  remediation:
    'Set `--grpcAddr=""` in `extraContainerArgs` of the istiod chart. Check first that no proxyless or external client uses port 15010.',
  references: ['istio-security-best-practices', 'istio-application-requirements', 'K05'],
  needs: ['workloads'],
  uses: ['istio', 'networkPolicies', 'addons', 'cluster', 'extensions', 'namespaces', 'nodes'],
  *run(parts): Iterable<Finding> {
    yield* perControlPlane(parts, 'plaintext port', function* (plane) {
      const finding = evaluate(plane);
      yield finding.verdict === 'fail' ? limited(finding, plane, parts) : finding;
    });
  },
});

/**
 * Without an identity, a client names itself any proxy and receives its clusters, listeners, routes and endpoints: istiod verifies only
 * identities that are there (pilot/pkg/xds/auth.go). ENABLE_XDS_API_GENERATOR_AUTH guards the Istio objects alone (networking/apigen).
 */
function evaluate({ container, workload }: ControlPlane): Finding {
  const place = workloadName(workload);
  if (container?.args === undefined)
    return {
      verdict: 'unknown',
      message: 'the arguments of istiod are unknown',
      requires: [command(`kubectl -n ${workload.namespace} get deployment ${workload.name} -o yaml`)],
    };
  const address = addressOf([...(container.command ?? []), ...container.args]);
  if (address === '')
    return { verdict: 'pass', message: '--grpcAddr is empty', evidence: [observed(place, '--grpcAddr=""')] };
  if (/^(?:127\.\d+\.\d+\.\d+|localhost|\[::1\]):/.test(address ?? ''))
    return {
      verdict: 'pass',
      message: `--grpcAddr is ${address ?? ''}, the loopback interface`,
      evidence: [observed(place, `--grpcAddr=${address ?? ''}`)],
    };
  const open = `--grpcAddr is ${address ?? 'not set (default: :15010)'}`;
  return {
    verdict: 'fail',
    detail: 'open',
    message: `${open}: a client without authentication can request the configuration of proxies of all namespaces`,
    evidence: [observed(place, address === undefined ? 'no --grpcAddr' : `--grpcAddr=${address}`)],
  };
}

/** A policy can be removed, and applies to Pods only: the port stays open to the node. */
function limited(
  finding: Finding & { verdict: 'fail' },
  { workload, revision }: ControlPlane,
  parts: Parameters<typeof closing>[2],
): Finding {
  const policies = revision.trusted ? closing(PORT, workload, parts) : [];
  const [first] = policies;
  if (!first) return finding;
  const name = `NetworkPolicy ${first.namespace ?? ''}/${first.name}`;
  return {
    ...finding,
    severity: 'low',
    message: `${finding.message}; ${name} closes port ${PORT} to other Pods`,
    restsOn: ['networkpolicies'],
    evidence: [...finding.evidence, observed(name, `no rule with port ${PORT}`)],
  };
}

const PORT = 15_010;

/** The last occurrence counts; the value may be the next word. */
function addressOf(words: readonly string[]): string | undefined {
  const index = words.findLastIndex((word) => word === '--grpcAddr' || word.startsWith('--grpcAddr='));
  const word = words[index];
  if (word === undefined) return undefined;
  const value = word === '--grpcAddr' ? (words[index + 1] ?? '') : word.slice('--grpcAddr='.length);
  return value.replace(/^"(.*)"$|^'(.*)'$/, '$1$2');
}

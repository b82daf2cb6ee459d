import { xdsGeneratorAuthorization } from '../../data/istio-releases.ts';
import { command } from '../../shared/requirement.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import type { ControlPlane } from '../helpers/istio-control-planes.ts';
import { isOn, perControlPlane, settingOf, versionOf } from '../helpers/istio-control-planes.ts';
import { observed, workloadName } from '../helpers/objects.ts';

const GENERATOR = 'ENABLE_XDS_API_GENERATOR_AUTH';

export default defineCheck({
  id: 'istio/plaintext-xds',
  title: 'Plaintext xDS port of istiod open',
  control: 'Plaintext xDS port of istiod',
  severity: 'medium',
  why: 'Port 15010 serves the configuration of the mesh without TLS and without authentication. Every Pod can read services, endpoints and policies of all namespaces, and an attacker on the network can modify responses.',
  remediation:
    'Set `--grpcAddr=""` in `extraContainerArgs` of the istiod chart. Check first that no proxyless or external client uses port 15010.',
  references: ['istio-security-best-practices', 'istio-application-requirements', 'K05'],
  needs: ['workloads'],
  uses: ['istio'],
  *run({ istio, workloads }): Iterable<Finding> {
    yield* perControlPlane({ istio, workloads }, 'plaintext port', function* (plane) {
      yield evaluate(plane);
    });
  },
});

function evaluate({ container, workload, revision }: ControlPlane): Finding {
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
  const version = versionOf(revision);
  const open = `--grpcAddr is ${address ?? 'not set (default: :15010)'}`;
  // Endpoints of one workload remain readable; the configuration of all of them does not.
  const limited =
    version !== undefined &&
    version.minor >= xdsGeneratorAuthorization &&
    isOn(settingOf(container, GENERATOR)) !== false;
  return {
    verdict: 'fail',
    detail: 'open',
    ...(limited && { severity: 'low' as const }),
    message: limited
      ? `${open}: a client without authentication can request the configuration of a proxy`
      : `${open}: a client without authentication can request the configuration of the whole mesh`,
    evidence: [observed(place, address === undefined ? 'no --grpcAddr' : `--grpcAddr=${address}`)],
  };
}

/** The last occurrence counts; the value may be the next word. */
function addressOf(words: readonly string[]): string | undefined {
  const index = words.findLastIndex((word) => word === '--grpcAddr' || word.startsWith('--grpcAddr='));
  const word = words[index];
  if (word === undefined) return undefined;
  const value = word === '--grpcAddr' ? (words[index + 1] ?? '') : word.slice('--grpcAddr='.length);
  return value.replace(/^"(.*)"$|^'(.*)'$/, '$1$2');
}

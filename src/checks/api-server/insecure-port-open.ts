import { isLoopback } from '../../shared/addresses.ts';
import type { ApiServerFacts } from '../../model/types.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { component } from '../helpers/component.ts';
import { evaluateFlag } from '../helpers/flags.ts';
import { ofKnownServers } from '../helpers/versionless.ts';

const at = component('kube-apiserver');

/** The release that has neither the insecure port nor its flags. */
const WITHOUT = 24;

export default defineCheck({
  id: 'api-server/insecure-port-open',
  title: 'Insecure API server port enabled (--insecure-port)',
  control: 'Insecure API server port',
  severity: 'critical',
  why: 'The insecure port accepts requests without TLS, authentication and authorization. Any client that reaches it has full cluster access.',
  remediation: 'Set `--insecure-port=0` and upgrade: all releases with this port are end of life.',
  references: ['T1190', 'K06', 'controlling-access-to-the-api'],
  peerChecks: [1, 2, 3],
  needs: [],
  uses: ['controlPlane', 'cluster'],
  providerManaged: true,
  *run({ controlPlane: { apiServer }, cluster: { minor, version } }): Iterable<Finding> {
    const plain = evaluateFlag('kube-apiserver', apiServer.flag('kubelet-https'), {
      bad: (value, { minors }) => value === 'false' && minors?.every((own) => own >= TLS_ALWAYS) !== true,
      detail: 'kubelet-https',
      fail: (instances) => `--kubelet-https is false${instances}: connections to kubelets do not use TLS`,
      pass: 'connections to kubelets use TLS',
    });
    if (plain.verdict === 'fail') yield { ...plain, severity: 'high' };
    // During an upgrade the oldest server is the one that may still have it.
    const oldest = apiServer.versions[0]?.minor ?? (minor.known ? minor.value : undefined);
    if (oldest !== undefined && oldest >= WITHOUT) {
      if (plain.verdict !== 'fail')
        yield ofKnownServers(
          {
            verdict: 'pass',
            at,
            message: `Kubernetes 1.${oldest} has no insecure port`,
            evidence: version.known ? version.evidence : minor.known ? minor.evidence : [],
          },
          apiServer,
        );
      return;
    }
    yield evaluateFlag('kube-apiserver', apiServer.flag('insecure-port'), {
      bad: (value) => value !== '' && value !== '0',
      fail: (instances) => `insecure port (--insecure-port) is enabled${instances}${reachOf(apiServer)}`,
      pass: 'insecure port is disabled',
    });
  },
});

/** From this release on, connections to kubelets always use TLS, and the flag has no effect. */
const TLS_ALWAYS = 19;

/** The bind address, for the message; empty when unknown. */
function reachOf({ flag }: ApiServerFacts): string {
  const address = flag('insecure-bind-address');
  if (!address.known) return '';
  const wide = address.observations.find(({ value }) => !isLoopback(value));
  return wide ? `, bound to ${wide.value}` : ', bound to the loopback interface';
}

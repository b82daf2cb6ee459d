import { component } from '../helpers/component.ts';
import { metricEvidence, notCounted, withoutFlag } from '../helpers/counts.ts';
import { few } from '../helpers/objects.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';

export default defineCheck({
  id: 'control-plane/tunnel-failing',
  title: 'Konnectivity tunnel dial failures',
  control: 'Konnectivity tunnel between control plane and nodes',
  severity: 'low',
  why: 'Logs, exec, webhooks and aggregated APIs use this tunnel between the control plane network and the nodes. When it fails, webhooks are unavailable and deployments are rejected.',
  remediation:
    'Check the Konnectivity agents in kube-system. Allow them to reach `--agent-port` of konnectivity-server (often 8132).',
  references: ['konnectivity-service'],
  needs: [],
  uses: ['controlPlane'],
  providerManaged: true,
  *run({ controlPlane }): Iterable<Finding> {
    const { counts, flag } = controlPlane.apiServer;
    const direct = withoutFlag(flag('egress-selector-config-file'), DIRECT);
    const failures = counts(FAILED);
    const dialled = counts(DIALLED);
    const sumOf = (samples: readonly { value: number }[]) =>
      samples.reduce((total, { value }) => total + value, 0);
    const found = failures.servers.flatMap(({ instance, samples, source }) => {
      const failed = sumOf(samples);
      const good = sumOf(dialled.servers.find((server) => server.instance === instance)?.samples ?? []);
      return failed > MIN && failed > (failed + good) * SHARE
        ? samples.map((sample) => metricEvidence(FAILED, sample, source))
        : [];
    });
    if (found.length > 0)
      yield {
        verdict: 'fail',
        at,
        message: 'more than 5% of the tunnel connections failed since the start of kube-apiserver',
        evidence: few(found, (item) => item),
      };
    else if (direct) yield direct;
    else if (failures.open)
      yield { verdict: 'unknown', at, message: failures.open.reason, requires: failures.open.requires };
    else if (dialled.servers.every(({ samples }) => samples.length === 0))
      yield {
        verdict: 'not-applicable',
        at,
        message: DIRECT,
        evidence: notCounted([DIALLED], dialled),
      };
    else
      yield {
        verdict: 'pass',
        at,
        message: 'connections through the tunnel succeed',
        evidence: notCounted([`${FAILED} above the threshold`], failures),
      };
  },
});

const DIRECT = 'kube-apiserver connects to the nodes directly';
const at = component('kube-apiserver');
const FAILED = 'apiserver_egress_dialer_dial_failure_count';
const DIALLED = 'apiserver_egress_dialer_dial_duration_seconds_count';

/** Node changes close some connections. */
const MIN = 10;
const SHARE = 0.05;

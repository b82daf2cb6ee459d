import { component } from '../helpers/component.ts';
import { metricEvidence, notCounted, withoutFlag } from '../helpers/counts.ts';
import { few } from '../helpers/objects.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';

export default defineCheck({
  id: 'control-plane/tunnel-failing',
  title: 'The API server often fails to reach the nodes through its tunnel',
  severity: 'low',
  why: 'Where the control plane stands in another network, logs, shells, webhooks and aggregated APIs go through a tunnel (Konnectivity). When it fails, webhooks do not answer and deployments are refused.',
  fix: 'Look at the agents of the tunnel in kube-system and at the firewall between them and the control plane.',
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
        message: 'more than one connection in twenty failed since the API server was started',
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
        evidence: notCounted([`${FAILED} worth naming`], failures),
      };
  },
});

const DIRECT = 'the API servers reach the nodes directly';
const at = component('kube-apiserver');
const FAILED = 'apiserver_egress_dialer_dial_failure_count';
const DIALLED = 'apiserver_egress_dialer_dial_duration_seconds_count';

/** Nodes come and go, and with them some connections. */
const MIN = 10;
const SHARE = 0.05;

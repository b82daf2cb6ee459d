import { LIST_PODS } from '../../model/requirements.ts';
import { command } from '../../shared/requirement.ts';
import type { Evidence } from '../../shared/evidence.ts';
import { component } from '../helpers/component.ts';
import { few, listed } from '../helpers/objects.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';

export default defineCheck({
  id: 'api-server/health-check-failing',
  title: 'The API server says that something is wrong with it',
  severity: 'medium',
  why: 'One of its own health checks fails. What depends on it does not work, and a load balancer may take the server out.',
  fix: 'Look at the check named: kubectl get --raw /readyz/NAME, and the log of the API server.',
  references: ['kubernetes-api-health-endpoints'],
  needs: [],
  uses: ['controlPlane'],
  // The kubelet on the host may see what the answer of one request does not.
  passNeeds: ['pods'],
  providerManaged: true,
  *run({ controlPlane }): Iterable<Finding> {
    const { health, instances, replicas } = controlPlane.apiServer;
    const failing = health.flatMap(({ path, checks }) =>
      checks.flatMap(({ name, ok }) => (ok ? [] : [{ name, path }])),
    );
    const sick = instances.filter(({ ready }) => ready === false);
    if (failing.length > 0 || sick.length > 0) {
      const names = [...new Set(failing.map(({ name }) => name))].sort();
      const grave = names.some((name) => /^etcd|^kms-provider/.test(name));
      yield {
        verdict: 'fail',
        at,
        severity: grave ? 'high' : 'medium',
        message:
          names.length > 0
            ? `failing: ${listed(names, 5)}`
            : `${listed(sick.map(({ name }) => name))} not ready`,
        evidence: [
          ...few(failing, ({ name, path }): Evidence => ({
            witness: 'health',
            confidence: 'observed',
            source: `GET ${path}`,
            value: `${name} failing`,
          })),
          ...few(sick, ({ source, seenBy }): Evidence => ({
            witness: seenBy,
            confidence: 'observed',
            source,
            value: 'not ready',
          })),
        ],
      };
      return;
    }
    const cut = health.find((answer) => answer.cut);
    const ready = cut
      ? []
      : health.filter(({ path, status }) => path.startsWith('/readyz') && status === 200);
    const well = instances.filter((instance) => instance.ready === true).length;
    const evidence = ready.map(({ path, checks }): Evidence => ({
      witness: 'health',
      confidence: 'observed',
      source: `GET ${path}`,
      value: `${checks.length} checks ok`,
    }));
    if (ready.length === 0) {
      const { healthy } = controlPlane.apiServer;
      yield {
        verdict: 'unknown',
        at,
        message: cut
          ? `the answer of ${cut.path} broke off`
          : healthy.known
            ? 'the answer of /readyz is not understood'
            : healthy.reason,
        requires: healthy.known ? [command('kubectl get --raw /readyz?verbose')] : healthy.requires,
      };
    } else if (replicas.known && replicas.value <= Math.max(1, well))
      yield { verdict: 'pass', at, message: 'all health checks are in order', evidence };
    else
      yield {
        verdict: 'unknown',
        at,
        message: 'the API server that answered is in order; whether the others are does not show',
        requires: replicas.known ? [LIST_PODS] : replicas.requires,
        evidence,
      };
  },
});

const at = component('kube-apiserver');

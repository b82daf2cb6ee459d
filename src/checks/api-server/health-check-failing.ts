import { LIST_PODS } from '../../model/requirements.ts';
import { command } from '../../shared/requirement.ts';
import type { Evidence } from '../../shared/evidence.ts';
import { component } from '../helpers/component.ts';
import { few, listed } from '../helpers/objects.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';

export default defineCheck({
  id: 'api-server/health-check-failing',
  title: 'kube-apiserver health check failing (/readyz, /livez)',
  control: 'kube-apiserver health checks',
  severity: 'medium',
  why: 'A failing check means that kube-apiserver or a dependency, such as etcd or the KMS provider, is not functional. Requests that need it fail, and load balancers may remove the server.',
  remediation:
    'Query the failing check with `kubectl get --raw /readyz/NAME`, and inspect the kube-apiserver log.',
  references: ['kubernetes-api-health-endpoints'],
  needs: [],
  uses: ['controlPlane'],
  // The kubelet's readiness probe may fail where the response of a single request does not.
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
      const criticalOrHigh = names.some((name) => /^etcd|^kms-provider/.test(name));
      yield {
        verdict: 'fail',
        at,
        severity: criticalOrHigh ? 'high' : 'medium',
        message:
          names.length > 0
            ? `failing health checks: ${listed(names, 5)}`
            : `kube-apiserver not ready: ${listed(sick.map(({ name }) => name))}`,
        evidence: [
          ...few(failing, ({ name, path }): Evidence => ({
            source: 'health',
            confidence: 'observed',
            location: `GET ${path}`,
            value: `${name} failing`,
          })),
          ...few(sick, ({ location, source }): Evidence => ({
            source,
            confidence: 'observed',
            location,
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
      source: 'health',
      confidence: 'observed',
      location: `GET ${path}`,
      value: `${checks.length} checks ok`,
    }));
    if (ready.length === 0) {
      const { healthy } = controlPlane.apiServer;
      yield {
        verdict: 'unknown',
        at,
        message: cut
          ? `response of ${cut.path} is incomplete`
          : healthy.known
            ? 'response of /readyz could not be parsed'
            : healthy.reason,
        requires: healthy.known ? [command('kubectl get --raw /readyz?verbose')] : healthy.requires,
      };
    } else if (replicas.known && replicas.value <= Math.max(1, well))
      yield { verdict: 'pass', at, message: 'all health checks pass', evidence };
    else
      yield {
        verdict: 'unknown',
        at,
        message: 'the API server that responded is healthy; the state of the others is unknown',
        requires: replicas.known ? [LIST_PODS] : replicas.requires,
        evidence,
      };
  },
});

const at = component('kube-apiserver');

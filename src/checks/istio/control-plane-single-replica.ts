import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { perControlPlane } from '../helpers/istio-control-planes.ts';
import { observed } from '../helpers/objects.ts';
import { redundancyOf } from '../helpers/redundancy.ts';

export default defineCheck({
  id: 'istio/control-plane-single-replica',
  title: 'istiod without redundancy',
  control: 'Redundancy of istiod',
  severity: 'medium',
  why: 'While the only istiod Pod is unavailable, injected Pods cannot be created, and proxies receive no new configuration, endpoints or certificates. A node failure or a drain is enough.',
  remediation:
    'Set `autoscaleMin: 2` in the values of the istiod chart; the chart then also creates a PodDisruptionBudget. Spread the replicas with `topologySpreadConstraints`.',
  references: ['istio-deployment-models', 'pod-topology-spread-constraints'],
  needs: ['workloads'],
  uses: ['istio', 'extensions', 'budgets'],
  passNeeds: ['availability'],
  *run({ istio, workloads, extensions, budgets }): Iterable<Finding> {
    const closed = extensions.webhooks.some(
      ({ kind, webhooks }) =>
        kind === 'MutatingWebhookConfiguration' &&
        webhooks.some(
          ({ name, failurePolicy = 'Fail' }) =>
            name.endsWith('sidecar-injector.istio.io') && failurePolicy === 'Fail',
        ),
    );
    yield* perControlPlane({ istio, workloads }, 'number of replicas', function* ({ workload }) {
      const finding = redundancyOf(workload, { extensions, budgets });
      if (finding.verdict !== 'fail' || finding.detail === 'no budget' || !closed) yield finding;
      else
        yield {
          ...finding,
          message: `${finding.message}; failurePolicy of the injector is Fail: without istiod, Pods in mesh namespaces are rejected`,
          evidence: [...finding.evidence, observed('sidecar injector', 'failurePolicy Fail')],
        };
    });
  },
});

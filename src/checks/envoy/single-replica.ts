import { list, listAll } from '../../shared/requirement.ts';
import type { WorkloadFacts } from '../../model/types.ts';
import type { CustomRecord } from '../../snapshot/records/index.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { valuesAt } from '../helpers/envoy.ts';
import { observed, requiresOr, workloadName, workloadRef } from '../helpers/objects.ts';

export default defineCheck({
  id: 'envoy/single-replica',
  title: 'Envoy gateway has a single replica',
  control: 'Replicas of Envoy gateways',
  severity: 'medium',
  why: 'All traffic through the gateway stops when its node fails or is drained. An upgrade of the proxy interrupts connections.',
  remediation:
    'Set at least 2 replicas, for Envoy Gateway in `provider.kubernetes.envoyDeployment.replicas` or `envoyHpa.minReplicas` of EnvoyProxy. Spread them over nodes and add a PodDisruptionBudget.',
  references: ['envoy-edge', 'K06'],
  needs: [],
  uses: ['envoy', 'extensions'],
  passNeeds: ['availability'],
  *run({ envoy, extensions }): Iterable<Finding> {
    const { installed, proxies, controllers } = envoy;
    const scalers = extensions.custom.filter(({ kind }) => SCALERS.has(kind));
    const all = [...proxies, ...controllers];
    if (!installed.known)
      yield {
        verdict: 'unknown',
        message: installed.reason,
        requires: requiresOr(installed.requires, listAll('pods')),
      };
    else if (all.length === 0)
      yield {
        verdict: 'not-applicable',
        message: 'no Envoy proxy outside a mesh',
        evidence: installed.evidence,
      };
    const isController = new Set(controllers.map(({ workload }) => workload));
    for (const { workload } of all) yield* evaluate(workload, scalers, isController.has(workload));
  },
});

const SCALERS: ReadonlySet<string> = new Set(['HorizontalPodAutoscaler', 'ScaledObject']);

function* evaluate(
  workload: WorkloadFacts,
  scalers: readonly CustomRecord[],
  isController: boolean,
): Iterable<Finding> {
  const { kind, replicas, namespace, name } = workload;
  const at = workloadRef(workload);
  const evidence = [
    observed(workloadName(workload), kind === 'DaemonSet' ? kind : `replicas: ${replicas ?? 'not set'}`),
  ];
  if (!['Deployment', 'StatefulSet', 'ReplicaSet', 'DaemonSet'].includes(kind)) {
    yield { verdict: 'not-applicable', at, message: `${kind} has no replicas` };
    return;
  }
  if (kind === 'DaemonSet') {
    yield { verdict: 'pass', at, message: 'a DaemonSet runs on every node it selects', evidence };
    return;
  }
  const own = scalers.find(
    (record) =>
      record.namespace === namespace &&
      valuesAt(record, 'scaleTargetRef.name').includes(name) &&
      [kind, undefined].includes(valuesAt(record, 'scaleTargetRef.kind')[0] as string | undefined),
  );
  const least = own && [...valuesAt(own, 'minReplicas'), ...valuesAt(own, 'minReplicaCount')][0];
  const wanted = own ? (typeof least === 'number' ? least : 1) : replicas;
  if (wanted === undefined)
    yield {
      verdict: 'unknown',
      at,
      message: 'the number of replicas is not observed',
      requires: [list(`${kind.toLowerCase()}s.apps`)],
      evidence,
    };
  else if (wanted === 1)
    yield {
      verdict: 'fail',
      at,
      ...(own === undefined && { restsOn: ['availability' as const] }),
      // Proxies keep their configuration while the controller restarts.
      ...(isController && { severity: 'low' as const }),
      message: own
        ? `minReplicas of its autoscaler is 1 (expected: at least 2)`
        : 'replicas is 1 (expected: at least 2)',
      evidence: [
        ...evidence,
        ...(own ? [observed(`${own.kind} ${namespace}/${own.name}`, 'minReplicas: 1')] : []),
      ],
    };
  else if (wanted > 1)
    yield {
      verdict: 'pass',
      at,
      message: `${own ? 'an autoscaler keeps at least ' : ''}${wanted} replicas`,
      evidence,
    };
  else yield { verdict: 'not-applicable', at, message: 'replicas is 0: it is not in use' };
}

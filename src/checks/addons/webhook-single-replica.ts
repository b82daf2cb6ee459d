import { serviceTargets } from '../../addons/selection.ts';
import type { AddonFacts } from '../../addons/types.ts';
import type { WorkloadFacts } from '../../model/types.ts';
import type { Evidence } from '../../shared/evidence.ts';
import { see } from '../../shared/requirement.ts';
import { listed, observed, workloadName, workloadRef } from '../helpers/objects.ts';
import type { CheckParts, Finding } from '../define.ts';
import { defineCheck } from '../define.ts';

export default defineCheck({
  id: 'addons/webhook-single-replica',
  title: 'Fail-closed admission webhook with a single replica',
  control: 'Replicas of fail-closed admission webhooks',
  severity: 'medium',
  why: 'While the only Pod restarts, moves or fails, the API server rejects every request that the webhook intercepts. A drained node then blocks deployments, and Pods that need admission are not created again.',
  remediation:
    'Set at least 2 replicas with a PodDisruptionBudget and `topologySpreadConstraints`. Exclude kube-system with `namespaceSelector`, so that the cluster can recover.',
  references: ['admission-webhook-good-practices'],
  needs: ['workloads', 'services'],
  uses: ['addons', 'extensions'],
  collectors: ['webhooks'],
  *run(parts): Iterable<Finding> {
    const evaluated = servers(parts);
    const faults = [...evaluated].filter(([workload]) => replicasOf(workload) === 1);
    for (const [workload, { addon, webhooks, core }] of faults)
      yield {
        verdict: 'fail',
        at: workloadRef(workload),
        severity: core ? 'medium' : 'low',
        message: `${addon.name} serves ${listed(webhooks)} with failurePolicy Fail and has 1 replica`,
        evidence: [observed(workloadName(workload), 'replicas 1'), ...evidenceOf(webhooks)],
      };
    if (faults.length > 0) return;
    const open = [...evaluated].find(([workload]) => replicasOf(workload) === undefined);
    if (open)
      yield {
        verdict: 'unknown',
        at: workloadRef(open[0]),
        message: `the number of replicas of ${workloadName(open[0])} is not observed`,
        requires: [see('observe the live cluster')],
      };
    else if (evaluated.size === 0)
      yield {
        verdict: 'not-applicable',
        message: 'no recognized add-on serves a webhook with failurePolicy Fail',
        evidence: [observed('webhook configurations', `${parts.extensions.webhooks.length} evaluated`)],
      };
    else
      yield {
        verdict: 'pass',
        message: 'every add-on with a fail-closed webhook has at least 2 replicas',
        evidence: [...evaluated.keys()]
          .slice(0, 3)
          .map((workload) => observed(workloadName(workload), `replicas ${workload.replicas ?? ''}`)),
      };
  },
});

interface Server {
  addon: AddonFacts;
  webhooks: string[];
  /** One of them intercepts objects of Kubernetes itself, not only the add-on's own kinds. */
  core: boolean;
}

/** Workloads of add-ons that serve fail-closed webhooks, by the Services of the configurations. */
function servers({
  addons,
  extensions,
  services,
  workloads,
}: Pick<CheckParts, 'addons' | 'extensions' | 'services' | 'workloads'>): Map<WorkloadFacts, Server> {
  const targets = serviceTargets(services, workloads);
  // istio/control-plane-single-replica evaluates Istio.
  const owners = new Map(
    addons
      .filter(({ id }) => id !== 'istio')
      .flatMap((addon) => addon.workloads.map((workload) => [workload, addon] as const)),
  );
  const found = new Map<WorkloadFacts, Server>();
  for (const { webhooks } of extensions.webhooks)
    for (const { name, service, rules, failurePolicy = 'Fail' } of webhooks) {
      if (service === undefined || failurePolicy === 'Ignore') continue;
      for (const workload of targets(service)) {
        const addon = owners.get(workload);
        if (!addon || workload.kind === 'DaemonSet') continue;
        const server = found.get(workload) ?? { addon, webhooks: [], core: false };
        if (!server.webhooks.includes(name)) server.webhooks.push(name);
        server.core ||= rules.some(({ apiGroups }) => apiGroups.some(isOfKubernetes));
        found.set(workload, server);
      }
    }
  return found;
}

/** Other groups have a domain of their project. */
function isOfKubernetes(group: string): boolean {
  return !group.includes('.') || (group.endsWith('.k8s.io') && !group.endsWith('.x-k8s.io'));
}

/** Without a controller, one Pod is all there is. */
function replicasOf({ kind, replicas }: WorkloadFacts): number | undefined {
  return kind === 'Pod' ? 1 : replicas;
}

function evidenceOf(webhooks: readonly string[]): Evidence[] {
  return webhooks.slice(0, 2).map((name) => observed(`webhook ${name}`, 'failurePolicy Fail'));
}

import { LIST_PODS } from '../../model/requirements.ts';
import { rerun, see } from '../../shared/requirement.ts';
import { containerRunning } from '../../model/control-plane/component.ts';
import type { ComponentFacts, ComponentInstanceFacts, WorkloadFacts } from '../../model/types.ts';
import type { Evidence, UnknownReason } from '../../shared/evidence.ts';
import { plural } from '../../shared/text.ts';
import type { CheckParts, Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { component } from '../helpers/component.ts';
import { few, listed, observed, requiresOr, workloadName, workloadRef } from '../helpers/objects.ts';

export default defineCheck({
  id: 'control-plane/component-unavailable',
  title: 'Control plane or kube-system component unavailable',
  control: 'Availability of control plane components and cluster DNS',
  severity: 'high',
  why: 'Without kube-scheduler no Pod is scheduled, without kube-controller-manager no failed workload is replaced, and without DNS or kube-proxy Services fail. Running workloads can mask the outage until the next failure.',
  remediation:
    'Inspect the named Pods, their events and logs: `kubectl -n kube-system describe pod NAME`. For a static Pod, also check the kubelet log on its node.',
  references: ['troubleshooting-clusters'],
  needs: [],
  uses: ['controlPlane', 'cluster', 'workloads', 'pods'],
  passNeeds: ['pods', 'workloads'],
  providerManaged: true,
  *run({ controlPlane, cluster, workloads, pods }): Iterable<Finding> {
    const { apiServer, etcd, controllerManager, scheduler, coredns, kubeProxy } = controlPlane;
    const parts = [apiServer, etcd, controllerManager, scheduler, coredns, kubeProxy];
    const seen = parts.filter(({ instances, leader }) => instances.length > 0 || leader);
    const reported = new Set(parts.flatMap(({ instances }) => instances.map(({ location: pod }) => pod)));
    const others = workloads.filter((workload) => isOfSystem(workload, reported));
    // Where pods were not collected, their age is unknown, too; files contain a fixed state.
    const podsListed = pods.complete || cluster.source === 'files';
    // Without a pod, only the template identifies it.
    const missing = [coredns, kubeProxy].filter(({ instances }) => !instances.some(({ ready }) => ready));
    const findings = [
      ...seen.map((part) => evaluate(part, cluster)),
      ...evaluateWorkloads(others, { cluster, podsListed, missing }),
    ];
    const { reason, requires } = missingDataOf(apiServer);
    yield* findings.length > 0 ? findings : [{ verdict: 'unknown' as const, message: reason, requires }];
  },
});

/** Pods need time until they are ready; pods younger than this are not evaluated. */
const START_MS = 600_000;
/** A lease that was renewed within this time shows a running holder. */
const ALIVE_SECONDS = 60;

function evaluate(part: ComponentFacts, { takenAt, source }: CheckParts['cluster']): Finding {
  const at = component(part.name);
  const pods = part.instances.filter(({ source }) => source === 'pod');
  const alive = aliveBy(part);
  const ready = pods.filter((instance) => instance.ready === true);
  if (ready.length > 0)
    return {
      verdict: 'pass',
      at,
      message: `${plural(ready.length, 'instance')} ready`,
      evidence: show(ready, 'ready'),
    };
  const unobserved = pods.filter((instance) => instance.ready === undefined);
  if (pods.length === 0 || unobserved.length > 0)
    return alive
      ? { verdict: 'pass', at, message: `${part.name} is active`, evidence: [alive] }
      : {
          verdict: 'unknown',
          at,
          message:
            unobserved.length > 0
              ? 'its Pods do not report their status'
              : `no Pod of ${part.name} is observable`,
          requires: missingDataOf(part).requires,
        };
  const insufficientUptime = pods.filter((instance) => hasInsufficientUptime(instance.created, takenAt));
  if (insufficientUptime.length > 0)
    return {
      verdict: 'unknown',
      at,
      message: `no instance is ready yet; ${listed(insufficientUptime.map(({ name }) => name))} ${insufficientUptime.length === 1 ? 'was' : 'were'} created minutes ago`,
      requires: [rerun('run again in some minutes')],
      evidence: show(pods, 'not ready'),
    };
  // The component still works: only its health check fails, and what depends on it.
  const works =
    alive !== undefined || (source === 'live' && (part.name === 'kube-apiserver' || part.name === 'etcd'));
  return {
    verdict: 'fail',
    at,
    ...(works && { severity: 'medium' as const }),
    message: `none of ${plural(pods.length, 'instance')} is ready${works ? ', although the component is active' : ''}`,
    evidence: [...show(pods, 'not ready'), ...(alive ? [alive] : [])],
  };
}

/** Why a component was not observed, and what is required to observe it. */
function missingDataOf({ replicas }: ComponentFacts): UnknownReason {
  const { reason, requires } = replicas.known ? { reason: '', requires: [] } : replicas;
  return {
    reason: reason || 'no control plane component and no DNS server is observable',
    requires: requiresOr(requires, LIST_PODS),
  };
}

/** Evidence other than pods that a component works. */
function aliveBy({ name, leader, instances }: ComponentFacts): Evidence | undefined {
  if (leader && leader.idleSeconds < ALIVE_SECONDS)
    return observed(`lease kube-system/${name}`, `renewed by ${leader.host}`);
  const leased = instances.find(({ source }) => source === 'lease');
  return leased && !leader ? observed(leased.location, 'renewed within the last minute') : undefined;
}

function show(instances: readonly ComponentInstanceFacts[], value: string): Evidence[] {
  return few(instances, ({ location, source }) => ({
    source,
    confidence: 'observed',
    location,
    value,
  }));
}

function hasInsufficientUptime(created: string | undefined, now: Date): boolean {
  return now.getTime() - Date.parse(created ?? '') < START_MS;
}

/** Kinds whose pods run permanently; a Job ends, and a pod without a controller may have any purpose. */
const LASTING = new Set(['Deployment', 'DaemonSet', 'StatefulSet', 'ReplicaSet', 'ReplicationController']);

/** A controller of kube-system with desired pods that is none of the components above. */
function isOfSystem(
  { namespace, kind, replicas, pods }: WorkloadFacts,
  reported: ReadonlySet<string>,
): boolean {
  if (namespace !== 'kube-system' || !LASTING.has(kind) || replicas === 0) return false;
  return !pods.some(({ namespace: place, name }) => reported.has(`pod ${place}/${name}`));
}

interface NetworkContext {
  cluster: CheckParts['cluster'];
  podsListed: boolean;
  /** Components that run as ordinary pods and have no ready pod. */
  missing: readonly ComponentFacts[];
}

function* evaluateWorkloads(
  workloads: readonly WorkloadFacts[],
  { cluster: { takenAt, source }, podsListed, missing }: NetworkContext,
): Iterable<Finding> {
  // If its controller is down or has not processed it yet, a workload has neither status nor pods.
  for (const workload of workloads.filter(({ ready }) => ready === undefined))
    yield unreported(workload, source);
  // Without a number of replicas only the pods count; those that have ended are excluded.
  const reported = workloads.filter(
    ({ ready, replicas, pods }) => ready !== undefined && (replicas ?? pods.length) > 0,
  );
  const down = reported.filter(({ ready }) => ready === 0);
  for (const workload of down) yield unavailable(workload, takenAt, { podsListed, missing });
  if (reported.length > 0 && down.length === 0)
    yield {
      verdict: 'pass',
      message: `${plural(reported.length, 'other workload')} in kube-system ${reported.length === 1 ? 'has' : 'have'} a ready replica`,
      evidence: few(reported.slice(0, 3), (workload) =>
        observed(
          workloadName(workload),
          `${workload.ready ?? '?'} of ${workload.replicas ?? workload.pods.length} ready`,
        ),
      ),
    };
}

function unreported(workload: WorkloadFacts, source: CheckParts['cluster']['source']): Finding {
  return {
    verdict: 'unknown',
    at: workloadRef(workload),
    message: 'number of ready replicas is unknown: neither its status nor its Pods report it',
    requires: [
      source === 'files'
        ? see('provide the workload with its status (kubectl get -o yaml)')
        : rerun('run again in some minutes'),
    ],
  };
}

function unavailable(
  workload: WorkloadFacts,
  now: Date,
  { podsListed, missing }: Omit<NetworkContext, 'cluster'>,
): Finding {
  const { ready, replicas, pods } = workload;
  const at = workloadRef(workload);
  const evidence = [observed(workloadName(workload), `${ready ?? 0} of ${replicas ?? pods.length} ready`)];
  if (!podsListed)
    return {
      verdict: 'unknown',
      at,
      message: 'no replica is ready; the age of its Pods is unknown',
      requires: [LIST_PODS],
      evidence,
    };
  if (pods.length > 0 && pods.every(({ created }) => hasInsufficientUptime(created, now)))
    return {
      verdict: 'unknown',
      at,
      message: 'no replica is ready yet; its Pods were created minutes ago',
      requires: [rerun('run again in some minutes')],
      evidence,
    };
  const isComponent = missing.some(({ name }) => containerRunning(workload.template.containers, name));
  return {
    verdict: 'fail',
    at,
    ...(!isComponent && { severity: 'medium' as const }),
    message: `none of ${plural(replicas ?? pods.length, 'replica')} is ready`,
    evidence,
  };
}

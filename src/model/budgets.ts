import type { CustomRecord, PodRecord } from '../snapshot/records/index.ts';
import { selectorText } from '../snapshot/project/selector.ts';
import { groupBy } from '../shared/group.ts';
import type { Snapshot } from '../snapshot/types.ts';
import { scalesOf } from './autoscalers.ts';
import { isMirrorPod, staticOrigin } from './control-plane/sources/mirror-pods.ts';
import { ownersOf } from './owners.ts';
import type { Answer } from './selectors.ts';
import { holdAll, labelOf } from './selectors.ts';
import { sorted } from './sorting.ts';
import type { BudgetFacts, PodFacts, WorkloadFacts } from './types.ts';

export interface BudgetInput {
  snapshot: Snapshot;
  pods: PodFacts;
  workloads: readonly WorkloadFacts[];
}

/** PodDisruptionBudgets with the pods and controllers that they select. Sorted. */
export function buildBudgets({ snapshot, pods, workloads }: BudgetInput): BudgetFacts[] {
  const { records, outcomes } = snapshot;
  const budgets = sorted(records.custom).filter(
    ({ group, kind }) => group === 'policy' && kind === 'PodDisruptionBudget',
  );
  const ended = groupBy(
    records.pod.filter(({ phase }) => phase === 'Succeeded' || phase === 'Failed'),
    ({ namespace }) => namespace,
  );
  const controllers = groupBy(workloads.filter(isScalable), ({ namespace }) => namespace);
  const daemons = groupBy(
    workloads.filter(({ kind }) => kind === 'DaemonSet'),
    ({ namespace }) => namespace,
  );
  const scaleOf = scalesOf(snapshot);
  const seen = (id: 'pods' | 'workloads', namespace: string): boolean => {
    const outcome = outcomes.get(id);
    return outcome?.status === 'ok' || (outcome?.status === 'partial' && outcome.namespace === namespace);
  };
  const stays = stayOf(snapshot);
  return budgets.map((record) => {
    const namespace = record.namespace ?? 'default';
    const picked = (pods.byNamespace.get(namespace) ?? []).filter(
      (pod) => picks(record, pod.template.labels) !== 'no',
    );
    return {
      record,
      namespace,
      pods: picked.filter((pod) => stays(pod) === 'no'),
      notEvicted: picked.filter((pod) => stays(pod) === 'yes'),
      uncertain: picked.filter((pod) => stays(pod) === 'maybe'),
      ended: (ended.get(namespace) ?? []).filter(({ template }) => picks(record, template.labels) === 'yes')
        .length,
      podsSeen: seen('pods', namespace),
      controllersSeen: seen('workloads', namespace),
      daemons: (daemons.get(namespace) ?? []).filter(
        ({ template }) => picks(record, template.labels) === 'yes',
      ).length,
      scales: (controllers.get(namespace) ?? [])
        .filter(({ template }) => picks(record, template.labels) !== 'no')
        .map(scaleOf),
      picksNothing: picksNothing(record),
      unclear: picked.some(({ template }) => picks(record, template.labels) === 'maybe'),
    };
  });
}

/** Controllers whose number of replicas the disruption controller looks up. */
function isScalable({ kind }: WorkloadFacts): boolean {
  return !['Pod', 'DaemonSet', 'Job', 'CronJob', 'Node'].includes(kind);
}

/**
 * A drain does not evict the pods of DaemonSets and static pods. The author of a pod writes its owner reference: the DaemonSet has to
 * exist, and a mirror pod has to have all marks.
 */
function stayOf(snapshot: Snapshot): (pod: PodRecord) => Answer {
  const owners = ownersOf(snapshot.records.workload, snapshot.outcomes.get('workloads'));
  return (pod) => {
    if (isMirrorPod(pod, snapshot)) return 'yes';
    if (staticOrigin(pod, snapshot) !== undefined) return 'maybe';
    if (pod.owner?.kind !== 'DaemonSet' || pod.owner.group !== undefined) return 'no';
    const owner = owners.ofPod(pod);
    if (owner === 'self') return 'no';
    return 'claim' in owner ? 'maybe' : 'yes';
  };
}

/** An absent selector selects no pod; an empty one every pod of the namespace, and in v1beta1 none. */
function picksNothing({ spec }: CustomRecord): boolean {
  const selector = selectorText(spec['selector']);
  return selector === undefined || (selector.length === 0 && spec['apiVersion'] === 'policy/v1beta1');
}

function picks(record: CustomRecord, labels: Readonly<Record<string, string>>): Answer {
  if (picksNothing(record)) return 'no';
  return holdAll(selectorText(record.spec['selector']) ?? [], (key) => labelOf(labels, key));
}

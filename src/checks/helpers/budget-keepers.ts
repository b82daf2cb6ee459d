import { command } from '../../shared/requirement.ts';
import { isRunning } from '../../addons/origin.ts';
import type { BudgetFacts } from '../../model/types.ts';
import { selectorText } from '../../snapshot/project/selector.ts';
import type { CheckParts } from '../define.ts';
import type { UnknownReason } from '../../shared/evidence.ts';

type Parts = Pick<CheckParts, 'addons' | 'extensions'>;

/** How an operator handles a PodDisruptionBudget of its own that allows no disruption. */
export type Keeping =
  /** It moves the pod itself when its node is cordoned. */
  { state: 'moves' } | ({ state: 'unknown' } & UnknownReason);

/**
 * Budgets with which an operator delays a drain until it has moved the protected pods. Only an operator that an administrator installed,
 * and that runs, does so: a tenant can write labels and owner references. Undefined for every other budget.
 */
export function keepingOf(budget: BudgetFacts, parts: Parts): Keeping | undefined {
  return ofCloudNativePg(budget, parts) ?? ofKubeVirt(budget, parts) ?? ofLonghorn(budget, parts);
}

/** `yes`, or why it is unknown; undefined where no administrator installed it. */
function operator(
  id: string,
  { addons }: Parts,
  namespace?: string,
): 'yes' | (Keeping & { state: 'unknown' }) | undefined {
  const addon = addons.find((one) => one.id === id);
  const isHere = (workload: { namespace: string }): boolean =>
    namespace === undefined || workload.namespace === namespace;
  if (addon?.trusted.some((workload) => isHere(workload) && isRunning(workload))) return 'yes';
  const uncertainty = addon?.uncertain.find(({ workload }) => isHere(workload));
  return uncertainty && { state: 'unknown', reason: uncertainty.reason, requires: uncertainty.requires };
}

/**
 * The budget protects the primary, and the operator promotes another instance when the node is cordoned (https://cloudnative-pg.io/docs/,
 * Kubernetes upgrade and maintenance): with one instance there is none. The operator writes the status of a Cluster.
 */
function ofCloudNativePg({ record, pods, namespace }: BudgetFacts, parts: Parts): Keeping | undefined {
  const name = record.labels['cnpg.io/cluster'];
  const [pod] = pods;
  if (name === undefined || pod === undefined) return undefined;
  if (!pods.every(({ owner }) => owner?.kind === 'Cluster' && owner.name === name)) return undefined;
  const cluster = parts.extensions.custom.find(
    (one) =>
      one.group === 'postgresql.cnpg.io' &&
      one.kind === 'Cluster' &&
      one.namespace === namespace &&
      one.name === name,
  );
  const instances = cluster?.spec['instances'];
  if (typeof instances !== 'number' || instances < 2) return undefined;
  const there = operator('cloudnative-pg', parts);
  if (there !== 'yes') return there;
  const { currentPrimary, readyInstances } = cluster?.status ?? {};
  if (pods.length === 1 && currentPrimary === pod.name && Number(readyInstances) >= 2)
    return { state: 'moves' };
  return {
    state: 'unknown',
    reason: `unknown whether CloudNativePG can switch over ${name}: its status does not report a second ready instance`,
    requires: [command(`kubectl -n ${namespace} get clusters.postgresql.cnpg.io ${name} -o yaml`)],
  };
}

/** It refuses the eviction of a virtual machine, and migrates it to another node; not every virtual machine can be migrated. */
function ofKubeVirt({ record, pods, namespace }: BudgetFacts, parts: Parts): Keeping | undefined {
  const uid = selectorText(record.spec['selector'])
    ?.find((text) => text.startsWith('kubevirt.io/created-by='))
    ?.slice('kubevirt.io/created-by='.length);
  if (uid === undefined || pods.length === 0) return undefined;
  if (!pods.every(({ owner }) => owner?.kind === 'VirtualMachineInstance' && owner.uid === uid))
    return undefined;
  const there = operator('kubevirt', parts);
  if (there !== 'yes') return there;
  return {
    state: 'unknown',
    reason: 'KubeVirt migrates the VirtualMachineInstance during a drain, if it is live-migratable',
    requires: [
      command(`kubectl -n ${namespace} get virtualmachineinstances -o wide`, { after: ' (LIVE-MIGRATABLE)' }),
    ],
  };
}

/** It releases the instance manager of a node when the replicas there are not the last ones. */
function ofLonghorn({ record, namespace }: BudgetFacts, parts: Parts): Keeping | undefined {
  const wanted = selectorText(record.spec['selector']) ?? [];
  if (!wanted.includes('longhorn.io/component=instance-manager')) return undefined;
  const there = operator('longhorn', parts, namespace);
  if (there !== 'yes') return there;
  return {
    state: 'unknown',
    reason:
      'Longhorn releases the instance manager of a cordoned node depending on its setting node-drain-policy',
    requires: [command(`kubectl -n ${namespace} get settings.longhorn.io node-drain-policy`)],
  };
}

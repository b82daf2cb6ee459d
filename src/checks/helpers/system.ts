import { containerOf } from '../../addons/images.ts';
import type { AddonFacts } from '../../addons/types.ts';
import type { NodePermission } from '../../data/node-needs.ts';
import { nodeNeeds } from '../../data/node-needs.ts';
import { providerImages, systemImages } from '../../data/system-components.ts';
import { systemNamespaces } from '../../data/system-namespaces.ts';
import { isOfDistribution, mayBeOfDistribution } from '../../model/trust.ts';
import type { ClusterFacts, NodeFacts, WorkloadFacts } from '../../model/types.ts';
import { put } from '../../shared/group.ts';
import type { Finding } from '../define.ts';
import { observed, workloadName, workloadRef } from './objects.ts';

/**
 * The origin of a workload, as determined by an administrator's objects only (model/trust.ts). `part`: a static pod, a known component in
 * a namespace of the distribution, or a product in its own namespace: listed, not alarmed. `stranger`: something else in a namespace of
 * the distribution, an agent of a vendor or an intruder. `doubtful`: it looks like a product in its namespace, and the administrator's
 * objects were not collected. `own`: an application of the cluster's users, whatever it looks like.
 */
export type WorkloadOrigin = 'system' | 'unrecognized' | 'uncertain' | 'application';

export interface ClassifiedWorkload {
  workload: WorkloadFacts;
  origin: WorkloadOrigin;
  /** It belongs to a recognized add-on that an administrator installed, in any namespace, and that needs the permission in question. */
  isProduct: boolean;
  /** For a doubtful one: why, and what is required to decide it. */
  uncertainty?: Pick<Finding & { verdict: 'unknown' }, 'message' | 'requires'>;
}

/**
 * The origin of workloads; what a tenant can write (names, labels, images) does not change it. For node permissions, a product counts as
 * one only where it needs all of them (data/node-needs.ts): elsewhere it is an ordinary workload.
 */
export function classifyWorkloads(
  addons: readonly AddonFacts[],
  cluster: ClusterFacts,
  permissionsOf: (workload: WorkloadFacts) => readonly NodePermission[] = () => [],
): (workload: WorkloadFacts) => ClassifiedWorkload {
  const { distribution } = cluster;
  const products = new Set(addons.flatMap(({ trusted }) => trusted));
  const needing = byWorkload(addons, ({ trusted }) => trusted);
  const uncertain = byWorkload(addons, (addon) => addon.uncertain.map(({ workload }) => workload));
  const uncertainties = new Map(
    addons.flatMap((addon) => addon.uncertain.map((one) => [one.workload, one] as const)),
  );
  const needs = (workload: WorkloadFacts, owners: ReadonlyMap<WorkloadFacts, readonly string[]>) => {
    const ids = owners.get(workload);
    return (
      ids !== undefined &&
      permissionsOf(workload).every((permission) => ids.some((id) => nodeNeeds.get(id)?.includes(permission)))
    );
  };
  const publishers = distribution.known
    ? [providerImages[distribution.value.id]].filter((pattern) => pattern !== undefined)
    : Object.values(providerImages);
  const isKnown = (workload: WorkloadFacts): boolean =>
    products.has(workload) ||
    containerOf(workload, systemImages) !== undefined ||
    workload.template.containers.some(
      ({ image, role }) => role !== 'init' && publishers.some((pattern) => pattern.test(image)),
    );
  const originOf = (workload: WorkloadFacts, isProduct: boolean): WorkloadOrigin => {
    if (workload.mirror) return 'system';
    if (isOfDistribution(workload.namespace, distribution))
      return isKnown(workload) ? 'system' : 'unrecognized';
    if (mayBeOfDistribution(workload.namespace, cluster)) return 'uncertain';
    if (isProduct) return systemNamespaces.has(workload.namespace) ? 'system' : 'application';
    return needs(workload, uncertain) ? 'uncertain' : 'application';
  };
  return (workload) => {
    const isProduct = needs(workload, needing);
    const origin = originOf(workload, isProduct);
    const uncertainty =
      origin === 'uncertain'
        ? (mayBeOfDistribution(workload.namespace, cluster) ?? uncertainties.get(workload))
        : undefined;
    return {
      workload,
      origin,
      isProduct,
      ...(uncertainty && { uncertainty: { message: uncertainty.reason, requires: uncertainty.requires } }),
    };
  };
}

/** The ids of the add-ons that a workload belongs to. */
function byWorkload(
  addons: readonly AddonFacts[],
  of: (addon: AddonFacts) => readonly WorkloadFacts[],
): ReadonlyMap<WorkloadFacts, readonly string[]> {
  const found = new Map<WorkloadFacts, string[]>();
  for (const addon of addons) for (const workload of of(addon)) put(found, workload, addon.id);
  return found;
}

/** For a workload that an administrator's objects would exempt, which were not collected. */
export function undecided(placed: ClassifiedWorkload, what: string): Finding {
  return { ...asUncertain(placed, what), at: workloadRef(placed.workload) };
}

/** The same for a verdict on the whole cluster, with the first of such workloads as the example. */
export function asUncertain({ workload, uncertainty }: ClassifiedWorkload, what: string): Finding {
  return {
    verdict: 'unknown',
    message: `${what}; ${uncertainty?.message ?? ''}`,
    requires: uncertainty?.requires ?? [],
    evidence: [observed(workloadName(workload), 'origin is unknown')],
  };
}

/** Why the severity is lower: for messages about a `stranger`. */
export const UNRECOGNIZED_SYSTEM_NOTE = '; unrecognized workload in a system namespace';

/** Labels with which a DaemonSet selects the nodes that can run its image at all. */
const PLATFORM = /^(?:beta\.)?kubernetes\.io\/(?:os|arch)$/;

/** The minimum share of schedulable nodes with a pod: a few nodes may be new, broken or virtual. */
const NEARLY_ALL = 0.8;

/**
 * An agent of every node that an administrator installed: a DaemonSet without node selection that is on nearly all nodes that a pod can
 * use. A tenant can create a DaemonSet too, so the kind alone proves nothing.
 */
export function isAgent(
  { workload, origin, isProduct }: ClassifiedWorkload,
  nodes: readonly NodeFacts[],
): boolean {
  const { kind, template, pods } = workload;
  if (kind !== 'DaemonSet' || (origin === 'application' && !isProduct)) return false;
  if (Object.keys(template.nodeSelector ?? {}).some((key) => !PLATFORM.test(key))) return false;
  if (pods.length === 0 || nodes.length === 0) return true;
  const hosts = new Set(pods.map(({ node }) => node));
  const platform = Object.entries(template.nodeSelector ?? {});
  const open = nodes
    .filter(({ record }) => platform.every(([key, value]) => record.labels[key] === value))
    .filter((node) => hosts.has(node.name) || !isTainted(node));
  return open.filter(({ name }) => hosts.has(name)).length >= open.length * NEARLY_ALL;
}

function isTainted({ record }: NodeFacts): boolean {
  return record.taints.some(({ effect }) => effect === 'NoSchedule' || effect === 'NoExecute');
}

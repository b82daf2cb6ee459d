import { containerOf } from '../../addons/images.ts';
import type { AddonFacts } from '../../addons/types.ts';
import { providerImages, systemImages } from '../../data/system-components.ts';
import { isClosedNamespace, isSystemNamespace } from '../../model/namespaces.ts';
import type { ClusterFacts, NodeFacts, WorkloadFacts } from '../../model/types.ts';

/**
 * What a workload is to the system. `part`: a static pod, or a recognised component or add-on in a namespace of the system:
 * listed, not alarmed. `stranger`: something else in such a namespace, an agent of a vendor or an intruder. `own`: the
 * cluster's people's.
 */
export type Standing = 'part' | 'stranger' | 'own';

export interface Placed {
  workload: WorkloadFacts;
  standing: Standing;
  /** It is of a recognised add-on, wherever it runs. */
  isProduct: boolean;
}

/** The name of a namespace says whose it is, not who runs there: whoever may create pods in it can hide behind it. */
export function standings(
  addons: readonly AddonFacts[],
  { distribution }: ClusterFacts,
): (workload: WorkloadFacts) => Placed {
  const products = new Set(addons.flatMap((addon) => addon.workloads));
  const publishers = distribution.known
    ? [providerImages[distribution.value.id]].filter((pattern) => pattern !== undefined)
    : Object.values(providerImages);
  const standingOf = (workload: WorkloadFacts, isProduct: boolean): Standing => {
    if (workload.mirror) return 'part';
    if (!isSystemNamespace(workload.namespace, distribution)) return 'own';
    const known =
      isProduct ||
      isClosedNamespace(workload.namespace, distribution) ||
      containerOf(workload, systemImages) !== undefined ||
      workload.template.containers.some(
        ({ image, role }) => role !== 'init' && publishers.some((pattern) => pattern.test(image)),
      );
    return known ? 'part' : 'stranger';
  };
  return (workload) => {
    const isProduct = products.has(workload);
    return { workload, standing: standingOf(workload, isProduct), isProduct };
  };
}

/** The reason why something is alarmed less: for messages about a `stranger`. */
export const STRANGER = '; it runs in a namespace of the system, but as no part of it that is known';

/** Labels by which a DaemonSet picks machines that can run its image at all. */
const PLATFORM = /^(?:beta\.)?kubernetes\.io\/(?:os|arch)$/;

/** Of the nodes on which anything may run, at least this share has one: a few may be new, broken or virtual. */
const NEARLY_ALL = 0.8;

/** An agent of every node: a DaemonSet that picks no nodes and is on nearly all that a pod can get to. */
export function isAgent({ kind, template, pods }: WorkloadFacts, nodes: readonly NodeFacts[]): boolean {
  if (kind !== 'DaemonSet') return false;
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

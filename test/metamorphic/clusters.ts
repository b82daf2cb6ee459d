import { buildModel } from '../../src/model/build.ts';
import type { Snapshot } from '../../src/snapshot/types.ts';
import { snapshotOf } from '../model/support/cluster.ts';
import { areaClusters, ONE_NAMESPACE } from '../golden/areas.ts';
import { goldens } from '../golden/clusters.ts';
import { recorded } from '../support/recorded.ts';
import { variantNames } from '../cluster/lib/variants.ts';
import type { NetworkContext } from './objects.ts';

/** Every recorded cluster, the example of --demo, and the golden ones, by name. */
export async function everyCluster(): Promise<ReadonlyMap<string, Snapshot>> {
  const clusters = new Map<string, Snapshot>();
  for (const name of ['demo', ...(await variantNames())]) clusters.set(name, await recorded(name));
  for (const [name, { evidence, objects }] of Object.entries(goldens))
    clusters.set(`golden ${name}`, snapshotOf(evidence, ...objects));
  for (const [name, snapshot] of areaClusters())
    if (name !== ONE_NAMESPACE) clusters.set(`golden ${name}`, snapshot);
  return clusters;
}

const SYSTEM = /^(?:kube-|openshift|gke-|gmp-|aks-|default$)/;

/**
 * The tenant's view of the cluster: names and labels to imitate, and the tenants' namespaces. Write access to the namespace of an installed
 * product is write access to the product: a policy in a mesh's root namespace applies to the mesh (docs/trust.md).
 */
export function networkContextOf(snapshot: Snapshot): NetworkContext {
  const { records } = snapshot;
  const own = buildModel(snapshot).namespaces.flatMap(({ name, system }) =>
    system || SYSTEM.test(name) ? [] : name,
  );
  return {
    namespaces: [...own.slice(0, 6), 'default', 'tenant'],
    names: [
      ...new Set([
        ...records.workload.map(({ name }) => name),
        ...records.pod.map(({ name }) => name),
        ...records.service.map(({ name }) => name),
        ...records.serviceAccount.map(({ name }) => name),
      ]),
    ],
    nodes: records.node.slice(0, 5).map(({ name, uid }) => ({ name, ...(uid && { uid }) })),
    images: [
      ...new Set(records.pod.flatMap(({ template }) => template.containers.map(({ image }) => image))),
    ],
    labels: [...new Map(records.pod.flatMap(({ template }) => Object.entries(template.labels)))],
  };
}

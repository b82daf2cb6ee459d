import { lazily } from '../../shared/once.ts';
import type { Snapshot } from '../../snapshot/types.ts';
import type { ClusterFacts, ControlPlaneFacts, NodeFacts, ServiceFacts } from '../types.ts';
import { buildApiServer } from './api-server/build.ts';
import { leaderElected, podComponent } from './component.ts';
import { buildEtcd } from './etcd/build.ts';
import { sharedAddress } from './sources/kubeadm.ts';
import { withOperatorObjects } from './sources/openshift.ts';
import { staticInstances } from './sources/static-pods.ts';

/** The control plane with every component, visible or not. Components are built when first read. */
export function buildControlPlane(
  snapshot: Snapshot,
  cluster: ClusterFacts,
  lists: { nodes: readonly NodeFacts[]; services: readonly ServiceFacts[] },
): ControlPlaneFacts {
  const staticPods = (name: string) => staticInstances(snapshot, name);
  const named = (name: string) => leaderElected(snapshot, cluster, name, staticPods(name));
  const parts: ControlPlaneFacts = lazily<ControlPlaneFacts>({
    apiServer: () => withOperatorObjects(buildApiServer(snapshot, cluster, lists), snapshot, cluster),
    sharedAddress: () => sharedAddress(snapshot),
    etcd: () => buildEtcd(snapshot, cluster, parts.apiServer),
    controllerManager: () => named('kube-controller-manager'),
    scheduler: () => named('kube-scheduler'),
    cloudControllerManager: () => named('cloud-controller-manager'),
    kubeProxy: () => podComponent(snapshot, cluster, 'kube-proxy', ['kube-proxy']),
    coredns: () => podComponent(snapshot, cluster, 'coredns', ['coredns']),
    konnectivity: () =>
      podComponent(snapshot, cluster, 'konnectivity', [
        'proxy-agent',
        'konnectivity-agent',
        'apiserver-network-proxy-agent',
      ]),
  });
  return parts;
}

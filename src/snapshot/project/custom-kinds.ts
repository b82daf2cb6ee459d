import type { CollectorId } from '../collectors.ts';
import type { ApiKinds } from '../kinds/define.ts';
import { NAMED_KINDS } from './kinds/named.ts';
import { READ_KINDS } from './kinds/read.ts';
import type { CustomKind } from './kinds/types.ts';

/** `group/Kind` -> fields; `group/*` matches every other kind of the group. */
export const CUSTOM_KINDS: ReadonlyMap<string, CustomKind> = new Map([
  ...Object.entries(READ_KINDS),
  ...NAMED_KINDS.map((key): [string, CustomKind] => [key, {}]),
]);

/** Those of them that are part of Kubernetes, or cluster-scoped. */
export const CUSTOM_APIS: Readonly<
  Record<string, Pick<ApiKinds<object>, 'since' | 'scope' | 'version' | 'members'>>
> = {
  // The API server creates mandatory and suggested ones at its start (apiserver, pkg/apis/flowcontrol/bootstrap/default.go).
  'flowcontrol.apiserver.k8s.io/PriorityLevelConfiguration': {
    since: 20,
    scope: 'Cluster',
    members: [
      'catch-all',
      'exempt',
      'global-default',
      'leader-election',
      'system',
      'workload-high',
      'workload-low',
    ],
  },
  'flowcontrol.apiserver.k8s.io/FlowSchema': {
    since: 20,
    scope: 'Cluster',
    members: [
      'catch-all',
      'exempt',
      'global-default',
      'service-accounts',
      'system-leader-election',
      'system-nodes',
    ],
  },
  'policy/PodDisruptionBudget': { since: 5, scope: 'Namespaced' },
  'autoscaling/HorizontalPodAutoscaler': { since: 0, version: 'v2', scope: 'Namespaced' },
  '/ResourceQuota': { since: 0, scope: 'Namespaced' },
  '/LimitRange': { since: 0, scope: 'Namespaced' },
  'node.k8s.io/RuntimeClass': { since: 14, scope: 'Cluster' },
  'storage.k8s.io/CSINode': { since: 17, scope: 'Cluster' },
  'storage.k8s.io/VolumeAttachment': { since: 13, scope: 'Cluster' },
  'snapshot.storage.k8s.io/VolumeSnapshotClass': { scope: 'Cluster' },
  'snapshot.storage.k8s.io/VolumeSnapshotContent': { scope: 'Cluster' },
  'projectcalico.org/GlobalNetworkSet': { scope: 'Cluster' },
  'crd.projectcalico.org/GlobalNetworkSet': { scope: 'Cluster' },
};

/** Desired replicas, and how many may be unavailable. */
const AVAILABILITY_KINDS = new Set(['policy/PodDisruptionBudget', 'autoscaling/HorizontalPodAutoscaler']);

/** These describe the meaning of policies, and whether they apply. */
const POLICY_KINDS = new Set([
  'cilium.io/CiliumNodeConfig',
  'projectcalico.org/NetworkSet',
  'projectcalico.org/GlobalNetworkSet',
  'crd.projectcalico.org/NetworkSet',
  'crd.projectcalico.org/GlobalNetworkSet',
]);

const ISTIO_GROUP = /(?:^|\.)istio\.io$|^sailoperator\.io$|^maistra\.io$|^mesh\.cloud\.google\.com$/;
const ENVOY_GROUP = /^gateway\.envoyproxy\.io$|^projectcontour\.io$|^getambassador\.io$/;

/** The collector of a kind that is kept as a custom record. */
export function collectorOfCustom(group: string, kind: string): CollectorId {
  if (POLICY_KINDS.has(`${group}/${kind}`)) return 'networkpolicies';
  if (AVAILABILITY_KINDS.has(`${group}/${kind}`)) return 'availability';
  if (group === 'snapshot.storage.k8s.io') return 'volumesnapshots';
  if (group === 'storage.k8s.io') return 'csinodes';
  if (group === 'flowcontrol.apiserver.k8s.io') return 'flowcontrol';
  return ISTIO_GROUP.test(group) ? 'istio' : ENVOY_GROUP.test(group) ? 'envoy' : 'platform';
}

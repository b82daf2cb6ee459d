import { projectAdminPolicy } from '../project/policy/admin.ts';
import { projectAntreaPolicy } from '../project/policy/antrea.ts';
import { projectCalicoPolicy } from '../project/policy/calico.ts';
import { projectCiliumPolicy } from '../project/policy/cilium.ts';
import { projectNetworkPolicy } from '../project/policy/kubernetes.ts';
import { networkPolicy } from '../schema/policy.ts';
import { defineKind } from './define.ts';

export default defineKind({
  record: 'networkPolicy',
  order: 160,
  shape: networkPolicy,
  collector: 'networkpolicies',
  api: [
    {
      kinds: ['networking.k8s.io/NetworkPolicy'],
      scope: 'Namespaced',
      since: 3,
      formerly: 'extensions/v1beta1',
      project: projectNetworkPolicy,
    },
    { kinds: ['cilium.io/CiliumNetworkPolicy'], scope: 'Namespaced', project: projectCiliumPolicy },
    { kinds: ['cilium.io/CiliumClusterwideNetworkPolicy'], scope: 'Cluster', project: projectCiliumPolicy },
    { kinds: ['projectcalico.org/NetworkPolicy'], scope: 'Namespaced', project: projectCalicoPolicy },
    { kinds: ['projectcalico.org/GlobalNetworkPolicy'], scope: 'Cluster', project: projectCalicoPolicy },
    { kinds: ['crd.projectcalico.org/NetworkPolicy'], scope: 'Namespaced', project: projectCalicoPolicy },
    { kinds: ['crd.projectcalico.org/GlobalNetworkPolicy'], scope: 'Cluster', project: projectCalicoPolicy },
    {
      kinds: [
        'policy.networking.k8s.io/AdminNetworkPolicy',
        'policy.networking.k8s.io/BaselineAdminNetworkPolicy',
        'policy.networking.k8s.io/ClusterNetworkPolicy',
        // Of Amazon VPC CNI, in the same words (https://docs.aws.amazon.com/eks/latest/userguide/cni-network-policy.html).
        'networking.k8s.aws/ClusterNetworkPolicy',
      ],
      scope: 'Cluster',
      project: projectAdminPolicy,
    },
    { kinds: ['crd.antrea.io/NetworkPolicy'], scope: 'Namespaced', project: projectAntreaPolicy },
    { kinds: ['crd.antrea.io/ClusterNetworkPolicy'], scope: 'Cluster', project: projectAntreaPolicy },
  ],
});

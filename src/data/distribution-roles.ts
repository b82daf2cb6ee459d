/**
 * Roles that installers and distributions bind in addition to those of Kubernetes, with their rules, in the lines that
 * src/model/rbac-table.ts reads. As of 2026-11-30; source: cmd/kubeadm/app/phases of https://github.com/kubernetes/kubernetes 1.37, for
 * k3s, RKE2 and OpenShift see the files that are joined below. Entries marked `unverified` are from memory of such clusters.
 */
import type { DistributionRole } from './distributions.ts';
import { openshiftRoles } from './openshift-roles.ts';
import { rancherRoles } from './rancher-roles.ts';

export const asOf = '2026-11-30';

const JOINING_NODES = 'Group system:bootstrappers:kubeadm:default-node-token';
const NODES = 'Group system:nodes';
const LOGGED_IN = 'Group system:authenticated';

const configMap = (name: string) => [`get core configmaps ${name}`];

const kubeadm: readonly DistributionRole[] = [
  // Since 1.29, for the administrators' kubeconfig. Elsewhere any authenticator may return a group of this name.
  {
    role: 'ClusterRole cluster-admin',
    rules: [],
    subjects: ['Group kubeadm:cluster-admins'],
    // Cluster API's kubeadm provider creates clusters of vSphere Kubernetes Service.
    on: ['kubeadm', 'kind', 'minikube', 'vks'],
  },
  { role: 'ClusterRole system:node-bootstrapper', rules: [], subjects: [JOINING_NODES] },
  { role: 'ClusterRole kubeadm:get-nodes', rules: ['get core nodes'], subjects: [JOINING_NODES] },
  {
    role: 'ClusterRole system:certificates.k8s.io:certificatesigningrequests:nodeclient',
    rules: [],
    subjects: [JOINING_NODES],
  },
  {
    role: 'ClusterRole system:certificates.k8s.io:certificatesigningrequests:selfnodeclient',
    rules: [],
    subjects: [NODES],
  },
  { role: 'ClusterRole system:node-proxier', rules: [], subjects: ['ServiceAccount kube-system/kube-proxy'] },
  {
    role: 'ClusterRole system:kubelet-api-admin',
    rules: [],
    subjects: ['User kube-apiserver-kubelet-client'],
  },
  {
    role: 'ClusterRole system:coredns',
    rules: [
      'list,watch core endpoints,namespaces,pods,services',
      'list,watch discovery.k8s.io endpointslices',
      // Until 1.20.
      'get core nodes',
    ],
    subjects: ['ServiceAccount kube-system/coredns'],
  },
  {
    role: 'Role kube-public/kubeadm:bootstrap-signer-clusterinfo',
    rules: configMap('cluster-info'),
    subjects: ['User system:anonymous'],
  },
  { role: 'Role kube-system/kube-proxy', rules: configMap('kube-proxy'), subjects: [JOINING_NODES] },
  {
    role: 'Role kube-system/kubeadm:kubeadm-certs',
    rules: ['get core secrets kubeadm-certs'],
    subjects: [JOINING_NODES],
  },
  {
    role: 'Role kube-system/kubeadm:kubelet-config',
    rules: configMap('kubelet-config'),
    subjects: [NODES, JOINING_NODES],
  },
  {
    role: 'Role kube-system/kubeadm:nodes-kubeadm-config',
    rules: configMap('kubeadm-config'),
    subjects: [NODES, JOINING_NODES],
  },
];

/** Managed clusters: the users of their control planes have certificates that no other subject gets. */
const managed: readonly DistributionRole[] = [
  {
    role: 'ClusterRole eks:podsecuritypolicy:privileged',
    rules: ['use policy,extensions podsecuritypolicies eks.privileged'],
    subjects: [LOGGED_IN],
    unverified: true,
  },
  {
    // https://docs.aws.amazon.com/eks/latest/userguide/troubleshooting.html
    role: 'ClusterRole eks:node-manager',
    rules: [
      'get,list,watch,delete core pods',
      'get,list,watch,patch core nodes',
      'create core pods/eviction',
    ],
    subjects: ['User eks:node-manager'],
    on: ['eks'],
  },
  {
    role: 'ClusterRole eks:node-bootstrapper',
    rules: ['create certificates.k8s.io certificatesigningrequests/selfnodeserver'],
    subjects: [NODES, 'Group system:bootstrappers'],
    unverified: true,
  },
  {
    role: 'ClusterRole system:node',
    rules: [],
    // Nodes of GKE created before 1.8 had a user in common.
    subjects: ['User kubelet'],
    on: ['gke'],
    unverified: true,
  },
];

export const distributionRoles: readonly DistributionRole[] = [
  ...kubeadm,
  ...rancherRoles,
  ...openshiftRoles,
  ...managed,
];

/**
 * Roles that k3s and RKE2 bind in addition to those of Kubernetes. As of 2026-12-01; source: manifests of https://github.com/k3s-io/k3s,
 * pkg/rke2/clusterrole_templates.go of https://github.com/rancher/rke2 and, for Traefik, templates/rbac/clusterrole.yaml and _helpers.tpl
 * of the charts in https://github.com/k3s-io/k3s-charts (19.0 to 37.0; the names of custom resources of chart 27 and before,
 * `traefik.containo.us`, are unverified) with the values of manifests/traefik.yaml of k3s.
 */
import type { DistributionId, DistributionRole } from './distributions.ts';

export const asOf = '2026-12-01';

const RANCHER: readonly DistributionId[] = ['k3s', 'rke2'];

/** What Traefik reads, with every release of the chart that k3s ships. */
const TRAEFIK = [
  'get,list,watch core configmaps,endpoints,nodes,secrets,services',
  'get core pods',
  'get,list,watch discovery.k8s.io endpointslices',
  'get,list,watch extensions,networking.k8s.io ingressclasses,ingresses',
  'update extensions,networking.k8s.io ingresses/status',
  'get,list,watch traefik.containo.us,traefik.io ingressroutes,ingressroutetcps,ingressrouteudps,middlewares,middlewaretcps,serverstransports,serverstransporttcps,tlsoptions,tlsstores,traefikservices',
];

export const rancherRoles: readonly DistributionRole[] = [
  { role: 'ClusterRole system:kubelet-api-admin', rules: [], subjects: ['User kube-apiserver'] },
  {
    role: 'ClusterRole system:k3s-controller',
    rules: [
      'get core nodes',
      'list,watch core namespaces',
      'list,watch networking.k8s.io networkpolicies',
      'get,list,watch core endpoints,pods',
      'list,watch core nodes',
      'get,list,watch discovery.k8s.io endpointslices',
    ],
    subjects: ['User system:k3s-controller', 'User system:rke2-controller'],
    on: RANCHER,
  },
  {
    role: 'ClusterRole k3s-cloud-controller-manager',
    rules: [
      'create,get,update coordination.k8s.io leases',
      'create,patch,update core events',
      '* core nodes',
      'patch core nodes/status',
      'list,patch,update,watch core services',
      'patch core services/status',
      'create core serviceaccounts',
      'get,list,update,watch core persistentvolumes',
      'create,get,list,update,watch core endpoints',
      'create,get core namespaces',
      'get,list,watch core pods',
      '* apps daemonsets',
      'list,watch discovery.k8s.io endpointslices',
    ],
    subjects: ['User k3s-cloud-controller-manager', 'ServiceAccount kube-system/svclb'],
    on: RANCHER,
  },
  {
    role: 'ClusterRole local-path-provisioner-role',
    rules: [
      'get,list,watch core nodes,persistentvolumeclaims,configmaps,pods/log',
      '* core endpoints,persistentvolumes,pods',
      'create,delete,get,list,patch,update,watch core persistentvolumes,pods',
      'create,patch core events',
      'get,list,watch storage.k8s.io storageclasses',
    ],
    subjects: ['ServiceAccount kube-system/local-path-provisioner-service-account'],
    on: ['k3s'],
  },
  // The name of the role contains the namespace since chart 19.
  ...['traefik', 'traefik-kube-system'].map((name): DistributionRole => ({
    role: `ClusterRole ${name}`,
    rules: TRAEFIK,
    subjects: ['ServiceAccount kube-system/traefik'],
    on: ['k3s'],
  })),
];

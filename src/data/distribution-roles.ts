/**
 * Roles that installers and distributions bind beside those of Kubernetes itself, with what they allow, in the lines that
 * src/model/rbac-table.ts reads. As of 2026-11-30; source: cmd/kubeadm/app/phases of https://github.com/kubernetes/kubernetes 1.37,
 * pkg/bootstrappolicy/policy.go of https://github.com/openshift/openshift-apiserver, manifests of https://github.com/k3s-io/k3s,
 * pkg/rke2/clusterrole_templates.go of https://github.com/rancher/rke2. What is marked `unverified` is from memory of such clusters.
 */
import type { DistributionId } from './distributions.ts';

export const asOf = '2026-11-30';

export interface DistributionRole {
  /** `ClusterRole name`, bound everywhere, or `Role ns/name`, bound in its namespace. Where Kubernetes has it, its rules count, too. */
  role: string;
  rules: readonly string[];
  /** `User name`, `Group name`, `ServiceAccount ns/name`. */
  subjects: readonly string[];
  /** Shipped where one of these was recognised alone; absent = anywhere, because it gives little. */
  on?: readonly DistributionId[];
  unverified?: true;
}

const JOINING_NODES = 'Group system:bootstrappers:kubeadm:default-node-token';
const NODES = 'Group system:nodes';
const LOGGED_IN = 'Group system:authenticated';
const ANY_USER = [LOGGED_IN, 'Group system:unauthenticated'];
const RANCHER: readonly DistributionId[] = ['k3s', 'rke2'];
const OPENSHIFT: readonly DistributionId[] = ['openshift', 'microshift'];

const configMap = (name: string) => [`get core configmaps ${name}`];

const kubeadm: readonly DistributionRole[] = [
  // Since 1.29, for the administrators' kubeconfig. Anywhere else any login may bring a group of this name.
  {
    role: 'ClusterRole cluster-admin',
    rules: [],
    subjects: ['Group kubeadm:cluster-admins'],
    // Clusters of vSphere Kubernetes Service are made by Cluster API's kubeadm provider.
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

const rancher: readonly DistributionRole[] = [
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
];

const openshift: readonly DistributionRole[] = [
  {
    role: 'ClusterRole cluster-admin',
    rules: [],
    subjects: ['Group system:cluster-admins', 'User system:admin'],
    on: OPENSHIFT,
  },
  { role: 'ClusterRole system:master', rules: ['* * *', '* url *'], subjects: ['Group system:masters'] },
  {
    role: 'ClusterRole system:node-admin',
    rules: [
      'get,list,watch,proxy core nodes',
      '* core nodes/proxy,nodes/metrics,nodes/spec,nodes/stats,nodes/log',
    ],
    subjects: ['User system:master', 'Group system:node-admins'],
    on: OPENSHIFT,
  },
  { role: 'ClusterRole system:node-proxier', rules: [], subjects: [NODES], on: OPENSHIFT },
  {
    role: 'ClusterRole system:sdn-reader',
    rules: [
      'get,list,watch core,network.openshift.io egressnetworkpolicies,hostsubnets,netnamespaces',
      'get,list,watch core nodes,namespaces',
      'get,list,watch networking.k8s.io networkpolicies',
      'get core,network.openshift.io clusternetworks',
      'create,patch,update core events',
    ],
    subjects: [NODES],
    on: OPENSHIFT,
  },
  {
    role: 'ClusterRole system:openshift:public-info-viewer',
    rules: [
      'get url /.well-known,/.well-known/*,/healthz,/healthz/,/livez,/readyz,/version,/version/,/version/*',
    ],
    subjects: ANY_USER,
  },
  {
    role: 'ClusterRole basic-user',
    rules: [
      'get core,user.openshift.io users ~',
      'list core,project.openshift.io projectrequests',
      'get,list core,authorization.openshift.io clusterroles',
      'get,list,watch rbac.authorization.k8s.io clusterroles',
      'get,list,watch storage.k8s.io storageclasses',
      'list,watch core,project.openshift.io projects',
      'create core,authorization.openshift.io selfsubjectrulesreviews',
      'create authorization.k8s.io selfsubjectaccessreviews',
      'get,list,watch snapshot.storage.k8s.io volumesnapshotclasses',
    ],
    subjects: [LOGGED_IN],
  },
  {
    role: 'ClusterRole self-access-reviewer',
    rules: [
      'create core,authorization.openshift.io selfsubjectrulesreviews',
      'create authorization.k8s.io selfsubjectaccessreviews',
    ],
    // Until 4.15 for anybody; clusters that were installed before keep it.
    subjects: ANY_USER,
  },
  {
    role: 'ClusterRole self-provisioner',
    rules: ['create core,project.openshift.io projectrequests'],
    subjects: ['Group system:authenticated:oauth'],
  },
  {
    role: 'ClusterRole system:oauth-token-deleter',
    rules: ['delete core,oauth.openshift.io oauthaccesstokens,oauthauthorizetokens'],
    subjects: ANY_USER,
  },
  {
    role: 'ClusterRole cluster-status',
    rules: [
      'get url /healthz,/healthz/,/version,/version/*,/api,/api/*,/apis,/apis/*,/oapi,/oapi/*,/openapi/v2,/swaggerapi,/swaggerapi/*,/swagger.json,/swagger-2.0.0.pb-v1,/osapi,/osapi/,/.well-known,/.well-known/*,/',
    ],
    subjects: [LOGGED_IN],
  },
  {
    role: 'ClusterRole system:openshift:discovery',
    rules: [
      'get url /version,/version/*,/api,/api/*,/apis,/apis/*,/oapi,/oapi/*,/openapi/v2,/swaggerapi,/swaggerapi/*,/swagger.json,/swagger-2.0.0.pb-v1,/osapi,/osapi/,/.well-known,/.well-known/*,/',
    ],
    subjects: [LOGGED_IN],
  },
  {
    role: 'ClusterRole system:scope-impersonation',
    rules: ['impersonate authentication.k8s.io userextras/scopes.authorization.openshift.io'],
    subjects: ANY_USER,
  },
  {
    role: 'ClusterRole system:webhook',
    rules: ['create,get core,build.openshift.io buildconfigs/webhooks'],
    subjects: ANY_USER,
  },
  ...(
    [
      ['docker', 'builds/docker,builds/optimizeddocker'],
      ['source', 'builds/source'],
      ['jenkinspipeline', 'builds/jenkinspipeline'],
    ] as const
  ).map(([name, resources]) => ({
    role: `ClusterRole system:build-strategy-${name}`,
    rules: [`create core,build.openshift.io ${resources}`],
    subjects: [LOGGED_IN],
  })),
  ...['restricted-v2', 'restricted-v3'].map((name) => ({
    role: `ClusterRole system:openshift:scc:${name}`,
    rules: [`use security.openshift.io securitycontextconstraints ${name}`],
    subjects: [LOGGED_IN],
    unverified: true as const,
  })),
  {
    role: 'ClusterRole console-extensions-reader',
    rules: [
      'get,list,watch console.openshift.io consoleclidownloads,consoleexternalloglinks,consolelinks,consolenotifications,consoleplugins,consolequickstarts,consolesamples,consoleyamlsamples',
    ],
    subjects: [LOGGED_IN],
    unverified: true,
  },
  {
    role: 'ClusterRole helm-chartrepos-viewer',
    rules: ['get,list,watch helm.openshift.io helmchartrepositories'],
    subjects: [LOGGED_IN],
    unverified: true,
  },
];

/** Managed clusters: their control planes' own users come from certificates that nobody else is given. */
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
    // Nodes of GKE that were made before 1.8 had a user in common.
    subjects: ['User kubelet'],
    on: ['gke'],
    unverified: true,
  },
];

export const distributionRoles: readonly DistributionRole[] = [
  ...kubeadm,
  ...rancher,
  ...openshift,
  ...managed,
];

/**
 * Roles that OpenShift binds in addition to those of Kubernetes. As of 2026-11-30; source: pkg/bootstrappolicy/policy.go of
 * https://github.com/openshift/openshift-apiserver. Entries marked `unverified` are from memory of such clusters.
 */
import type { DistributionId, DistributionRole } from './distributions.ts';

export const asOf = '2026-11-30';

const NODES = 'Group system:nodes';
const LOGGED_IN = 'Group system:authenticated';
const ANY_USER = [LOGGED_IN, 'Group system:unauthenticated'];
const OPENSHIFT: readonly DistributionId[] = ['openshift', 'microshift'];

export const openshiftRoles: readonly DistributionRole[] = [
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
    // Until 4.15 for any user; clusters installed before that keep it.
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

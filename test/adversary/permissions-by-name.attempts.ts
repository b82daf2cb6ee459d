import type { Attempt, Expected } from './attempt.ts';
import {
  account,
  binding,
  clusterBinding,
  clusterRole,
  everywhere,
  EVERYTHING,
  group,
  RBAC,
  rule,
  user,
  within,
} from './rbac-objects.ts';

/** Permissions by single names, empty names and names with extra parts. */

const EVE = user('eve');
const ADMIN = clusterRole('cluster-admin', EVERYTHING);
const namespace = (name: string) => `
apiVersion: v1
kind: Namespace
metadata: { name: ${name} }
---`;
const serviceAccount = (place: string, name: string) => `
apiVersion: v1
kind: ServiceAccount
metadata: { name: ${name}, namespace: ${place} }
---`;
const controller = (place: string, name: string) => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: ${place} }
spec: { replicas: 1, selector: { matchLabels: { a: b } }, template: { metadata: { labels: { a: b } }, spec: { containers: [{ name: c, image: 'registry.example/c:1' }] } } }
---`;
/** A namespace with an account that may do everything. */
const STRONG =
  namespace('ci') +
  serviceAccount('ci', 'dep') +
  ADMIN +
  clusterBinding('strong', 'cluster-admin', account('ci', 'dep'));

const fail = (check: string, severity: Expected['severity'], object: string): Expected => ({
  check: `identities/${check}`,
  verdict: 'fail',
  ...(severity && { severity }),
  object,
});
const pass = (check: string): Expected => ({ check: `identities/${check}`, verdict: 'pass' });

const attempt = (name: string, why: string, objects: string, ...expect: readonly Expected[]): Attempt => ({
  name: `names/${name}`,
  player: 'administrator',
  why,
  objects,
  expect,
});

const CREATE = rule('create secrets');

const SECRETS: readonly Attempt[] = [
  attempt(
    'create Secrets and read one in kube-system',
    'Eve creates a Secret of that name for any account of the namespace, and the controller manager puts a token into it.',
    within('kube-system', [CREATE, rule('get secrets', ['mine'])], EVE),
    fail('secret-readers', 'high', 'User eve'),
  ),
  attempt(
    'create Secrets by one binding and patch one by another',
    'The response to a patch contains the complete object.',
    within('kube-system', [CREATE], EVE) +
      clusterRole('second', rule('patch secrets', ['mine'])) +
      binding('kube-system', 'second', ['ClusterRole', 'second'], EVE),
    fail('secret-readers', 'high', 'User eve'),
  ),
  attempt(
    'create Secrets in all namespaces and read one',
    'Every namespace has accounts, that of the controllers too.',
    everywhere([CREATE, rule('get secrets', ['mine'])], EVE),
    fail('secret-readers', 'high', 'User eve'),
  ),
  attempt(
    'create Secrets and read one where an account is cluster-admin',
    'The token may be that of the administrator.',
    STRONG + within('ci', [CREATE, rule('get secrets', ['mine'])], EVE),
    fail('secret-readers', 'high', 'User eve'),
  ),
  attempt(
    'create Secrets and read one in a namespace without privileged accounts',
    'Tokens of accounts without permissions grant none.',
    within('shop', [CREATE, rule('get secrets', ['mine'])], EVE),
    pass('secret-readers'),
  ),
  attempt(
    'create Secrets and read none',
    'A Secret that cannot be read gives no token.',
    STRONG + within('ci', [CREATE], EVE),
    pass('secret-readers'),
  ),
  attempt(
    'create and read all Secrets where an account is cluster-admin',
    'It grants the permissions of the accounts of the namespace, as token creation does.',
    STRONG + within('ci', [rule('create,get secrets')], EVE),
    fail('namespace-permissions', 'medium', 'Namespace ci'),
  ),
  attempt(
    'patch of the token of an administrator',
    'The response to an empty patch contains the token.',
    STRONG +
      `
apiVersion: v1
kind: Secret
metadata: { name: tok, namespace: ci, annotations: { kubernetes.io/service-account.name: dep } }
type: kubernetes.io/service-account-token
---` +
      within('ci', [rule('patch secrets', ['tok'])], EVE),
    fail('secret-readers', 'high', 'User eve'),
  ),
];

const WORKLOADS: readonly Attempt[] = [
  attempt(
    'patch of one Deployment of kube-system',
    'The template chooses the account and the directories of the node.',
    controller('kube-system', 'coredns') +
      everywhere([rule('apps:patch,update deployments', ['coredns'])], EVE),
    fail('pod-creators', 'medium', 'User eve'),
  ),
  attempt(
    'patch of one Deployment that kube-system does not have',
    'Names limit permissions as intended.',
    controller('shop', 'shopfront') + everywhere([rule('apps:patch deployments', ['shopfront'])], EVE),
    pass('pod-creators'),
  ),
  attempt(
    'scale of one Deployment of kube-system',
    'A number is no template.',
    controller('kube-system', 'coredns') +
      everywhere([rule('apps:patch deployments/scale', ['coredns'])], EVE),
    pass('pod-creators'),
  ),
  {
    ...attempt(
      'patch of one Deployment, and controllers that cannot be listed',
      'It may be one of kube-system.',
      everywhere([rule('apps:patch deployments', ['coredns'])], EVE),
      { check: 'identities/pod-creators', verdict: 'unknown', object: 'User eve' },
    ),
    answers: { '/apis/apps/v1/deployments': 403 },
  },
  attempt(
    'patch of one Deployment where an account is cluster-admin',
    'The template may name that account.',
    STRONG + controller('ci', 'runner') + within('ci', [rule('apps:patch deployments', ['runner'])], EVE),
    fail('namespace-permissions', 'medium', 'Namespace ci'),
  ),
  attempt(
    'edit in a namespace whose account may create pods in all namespaces',
    'A pod of kube-system runs as the account that may escalate ClusterRoles.',
    namespace('ci') +
      serviceAccount('ci', 'dep') +
      everywhere([rule('create pods')], account('ci', 'dep')) +
      binding('ci', 'e', ['ClusterRole', 'edit'], EVE),
    fail('namespace-permissions', 'medium', 'Namespace ci'),
  ),
];

const EMPTY = ['get,update secrets', 'create pods/exec', 'create serviceaccounts/token', 'impersonate users'];

const NAMES: readonly Attempt[] = [
  attempt(
    'an empty name',
    'RBAC compares text: requests for single objects always have a name.',
    everywhere(
      EMPTY.map((text) => rule(text).replace(' }', ", resourceNames: [''] }")),
      account('shop', 'web'),
    ),
    pass('secret-readers'),
    pass('pod-exec'),
    pass('token-creators'),
    pass('escalation-permissions'),
  ),
  attempt(
    'an empty name with another, and a list',
    'A list has no name, so that the empty one allows it.',
    everywhere([rule('list secrets').replace(' }', ", resourceNames: ['', mine] }")], account('shop', 'web')),
    fail('secret-readers', 'high', 'ServiceAccount shop/web'),
  ),
  ...['cp-1', 'cp-1:10250', 'https:cp-1:10250'].map((name) =>
    attempt(
      `nodes/proxy of ${name}`,
      'The API server takes scheme and port from the name, and the authorizer compares the complete name.',
      everywhere([rule('get nodes/proxy', [name])], EVE),
      fail('node-proxy-permissions', 'high', 'User eve'),
    ),
  ),
  attempt(
    'nodes/proxy of a worker with a port',
    'For other nodes the severity is one level lower.',
    everywhere([rule('get nodes/proxy', ['worker-1:10250'])], EVE),
    fail('node-proxy-permissions', 'medium', 'User eve'),
  ),
  attempt(
    'escalate on a role that is aggregated into its own one',
    'The controller manager copies the rules into view, which eve has.',
    clusterBinding('v', 'view', EVE) +
      everywhere([rule(`${RBAC}:escalate,patch clusterroles`, ['system:aggregate-to-view'])], EVE),
    fail('escalation-permissions', 'high', 'User eve'),
  ),
  attempt(
    "escalate on a role that is aggregated into another user's",
    'Eve does not have view.',
    everywhere([rule(`${RBAC}:escalate,patch clusterroles`, ['system:aggregate-to-view'])], EVE),
    fail('escalation-permissions', 'medium', 'User eve'),
  ),
  attempt(
    'stars after the slash',
    'They match no request.',
    everywhere([rule('* pods/*,secrets/*'), "{ apiGroups: ['*'], resources: ['*/*'], verbs: ['*'] }"], EVE),
    pass('wildcard-permissions'),
  ),
];

const NODES: readonly Attempt[] = [
  attempt(
    'certificates of nodes that the controller manager approves',
    'It approves any node for any user who may create nodeclient.',
    everywhere(
      [rule('certificates.k8s.io:create certificatesigningrequests,certificatesigningrequests/nodeclient')],
      account('shop', 'web'),
    ),
    fail('certificate-approvers', 'high', 'ServiceAccount shop/web'),
  ),
  attempt(
    'certificates of nodes for bootstrap tokens',
    'They exist to create nodes.',
    everywhere(
      [rule('certificates.k8s.io:create certificatesigningrequests,certificatesigningrequests/nodeclient')],
      group('system:bootstrappers:kubeadm:default-node-token'),
    ),
    pass('certificate-approvers'),
  ),
  attempt(
    'certificates of nodes without requests',
    'Without permission to create a request there is no request to approve.',
    everywhere(
      [rule('certificates.k8s.io:create certificatesigningrequests/nodeclient')],
      account('shop', 'web'),
    ),
    pass('certificate-approvers'),
  ),
];

const rows: readonly Attempt[] = [...SECRETS, ...WORKLOADS, ...NAMES, ...NODES];
export default rows;

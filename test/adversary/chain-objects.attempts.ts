import type { Attempt, Expected } from './attempt.ts';
import {
  account,
  binding,
  clusterBinding,
  clusterRole,
  everywhere,
  EVERYTHING,
  JANE,
  rule,
  user,
  within,
} from './rbac-objects.ts';

/** Permissions that a user gets through objects that rules name: pods, nodes, controllers, Secrets and ConfigMaps. */

const attempt = (name: string, why: string, objects: string, ...expect: readonly Expected[]): Attempt => ({
  name: `chain-objects/${name}`,
  player: 'administrator',
  why,
  objects,
  expect,
});

const ESCALATION = 'identities/escalation-permissions';
const jane = (
  verdict: Expected['verdict'],
  severity?: Expected['severity'],
  check = ESCALATION,
): Expected => ({
  check,
  verdict,
  ...(verdict !== 'pass' && { object: 'User jane' }),
  ...(severity && { severity }),
});

/** Jane impersonates eve, who has these rules in all namespaces. */
const asEve = (...rules: readonly string[]) =>
  clusterRole('q', ...rules) +
  clusterBinding('q', 'q', user('eve')) +
  everywhere([rule('impersonate users', ['eve'])], JANE);

/** Eve has these rules in one namespace. */
const asEveIn = (place: string, ...rules: readonly string[]) =>
  within(place, rules, user('eve')) +
  clusterRole('act', rule('impersonate users', ['eve'])) +
  clusterBinding('act', 'act', JANE);

/** A namespace with a ServiceAccount that has all permissions, and a pod there that runs as one of its accounts. */
const strong = (runsAs?: string, more = '') => `
apiVersion: v1
kind: Namespace
metadata: { name: ci }
---
apiVersion: v1
kind: ServiceAccount
metadata: { name: dep, namespace: ci }
---${clusterRole('cluster-admin', EVERYTHING)}${clusterBinding('strong', 'cluster-admin', account('ci', 'dep'))}${
  runsAs === undefined
    ? ''
    : `
apiVersion: v1
kind: Pod
metadata: { name: runner, namespace: ci }
spec: { serviceAccountName: ${runsAs}, ${more}containers: [{ name: c, image: 'x:1' }] }
status: { phase: Running }
---`
}`;

const TOKEN = `
apiVersion: v1
kind: Secret
metadata: { name: pipe, namespace: ci, annotations: { kubernetes.io/service-account.name: dep } }
type: kubernetes.io/service-account-token
---`;

const PODS: readonly Attempt[] = [
  ...(['create pods/exec', 'patch pods', 'update pods/ephemeralcontainers'] as const).flatMap((power) => [
    attempt(
      `impersonates a user who may ${power} in a namespace with a pod of a cluster-admin`,
      'The token of the administrator is in that pod.',
      strong('dep') + asEveIn('ci', rule(power)),
      jane('fail', 'high'),
    ),
    attempt(
      `impersonates a user who may ${power} of that pod by its name`,
      'The name is that of the pod with the token.',
      strong('dep') + asEveIn('ci', rule(power, ['runner'])),
      jane('fail', 'high'),
    ),
    attempt(
      `impersonates a user who may ${power} of another pod by its name`,
      'The reachable pod runs as an account without permissions.',
      strong('default') + asEveIn('ci', rule(power, ['runner'])),
      jane('pass'),
    ),
    attempt(
      `impersonates a user who may ${power} if the pod of the cluster-admin has no token`,
      'A pod of that account with a token may still be created.',
      strong('dep', 'automountServiceAccountToken: false, ') + asEveIn('ci', rule(power)),
      jane('fail', 'medium'),
    ),
  ]),
  attempt(
    'impersonates a user who may patch pods in all namespaces',
    'The image of a pod of kube-system may be replaced.',
    asEve(rule('patch pods')),
    jane('fail'),
  ),
  attempt(
    'patches pods in all namespaces',
    'The image can be changed while the pod runs, with its account and its volumes.',
    everywhere([rule('patch,update pods')], JANE),
    jane('fail', 'high', 'identities/pod-exec'),
  ),
  attempt(
    'patches a pod of kube-system by its name',
    'The same of one pod of the control plane.',
    everywhere([rule('patch pods', ['etcd-cp-1'])], JANE),
    jane('fail', 'high', 'identities/pod-exec'),
  ),
  attempt(
    'patches the status of pods',
    'Network plugins have this permission.',
    everywhere([rule('patch pods/status'), rule('get,list,watch pods')], JANE),
    jane('pass', undefined, 'identities/pod-exec'),
  ),
];

const NAMES: readonly Attempt[] = [
  attempt(
    'impersonates a user who runs commands in a pod that does not exist in kube-system',
    'Names limit permissions as intended.',
    asEve(rule('create pods/exec', ['shop-0'])),
    jane('pass'),
  ),
  attempt(
    'impersonates a user who has nodes/proxy of a worker',
    'No credential of the control plane is on that node.',
    asEve(rule('get nodes/proxy', ['worker-1'])),
    jane('pass'),
  ),
  attempt(
    'impersonates a user who patches a DaemonSet that does not exist in kube-system',
    'Names limit permissions as intended.',
    asEve(rule('apps:patch daemonsets', ['shop-agent'])),
    jane('pass'),
  ),
  attempt(
    'impersonates a user who registers API servers',
    'The API server sends the requests for the group to that server.',
    asEve(rule('apiregistration.k8s.io:create,patch apiservices')),
    jane('fail', 'medium'),
  ),
  attempt(
    'impersonates a user who reads APIServices',
    'Read access registers no server.',
    asEve(rule('apiregistration.k8s.io:get,list,watch apiservices')),
    jane('pass'),
  ),
  {
    ...attempt(
      'impersonates a user who patches a controller by name, and controllers cannot be listed',
      'It may be one of kube-system.',
      asEve(rule('apps:patch deployments', ['coredns'])),
      jane('unknown'),
    ),
    answers: { '/apis/apps/v1/deployments': 403 },
  },
];

const SECRETS: readonly Attempt[] = [
  attempt(
    'impersonates a user who reads the Secrets of a namespace with the token of a cluster-admin',
    'The token is among them.',
    strong() + TOKEN + asEveIn('ci', rule('get,list secrets')),
    jane('fail', 'high'),
  ),
  attempt(
    'impersonates a user who reads Secrets of a namespace without such a token',
    'No Secret contains one.',
    strong() + asEveIn('ci', rule('get,list secrets')),
    jane('pass'),
  ),
  ...([[], ['pipe']] as const).map((names): Attempt => ({
    ...attempt(
      `impersonates a user who reads ${names.length === 0 ? 'Secrets' : 'one Secret'} in the namespace of a cluster-admin, and Secrets cannot be listed`,
      'It may contain the token of the administrator.',
      strong() + TOKEN + asEveIn('ci', rule('get secrets', names)),
      jane('unknown'),
    ),
    answers: { '/api/v1/secrets': 403 },
  })),
  {
    ...attempt(
      'impersonates a user who reads a Secret of a namespace without privileged accounts, and Secrets cannot be listed',
      'No token in it has permissions.',
      asEveIn('shop', rule('get secrets', ['pipe'])),
      jane('pass'),
    ),
    answers: { '/api/v1/secrets': 403 },
  },
  {
    ...attempt(
      'creates tokens of an account that reads one Secret in the namespace of a cluster-admin, and Secrets cannot be listed',
      'The same as with its impersonation.',
      strong() +
        TOKEN +
        binding('ci', 'r', ['Role', 'given'], account('shop', 'reader')) +
        within('ci', [rule('get secrets', ['pipe'])], account('shop', 'reader')) +
        clusterRole('mint', rule('create serviceaccounts/token', ['reader'])) +
        binding('shop', 'mint', ['ClusterRole', 'mint'], JANE),
      jane('unknown', undefined, 'identities/token-creators'),
    ),
    answers: { '/api/v1/secrets': 403 },
  },
];

const EKS = `
apiVersion: v1
kind: Node
metadata: { name: worker-1, labels: { eks.amazonaws.com/nodegroup: a, kubernetes.io/os: linux } }
spec: { providerID: 'aws:///eu-central-1a/i-0' }
status: { nodeInfo: { osImage: Amazon Linux 2023, kubeletVersion: v1.34.1-eks-1234567, operatingSystem: linux } }
---`;

const onEks = (one: Attempt): Attempt => ({
  ...one,
  objects: EKS + (one.objects ?? ''),
  without: [
    'Node cp-1',
    'Node worker-1',
    'Pod kube-system/*',
    'DaemonSet kube-system/*',
    'ConfigMap kube-system/kubeadm-config',
    'ConfigMap kube-system/kubelet-config',
    'Deployment kube-system/*',
    'ReplicaSet kube-system/*',
  ],
});

const AWS_AUTH: readonly Attempt[] = [
  onEks(
    attempt(
      'patches aws-auth on EKS',
      'A user who changes it can be any user, if the authentication mode reads it.',
      within('kube-system', [rule('patch configmaps', ['aws-auth'])], JANE),
      jane('unknown'),
    ),
  ),
  onEks(
    attempt(
      'updates all ConfigMaps on EKS',
      'aws-auth is one of them.',
      everywhere([rule('update configmaps')], JANE),
      jane('unknown'),
    ),
  ),
  onEks(
    attempt(
      'impersonates a user who patches aws-auth on EKS',
      'The same as with a direct permission.',
      asEveIn('kube-system', rule('patch configmaps', ['aws-auth'])),
      jane('unknown'),
    ),
  ),
  attempt(
    'patches a ConfigMap of that name in another namespace',
    'No component reads it.',
    within('kube-system', [rule('patch configmaps', ['aws-auth'])], JANE),
    jane('pass'),
  ),
];

const attempts: readonly Attempt[] = [...PODS, ...NAMES, ...SECRETS, ...AWS_AUTH];
export default attempts;

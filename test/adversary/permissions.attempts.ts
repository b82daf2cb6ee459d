import type { Attempt, Expected } from './attempt.ts';
import {
  RBAC,
  rule,
  EVERYTHING,
  clusterRole,
  role,
  user,
  group,
  account,
  clusterBinding,
  binding,
  JANE,
  everywhere,
  within,
} from './rbac-objects.ts';

const expected =
  (check: string) =>
  (verdict: Expected['verdict'], object?: string, severity?: Expected['severity']): Expected => ({
    check,
    verdict,
    ...(object && { object }),
    ...(severity && { severity }),
  });

const exec = expected('identities/pod-exec');
const inNamespace = expected('identities/namespace-permissions');
const approves = expected('identities/certificate-approvers');

const execAttempts: readonly Attempt[] = [
  ...(
    [
      ['pods/exec', 'create pods/exec', 'high'],
      ['pods/exec by every verb', '* pods/exec', 'high'],
      ['the exec of every resource', 'create */exec', 'high'],
      ['pods/attach', 'create pods/attach', 'high'],
      ['ephemeral containers by update', 'update pods/ephemeralcontainers', 'high'],
      ['ephemeral containers by patch', 'patch pods/ephemeralcontainers', 'high'],
      ['pods/portforward', 'create pods/portforward', 'medium'],
      ['all resources of the core group', 'create *', 'high'],
    ] as const
  ).map(([what, text, severity]): Attempt => ({
    name: `rights/${what} in the whole cluster`,
    player: 'administrator',
    why: 'A session in any pod has the ServiceAccount, the Secrets and the network of that pod; a forwarded port has only the network.',
    objects: everywhere([rule(text)], JANE),
    expect: [exec('fail', 'User jane', severity)],
    files: [exec('fail', 'User jane', severity)],
  })),
  {
    name: 'rights/exec in kube-system by a RoleBinding',
    player: 'administrator',
    why: 'The credentials of the control plane are there: a shell in one of its pods is equivalent to one in any pod.',
    objects: within('kube-system', [rule('create pods/exec')], JANE),
    expect: [exec('fail', 'User jane', 'high')],
  },
  {
    name: 'rights/exec for all authenticated users',
    player: 'administrator',
    why: 'system:authenticated is every user and every workload.',
    objects: everywhere([rule('create pods/exec')], group('system:authenticated')),
    expect: [exec('fail', 'Group system:authenticated', 'critical')],
  },
  {
    name: 'rights/exec for a ServiceAccount written as a user',
    player: 'administrator',
    why: 'Its tokens have that user name: the prefix system: does not make it part of the control plane.',
    objects: everywhere([rule('create pods/exec')], user('system:serviceaccount:shop:web')),
    expect: [exec('fail', 'ServiceAccount shop/web', 'high')],
  },
  {
    name: 'rights/exec and port-forward by two bindings',
    player: 'administrator',
    why: 'One risk per subject, with the highest severity of its permissions.',
    objects:
      everywhere([rule('create pods/portforward')], JANE) +
      clusterRole('shell', rule('create pods/exec')) +
      clusterBinding('shell', 'shell', JANE),
    expect: [exec('fail', 'User jane', 'high')],
  },
  {
    name: 'rights/get on pods/exec, a release that requires create as well',
    player: 'administrator',
    why: 'Since 1.35 a WebSocket requires create, too; the recorded cluster is one of 1.37 whose feature gates are known.',
    objects: everywhere([rule('get pods/exec,pods/attach,pods/portforward')], JANE),
    expect: [exec('pass')],
    files: [exec('unknown', 'User jane')],
  },
  {
    name: 'rights/exec in one pod that contains the keys of the cluster',
    player: 'administrator',
    why: 'resourceNames limit it to etcd: a user with a shell there has every Secret.',
    objects: everywhere([rule('create pods/exec', ['etcd-cp-1'])], JANE),
    expect: [exec('fail', 'User jane', 'high')],
  },
  {
    name: 'rights/port-forward to one pod of kube-system by a RoleBinding',
    player: 'administrator',
    why: 'The port of one pod of the control plane, no command.',
    objects: within('kube-system', [rule('create pods/portforward', ['etcd-cp-1'])], JANE),
    expect: [exec('fail', 'User jane', 'medium')],
  },
  {
    name: 'rights/exec in pods of one name that no system pod has',
    player: 'administrator',
    why: 'All pods were collected, and none of kube-system has this name: an effective limit.',
    objects: everywhere([rule('create pods/exec', ['toolbox-0'])], JANE),
    expect: [exec('pass')],
  },
  {
    name: 'rights/exec in pods of one name, and pods that cannot be listed',
    player: 'administrator',
    why: 'Whether that is a pod of kube-system is not known: neither a risk nor a pass.',
    objects: everywhere([rule('create pods/exec', ['toolbox-0'])], JANE),
    answers: { '/api/v1/pods': 403 },
    expect: [exec('unknown', 'User jane')],
  },
  {
    name: 'rights/logs, eviction and scale are no sessions',
    player: 'administrator',
    why: 'None of them runs a command: */scale is not every resource, and another API group has no pods.',
    objects: everywhere(
      [
        rule('get,list,watch pods,pods/log'),
        rule('create pods/eviction'),
        rule('* */scale'),
        rule('example.com:create pods/exec'),
        rule('create exec,pods/exec/x'),
      ],
      JANE,
    ),
    expect: [exec('pass')],
  },
  {
    name: 'rights/exec in a role that is not bound, and in an ordinary namespace',
    player: 'tenant',
    why: 'A role grants nothing by itself; in an application namespace it is a risk of that namespace.',
    objects:
      role('shop', 'shell', rule('create pods/exec')) +
      within('bank', [rule('create pods/exec')], account('bank', 'ledger')),
    expect: [exec('pass'), inNamespace('fail', 'Namespace bank', 'low')],
  },
];

const namespaceAttempts: readonly Attempt[] = [
  ...(
    [
      ['everything', EVERYTHING],
      ['exec', rule('create pods/exec')],
      ['attach', rule('create pods/attach')],
      ['ephemeral containers', rule('patch pods/ephemeralcontainers')],
      ['pods', rule('create pods')],
      ['Deployments', rule('apps:create deployments')],
      ['changes of DaemonSets', rule('apps:patch daemonsets')],
      ['Jobs', rule('batch:create jobs')],
      ['changes of CronJobs', rule('batch:update cronjobs')],
      ['Secrets', rule('get secrets')],
      ['a list of Secrets', rule('list secrets')],
      ['bind on roles', rule(`${RBAC}:bind roles`)],
      ['bind on ClusterRoles', rule(`${RBAC}:bind clusterroles`)],
      ['escalate', rule(`${RBAC}:escalate roles`)],
      ['impersonation of ServiceAccounts', rule('impersonate serviceaccounts')],
      ['tokens of ServiceAccounts', rule('create serviceaccounts/token')],
      ['every verb on Secrets', rule('* secrets')],
      ['every resource of the core group', rule('get *')],
    ] as const
  ).map(([what, rules]): Attempt => ({
    name: `rights/${what} in one namespace for its own account`,
    player: 'tenant',
    why: 'An attacker with one pod of the namespace gets access to the rest of it.',
    objects: within('shop', [rules], account('shop', 'web')),
    expect: [inNamespace('fail', 'Namespace shop', 'low')],
    files: [inNamespace('fail', 'Namespace shop', 'low')],
  })),
  ...(['admin', 'edit'] as const).map((name): Attempt => ({
    name: `rights/${name} in one namespace for a group`,
    player: 'tenant',
    why: 'The administrators of a namespace are an inventory to review; files need not contain the role that Kubernetes ships.',
    objects: binding('shop', 'team', ['ClusterRole', name], group('shop-team')),
    expect: [inNamespace('fail', 'Namespace shop', 'low')],
    files: [inNamespace('fail', 'Namespace shop', 'low')],
  })),
  {
    name: 'rights/view in one namespace',
    player: 'tenant',
    why: 'It reads no Secrets and changes no objects.',
    objects: binding('shop', 'guests', ['ClusterRole', 'view'], group('guests')),
    expect: [inNamespace('pass')],
  },
  {
    name: 'rights/a RoleBinding to a role that does not exist',
    player: 'tenant',
    why: 'It grants nothing until a user creates the role.',
    objects: binding('shop', 'gone', ['ClusterRole', 'edit-of-old'], JANE),
    expect: [inNamespace('pass')],
  },
  {
    name: 'rights/one Secret by its name, logs, scale, and its own API group',
    player: 'tenant',
    why: 'Roles as recommended: they grant access to no pod, no account and not to all Secrets.',
    objects: within(
      'shop',
      [
        rule('get secrets', ['web-tls']),
        rule('get,list,watch pods,pods/log,configmaps'),
        rule('apps:update,patch deployments/scale'),
        rule('example.com:* *'),
        rule('example.com:create pods/exec'),
        rule(`${RBAC}:create,update rolebindings,roles`),
      ],
      account('shop', 'web'),
    ),
    expect: [inNamespace('pass')],
  },
  {
    name: 'rights/bind limited to a role without permissions',
    player: 'tenant',
    why: 'resourceNames are honored: view reads no Secrets.',
    objects: within('shop', [rule(`${RBAC}:bind clusterroles`, ['view'])], JANE),
    expect: [inNamespace('pass')],
  },
  {
    name: 'rights/bind limited to admin',
    player: 'tenant',
    why: 'A user who may bind admin becomes admin of the namespace in one step.',
    objects: within('shop', [rule(`${RBAC}:bind clusterroles`, ['view', 'admin'])], JANE),
    expect: [inNamespace('fail', 'Namespace shop', 'low')],
    files: [inNamespace('fail', 'Namespace shop', 'low')],
  },
  {
    name: 'rights/bind limited to a role of the namespace that runs commands',
    player: 'tenant',
    why: 'The rules of a role decide, not its name.',
    objects:
      role('shop', 'harmless', rule('create pods/exec')) +
      within('shop', [rule(`${RBAC}:bind roles`, ['harmless'])], JANE),
    expect: [inNamespace('fail', 'Namespace shop', 'low')],
  },
  {
    name: 'rights/escalate limited to one role',
    player: 'tenant',
    why: 'A user who may escalate a role can add any rule to it.',
    objects: within('shop', [rule(`${RBAC}:escalate roles`, ['harmless'])], JANE),
    expect: [inNamespace('fail', 'Namespace shop', 'low')],
  },
  {
    name: 'rights/a token of an account without permissions',
    player: 'tenant',
    why: 'Limited by name to an account without permissions, the token grants none.',
    objects: within('shop', [rule('create serviceaccounts/token', ['web'])], JANE),
    expect: [inNamespace('pass')],
  },
  {
    name: 'rights/a token of an account that is cluster-admin',
    player: 'administrator',
    why: 'The named account controls the cluster, and so does a user who requests its token.',
    objects:
      clusterBinding('flux', 'cluster-admin', account('shop', 'web')) +
      within('shop', [rule('create serviceaccounts/token', ['web'])], JANE),
    expect: [inNamespace('fail', 'Namespace shop', 'medium')],
  },
  {
    name: 'rights/edit in a namespace whose account is cluster-admin',
    player: 'administrator',
    why: 'A user who creates pods there runs them as that account: the namespace leads to the whole cluster.',
    objects:
      clusterBinding('flux', 'cluster-admin', user('system:serviceaccount:shop:web')) +
      binding('shop', 'team', ['ClusterRole', 'edit'], JANE),
    expect: [inNamespace('fail', 'Namespace shop', 'medium')],
  },
  {
    name: 'rights/Secrets of a namespace whose account is cluster-admin',
    player: 'administrator',
    why: 'Read access to Secrets alone grants no account: tokens are not stored in Secrets since 1.24.',
    objects:
      clusterBinding('flux', 'cluster-admin', account('shop', 'web')) +
      within('shop', [rule('get secrets')], JANE),
    expect: [inNamespace('fail', 'Namespace shop', 'low')],
  },
  {
    name: 'rights/a RoleBinding for a cluster-admin',
    player: 'administrator',
    why: 'One cause is reported once: by identities/cluster-admin-outside-system.',
    objects:
      clusterBinding('boss', 'cluster-admin', JANE) + binding('shop', 'boss', ['ClusterRole', 'edit'], JANE),
    expect: [
      inNamespace('pass'),
      { check: 'identities/cluster-admin-outside-system', verdict: 'fail', object: 'User jane' },
    ],
  },
  {
    name: 'rights/a ServiceAccount written as a user, in its own namespace',
    player: 'tenant',
    why: 'The prefix system: is not accepted: it is the account of a workload.',
    objects: within('shop', [rule('get secrets')], user('system:serviceaccount:shop:web')),
    expect: [inNamespace('fail', 'Namespace shop', 'low')],
  },
  {
    name: 'rights/all accounts of a namespace',
    player: 'tenant',
    why: 'Every pod of the namespace runs as one of them.',
    objects: within('shop', [rule('create pods')], group('system:serviceaccounts:shop')),
    expect: [inNamespace('fail', 'Namespace shop', 'low')],
  },
  ...['system:authenticated', 'system:serviceaccounts'].map((name): Attempt => ({
    name: `rights/${name} in one namespace`,
    player: 'tenant',
    why: 'All accounts may do it, from every other namespace as well.',
    objects: within('shop', [rule('create pods/exec')], group(name)),
    expect: [inNamespace('fail', 'Namespace shop', 'medium')],
  })),
  {
    name: 'rights/an account of another namespace',
    player: 'tenant',
    why: 'A workload of one tenant reads the Secrets of the other: the namespace of these Secrets is at risk.',
    objects: within('bank', [rule('get secrets')], account('shop', 'web')),
    expect: [inNamespace('fail', 'Namespace bank', 'low')],
  },
  {
    name: 'rights/the namespace default and kube-public',
    player: 'administrator',
    why: 'Workloads in kube-public count as the system: users who create pods there are reported.',
    objects:
      within('kube-public', [rule('create pods')], JANE) + within('default', [rule('create pods')], JANE),
    expect: [
      inNamespace('fail', 'Namespace kube-public', 'low'),
      inNamespace('fail', 'Namespace default', 'low'),
    ],
  },
  {
    name: 'rights/kube-system is covered by the checks of the whole cluster',
    player: 'administrator',
    why: 'One cause is reported once.',
    objects: within('kube-system', [rule('get secrets'), rule('create pods')], JANE),
    expect: [
      inNamespace('pass'),
      { check: 'identities/secret-readers', verdict: 'fail', object: 'User jane' },
      { check: 'identities/pod-creators', verdict: 'fail', object: 'User jane' },
    ],
  },
  ...(
    [
      ['create replicationcontrollers', 'fail'],
      ['apps:update statefulsets', 'fail'],
      ['apps:patch replicasets', 'fail'],
      ['batch:patch cronjobs', 'fail'],
      ['apps:update deployments/scale', 'pass'],
      ['apps:delete deployments', 'pass'],
      ['create podtemplates', 'pass'],
    ] as const
  ).map(([text, verdict]): Attempt => ({
    name: `rights/any pods in all namespaces by ${text}`,
    player: 'administrator',
    why: 'A user who writes a template that a controller creates pods from chooses the pods.',
    objects: clusterRole('ops', rule(text)) + clusterBinding('ops', 'ops', JANE),
    expect: [
      { check: 'identities/pod-creators', verdict, ...(verdict === 'fail' && { object: 'User jane' }) },
    ],
  })),
  ...(
    [
      ['admissionregistration.k8s.io:create mutatingadmissionpolicies', 'fail'],
      ['admissionregistration.k8s.io:patch mutatingadmissionpolicies', 'fail'],
      ['admissionregistration.k8s.io:get mutatingadmissionpolicies', 'pass'],
      ['admissionregistration.k8s.io:patch mutatingadmissionpolicybindings', 'fail'],
      ['admissionregistration.k8s.io:delete validatingwebhookconfigurations', 'fail'],
      ['admissionregistration.k8s.io:deletecollection mutatingwebhookconfigurations', 'fail'],
      ['admissionregistration.k8s.io:update validatingadmissionpolicies', 'fail'],
      ['admissionregistration.k8s.io:delete validatingadmissionpolicybindings', 'fail'],
      ['admissionregistration.k8s.io:update validatingadmissionpolicies/status', 'pass'],
    ] as const
  ).map(([text, verdict]): Attempt => ({
    name: `rights/mutation of every request by ${text}`,
    player: 'administrator',
    why: 'A MutatingAdmissionPolicy changes objects as a mutating webhook does, and a user who changes or deletes validating objects admits all requests.',
    objects: clusterRole('ops', rule(text)) + clusterBinding('ops', 'ops', JANE),
    expect: [
      { check: 'identities/webhook-writers', verdict, ...(verdict === 'fail' && { object: 'User jane' }) },
    ],
  })),
  {
    name: 'rights/a namespace with the name of a product',
    player: 'tenant',
    why: 'A name requires no administrator: no cluster-scoped object confirms the product.',
    objects: within('argocd', [rule('get,list secrets')], account('argocd', 'argocd-server')),
    expect: [inNamespace('fail', 'Namespace argocd', 'low')],
  },
  {
    name: "rights/a product's own account in its own namespace",
    player: 'administrator',
    why: 'An administrator granted it the permissions that its operator needs: to read the Secrets of its own namespace is part of its function.',
    objects:
      clusterRole('argocd', rule('argoproj.io:update,patch applications,applications/status')) +
      clusterBinding('argocd', 'argocd', account('argocd', 'argocd-application-controller')) +
      within('argocd', [rule('get,list secrets')], account('argocd', 'argocd-application-controller')),
    expect: [inNamespace('pass')],
  },
  {
    name: "rights/a user in a product's namespace",
    player: 'administrator',
    why: 'Only the product is accepted, not other subjects with access to its namespace.',
    objects:
      clusterRole('argocd', rule('argoproj.io:update,patch applications,applications/status')) +
      clusterBinding('argocd', 'argocd', account('argocd', 'argocd-application-controller')) +
      within('argocd', [rule('get,list secrets')], JANE),
    expect: [inNamespace('fail', 'Namespace argocd', 'low')],
  },
  {
    name: "rights/OpenShift's deployer on a cluster that is not OpenShift",
    player: 'tenant',
    why: "On other clusters any user can use the names of OpenShift's accounts.",
    objects:
      clusterRole('system:deployer', rule('get,list,watch,create pods')) +
      binding('shop', 'system:deployers', ['ClusterRole', 'system:deployer'], account('shop', 'deployer')),
    expect: [inNamespace('fail', 'Namespace shop', 'low')],
  },
  {
    name: 'rights/anonymous requests in one namespace',
    player: 'tenant',
    why: 'identities/anonymous-permissions reports it, with a higher severity.',
    objects: within('shop', [rule('create pods/exec')], user('system:anonymous')),
    expect: [
      inNamespace('pass'),
      { check: 'identities/anonymous-permissions', verdict: 'fail', object: 'RoleBinding shop/given' },
    ],
  },
  {
    name: 'rights/RoleBindings that cannot be listed',
    player: 'network',
    why: 'Objects that were not collected do not pass.',
    answers: { [`/apis/${RBAC}/v1/rolebindings`]: 403 },
    expect: [inNamespace('unknown'), exec('unknown')],
  },
  {
    name: 'rights/ClusterRoles that cannot be listed',
    player: 'network',
    why: 'Bindings without their roles are no evidence.',
    answers: { [`/apis/${RBAC}/v1/clusterroles`]: 403 },
    expect: [inNamespace('unknown'), exec('unknown'), approves('unknown')],
  },
];

const CSR = 'certificates.k8s.io';
const APPROVAL = rule(`${CSR}:update certificatesigningrequests/approval`);
const STATUS = rule(`${CSR}:patch certificatesigningrequests/status`);
const signers = (verb: string, ...names: readonly string[]): string => rule(`${CSR}:${verb} signers`, names);
const CLIENT = 'kubernetes.io/kube-apiserver-client';

const certificateAttempts: readonly Attempt[] = [
  ...(
    [
      ['only approve on signers', [signers('approve')]],
      ['only update on approval', [APPROVAL]],
      ['only sign on signers', [signers('sign', CLIENT)]],
      ['only update on status', [STATUS]],
      ['approval with sign', [APPROVAL, signers('sign', CLIENT)]],
      ['status with approve', [STATUS, signers('approve')]],
      ['requests and their deletion', [rule(`${CSR}:* certificatesigningrequests`), signers('approve')]],
      ['signing for a custom domain', [STATUS, signers('sign', 'example.com/*', 'issuers.example.com/a')]],
    ] as const
  ).map(([what, rules]): Attempt => ({
    name: `rights/certificates: ${what}`,
    player: 'administrator',
    why: 'kube-apiserver requires both halves for one action; one of them grants nothing.',
    objects: everywhere(rules, JANE),
    expect: [approves('pass')],
  })),
  ...(
    [
      ['every signer', [], 'high'],
      ['the signer of users', [CLIENT], 'high'],
      ['the signer of nodes', ['kubernetes.io/kube-apiserver-client-kubelet'], 'high'],
      ['all signers of Kubernetes', ['kubernetes.io/*'], 'high'],
      ['the signer of users and another', ['example.com/own', CLIENT], 'high'],
      ['serving certificates of kubelets', ['kubernetes.io/kubelet-serving'], 'low'],
      ['the legacy signer, which accepts no requests any more', ['kubernetes.io/legacy-unknown'], 'low'],
      ['a signer of a custom domain', ['example.com/own'], 'low'],
      ['all signers of a custom domain', ['example.com/*'], 'low'],
    ] as const
  ).map(([what, names, severity]): Attempt => ({
    name: `rights/certificates: approval for ${what}`,
    player: 'administrator',
    why: 'The use of an approved certificate depends on its signer: two of Kubernetes authenticate to the API server.',
    objects: everywhere([APPROVAL, signers('approve', ...names)], JANE),
    expect: [approves('fail', 'User jane', severity)],
    files: [approves('fail', 'User jane', severity)],
  })),
  {
    name: 'rights/certificates: approval of requests by name',
    player: 'administrator',
    why: 'The requester chooses the name of a request, so that names are no limit.',
    objects: everywhere(
      [rule(`${CSR}:patch certificatesigningrequests/approval`, ['mine']), signers('approve', CLIENT)],
      JANE,
    ),
    expect: [approves('fail', 'User jane', 'high')],
  },
  {
    name: 'rights/certificates: halves by two bindings',
    player: 'administrator',
    why: 'RBAC adds up.',
    objects:
      everywhere([APPROVAL], JANE) +
      clusterRole('other', signers('approve', CLIENT)) +
      clusterBinding('other', 'other', JANE),
    expect: [approves('fail', 'User jane', 'high')],
  },
  {
    name: 'rights/certificates: halves of two users',
    player: 'administrator',
    why: 'Neither of them can approve.',
    objects:
      everywhere([APPROVAL], JANE) +
      clusterRole('other', signers('approve', CLIENT)) +
      clusterBinding('other', 'other', user('john')),
    expect: [approves('pass')],
  },
  {
    name: 'rights/certificates: the other half for all authenticated users',
    player: 'administrator',
    why: 'The API server puts every user in system:authenticated.',
    objects:
      everywhere([APPROVAL], JANE) +
      clusterRole('other', signers('approve', CLIENT)) +
      clusterBinding('other', 'other', group('system:authenticated')),
    expect: [approves('fail', 'User jane', 'high')],
  },
  {
    name: 'rights/certificates: the other half for all accounts of the namespace',
    player: 'administrator',
    why: 'A ServiceAccount is always in the group of its namespace.',
    objects:
      everywhere([APPROVAL], user('system:serviceaccount:shop:web')) +
      clusterRole('other', signers('approve', CLIENT)) +
      clusterBinding('other', 'other', group('system:serviceaccounts:shop')),
    expect: [approves('fail', 'ServiceAccount shop/web', 'high')],
  },
  {
    name: 'rights/certificates: the other half for accounts of another namespace, and for a group by name',
    player: 'administrator',
    why: 'No data source shows that jane is in ops, and the account is in no other namespace.',
    objects:
      everywhere([APPROVAL], account('shop', 'web'), JANE) +
      clusterRole('other', signers('approve', CLIENT)) +
      clusterBinding('other', 'other', group('system:serviceaccounts:bank'), group('ops')),
    expect: [approves('pass')],
  },
  {
    name: 'rights/certificates: both halves for all authenticated users',
    player: 'administrator',
    why: 'Any user can become any other.',
    objects: everywhere([APPROVAL, signers('approve')], group('system:authenticated')),
    expect: [approves('fail', 'Group system:authenticated', 'critical')],
  },
  {
    name: 'rights/certificates: signing for kubelets',
    player: 'administrator',
    why: 'A user who writes the status of requests decides which certificate a kubelet receives.',
    objects: everywhere([STATUS, signers('sign', 'kubernetes.io/kube-apiserver-client-kubelet')], JANE),
    expect: [approves('fail', 'User jane', 'medium')],
  },
  {
    name: 'rights/certificates: all of certificates.k8s.io',
    player: 'administrator',
    why: 'Wildcards include both halves of both actions.',
    objects: everywhere([rule(`${CSR}:* *`)], JANE),
    expect: [approves('fail', 'User jane', 'high')],
  },
  {
    name: 'rights/certificates: approval in one namespace',
    player: 'tenant',
    why: 'Requests and signers are cluster-scoped: a RoleBinding grants nothing.',
    objects: within('shop', [APPROVAL, signers('approve')], account('shop', 'web')),
    expect: [approves('pass')],
  },
];

const attempts: readonly Attempt[] = [...execAttempts, ...namespaceAttempts, ...certificateAttempts];
export default attempts;

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
    why: 'A session in any pod has the ServiceAccount, the Secrets and the network of that pod; a forwarded port the network alone.',
    objects: everywhere([rule(text)], JANE),
    expect: [exec('fail', 'User jane', severity)],
    files: [exec('fail', 'User jane', severity)],
  })),
  {
    name: 'rights/exec in kube-system by a RoleBinding',
    player: 'administrator',
    why: 'The credentials of the control plane lie there: a shell in one of its pods is as good as one anywhere.',
    objects: within('kube-system', [rule('create pods/exec')], JANE),
    expect: [exec('fail', 'User jane', 'high')],
  },
  {
    name: 'rights/exec for everybody who can log in',
    player: 'administrator',
    why: 'system:authenticated is every user and every workload.',
    objects: everywhere([rule('create pods/exec')], group('system:authenticated')),
    expect: [exec('fail', 'Group system:authenticated', 'critical')],
  },
  {
    name: 'rights/exec for a ServiceAccount written as a user',
    player: 'administrator',
    why: 'Its tokens call it by that name: the prefix system: is no part of the control plane here.',
    objects: everywhere([rule('create pods/exec')], user('system:serviceaccount:shop:web')),
    expect: [exec('fail', 'ServiceAccount shop/web', 'high')],
  },
  {
    name: 'rights/exec and port-forward by two bindings',
    player: 'administrator',
    why: 'One risk a subject, as severe as the worst that it may.',
    objects:
      everywhere([rule('create pods/portforward')], JANE) +
      clusterRole('shell', rule('create pods/exec')) +
      clusterBinding('shell', 'shell', JANE),
    expect: [exec('fail', 'User jane', 'high')],
  },
  {
    name: 'rights/get on pods/exec, a release that asks for create as well',
    player: 'administrator',
    why: 'Since 1.35 a WebSocket needs create, too; the recorded cluster is one of 1.37 whose feature gates are known.',
    objects: everywhere([rule('get pods/exec,pods/attach,pods/portforward')], JANE),
    expect: [exec('pass')],
    files: [exec('unknown', 'User jane')],
  },
  {
    name: 'rights/exec in one pod that holds the keys of the cluster',
    player: 'administrator',
    why: 'resourceNames limit it to etcd: whoever has a shell there has every Secret.',
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
    name: 'rights/exec in pods of one name that is none of the system',
    player: 'administrator',
    why: 'All pods were seen, and none of kube-system is called so: a limit as it should be.',
    objects: everywhere([rule('create pods/exec', ['toolbox-0'])], JANE),
    expect: [exec('pass')],
  },
  {
    name: 'rights/exec in pods of one name, and pods that cannot be listed',
    player: 'administrator',
    why: 'Whether that is a pod of kube-system cannot be told: neither a risk nor a pass.',
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
    why: 'A role gives nothing by itself; in a namespace of its own it is a risk of that namespace.',
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
    why: 'An attacker with one pod of the namespace goes on to the rest of it.',
    objects: within('shop', [rules], account('shop', 'web')),
    expect: [inNamespace('fail', 'Namespace shop', 'low')],
    files: [inNamespace('fail', 'Namespace shop', 'low')],
  })),
  ...(['admin', 'edit'] as const).map((name): Attempt => ({
    name: `rights/${name} in one namespace for a group`,
    player: 'tenant',
    why: 'The list of who owns a namespace is there to be read; files need not hold the role that Kubernetes ships.',
    objects: binding('shop', 'team', ['ClusterRole', name], group('shop-team')),
    expect: [inNamespace('fail', 'Namespace shop', 'low')],
    files: [inNamespace('fail', 'Namespace shop', 'low')],
  })),
  {
    name: 'rights/view in one namespace',
    player: 'tenant',
    why: 'It reads no Secrets and changes nothing.',
    objects: binding('shop', 'guests', ['ClusterRole', 'view'], group('guests')),
    expect: [inNamespace('pass')],
  },
  {
    name: 'rights/a RoleBinding to a role that does not exist',
    player: 'tenant',
    why: 'It allows nothing until somebody creates the role.',
    objects: binding('shop', 'gone', ['ClusterRole', 'edit-of-old'], JANE),
    expect: [inNamespace('pass')],
  },
  {
    name: 'rights/one Secret by its name, logs, scale, and an API group of its own',
    player: 'tenant',
    why: 'That is how roles ought to be: none of it gives a pod, an account or all Secrets.',
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
    name: 'rights/bind limited to a role that is worth nothing',
    player: 'tenant',
    why: 'resourceNames are honoured for what they name: view reads no Secrets.',
    objects: within('shop', [rule(`${RBAC}:bind clusterroles`, ['view'])], JANE),
    expect: [inNamespace('pass')],
  },
  {
    name: 'rights/bind limited to admin',
    player: 'tenant',
    why: 'Who may bind admin is admin of the namespace in one more step.',
    objects: within('shop', [rule(`${RBAC}:bind clusterroles`, ['view', 'admin'])], JANE),
    expect: [inNamespace('fail', 'Namespace shop', 'low')],
    files: [inNamespace('fail', 'Namespace shop', 'low')],
  },
  {
    name: 'rights/bind limited to a role of the namespace that runs commands',
    player: 'tenant',
    why: 'The name of a role says nothing, its rules do.',
    objects:
      role('shop', 'harmless', rule('create pods/exec')) +
      within('shop', [rule(`${RBAC}:bind roles`, ['harmless'])], JANE),
    expect: [inNamespace('fail', 'Namespace shop', 'low')],
  },
  {
    name: 'rights/escalate limited to one role',
    player: 'tenant',
    why: 'Whoever may escalate a role writes any rule into it.',
    objects: within('shop', [rule(`${RBAC}:escalate roles`, ['harmless'])], JANE),
    expect: [inNamespace('fail', 'Namespace shop', 'low')],
  },
  {
    name: 'rights/a token of an account that is nobody',
    player: 'tenant',
    why: 'Limited by name to an account that may do nothing, the token is worth nothing.',
    objects: within('shop', [rule('create serviceaccounts/token', ['web'])], JANE),
    expect: [inNamespace('pass')],
  },
  {
    name: 'rights/a token of an account that is cluster-admin',
    player: 'administrator',
    why: 'The account that is named owns the cluster, and so does who mints its token.',
    objects:
      clusterBinding('flux', 'cluster-admin', account('shop', 'web')) +
      within('shop', [rule('create serviceaccounts/token', ['web'])], JANE),
    expect: [inNamespace('fail', 'Namespace shop', 'medium')],
  },
  {
    name: 'rights/edit in a namespace whose account is cluster-admin',
    player: 'administrator',
    why: 'Who creates pods there runs them as that account: the namespace leads to the whole cluster.',
    objects:
      clusterBinding('flux', 'cluster-admin', user('system:serviceaccount:shop:web')) +
      binding('shop', 'team', ['ClusterRole', 'edit'], JANE),
    expect: [inNamespace('fail', 'Namespace shop', 'medium')],
  },
  {
    name: 'rights/Secrets of a namespace whose account is cluster-admin',
    player: 'administrator',
    why: 'Reading Secrets gives no account of its own: tokens have not been kept in Secrets since 1.24.',
    objects:
      clusterBinding('flux', 'cluster-admin', account('shop', 'web')) +
      within('shop', [rule('get secrets')], JANE),
    expect: [inNamespace('fail', 'Namespace shop', 'low')],
  },
  {
    name: 'rights/a RoleBinding for a cluster-admin',
    player: 'administrator',
    why: 'One cause is told once: identities/cluster-admin-outside-system has it.',
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
    why: 'The prefix system: excuses nothing: it is the account of a workload.',
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
    why: 'Everybody may do it, from every other namespace as well.',
    objects: within('shop', [rule('create pods/exec')], group(name)),
    expect: [inNamespace('fail', 'Namespace shop', 'medium')],
  })),
  {
    name: 'rights/an account of another namespace',
    player: 'tenant',
    why: 'A workload of one tenant reads the Secrets of the other: the namespace in which it may is at risk.',
    objects: within('bank', [rule('get secrets')], account('shop', 'web')),
    expect: [inNamespace('fail', 'Namespace bank', 'low')],
  },
  {
    name: 'rights/the namespace default and kube-public',
    player: 'administrator',
    why: 'What runs in kube-public is believed to be the system: who creates pods there is told.',
    objects:
      within('kube-public', [rule('create pods')], JANE) + within('default', [rule('create pods')], JANE),
    expect: [
      inNamespace('fail', 'Namespace kube-public', 'low'),
      inNamespace('fail', 'Namespace default', 'low'),
    ],
  },
  {
    name: 'rights/kube-system is left to the checks of the whole cluster',
    player: 'administrator',
    why: 'One cause is told once.',
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
    name: `rights/pods of one's own choice everywhere by ${text}`,
    player: 'administrator',
    why: 'Whoever writes a template that a controller makes pods from chooses the pods.',
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
    name: `rights/every request changed on its way in by ${text}`,
    player: 'administrator',
    why: 'A MutatingAdmissionPolicy changes objects as a mutating webhook does, and whoever changes or deletes what refuses requests lets them in.',
    objects: clusterRole('ops', rule(text)) + clusterBinding('ops', 'ops', JANE),
    expect: [
      { check: 'identities/webhook-writers', verdict, ...(verdict === 'fail' && { object: 'User jane' }) },
    ],
  })),
  {
    name: "rights/a namespace with a product's name",
    player: 'tenant',
    why: 'A name is no administrator: nothing that lies in no namespace speaks for it.',
    objects: within('argocd', [rule('get,list secrets')], account('argocd', 'argocd-server')),
    expect: [inNamespace('fail', 'Namespace argocd', 'low')],
  },
  {
    name: "rights/a product's own account in its own namespace",
    player: 'administrator',
    why: 'An administrator gave it what its operator needs: that it reads the Secrets of its own namespace is its work.',
    objects:
      clusterRole('argocd', rule('argoproj.io:update,patch applications,applications/status')) +
      clusterBinding('argocd', 'argocd', account('argocd', 'argocd-application-controller')) +
      within('argocd', [rule('get,list secrets')], account('argocd', 'argocd-application-controller')),
    expect: [inNamespace('pass')],
  },
  {
    name: "rights/a person in a product's namespace",
    player: 'administrator',
    why: 'The product is excused, not everybody who may reach into it.',
    objects:
      clusterRole('argocd', rule('argoproj.io:update,patch applications,applications/status')) +
      clusterBinding('argocd', 'argocd', account('argocd', 'argocd-application-controller')) +
      within('argocd', [rule('get,list secrets')], JANE),
    expect: [inNamespace('fail', 'Namespace argocd', 'low')],
  },
  {
    name: "rights/OpenShift's deployer on a cluster that is not OpenShift",
    player: 'tenant',
    why: 'Names that OpenShift gives its accounts are free elsewhere.',
    objects:
      clusterRole('system:deployer', rule('get,list,watch,create pods')) +
      binding('shop', 'system:deployers', ['ClusterRole', 'system:deployer'], account('shop', 'deployer')),
    expect: [inNamespace('fail', 'Namespace shop', 'low')],
  },
  {
    name: 'rights/anonymous requests in one namespace',
    player: 'tenant',
    why: 'identities/anonymous-permissions tells it, and worse.',
    objects: within('shop', [rule('create pods/exec')], user('system:anonymous')),
    expect: [
      inNamespace('pass'),
      { check: 'identities/anonymous-permissions', verdict: 'fail', object: 'RoleBinding shop/given' },
    ],
  },
  {
    name: 'rights/RoleBindings that cannot be listed',
    player: 'network',
    why: 'What was not seen is not passed.',
    answers: { [`/apis/${RBAC}/v1/rolebindings`]: 403 },
    expect: [inNamespace('unknown'), exec('unknown')],
  },
  {
    name: 'rights/ClusterRoles that cannot be listed',
    player: 'network',
    why: 'Bindings alone say nothing.',
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
      ['approve on signers alone', [signers('approve')]],
      ['update on approval alone', [APPROVAL]],
      ['sign on signers alone', [signers('sign', CLIENT)]],
      ['update on status alone', [STATUS]],
      ['approval with sign', [APPROVAL, signers('sign', CLIENT)]],
      ['status with approve', [STATUS, signers('approve')]],
      ['requests and their deletion', [rule(`${CSR}:* certificatesigningrequests`), signers('approve')]],
      [
        'signing for a domain of its own',
        [STATUS, signers('sign', 'example.com/*', 'issuers.example.com/a')],
      ],
    ] as const
  ).map(([what, rules]): Attempt => ({
    name: `rights/certificates: ${what}`,
    player: 'administrator',
    why: 'kube-apiserver asks for both halves of the same act; one of them does nothing.',
    objects: everywhere(rules, JANE),
    expect: [approves('pass')],
  })),
  ...(
    [
      ['every signer', [], 'high'],
      ['the signer of users', [CLIENT], 'high'],
      ['the signer of nodes', ['kubernetes.io/kube-apiserver-client-kubelet'], 'high'],
      ['all signers of Kubernetes', ['kubernetes.io/*'], 'high'],
      ['the signer of users beside another', ['example.com/own', CLIENT], 'high'],
      ['serving certificates of kubelets', ['kubernetes.io/kubelet-serving'], 'low'],
      ['the legacy signer, which takes no requests any more', ['kubernetes.io/legacy-unknown'], 'low'],
      ['a signer of its own domain', ['example.com/own'], 'low'],
      ['all signers of its own domain', ['example.com/*'], 'low'],
    ] as const
  ).map(([what, names, severity]): Attempt => ({
    name: `rights/certificates: approval for ${what}`,
    player: 'administrator',
    why: 'What an approved certificate is good for depends on its signer: two of Kubernetes authenticate to the API server.',
    objects: everywhere([APPROVAL, signers('approve', ...names)], JANE),
    expect: [approves('fail', 'User jane', severity)],
    files: [approves('fail', 'User jane', severity)],
  })),
  {
    name: 'rights/certificates: approval of requests by name',
    player: 'administrator',
    why: 'The requester chooses the name of a request, so that names limit nothing.',
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
    name: 'rights/certificates: the other half for everybody who can log in',
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
    why: 'A ServiceAccount is in the group of its namespace, whatever is written anywhere.',
    objects:
      everywhere([APPROVAL], user('system:serviceaccount:shop:web')) +
      clusterRole('other', signers('approve', CLIENT)) +
      clusterBinding('other', 'other', group('system:serviceaccounts:shop')),
    expect: [approves('fail', 'ServiceAccount shop/web', 'high')],
  },
  {
    name: 'rights/certificates: the other half for accounts of another namespace, and for a group by name',
    player: 'administrator',
    why: 'Nobody says that jane is in ops, and the account is in no other namespace.',
    objects:
      everywhere([APPROVAL], account('shop', 'web'), JANE) +
      clusterRole('other', signers('approve', CLIENT)) +
      clusterBinding('other', 'other', group('system:serviceaccounts:bank'), group('ops')),
    expect: [approves('pass')],
  },
  {
    name: 'rights/certificates: both halves for everybody',
    player: 'administrator',
    why: 'Any user becomes any other.',
    objects: everywhere([APPROVAL, signers('approve')], group('system:authenticated')),
    expect: [approves('fail', 'Group system:authenticated', 'critical')],
  },
  {
    name: 'rights/certificates: signing for kubelets',
    player: 'administrator',
    why: 'Who fills the status of requests decides which certificate a kubelet gets back.',
    objects: everywhere([STATUS, signers('sign', 'kubernetes.io/kube-apiserver-client-kubelet')], JANE),
    expect: [approves('fail', 'User jane', 'medium')],
  },
  {
    name: 'rights/certificates: all of certificates.k8s.io',
    player: 'administrator',
    why: 'Stars hold both halves of both acts.',
    objects: everywhere([rule(`${CSR}:* *`)], JANE),
    expect: [approves('fail', 'User jane', 'high')],
  },
  {
    name: 'rights/certificates: approval in one namespace',
    player: 'tenant',
    why: 'Requests and signers lie in no namespace: a RoleBinding gives nothing.',
    objects: within('shop', [APPROVAL, signers('approve')], account('shop', 'web')),
    expect: [approves('pass')],
  },
];

const attempts: readonly Attempt[] = [...execAttempts, ...namespaceAttempts, ...certificateAttempts];
export default attempts;

/** What a server, or something before it, says in place of the whole truth. */
import type { Answer, Attempt, Expected } from './attempt.ts';
import { baseWorld, documentAt } from './world.ts';

type Item = Readonly<Record<string, unknown>> & { metadata: { name: string; namespace?: string } };

const RBAC = '/apis/rbac.authorization.k8s.io/v1';
const ADMISSION = '/apis/admissionregistration.k8s.io/v1';

function itemsOf(path: string): readonly Item[] {
  return (baseWorld().items[path] ?? []) as readonly Item[];
}

/** A list as the API server writes it. */
function list(apiVersion: string, kind: string, items: readonly unknown[] | null, metadata = {}): Answer {
  return {
    body: JSON.stringify({
      kind: `${kind}List`,
      apiVersion,
      metadata: { resourceVersion: '7', ...metadata },
      items,
    }),
  };
}

const unknown = (...checks: readonly string[]): Expected[] =>
  checks.map((check) => ({ check, verdict: 'unknown' }));
const pass = (...checks: readonly string[]): Expected[] =>
  checks.map((check) => ({ check, verdict: 'pass' }));

/** Path, what is told of it, and a verdict of the sound cluster that rests on the list. */
const LISTS: readonly (readonly [path: string, what: string, ...checks: string[]])[] = [
  ['/api/v1/pods', 'pods', 'workloads/privileged-container', 'workloads/host-pid'],
  ['/api/v1/nodes', 'nodes', 'nodes/not-ready', 'version/kubelet-skew'],
  ['/api/v1/namespaces', 'namespaces', 'namespaces/pod-security-unset'],
  ['/api/v1/services', 'services', 'network/service-external-ips'],
  ['/api/v1/serviceaccounts', 'serviceaccounts', 'identities/token-unneeded'],
  [`${RBAC}/clusterroles`, 'clusterroles', 'identities/escalation-permissions'],
  [`${RBAC}/clusterrolebindings`, 'clusterrolebindings', 'identities/cluster-admin-outside-system'],
  [`${RBAC}/roles`, 'roles', 'identities/wildcard-permissions'],
  [`${RBAC}/rolebindings`, 'rolebindings', 'identities/anonymous-permissions'],
  ['/apis/apps/v1/daemonsets', 'daemonsets', 'storage/host-path-volume'],
  ['/apis/apps/v1/deployments', 'deployments', 'storage/inline-remote-volume'],
  ['/apis/networking.k8s.io/v1/networkpolicies', 'networkpolicies', 'network/namespace-without-policy'],
  ['/apis/apiregistration.k8s.io/v1/apiservices', 'apiservices', 'api-server/aggregated-api-unverified'],
  ['/apis/flowcontrol.apiserver.k8s.io/v1/flowschemas', 'flowschemas', 'api-server/exempt-flow-schema'],
  ['/apis/policy/v1/poddisruptionbudgets', 'poddisruptionbudgets', 'nodes/drain-blocked'],
  ['/apis/certificates.k8s.io/v1/certificatesigningrequests', 'requests', 'certificates/requests-pending'],
];

const ANSWERS: readonly (readonly [answer: Answer, what: string, why: string])[] = [
  [
    404,
    'answers 404',
    'Discovery names the kind, so that 404 is the word of a gateway or of another server.',
  ],
  ['empty', 'is empty', 'What the API server keeps or counts is not in the list: it is not the whole list.'],
  ['html', 'answers with the page of a login', 'A web page is no list, whatever its status.'],
  [410, 'answers 410 without a way on', 'The list was never read.'],
  [
    { body: '{"kind":"ConfigMapList","apiVersion":"v1","metadata":{},"items":[]}' },
    'answers with a list of something else',
    'An empty list of ConfigMaps says nothing about other kinds.',
  ],
];

const everyAnswer: Attempt[] = LISTS.flatMap(([path, what, ...checks]) =>
  ANSWERS.map(([answer, says, why]) => ({
    name: `completeness/the list of ${what} ${says}`,
    player: 'network',
    why,
    answers: { [path]: answer },
    expect: unknown(...checks),
  })),
);

const EVE = `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: eve }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin }
subjects: [{ apiGroup: rbac.authorization.k8s.io, kind: User, name: eve }]
`;
const HOST_PATH = `
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: reader, namespace: shop }
spec:
  selector: { matchLabels: { app: reader } }
  template:
    metadata: { labels: { app: reader } }
    spec:
      containers: [{ name: c, image: registry.example.com/reader:1, volumeMounts: [{ name: h, mountPath: /h }] }]
      volumes: [{ name: h, hostPath: { path: /var/log } }]
`;
const WEBHOOK = `
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: { name: everything }
webhooks:
  - name: all.shop.example
    failurePolicy: Fail
    sideEffects: None
    admissionReviewVersions: [v1]
    clientConfig: { service: { namespace: shop, name: nobody } }
    rules: [{ apiGroups: ['*'], apiVersions: ['*'], operations: ['*'], resources: ['*'] }]
`;

const hiddenFaults: Attempt[] = [
  {
    name: 'completeness/a binding to cluster-admin behind a 404',
    player: 'network',
    why: 'Eve is cluster-admin, and the list that says so was answered by somebody who does not know it.',
    objects: EVE,
    answers: { [`${RBAC}/clusterrolebindings`]: 404 },
    expect: unknown('identities/cluster-admin-outside-system', 'identities/secret-readers'),
  },
  {
    name: 'completeness/a binding to cluster-admin among those that are shown',
    player: 'server',
    why: 'What was seen proves the fault, though the roles behind it were not.',
    objects: EVE,
    answers: { [`${RBAC}/rolebindings`]: 500 },
    expect: [{ check: 'identities/cluster-admin-outside-system', verdict: 'fail' }],
  },
  {
    name: 'completeness/a DaemonSet with a host path behind a 404',
    player: 'network',
    why: 'It has no pods yet: its template is the only witness.',
    objects: HOST_PATH,
    answers: { '/apis/apps/v1/daemonsets': 404 },
    expect: unknown('storage/host-path-volume'),
  },
  {
    name: 'completeness/a DaemonSet with a host path in a group that is called stale',
    player: 'server',
    why: 'Every API server serves apps/v1: it is asked for all the same, and answers.',
    objects: HOST_PATH,
    answers: { '/apis/apps': 'stale' },
    expect: [{ check: 'storage/host-path-volume', verdict: 'fail' }],
  },
  {
    name: 'completeness/a DaemonSet with a host path in a group that is stale and silent',
    player: 'server',
    why: 'Jobs of batch came and the kinds of apps did not: a part of a whole is as bad as its worst part.',
    objects: HOST_PATH,
    answers: { '/apis/apps': 'stale', '/apis/apps/v1/*': 503 },
    expect: unknown('storage/host-path-volume', 'workloads/secret-in-environment'),
  },
  {
    name: 'completeness/a webhook that locks the cluster behind a 404',
    player: 'network',
    why: '"0 configurations looked at" is no finding.',
    objects: WEBHOOK,
    answers: { [`${ADMISSION}/validatingwebhookconfigurations`]: 404 },
    expect: unknown('api-server/webhook-fail-closed-system', 'api-server/webhook-without-endpoint'),
  },
  {
    name: 'completeness/a webhook that locks the cluster in an empty list',
    player: 'network',
    why: 'The API server counts one configuration in its store.',
    objects: WEBHOOK,
    answers: { [`${ADMISSION}/validatingwebhookconfigurations`]: 'empty' },
    expect: unknown('api-server/webhook-fail-closed-system'),
  },
  {
    name: 'completeness/a pod that came twice, harmless and privileged',
    player: 'server',
    why: 'Between two pages it was replaced: what was read later is what runs.',
    answers: {
      '/api/v1/pods': list('v1', 'Pod', [
        ...itemsOf('/api/v1/pods'),
        pod('twice', {}),
        pod('twice', { privileged: true }),
      ]),
    },
    expect: [{ check: 'workloads/privileged-container', verdict: 'fail', object: 'Pod shop/twice' }],
  },
];

function pod(name: string, securityContext: object): Item {
  return {
    metadata: { name, namespace: 'shop' },
    spec: {
      nodeName: 'worker-1',
      containers: [{ name: 'c', image: 'registry.example.com/c:1', securityContext }],
    },
    status: { phase: 'Running' },
  };
}

const ofNamespace = (path: string, namespace: string): readonly Item[] =>
  itemsOf(path).filter((item) => (item.metadata.namespace ?? item.metadata.name) === namespace);

/** A proxy that shows each team its own. */
const filtered: Attempt[] = [
  {
    name: 'completeness/namespaces of one team only',
    player: 'network',
    why: 'kube-system and default cannot be deleted; whoever does not show them shows a part, of other lists, too.',
    answers: { '/api/v1/namespaces': list('v1', 'Namespace', ofNamespace('/api/v1/namespaces', 'shop')) },
    expect: unknown(
      'namespaces/pod-security-unset',
      'workloads/privileged-container',
      'identities/default-service-account-bound',
    ),
  },
  {
    name: 'completeness/namespaces without one in which pods run',
    player: 'network',
    why: 'Objects lie in a namespace that is not in the list.',
    answers: {
      '/api/v1/namespaces': list(
        'v1',
        'Namespace',
        itemsOf('/api/v1/namespaces').filter(({ metadata }) => metadata.name !== 'bank'),
      ),
    },
    expect: unknown('namespaces/pod-security-unset'),
  },
  {
    name: 'completeness/pods of one team only',
    player: 'network',
    why: 'The API server counts more than twice as many in its store.',
    answers: { '/api/v1/pods': list('v1', 'Pod', ofNamespace('/api/v1/pods', 'shop')) },
    expect: unknown('workloads/privileged-container', 'workloads/host-network'),
  },
  {
    name: 'completeness/one node of two',
    player: 'network',
    why: 'Pods run on the other one, and its kubelet renews a lease; tenants can write neither.',
    answers: { '/api/v1/nodes': list('v1', 'Node', itemsOf('/api/v1/nodes').slice(0, 1)) },
    expect: unknown('nodes/not-ready', 'nodes/kernel-vulnerable'),
  },
  {
    name: 'completeness/roles of somebody, without the stock ones',
    player: 'network',
    why: 'The API server makes cluster-admin again at each start.',
    answers: {
      [`${RBAC}/clusterroles`]: list('rbac.authorization.k8s.io/v1', 'ClusterRole', [
        { metadata: { name: 'own' }, rules: [] },
      ]),
    },
    expect: unknown('identities/cluster-admin-outside-system', 'identities/secret-readers'),
  },
  {
    name: 'completeness/Services without that of the API server',
    player: 'network',
    why: 'default/kubernetes is kept by the API server.',
    answers: { '/api/v1/services': list('v1', 'Service', ofNamespace('/api/v1/services', 'shop')) },
    expect: unknown('network/service-external-ips'),
  },
  {
    name: 'completeness/every list empty, and nobody counts',
    player: 'network',
    why: 'Namespaces, Services and ClusterRoles are empty in no cluster: who calls them so is not believed about the rest.',
    answers: { '/api/v1/*': 'empty', '/apis/*': 'empty', '/metrics': 403 },
    expect: unknown(
      'workloads/privileged-container',
      'api-server/webhook-fail-closed-system',
      'certificates/requests-pending',
      'network/policies-unenforced',
    ),
  },
  {
    name: 'completeness/a list with 206',
    player: 'network',
    why: 'It says itself that it is a part.',
    answers: {
      '/api/v1/pods': {
        status: 206,
        body: JSON.stringify({ kind: 'PodList', items: itemsOf('/api/v1/pods') }),
      },
    },
    expect: unknown('workloads/privileged-container'),
  },
  {
    name: 'completeness/items of another kind in a list of the right one',
    player: 'network',
    why: 'A PodList whose items say that they are Secrets is no list of pods.',
    answers: {
      '/api/v1/pods': list('v1', 'Pod', [
        ...itemsOf('/api/v1/pods'),
        { kind: 'Secret', apiVersion: 'v1', metadata: { name: 'x', namespace: 'shop' } },
      ]),
    },
    expect: unknown('workloads/privileged-container'),
  },
  {
    name: 'completeness/a list that announces more than it brings',
    player: 'network',
    why: 'remainingItemCount says that forty more remain, and no token leads on.',
    answers: {
      '/api/v1/pods': list('v1', 'Pod', itemsOf('/api/v1/pods'), { remainingItemCount: 40 }),
    },
    expect: unknown('workloads/privileged-container'),
  },
  {
    name: 'completeness/a list whose token leads back to itself',
    player: 'server',
    why: 'It never comes to an end, so that nobody knows what would have come.',
    answers: { '/api/v1/pods': list('v1', 'Pod', itemsOf('/api/v1/pods'), { continue: 'again' }) },
    expect: unknown('workloads/privileged-container'),
  },
];

const metrics = (): string => documentAt('/metrics');
const upTo = (family: string): string => metrics().slice(0, metrics().indexOf(`\n${family}`) + 1);
const plain = (body: string): Answer => ({ type: 'text/plain; version=0.0.4', body });

const paths: Attempt[] = [
  {
    name: 'completeness/metrics that end well in the middle',
    player: 'network',
    why: 'The series about Secrets may stand behind the cut: neither "leaves Secrets out" nor "encrypted" is known.',
    answers: { '/metrics': plain(upTo('apiserver_storage_size_bytes')) },
    expect: [{ check: 'etcd/secrets-unencrypted', verdict: 'unknown' }],
  },
  {
    name: 'completeness/metrics that end before the series about Secrets',
    player: 'network',
    why: 'An early family is there and the late ones are not: absence means nothing.',
    answers: { '/metrics': plain(upTo('apiserver_storage_transformation_operations_total')) },
    expect: unknown('etcd/secrets-unencrypted'),
  },
  {
    name: 'completeness/metrics without what comes behind the time of the start',
    player: 'server',
    why: 'All families that anybody looks for come before; those behind it are about queues.',
    answers: {
      '/metrics': plain(
        `${upTo('process_start_time_seconds')}${/^process_start.*$/m.exec(metrics())?.[0]}\n`,
      ),
    },
    expect: pass('etcd/secrets-unencrypted'),
  },
  {
    name: 'completeness/metrics with the trailer of OpenMetrics',
    player: 'server',
    why: 'The trailer says that the text is whole, whatever the last family is.',
    answers: { '/metrics': plain(`${upTo('authentication_token_cache')}# EOF\n`) },
    expect: pass('etcd/secrets-unencrypted'),
  },
  {
    name: 'completeness/metrics of a scheduler',
    player: 'network',
    why: 'They have every late family and nothing of an API server.',
    answers: {
      '/metrics': plain('scheduler_pod_scheduling_attempts_count 1\nworkqueue_depth{name="x"} 0\n'),
    },
    expect: unknown('etcd/secrets-unencrypted'),
  },
  {
    name: 'completeness/a login page for metrics',
    player: 'network',
    why: 'A web page is no metrics, whatever its status.',
    answers: { '/metrics': 'html' },
    expect: unknown('etcd/secrets-unencrypted'),
  },
  {
    name: 'completeness/404 for metrics',
    player: 'network',
    why: 'Every API server has metrics: somebody else says that there are none.',
    answers: { '/metrics': 404 },
    expect: unknown('etcd/secrets-unencrypted', 'api-server/webhook-fail-open'),
  },
  {
    name: 'completeness/the flags of a kubelet where those of the API server were asked for',
    player: 'network',
    why: 'They say who is speaking; the static pods show the right ones.',
    answers: {
      '/flagz': {
        body: '{"kind":"Flagz","apiVersion":"config.k8s.io/v1beta1","metadata":{"name":"kubelet"},"flags":{"anonymous-auth":"true","authorization-mode":"AlwaysAllow","etcd-servers":""}}',
      },
    },
    expect: pass('api-server/authorization-mode'),
  },
  {
    name: 'completeness/flags of a kubelet, and no static pods to compare with',
    player: 'server',
    why: 'Nobody is left who shows the flags of the API server.',
    answers: {
      '/flagz': {
        type: 'text/plain',
        body: 'kubelet flagz\nWarning: x\n\nauthorization-mode=Node,RBAC\nprofiling=false\n',
      },
      '/api/v1/pods': 403,
      '/api/v1/namespaces/*': 403,
    },
    expect: unknown('api-server/profiling-on'),
  },
  {
    name: 'completeness/half a million flags',
    player: 'server',
    why: 'No component has so many; the static pods show the right ones.',
    answers: {
      '/flagz': {
        type: 'text/plain',
        body: `kube-apiserver flagz\nWarning: x\n\n${Array.from({ length: 100_000 }, (_, i) => `flag-${i}=false`).join('\n')}\n`,
      },
    },
    expect: pass('api-server/authorization-mode', 'api-server/profiling-on'),
  },
  {
    name: 'completeness/a login page for the health of the server',
    player: 'network',
    why: 'HTTP 200 with a page is no "ok".',
    answers: { '/readyz': 'html', '/livez': 'html' },
    expect: unknown('api-server/health-check-failing'),
  },
  ...(
    [
      ['items: null', { metadata: { resourceVersion: '5' }, items: null }],
      ['no resourceVersion', { metadata: {}, items: [] }],
    ] as const
  ).map(([what, list]): Attempt => ({
    name: `completeness/an empty list of webhooks with ${what}`,
    player: 'network',
    why: 'An API server answers `items: []`, and the state that it looked at.',
    answers: Object.fromEntries(
      ['Validating', 'Mutating'].map((kind) => [
        `/apis/admissionregistration.k8s.io/v1/${kind.toLowerCase()}webhookconfigurations`,
        {
          body: JSON.stringify({
            kind: `${kind}WebhookConfigurationList`,
            apiVersion: 'admissionregistration.k8s.io/v1',
            ...list,
          }),
        },
      ]),
    ),
    expect: unknown('api-server/webhook-fail-closed-system', 'api-server/webhook-outside-cluster'),
  })),
  {
    name: 'completeness/404 for ConfigMaps by something that does not know them',
    player: 'network',
    why: 'A 404 that does not name the ConfigMap is no word of an API server.',
    answers: { '/api/v1/namespaces/kube-system/configmaps/*': 404 },
    expect: unknown('control-plane/kubeadm-config-drift'),
  },
  {
    name: 'completeness/another ConfigMap in place of the one asked for',
    player: 'network',
    why: 'Its name is not the one that was asked for.',
    answers: {
      '/api/v1/namespaces/kube-system/configmaps/kubeadm-config': {
        body: '{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"other","namespace":"kube-system"},"data":{}}',
      },
    },
    expect: unknown('control-plane/kubeadm-config-drift'),
  },
];

const NOTHING =
  '{"kind":"APIGroupDiscoveryList","apiVersion":"apidiscovery.k8s.io/v2","metadata":{},"items":[]}';
const DASHBOARD = 'exposure/dashboard-exposed';

const discovery: Attempt[] = [
  ...(
    [
      [404, 'answers 404'],
      [403, 'is refused'],
      ['html', 'answers with the page of a login'],
      [{ body: NOTHING }, 'names no group'],
      [{ body: '{}' }, 'is an object without a kind'],
      [{ body: NOTHING.slice(0, 60) }, 'is cut'],
      [{ body: '{"kind":"APIGroupList","apiVersion":"v1","groups":[]}' }, 'is an old one without groups'],
    ] as const
  ).map(([answer, what]): Attempt => ({
    name: `completeness/discovery of groups ${what}`,
    player: 'network',
    why: 'Nobody knows which ways in there are beside Ingresses; what every API server serves is asked for all the same.',
    answers: { '/apis': answer },
    expect: [
      // Nor whether there are controllers of OpenShift.
      ...unknown(DASHBOARD, 'workloads/privileged-container'),
      ...pass('identities/cluster-admin-outside-system'),
    ],
  })),
  {
    name: 'completeness/discovery of the core group by something else',
    player: 'network',
    why: 'What every API server serves is asked for all the same.',
    answers: { '/api': { body: '{"kind":"Thing"}' } },
    expect: pass('identities/cluster-admin-outside-system'),
  },
  {
    name: 'completeness/a group of routes that does not answer',
    player: 'server',
    why: 'The Gateway API may hold a way to a dashboard.',
    serves: [
      {
        group: 'gateway.networking.k8s.io',
        version: 'v1',
        kind: 'HTTPRoute',
        plural: 'httproutes',
        namespaced: true,
      },
    ],
    answers: { '/apis/gateway.networking.k8s.io': 'stale' },
    expect: unknown(DASHBOARD),
  },
  {
    name: 'completeness/a metrics-server that does not answer',
    player: 'server',
    why: 'Nothing that these verdicts rest on stands in its group.',
    serves: [
      { group: 'metrics.k8s.io', version: 'v1beta1', kind: 'PodMetrics', plural: 'pods', namespaced: true },
    ],
    answers: { '/apis/metrics.k8s.io': 'stale' },
    expect: [
      { check: DASHBOARD, verdict: 'not-applicable' },
      ...pass('network/policies-unenforced', 'identities/cluster-admin-outside-system', 'etcd/exposed'),
    ],
  },
  {
    name: 'completeness/a definition whose group discovery does not name',
    player: 'server',
    why: 'Routes of Traefik are defined, and discovery does not tell of them: there may be some.',
    objects:
      'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: { name: ingressroutes.traefik.io }\nspec: { group: traefik.io, names: { kind: IngressRoute, plural: ingressroutes }, scope: Namespaced, versions: [{ name: v1alpha1, served: true, storage: true }] }',
    expect: unknown(DASHBOARD),
  },
];

const everyPod = itemsOf('/api/v1/pods').map(({ metadata }) => `Pod ${metadata.namespace}/${metadata.name}`);
const everyOf = (path: string, kind: string): string[] =>
  itemsOf(path).map(
    ({ metadata }) =>
      `${kind} ${metadata.namespace === undefined ? '' : `${metadata.namespace}/`}${metadata.name}`,
  );

/** What looks incomplete and is not. */
const sound: Attempt[] = [
  {
    name: 'completeness/a control plane without nodes and pods',
    player: 'server',
    why: 'A fresh or hosted control plane has none, and nothing says that it should.',
    without: [
      ...everyPod,
      ...everyOf('/api/v1/nodes', 'Node'),
      ...everyOf('/apis/apps/v1/deployments', 'Deployment'),
      ...everyOf('/apis/apps/v1/daemonsets', 'DaemonSet'),
      ...everyOf('/apis/apps/v1/replicasets', 'ReplicaSet'),
      ...itemsOf('/apis/coordination.k8s.io/v1/leases').flatMap(({ metadata }) =>
        metadata.namespace === 'kube-node-lease' ? [`Lease kube-node-lease/${metadata.name}`] : [],
      ),
    ],
    expect: [
      ...pass('identities/cluster-admin-outside-system', 'network/service-external-ips'),
      { check: 'workloads/privileged-container', verdict: ['pass', 'not-applicable'] },
    ],
  },
  {
    name: 'completeness/every object twice',
    player: 'server',
    why: 'The same objects again are the same objects: no second etcd member, no second node.',
    answers: {
      '/api/v1/pods': list('v1', 'Pod', [...itemsOf('/api/v1/pods'), ...itemsOf('/api/v1/pods')]),
      '/api/v1/nodes': list('v1', 'Node', [...itemsOf('/api/v1/nodes'), ...itemsOf('/api/v1/nodes')]),
    },
    expect: [
      ...pass('workloads/privileged-container', 'nodes/not-ready'),
      { check: 'etcd/no-quorum-spare', verdict: 'fail', severity: 'medium' },
      { check: 'control-plane/single-node', verdict: 'fail' },
    ],
  },
  {
    name: 'completeness/an empty list that says null',
    player: 'network',
    why: 'API servers write `items: []`, but for 1.5.0 to 1.5.2.',
    answers: { '/apis/batch/v1/jobs': list('batch/v1', 'Job', null) },
    expect: unknown('workloads/privileged-container', 'storage/host-path-volume'),
  },
  {
    name: 'completeness/an older server without v2 of the autoscalers',
    player: 'server',
    why: 'Discovery names two versions; the one that answers is read.',
    answers: { '/apis/autoscaling/v2/horizontalpodautoscalers': 404 },
    expect: pass('nodes/drain-blocked'),
  },
  {
    name: 'completeness/a server without /flagz',
    player: 'server',
    why: 'Before 1.36 it has no such path; the static pods show the flags.',
    answers: { '/flagz': 404 },
    expect: pass('api-server/authorization-mode', 'api-server/audit-logging-off'),
  },
  {
    name: 'completeness/a server that authorizes without RBAC',
    player: 'administrator',
    why: 'The hook that makes the stock roles did not run: their absence is no hole in the list.',
    without: ['ClusterRole cluster-admin', 'ClusterRoleBinding cluster-admin'],
    answers: {
      '/readyz': plain(documentAt('/readyz').replace(/^.*rbac\/bootstrap-roles.*\n/m, '')),
      '/livez': plain(documentAt('/livez').replace(/^.*rbac\/bootstrap-roles.*\n/m, '')),
    },
    expect: pass('identities/secret-readers'),
  },
  {
    name: 'completeness/lists that call themselves v1',
    player: 'server',
    why: 'Proxies and printers write so; the kind is the one that was asked for.',
    answers: {
      '/apis/networking.k8s.io/v1/networkpolicies': list(
        'v1',
        'NetworkPolicy',
        itemsOf('/apis/networking.k8s.io/v1/networkpolicies'),
      ),
    },
    expect: pass('network/namespace-without-policy'),
  },
  {
    name: 'completeness/a policy list of another API under the same name',
    player: 'network',
    why: 'Calico has NetworkPolicies, too; they are not those of networking.k8s.io.',
    answers: {
      '/apis/networking.k8s.io/v1/networkpolicies': list(
        'projectcalico.org/v3',
        'NetworkPolicy',
        itemsOf('/apis/networking.k8s.io/v1/networkpolicies'),
      ),
    },
    expect: unknown('network/namespace-without-policy'),
  },
];

const attempts: readonly Attempt[] = [
  ...(
    ['ServiceList', 'NetworkPolicyList', 'PartialObjectMetadataList', 'GlobalNetworkPolicyList'] as const
  ).map((kind): Attempt => ({
    name: `completeness/GlobalNetworkPolicies of Calico answer with an empty ${kind}`,
    player: 'network',
    why: 'A list of another kind is not the list that was asked for.',
    objects: `
apiVersion: projectcalico.org/v3
kind: GlobalNetworkPolicy
metadata: { name: open }
spec: { order: 1, types: [Ingress], ingress: [{ action: Allow }] }
`,
    answers: {
      '/apis/projectcalico.org/v3/globalnetworkpolicies': {
        body: JSON.stringify({ kind, apiVersion: 'v1', metadata: { resourceVersion: '5' }, items: [] }),
      },
    },
    expect: [
      {
        check: 'network/namespace-without-policy',
        verdict: kind === 'GlobalNetworkPolicyList' ? 'pass' : 'unknown',
      },
    ],
  })),
  ...everyAnswer,
  ...hiddenFaults,
  ...filtered,
  ...paths,
  ...discovery,
  ...sound,
];
export default attempts;

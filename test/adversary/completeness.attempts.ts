/** Incomplete answers of a server, or of a proxy before it. */
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

/** Path, answer, and a verdict of the base cluster that depends on the list. */
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
  [404, 'answers 404', 'Discovery lists the kind, so that a 404 comes from a gateway or another server.'],
  ['empty', 'is empty', 'What the API server keeps or counts is not in the list: it is not the whole list.'],
  ['html', 'answers with a login page', 'A web page is no list, whatever its status.'],
  [410, 'answers 410 without a continue token', 'The list was never read.'],
  [
    { body: '{"kind":"ConfigMapList","apiVersion":"v1","metadata":{},"items":[]}' },
    'answers with a list of another kind',
    'An empty list of ConfigMaps has no information about other kinds.',
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
    name: 'completeness/a binding to cluster-admin and a 404 for its list',
    player: 'network',
    why: 'Eve is cluster-admin, and the list that contains her binding was answered by a server that does not serve it.',
    objects: EVE,
    answers: { [`${RBAC}/clusterrolebindings`]: 404 },
    expect: unknown('identities/cluster-admin-outside-system', 'identities/secret-readers'),
  },
  {
    name: 'completeness/a binding to cluster-admin in a partial list',
    player: 'server',
    why: 'The observed binding proves the risk, although the roles were not collected.',
    objects: EVE,
    answers: { [`${RBAC}/rolebindings`]: 500 },
    expect: [{ check: 'identities/cluster-admin-outside-system', verdict: 'fail' }],
  },
  {
    name: 'completeness/a DaemonSet with a host path and a 404 for its list',
    player: 'network',
    why: 'It has no pods yet: only its template contains the path.',
    objects: HOST_PATH,
    answers: { '/apis/apps/v1/daemonsets': 404 },
    expect: unknown('storage/host-path-volume'),
  },
  {
    name: 'completeness/a DaemonSet with a host path in a group marked as stale',
    player: 'server',
    why: 'Every API server serves apps/v1: it is requested regardless, and responds.',
    objects: HOST_PATH,
    answers: { '/apis/apps': 'stale' },
    expect: [{ check: 'storage/host-path-volume', verdict: 'fail' }],
  },
  {
    name: 'completeness/a DaemonSet with a host path in a group that is stale and does not respond',
    player: 'server',
    why: 'Jobs of batch were received and the kinds of apps were not: the worst part decides about the whole.',
    objects: HOST_PATH,
    answers: { '/apis/apps': 'stale', '/apis/apps/v1/*': 503 },
    expect: unknown('storage/host-path-volume', 'workloads/secret-in-environment'),
  },
  {
    name: 'completeness/a webhook that blocks the cluster and a 404 for its list',
    player: 'network',
    why: '"0 configurations evaluated" is no result.',
    objects: WEBHOOK,
    answers: { [`${ADMISSION}/validatingwebhookconfigurations`]: 404 },
    expect: unknown('api-server/webhook-fail-closed-system', 'api-server/webhook-without-endpoint'),
  },
  {
    name: 'completeness/a webhook that blocks the cluster, and an empty list',
    player: 'network',
    why: 'The API server counts one configuration in its store.',
    objects: WEBHOOK,
    answers: { [`${ADMISSION}/validatingwebhookconfigurations`]: 'empty' },
    expect: unknown('api-server/webhook-fail-closed-system'),
  },
  {
    name: 'completeness/a pod that is listed twice, harmless and privileged',
    player: 'server',
    why: 'It was replaced between two pages: the version that was read later is in use.',
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

/** A proxy that returns to each team its own objects. */
const filtered: Attempt[] = [
  {
    name: 'completeness/namespaces of one team only',
    player: 'network',
    why: 'kube-system and default cannot be deleted; a server that omits them returns partial lists of other kinds, too.',
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
    why: 'Objects are in a namespace that is not in the list.',
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
    why: 'Pods run on the other node, and its kubelet renews a lease; tenants can write neither.',
    answers: { '/api/v1/nodes': list('v1', 'Node', itemsOf('/api/v1/nodes').slice(0, 1)) },
    expect: unknown('nodes/not-ready', 'nodes/kernel-vulnerable'),
  },
  {
    name: 'completeness/custom roles without the default ones',
    player: 'network',
    why: 'The API server recreates cluster-admin at each start.',
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
    why: 'The API server reconciles default/kubernetes.',
    answers: { '/api/v1/services': list('v1', 'Service', ofNamespace('/api/v1/services', 'shop')) },
    expect: unknown('network/service-external-ips'),
  },
  {
    name: 'completeness/every list empty, without object counts',
    player: 'network',
    why: 'Namespaces, Services and ClusterRoles are empty in no cluster: a server that returns them empty is not trusted about the rest.',
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
    why: 'It is marked as partial.',
    answers: {
      '/api/v1/pods': {
        status: 206,
        body: JSON.stringify({ kind: 'PodList', items: itemsOf('/api/v1/pods') }),
      },
    },
    expect: unknown('workloads/privileged-container'),
  },
  {
    name: 'completeness/items of another kind in a list of the requested one',
    player: 'network',
    why: 'A PodList whose items have the kind Secret is no list of pods.',
    answers: {
      '/api/v1/pods': list('v1', 'Pod', [
        ...itemsOf('/api/v1/pods'),
        { kind: 'Secret', apiVersion: 'v1', metadata: { name: 'x', namespace: 'shop' } },
      ]),
    },
    expect: unknown('workloads/privileged-container'),
  },
  {
    name: 'completeness/a list that announces more items than it contains',
    player: 'network',
    why: 'remainingItemCount reports forty more, and there is no continue token.',
    answers: {
      '/api/v1/pods': list('v1', 'Pod', itemsOf('/api/v1/pods'), { remainingItemCount: 40 }),
    },
    expect: unknown('workloads/privileged-container'),
  },
  {
    name: 'completeness/a list whose continue token leads to the same page',
    player: 'server',
    why: 'It never ends, so that the remaining items are not known.',
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
    why: 'The series about Secrets may be after the cut: neither "excludes Secrets" nor "encrypted" is known.',
    answers: { '/metrics': plain(upTo('apiserver_storage_size_bytes')) },
    expect: [{ check: 'etcd/secrets-unencrypted', verdict: 'unknown' }],
  },
  {
    name: 'completeness/metrics that end before the series about Secrets',
    player: 'network',
    why: 'An early family exists and the late ones do not: absence is no evidence.',
    answers: { '/metrics': plain(upTo('apiserver_storage_transformation_operations_total')) },
    expect: unknown('etcd/secrets-unencrypted'),
  },
  {
    name: 'completeness/metrics without the families after the start time',
    player: 'server',
    why: 'All families that checks read come before; those after it are about queues.',
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
    why: 'The trailer marks the text as complete, whatever the last family is.',
    answers: { '/metrics': plain(`${upTo('authentication_token_cache')}# EOF\n`) },
    expect: pass('etcd/secrets-unencrypted'),
  },
  {
    name: 'completeness/metrics of a scheduler',
    player: 'network',
    why: 'They contain every late family and none of an API server.',
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
    why: 'Every API server has metrics: another server returned the 404.',
    answers: { '/metrics': 404 },
    expect: unknown('etcd/secrets-unencrypted', 'api-server/webhook-fail-open'),
  },
  {
    name: 'completeness/the flags of a kubelet in place of those of the API server',
    player: 'network',
    why: 'They contain the component; the static pods contain the correct ones.',
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
    why: 'No data source for the flags of the API server is left.',
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
    why: 'No component has so many; the static pods contain the correct ones.',
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
    why: 'An API server returns `items: []`, and the resourceVersion of the list.',
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
    name: 'completeness/404 for ConfigMaps by a server that does not serve them',
    player: 'network',
    why: 'A 404 that does not name the ConfigMap does not come from an API server.',
    answers: { '/api/v1/namespaces/kube-system/configmaps/*': 404 },
    expect: unknown('control-plane/kubeadm-config-drift'),
  },
  {
    name: 'completeness/another ConfigMap in place of the requested one',
    player: 'network',
    why: 'Its name is not the requested one.',
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
      ['html', 'answers with a login page'],
      [{ body: NOTHING }, 'names no group'],
      [{ body: '{}' }, 'is an object without a kind'],
      [{ body: NOTHING.slice(0, 60) }, 'is cut'],
      [{ body: '{"kind":"APIGroupList","apiVersion":"v1","groups":[]}' }, 'is an old one without groups'],
    ] as const
  ).map(([answer, what]): Attempt => ({
    name: `completeness/discovery of groups ${what}`,
    player: 'network',
    why: 'Entry points other than Ingresses are not known; resources that every API server serves are requested regardless.',
    answers: { '/apis': answer },
    expect: [
      // Controllers of OpenShift are not known either.
      ...unknown(DASHBOARD, 'workloads/privileged-container'),
      ...pass('identities/cluster-admin-outside-system'),
    ],
  })),
  {
    name: 'completeness/discovery of the core group by another server',
    player: 'network',
    why: 'Resources that every API server serves are requested regardless.',
    answers: { '/api': { body: '{"kind":"Thing"}' } },
    expect: pass('identities/cluster-admin-outside-system'),
  },
  {
    name: 'completeness/a group of routes that does not answer',
    player: 'server',
    why: 'The Gateway API may contain an entry point to a dashboard.',
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
    why: 'These verdicts do not depend on its group.',
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
    name: 'completeness/a definition whose group is missing in discovery',
    player: 'server',
    why: 'Routes of Traefik are defined, and discovery does not list them: some may exist.',
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

/** Complete answers that look incomplete. */
const sound: Attempt[] = [
  {
    name: 'completeness/a control plane without nodes and pods',
    player: 'server',
    why: 'A fresh or hosted control plane has none, and no data source requires one.',
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
    name: 'completeness/an empty list with null items',
    player: 'network',
    why: 'API servers write `items: []`, except for 1.5.0 to 1.5.2.',
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
    why: 'Before 1.36 it has no such path; the static pods contain the flags.',
    answers: { '/flagz': 404 },
    expect: pass('api-server/authorization-mode', 'api-server/audit-logging-off'),
  },
  {
    name: 'completeness/a server that authorizes without RBAC',
    player: 'administrator',
    why: 'The hook that creates the default roles did not run: their absence does not make the list partial.',
    without: ['ClusterRole cluster-admin', 'ClusterRoleBinding cluster-admin'],
    answers: {
      '/readyz': plain(documentAt('/readyz').replace(/^.*rbac\/bootstrap-roles.*\n/m, '')),
      '/livez': plain(documentAt('/livez').replace(/^.*rbac\/bootstrap-roles.*\n/m, '')),
    },
    expect: pass('identities/secret-readers'),
  },
  {
    name: 'completeness/lists with the apiVersion v1',
    player: 'server',
    why: 'Proxies and printers write so; the kind is the requested one.',
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
    why: 'A list of another kind is not the requested list.',
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

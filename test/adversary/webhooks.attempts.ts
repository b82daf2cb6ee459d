import type { Severity, VerdictKind } from '../../src/result/types.ts';
import type { Attempt, Expected } from './attempt.ts';

const LOCK = 'api-server/webhook-fail-closed-system';
const EMPTY = 'api-server/webhook-without-endpoint';
const OUTSIDE = 'api-server/webhook-outside-cluster';
const IGNORED = 'api-server/policy-webhook-fail-open';
const EXEMPT = 'api-server/webhook-exemption-by-label';
const UNAVAILABLE = 'api-server/aggregated-api-unavailable';
const LEVELS = 'namespaces/pod-security-unset';

const SERVICE = '{ service: { namespace: guard, name: guard } }';
interface Hook {
  rules: string;
  client?: string;
  policy?: string;
  more?: string;
  name?: string;
  kind?: string;
}

const hook = ({
  rules,
  client = SERVICE,
  policy = 'Fail',
  more = '',
  name = 'guard',
  kind = 'ValidatingWebhookConfiguration',
}: Hook) => `
apiVersion: admissionregistration.k8s.io/v1
kind: ${kind}
metadata: { name: ${name} }
webhooks:
  - name: ${name}.example.com
    failurePolicy: ${policy}
    sideEffects: None
    admissionReviewVersions: [v1]
    clientConfig: ${client}
    rules: [${rules}]
    ${more}
---`;

const rule = (resources: string, { group = "''", versions = 'v1', operations = "'*'", scope = "'*'" } = {}) =>
  `{ apiGroups: [${group}], apiVersions: [${versions}], operations: [${operations}], resources: [${resources}], scope: ${scope} }`;
const everything = (scope = "'*'") => rule("'*/*'", { group: "'*'", versions: "'*'", scope });
const PODS = rule('pods');

/** The Service of the webhook, with a ready pod. */
const service = (spec = '{ clusterIP: 10.96.7.7, selector: { app: guard }, ports: [{ port: 443 }] }') => `
apiVersion: v1
kind: Service
metadata: { name: guard, namespace: guard }
spec: ${spec}
---`;
const pod = (ready = true, ports = '') => `
apiVersion: v1
kind: Pod
metadata: { name: guard-1, namespace: guard, labels: { app: guard } }
spec: { nodeName: worker-1, containers: [{ name: c, image: 'registry.example.com/guard:1'${ports} }] }
status: { phase: Running, podIP: 10.244.1.90, conditions: [{ type: Ready, status: '${ready ? 'True' : 'False'}' }] }
---`;
const slice = (address: string, port: string) => `
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: { name: guard-x, namespace: guard, labels: { kubernetes.io/service-name: guard } }
addressType: IPv4
endpoints: [{ addresses: [${address}], conditions: { ready: true } }]
ports: [{ name: ${port}, port: 8443, protocol: TCP }]
---`;
const namespace = (labels = '') => `
apiVersion: v1
kind: Namespace
metadata: { name: guard, labels: { kubernetes.io/metadata.name: guard${labels && `, ${labels}`} } }
---`;
const served = `${namespace()}${service()}${pod()}`;
const without = (key: string, operator: string, values = '') =>
  `{ matchExpressions: [{ key: ${key}, operator: ${operator}${values && `, values: [${values}]`} }] }`;

type Row = readonly [
  name: string,
  verdict: VerdictKind,
  severity: Severity | undefined,
  why: string,
  objects: string,
];

const locks: readonly Row[] = [
  ['on everything', 'fail', 'high', 'It includes pods, nodes and leases.', hook({ rules: everything() })],
  [
    'on bindings',
    'fail',
    'high',
    'Without it the scheduler binds no pod, those of the webhook included.',
    hook({ rules: rule('pods/binding', { operations: 'CREATE' }) }),
  ],
  [
    'on the status of pods',
    'fail',
    'high',
    'No pod becomes ready, those of the webhook included.',
    hook({ rules: rule('pods/status', { operations: 'UPDATE' }) }),
  ],
  ['on any status', 'fail', 'high', 'Pods and nodes have one.', hook({ rules: rule("'*/status'") })],
  [
    'on pods and their subresources',
    'fail',
    'high',
    'pods/* is pods, too.',
    hook({ rules: rule("'pods/*'", { operations: 'CREATE' }) }),
  ],
  [
    'on tokens',
    'fail',
    'high',
    'A kubelet requests the token of every pod that it starts.',
    hook({ rules: rule('serviceaccounts/token', { operations: 'CREATE' }) }),
  ],
  [
    'only on leases of nodes',
    'fail',
    'high',
    'An exclusion of kube-system does not exclude the heartbeats of nodes.',
    hook({
      rules: rule('leases', { group: 'coordination.k8s.io' }),
      more: `namespaceSelector: ${without('kubernetes.io/metadata.name', 'NotIn', 'kube-system')}`,
    }),
  ],
  [
    'on creating nodes',
    'fail',
    'medium',
    'A kubelet that starts creates its node before it reports anything.',
    hook({ rules: rule('nodes', { operations: 'CREATE' }) }),
  ],
  [
    'on nodes, with a selector for namespaces',
    'fail',
    'medium',
    'Nodes are cluster-scoped: the selector exempts none.',
    hook({ rules: rule('nodes'), more: 'namespaceSelector: { matchLabels: { guard: always } }' }),
  ],
  [
    'on all cluster-scoped resources',
    'fail',
    'medium',
    'Pods and leases are namespaced; nodes are not.',
    hook({ rules: rule("'*'", { group: "'*'", versions: "'*'", scope: 'Cluster' }) }),
  ],
  [
    'on pods in the scope of the cluster',
    'pass',
    undefined,
    'Pods are namespaced: it is never called.',
    hook({ rules: rule('pods', { scope: 'Cluster' }) }),
  ],
  [
    'on leases in the scope of the cluster',
    'pass',
    undefined,
    'Leases are namespaced: it is never called.',
    hook({ rules: rule('leases', { group: 'coordination.k8s.io', scope: 'Cluster' }) }),
  ],
  [
    'on nodes in the scope of namespaces',
    'pass',
    undefined,
    'Nodes are cluster-scoped: it is never called.',
    hook({ rules: rule('nodes, nodes/status', { scope: 'Namespaced' }) }),
  ],
  [
    'on pods of a version that is not served',
    'pass',
    undefined,
    'No pods are created in it.',
    hook({ rules: rule('pods', { versions: 'v1beta1' }) }),
  ],
  ['on events', 'pass', undefined, 'Events are lost without harm.', hook({ rules: rule('events') })],
  [
    'on exec and eviction',
    'pass',
    undefined,
    'Running workloads continue without them.',
    hook({ rules: rule('pods/exec, pods/attach, pods/eviction') }),
  ],
  [
    'on Services and Secrets',
    'pass',
    undefined,
    'Running workloads continue without new ones.',
    hook({ rules: rule('services, secrets, configmaps', { operations: 'CREATE' }) }),
  ],
  [
    'on namespaces',
    'pass',
    undefined,
    'Running workloads continue without new ones; policy engines protect their labels this way.',
    hook({ rules: rule('namespaces', { operations: 'CREATE, UPDATE' }) }),
  ],
  [
    'on webhook configurations',
    'pass',
    undefined,
    'No webhook is called for them, so that they can be deleted.',
    hook({ rules: rule("'*'", { group: 'admissionregistration.k8s.io' }) }),
  ],
  [
    'on token reviews',
    'pass',
    undefined,
    'Since 1.37 no webhook is called for them.',
    hook({ rules: rule('tokenreviews', { group: 'authentication.k8s.io' }) }),
  ],
  [
    'on pods outside kube-system',
    'pass',
    undefined,
    'The pods of the system start without it.',
    hook({
      rules: PODS,
      more: `namespaceSelector: ${without('kubernetes.io/metadata.name', 'NotIn', 'kube-system')}`,
    }),
  ],
  [
    'on pods outside itself',
    'fail',
    'medium',
    'Its own pods start without it, those of the system do not.',
    hook({
      rules: PODS,
      more: `namespaceSelector: ${without('kubernetes.io/metadata.name', 'NotIn', 'guard')}`,
    }),
  ],
  [
    'on pods that do not opt out',
    'fail',
    'high',
    'No pod of the system has the label that would exempt it.',
    hook({ rules: PODS, more: `objectSelector: ${without('x-skip', 'DoesNotExist')}` }),
  ],
  [
    'on the pods of DNS',
    'fail',
    'high',
    'CoreDNS has the label that it selects.',
    hook({ rules: PODS, more: 'objectSelector: { matchLabels: { k8s-app: kube-dns } }' }),
  ],
  [
    'on pods that opt in',
    'pass',
    undefined,
    'No pod of the system has the label.',
    hook({ rules: PODS, more: "objectSelector: { matchLabels: { check: 'on' } }" }),
  ],
  [
    'on pods by conditions',
    'unknown',
    undefined,
    'The exclusions of an expression are not evaluated.',
    hook({ rules: PODS, more: "matchConditions: [{ name: x, expression: 'true' }]" }),
  ],
  [
    'that ignores',
    'pass',
    undefined,
    'Requests continue without a response.',
    hook({ rules: everything(), policy: 'Ignore' }),
  ],
  [
    'at an outside URL',
    'fail',
    'high',
    'An outside server that does not respond blocks the cluster as well.',
    hook({ rules: everything(), client: "{ url: 'https://guard.example.com/v' }" }),
  ],
  [
    'at an outside URL, on pods',
    'fail',
    'medium',
    'New pods do not start, without other impact.',
    hook({ rules: PODS, client: "{ url: 'https://guard.example.com/v' }" }),
  ],
  [
    'at a URL that is a Service',
    'fail',
    'high',
    'guard.guard.svc is the Service guard of the namespace guard.',
    hook({ rules: PODS, client: "{ url: 'https://guard.guard.svc/v' }" }),
  ],
  [
    'whose Service lacks the port',
    'fail',
    'critical',
    'The API server finds no port 8443: no pod starts now.',
    hook({ rules: PODS, client: '{ service: { namespace: guard, name: guard, port: 8443 } }' }),
  ],
];

const backends: readonly (readonly [name: string, expected: Expected, why: string, objects: string])[] = [
  [
    'a port that the Service lacks',
    { check: EMPTY, verdict: 'fail' },
    'Port 8443 is requested, and only 443 exists.',
    `${served}${hook({ rules: PODS, policy: 'Ignore', client: '{ service: { namespace: guard, name: guard, port: 8443 } }' })}`,
  ],
  [
    'no port, and a Service with another one',
    { check: EMPTY, verdict: 'fail' },
    '443 is the default port.',
    `${namespace()}${service('{ selector: { app: guard }, ports: [{ port: 8443 }] }')}${pod()}${hook({ rules: PODS, policy: 'Ignore' })}`,
  ],
  [
    'a port of UDP',
    { check: EMPTY, verdict: 'fail' },
    'The API server uses TCP.',
    `${namespace()}${service('{ selector: { app: guard }, ports: [{ port: 443, protocol: UDP }] }')}${pod()}${hook({ rules: PODS, policy: 'Ignore' })}`,
  ],
  [
    'a target port by a name that no pod has',
    { check: EMPTY, verdict: 'fail' },
    'Such a pod is no endpoint of the Service.',
    `${namespace()}${service('{ selector: { app: guard }, ports: [{ port: 443, targetPort: https }] }')}${pod()}${hook({ rules: PODS, policy: 'Ignore' })}`,
  ],
  [
    'a target port by its name',
    { check: EMPTY, verdict: 'pass' },
    'The pod has the port.',
    `${namespace()}${service('{ selector: { app: guard }, ports: [{ port: 443, targetPort: https }] }')}${pod(true, ', ports: [{ name: https, containerPort: 8443 }]')}${hook({ rules: PODS, policy: 'Ignore' })}`,
  ],
  [
    'a pod that is not ready',
    { check: EMPTY, verdict: 'fail' },
    'No endpoint responds.',
    `${namespace()}${service()}${pod(false)}${hook({ rules: PODS, policy: 'Ignore' })}`,
  ],
  [
    'a Service that does not exist, by its URL',
    { check: EMPTY, verdict: 'fail' },
    'x.shop.svc is the Service x of shop.',
    hook({ rules: PODS, policy: 'Ignore', client: "{ url: 'https://x.shop.svc/v' }" }),
  ],
  [
    'the address of a Service that lacks the port',
    { check: EMPTY, verdict: 'fail' },
    '10.96.7.7 is the address of the Service guard.',
    `${served}${hook({ rules: PODS, policy: 'Ignore', client: "{ url: 'https://10.96.7.7:8443/v' }" })}`,
  ],
  [
    'a Service without a selector',
    { check: EMPTY, verdict: 'unknown' },
    'Its endpoints are set by hand, and are not read.',
    `${namespace()}${service('{ ports: [{ port: 443 }] }')}${hook({ rules: PODS, policy: 'Ignore' })}`,
  ],
  ...(
    [
      [
        'an outside address',
        EMPTY,
        'pass',
        '203.0.113.99',
        "''",
        'It is not served from inside the cluster.',
      ],
      ['an outside address', OUTSIDE, 'fail', '203.0.113.99', "''", 'No node and no pod has this address.'],
      [
        'an address of the network around it',
        OUTSIDE,
        'fail',
        '10.99.0.5',
        "''",
        'A host next to the cluster is no node of it.',
      ],
      [
        'an address that no pod has',
        EMPTY,
        'unknown',
        '10.244.1.200',
        "''",
        'The author of the slice writes its ready condition.',
      ],
      ['an address that no pod has', OUTSIDE, 'pass', '10.244.1.200', "''", 'The range is that of pods.'],
      [
        'the address of a node',
        EMPTY,
        'unknown',
        '10.210.3.11',
        "''",
        'Whether a process listens there is not known.',
      ],
      ['the address of a ready pod', EMPTY, 'pass', '10.244.1.90', "''", 'The pod is ready.'],
      ['the address of a ready pod', OUTSIDE, 'pass', '10.244.1.90', "''", 'The pod is one of the cluster.'],
      [
        'a port of another name',
        EMPTY,
        'fail',
        '10.244.1.90',
        'other',
        'kube-proxy matches the name of the port.',
      ],
    ] as const
  ).map(
    ([what, check, verdict, address, port, why]) =>
      [
        `a Service without a selector that leads to ${what}: ${check}`,
        { check, verdict },
        why,
        `${namespace()}${pod()}${service('{ clusterIP: 10.96.7.7, ports: [{ port: 443 }] }')}${slice(address, port)}${hook({ rules: PODS, policy: 'Ignore' })}`,
      ] as const,
  ),
  [
    'a Service with a pod and an outside endpoint',
    { check: OUTSIDE, verdict: 'fail' },
    'Every other request goes there.',
    `${served}${slice('203.0.113.99', "''")}${hook({ rules: PODS, policy: 'Ignore' })}`,
  ],
  [
    'a headless Service',
    { check: EMPTY, verdict: 'fail' },
    'The API server uses addresses of Services unless --enable-aggregator-routing is set, and it is not.',
    `${namespace()}${service('{ clusterIP: None, selector: { app: guard }, ports: [{ port: 443 }] }')}${pod()}${hook({ rules: PODS, policy: 'Ignore' })}`,
  ],
  [
    'the API server itself',
    { check: EMPTY, verdict: 'pass' },
    'The API server serves default/kubernetes at 443.',
    hook({ rules: PODS, policy: 'Ignore', client: '{ service: { namespace: default, name: kubernetes } }' }),
  ],
  [
    'a ready pod',
    { check: EMPTY, verdict: 'pass' },
    'The Service has the port and a ready pod.',
    `${served}${hook({ rules: PODS, policy: 'Ignore' })}`,
  ],
  [
    'a Service that is an outside name',
    { check: OUTSIDE, verdict: 'fail' },
    'The API server follows an ExternalName to an outside host.',
    `${namespace()}${service('{ type: ExternalName, externalName: guard.example.com }')}${hook({ rules: PODS, policy: 'Ignore' })}`,
  ],
  [
    'the address of a Service',
    { check: OUTSIDE, verdict: 'pass' },
    'A URL with the address of a Service stays in the cluster.',
    `${served}${hook({ rules: PODS, policy: 'Ignore', client: "{ url: 'https://10.96.7.7/v' }" })}`,
  ],
  [
    'an outside address',
    { check: OUTSIDE, verdict: 'fail' },
    'No Service has this address.',
    `${served}${hook({ rules: PODS, policy: 'Ignore', client: "{ url: 'https://198.51.100.9/v' }" })}`,
  ],
  ...(
    [
      ['a name that begins like a loopback address', '127.0.0.1.nip.io', 'fail', 'It is a DNS name.'],
      ['a loopback address', '127.9.9.9:9443', 'pass', "That is the API server's own host."],
      ['the address of a node', '10.210.3.11:9443', 'pass', 'The host is a node of the cluster.'],
      ['the name of a node', 'WORKER-1:9443', 'pass', 'The host is a node of the cluster.'],
      ['a name that is like that of a node', 'worker-1.example.com:9443', 'fail', 'No node has this name.'],
      ['the address of a pod', '10.244.1.90:9443', 'pass', 'The pod is one of the cluster.'],
      ["the cluster's own domain", 'guard.guard.svc.cluster.local', 'pass', 'It is the Service guard.'],
      [
        'the name of a Service in an unknown domain',
        'guard.guard.svc.evil.example',
        'unknown',
        'The configuration of kubelets contains the domain of the cluster.',
      ],
    ] as const
  ).map(
    ([what, host, verdict, why]) =>
      [
        what,
        { check: OUTSIDE, verdict },
        why,
        `${served}${hook({ rules: PODS, policy: 'Ignore', client: `{ url: 'https://${host}/v' }` })}`,
      ] as const,
  ),
  [
    'pods that are not ready and still receive requests',
    { check: EMPTY, verdict: 'unknown' },
    'With publishNotReadyAddresses they are endpoints, and may respond.',
    `${namespace()}${service('{ clusterIP: 10.96.7.7, publishNotReadyAddresses: true, selector: { app: guard }, ports: [{ port: 443 }] }')}${pod(false)}${hook({ rules: PODS, policy: 'Ignore' })}`,
  ],
];

const api = (port: string, status = '') => `
apiVersion: apiregistration.k8s.io/v1
kind: APIService
metadata: { name: v1.guard.example.com }
spec: { group: guard.example.com, version: v1, groupPriorityMinimum: 100, versionPriority: 100, service: { namespace: guard, name: guard${port} } }
${status}
---`;

const others: readonly (readonly [name: string, expected: Expected, why: string, objects: string])[] = [
  [
    'an aggregated API at a port that its Service lacks',
    { check: UNAVAILABLE, verdict: 'fail' },
    'No controller has set it yet, and no pod can respond.',
    `${served}${api(', port: 8443')}`,
  ],
  [
    'an aggregated API that is available',
    { check: UNAVAILABLE, verdict: 'pass' },
    'The API server reports it.',
    `${served}${api('', "status: { conditions: [{ type: Available, status: 'True', reason: Passed }] }")}`,
  ],
  [
    'Gatekeeper as it ships',
    { check: IGNORED, verdict: 'fail' },
    'The webhook for policies fails open; the other one guards labels of namespaces.',
    `${served}${hook({ name: 'gatekeeper-validating-webhook-configuration', rules: everything(), policy: 'Ignore' }).replace(/---$/, '')}  - name: check-ignore-label.gatekeeper.sh
    failurePolicy: Fail
    sideEffects: None
    admissionReviewVersions: [v1]
    clientConfig: ${SERVICE}
    rules: [${rule('namespaces', { operations: 'CREATE, UPDATE' })}]
---`,
  ],
  [
    'a guard that a label of the pod disables',
    { check: EXEMPT, verdict: 'fail' },
    'Any user who may create a pod may label it.',
    `${served}${hook({ rules: PODS, policy: 'Ignore', more: `objectSelector: ${without('x-skip', 'DoesNotExist')}` })}`,
  ],
  [
    'a guard that a label value disables',
    { check: EXEMPT, verdict: 'fail' },
    'The label is written by the author of the Deployment.',
    `${served}${hook({ rules: rule('deployments', { group: 'apps' }), more: `objectSelector: ${without('guard', 'NotIn', 'off')}` })}`,
  ],
  [
    'a guard that a label of the namespace disables',
    { check: EXEMPT, verdict: 'pass' },
    'Labels of namespaces are written by administrators.',
    `${served}${hook({ rules: PODS, policy: 'Ignore', more: `namespaceSelector: ${without('guard', 'DoesNotExist')}` })}`,
  ],
  ...(
    [
      [
        'only called for Deployments',
        'fail',
        'A bare pod with the label is not validated.',
        rule('deployments', { group: 'apps' }),
        '',
      ],
      [
        'only called for updates of pods',
        'fail',
        'Their creation is not validated.',
        rule('pods', { operations: 'UPDATE' }),
        '',
      ],
      [
        'called in a namespace that does not exist',
        'fail',
        'It is never called.',
        PODS,
        'namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: nosuch } }',
      ],
      [
        'only called in labeled namespaces',
        'fail',
        'In the others no webhook is called.',
        PODS,
        'namespaceSelector: { matchLabels: { guarded: "yes" } }',
      ],
      [
        'called for its own label',
        'fail',
        'A pod without both labels is not validated.',
        PODS,
        'objectSelector: { matchLabels: { app: x } }',
      ],
      [
        'called under conditions',
        'unknown',
        'The exclusions of the conditions are not read.',
        PODS,
        'matchConditions: [{ name: c, expression: "true" }]',
      ],
      ['called for all pods', 'pass', 'The other one validates the pods that one excludes.', PODS, ''],
    ] as const
  ).map(
    ([what, verdict, why, rules, more]) =>
      [
        `a guard that a label disables, and one that is ${what}`,
        { check: EXEMPT, verdict },
        why,
        `${served}${hook({ rules: PODS, policy: 'Ignore', more: `objectSelector: ${without('x-skip', 'DoesNotExist')}` }).replace(/---$/, '')}  - name: second.example.com
    failurePolicy: Ignore
    sideEffects: None
    admissionReviewVersions: [v1]
    clientConfig: ${SERVICE}
    rules: [${rules}]
    ${more}
---`,
      ] as const,
  ),
  ...(
    [
      [
        'on the same path',
        'pass',
        'It validates by the same rules.',
        '{ namespace: guard, name: guard, path: /a }',
      ],
      [
        'on another path',
        'unknown',
        'Another path may be another policy.',
        '{ namespace: guard, name: guard, path: /b }',
      ],
      [
        'at another Service',
        'fail',
        'Another program validates by other rules.',
        '{ namespace: guard, name: not-there, path: /a }',
      ],
      [
        'on another port',
        'fail',
        'Another program may validate by other rules.',
        '{ namespace: guard, name: guard, path: /a, port: 8443 }',
      ],
    ] as const
  ).map(
    ([what, verdict, why, other]) =>
      [
        `a guard that a label disables, and one for all pods ${what}`,
        { check: EXEMPT, verdict },
        why,
        `${served}${hook({ rules: PODS, policy: 'Ignore', client: '{ service: { namespace: guard, name: guard, path: /a } }', more: `objectSelector: ${without('x-skip', 'DoesNotExist')}` }).replace(/---$/, '')}  - name: second.example.com
    failurePolicy: Ignore
    sideEffects: None
    admissionReviewVersions: [v1]
    clientConfig: { service: ${other} }
    rules: [${PODS}]
---`,
      ] as const,
  ),
  ...(["!('skip' in object.metadata.labels)", "!object.metadata.name.startsWith('x')", 'false'] as const).map(
    (expression) =>
      [
        `a guard with the condition ${expression}`,
        { check: EXEMPT, verdict: 'unknown' },
        'It is not called for objects that do not match all conditions.',
        `${served}${hook({ rules: PODS, policy: 'Ignore', more: `matchConditions: [{ name: c, expression: "${expression}" }]` })}`,
      ] as const,
  ),
  [
    'an injector that a label of the pod disables',
    { check: EXEMPT, verdict: 'not-applicable' },
    'An injector refuses no pods.',
    `${served}${hook({ rules: PODS, policy: 'Ignore', kind: 'MutatingWebhookConfiguration', more: `objectSelector: ${without('inject', 'NotIn', "'false'")}` })}`,
  ],
  [
    'a webhook for the objects of a product',
    { check: EXEMPT, verdict: 'pass' },
    'It selects the label of its product, and protects nothing else.',
    `${served}${hook({ rules: PODS, policy: 'Ignore', more: 'objectSelector: { matchLabels: { managed-by: guard } }' })}`,
  ],
  [
    'a level that does not exist',
    { check: LEVELS, verdict: 'unknown', object: 'Namespace guard' },
    'Baseline is not baseline.',
    `${namespace('pod-security.kubernetes.io/enforce: Baseline')}${pod()}`,
  ],
  [
    'a level that only warns',
    { check: LEVELS, verdict: 'fail', object: 'Namespace guard' },
    'warn admits all pods.',
    `${namespace('pod-security.kubernetes.io/warn: restricted')}${pod()}`,
  ],
  [
    'a level that is privileged',
    { check: LEVELS, verdict: 'fail', severity: 'low', object: 'Namespace guard' },
    'privileged admits all pods.',
    `${namespace('pod-security.kubernetes.io/enforce: privileged')}${pod()}`,
  ],
];

const attempts: readonly Attempt[] = [
  ...locks.map(([name, verdict, severity, why, objects]): Attempt => ({
    name: `webhooks/one that fails closed, ${name}`,
    player: 'administrator',
    why,
    objects: `${served}${objects}`,
    expect: [{ check: LOCK, verdict, ...(severity && { severity }) }],
  })),
  ...[...backends, ...others].map(([name, expected, why, objects]): Attempt => ({
    name: `webhooks/${name}`,
    player: 'administrator',
    why,
    objects,
    expect: [expected],
  })),
  ...(['Service', 'Pod'] as const).map((kind): Attempt => ({
    name: `webhooks/a ${kind} of a team that has the name of the guard's`,
    player: 'tenant',
    why: 'A Service and its pods are those of its own namespace: a pod of another namespace is no endpoint of the guard.',
    objects:
      kind === 'Service'
        ? service().replace('namespace: guard', 'namespace: shop')
        : pod().replace('namespace: guard', 'namespace: shop'),
    expect: [
      { check: EMPTY, verdict: 'pass' },
      { check: LOCK, verdict: 'pass' },
    ],
  })),
  ...(
    [
      ['/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations', 403, [LOCK, EMPTY, OUTSIDE]],
      ['/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations', 404, [LOCK, EMPTY, OUTSIDE]],
      ['/apis/apiregistration.k8s.io/v1/apiservices', 500, [UNAVAILABLE]],
      ['/api/v1/services', 403, [EMPTY]],
      ['/api/v1/namespaces', 'cut', [LEVELS]],
    ] as const
  ).map(([path, answer, checks]): Attempt => ({
    name: `webhooks/${path} answers ${answer}`,
    player: 'network',
    why: 'Webhooks, Services and namespaces that were not collected do not pass.',
    answers: { [path]: answer },
    expect: checks.map((check) => ({ check, verdict: 'unknown' })),
  })),
  ...(
    [
      ['198.51.100.9', 'fail', 'IPv4 addresses of pods are private.'],
      ['[2600:1f18::9]', 'unknown', 'On EKS with IPv6, pods have global addresses.'],
    ] as const
  ).map(([host, verdict, why]): Attempt => ({
    name: `webhooks/a URL with ${host}, and pods that may not be listed`,
    player: 'network',
    why,
    objects: `${served}${hook({ rules: PODS, policy: 'Ignore', client: `{ url: 'https://${host}/v' }` })}`,
    answers: { '/api/v1/pods': 403 },
    expect: [{ check: OUTSIDE, verdict }],
  })),
];

export default attempts;

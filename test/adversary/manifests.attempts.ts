/**
 * Manifests as they are stored and rendered: what Kustomize, Helm and controllers create from files, what kubectl reads of a folder,
 * what a watch prints, and objects that were stripped.
 */
import type { Attempt, Expected } from './attempt.ts';

type Body = Record<string, unknown>;
type Raw = Readonly<Record<string, string>>;

const PRIVILEGED: Body = { name: 'c', image: 'i', securityContext: { privileged: true } };
const podSpec = (container: Body = { name: 'c', image: 'i' }): Body => ({ containers: [container] });
const template = (container?: Body): Body => ({
  metadata: { labels: { app: 'x' } },
  spec: podSpec(container),
});
const SELECTOR = { matchLabels: { app: 'x' } };
const meta = (name: string, namespace = 'shop', more: Body = {}): Body => ({
  metadata: { name, namespace, ...more },
});
const object = (apiVersion: string, kind: string, body: Body): string =>
  JSON.stringify({ apiVersion, kind, ...body });
const controller = (apiVersion: string, kind: string, selector: Body = SELECTOR): string =>
  object(apiVersion, kind, { ...meta('w'), spec: { selector, template: template() } });
const pod = (name: string, container?: Body, more: Body = {}): string =>
  object('v1', 'Pod', { ...meta(name, 'shop', more), spec: podSpec(container) });

/** One manifest of each kind that creates pods: with --complete all of them count as complete lists. */
const BASE = [
  ...['Deployment', 'DaemonSet', 'StatefulSet', 'ReplicaSet'].map((kind) => controller('apps/v1', kind)),
  controller('v1', 'ReplicationController', { app: 'x' }),
  controller('batch/v1', 'Job'),
  object('batch/v1', 'CronJob', {
    ...meta('w'),
    spec: { schedule: '* * * * *', jobTemplate: { spec: { template: template() } } },
  }),
  pod('w'),
].join('\n');
const BAD = pod('bad', PRIVILEGED);

const privileged = (verdict: Expected['verdict'], name?: string): Expected => ({
  check: 'workloads/privileged-container',
  verdict,
  ...(name !== undefined && { object: name }),
});
const check = (id: string, verdict: Expected['verdict'], more: Partial<Expected> = {}): Expected => ({
  check: id,
  verdict,
  ...more,
});

function attempt(
  name: string,
  why: string,
  raw: Raw,
  files: readonly Expected[],
  more: Partial<Attempt> = {},
): Attempt {
  return { name: `manifests/${name}`, player: 'administrator', why, raw, files, expect: [], ...more };
}

/** In addition to manifests with --complete. */
function declared(
  name: string,
  why: string,
  raw: Raw,
  verdict: Expected['verdict'] = 'unknown',
  more: Partial<Attempt> = {},
): Attempt {
  return attempt(`${name}, with --complete`, why, { 'b.json': BASE, ...raw }, [privileged(verdict)], {
    complete: true,
    ...more,
  });
}

const KUSTOMIZATION =
  'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [b.json]\n';
const RENDERED = 'Kustomize or Helm creates the deployed objects from these files.';

const sources: readonly Attempt[] = (
  [
    [
      'a kustomization with a patch within',
      {
        'kustomization.yaml': `${KUSTOMIZATION}patches:\n- target: {kind: Deployment}\n  patch: |-\n    - op: add\n      path: /spec/template/spec/hostPID\n      value: true\n`,
      },
    ],
    [
      'a kustomization with a remote base',
      {
        'kustomization.yaml':
          'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [b.json, "https://github.com/x/y//deploy?ref=v1"]\n',
      },
    ],
    [
      'a kustomization that names no kind',
      { 'kustomization.yml': 'resources: [b.json]\nhelmCharts: [{name: x}]\n' },
    ],
    ['a kustomization without an extension', { Kustomization: 'resources: [b.json, ../base]\n' }],
    [
      'a component of Kustomize',
      {
        'c/kustomization.yaml':
          'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\npatches: [{path: p.txt}]\n',
      },
    ],
    [
      'a transformer of Kustomize',
      {
        't.yaml': 'apiVersion: builtin\nkind: PatchTransformer\nmetadata: {name: t}\npatch: "[]"\n',
      },
    ],
    [
      'a chart that has others',
      {
        'Chart.yaml':
          'apiVersion: v2\nname: x\nversion: 1.0.0\ndependencies:\n- {name: y, version: 1.0.0, repository: "https://charts.example"}\n',
      },
    ],
    ['a helmfile', { 'helmfile.yaml': 'releases:\n- {name: x, chart: stable/x}\n' }],
  ] as const
).map(([name, raw]) => declared(name, RENDERED, raw));

const patches: readonly Attempt[] = [
  declared('a JSON patch in JSON', 'Kustomize applies it to an object.', {
    'p.json': '[{"op":"add","path":"/spec/template/spec/hostPID","value":true}]',
  }),
  declared('a JSON patch in YAML', 'Kustomize applies it to an object.', {
    'p.yaml': '- op: replace\n  path: /spec/template/spec/hostPID\n  value: true\n',
  }),
  declared(
    'an array of settings that is no patch',
    'It contains neither an operation nor a path.',
    { 'values.json': '[{"op":"count","path":"x"},{"name":"y"}]' },
    'pass',
  ),
  declared(
    'values of a chart',
    'They are no object, and the templates that use them were rendered.',
    { 'values.yaml': 'image: {repository: x}\ndependencies: []\nreleases: 3\n' },
    'pass',
  ),
];

/** Objects whose controllers create pods from their content. */
const makers: readonly Attempt[] = (
  [
    ['DaemonSet of Kruise', 'apps.kruise.io/v1alpha1', 'DaemonSet', { template: template(PRIVILEGED) }],
    ['Service of Knative', 'serving.knative.dev/v1', 'Service', { template: template(PRIVILEGED) }],
    ['ScaledJob', 'keda.sh/v1alpha1', 'ScaledJob', { jobTargetRef: { template: template(PRIVILEGED) } }],
    ['Job of Volcano', 'batch.volcano.sh/v1alpha1', 'Job', { tasks: [{ template: template(PRIVILEGED) }] }],
    ['RayCluster', 'ray.io/v1', 'RayCluster', { headGroupSpec: { template: template(PRIVILEGED) } }],
    [
      'JobSet',
      'jobset.x-k8s.io/v1alpha2',
      'JobSet',
      { replicatedJobs: [{ name: 'a', template: { spec: { template: template(PRIVILEGED) } } }] },
    ],
    [
      'CronWorkflow',
      'argoproj.io/v1alpha1',
      'CronWorkflow',
      { workflowSpec: { templates: [{ name: 'a', container: PRIVILEGED }] } },
    ],
    [
      'script of a Workflow',
      'argoproj.io/v1alpha1',
      'Workflow',
      { templates: [{ name: 'a', script: { ...PRIVILEGED, source: 'x' } }] },
    ],
    ['TaskRun', 'tekton.dev/v1', 'TaskRun', { taskSpec: { steps: [PRIVILEGED] } }],
    [
      'ClusterServiceVersion',
      'operators.coreos.com/v1alpha1',
      'ClusterServiceVersion',
      { install: { spec: { deployments: [{ name: 'a', spec: { template: template(PRIVILEGED) } }] } } },
    ],
  ] as const
).map(([name, apiVersion, kind, spec]) =>
  declared(
    `a ${name}`,
    'Its controller creates pods that are not among the given ones.',
    { 'z.json': object(apiVersion, kind, { ...meta('z'), spec }) },
    ['unknown', 'fail'],
    { player: 'tenant' },
  ),
);

/** Objects whose controllers install objects of another source. */
const installers: readonly Attempt[] = (
  [
    ['HelmRelease', 'helm.toolkit.fluxcd.io/v2', { chart: { spec: { chart: 'x' } } }],
    ['Kustomization', 'kustomize.toolkit.fluxcd.io/v1', { path: './x' }],
    ['Application', 'argoproj.io/v1alpha1', { source: { repoURL: 'https://git.example/x', path: 'y' } }],
    ['ApplicationSet', 'argoproj.io/v1alpha1', { generators: [] }],
    ['HelmChart', 'helm.cattle.io/v1', { chart: 'x' }],
    ['Subscription', 'operators.coreos.com/v1alpha1', { name: 'x', channel: 'stable' }],
  ] as const
).map(([kind, apiVersion, spec]) =>
  declared(`a ${kind}`, 'Its controller installs objects that are in none of these files.', {
    'z.json': object(apiVersion, kind, { ...meta('z'), spec }),
  }),
);

const bystanders: readonly Attempt[] = [
  declared(
    'a ServiceMonitor and a Certificate',
    'Neither creates a pod.',
    {
      'z.json': [
        object('monitoring.coreos.com/v1', 'ServiceMonitor', {
          ...meta('m'),
          spec: { endpoints: [{ port: 'a' }] },
        }),
        object('cert-manager.io/v1', 'Certificate', { ...meta('c'), spec: { secretName: 'x' } }),
      ].join('\n'),
    },
    'pass',
  ),
  declared(
    'a policy of Kyverno',
    'It describes the pods of others and creates none.',
    {
      'z.json': object('kyverno.io/v1', 'ClusterPolicy', {
        metadata: { name: 'p' },
        spec: {
          rules: [{ validate: { pattern: { spec: { containers: [{ name: '*', image: '!*:latest' }] } } } }],
        },
      }),
    },
    'pass',
  ),
  declared(
    'an Application of a cluster',
    'It was installed, and the objects that it created are in the lists.',
    {
      'z.json': object('argoproj.io/v1alpha1', 'Application', {
        ...meta('z', 'argocd', { uid: 'u' }),
        spec: { source: { path: 'y' } },
      }),
    },
    'pass',
  ),
];

const TEXT = `---\napiVersion: v1\nkind: Pod\nmetadata: {name: bad, namespace: shop}\nspec: {containers: [${JSON.stringify(PRIVILEGED)}]}\n`;
const releases: readonly Attempt[] = [
  declared(
    'a release in JSON',
    'Its manifest is a text with a privileged pod.',
    {
      'r.json': JSON.stringify({
        name: 'x',
        info: { status: 'pending-install' },
        namespace: 'p',
        manifest: TEXT,
      }),
    },
    'fail',
  ),
  declared(
    'a hook of a release in JSON',
    'Helm runs hooks in addition to the manifest.',
    {
      'r.json': JSON.stringify({ name: 'x', info: {}, manifest: '', hooks: [{ name: 'h', manifest: TEXT }] }),
    },
    'fail',
  ),
  attempt(
    'only a release in JSON',
    'It contains a manifest.',
    { 'r.json': JSON.stringify({ name: 'x', info: {}, manifest: TEXT }) },
    [privileged('fail')],
  ),
];

/** What kubectl reads of a folder (cli-runtime, ExpandPathsToFileVisitors): every file by its extension, and with -R every folder. */
const folders: readonly Attempt[] = (
  [
    ['a hidden manifest', '.web.json', 'fail'],
    ['a hidden folder', '.deploy/web.json', 'fail'],
    ['node_modules', 'node_modules/x/web.json', ['unknown', 'fail']],
    ['a folder of logs with a manifest', 'logs/web.json', ['unknown', 'fail']],
    ['a folder named logs with a manifest', 'pod-logs/a/web.yaml', ['unknown', 'fail']],
    ['a folder named after copies of kubeadm', 'kubeadm-backup-x/web.yaml', ['unknown', 'fail']],
    ['a manifest with the file name prefix of macOS', '__MACOSX/._web.json', 'fail'],
  ] as const
).map(([name, path, verdict]) =>
  declared(name, 'kubectl apply -R -f reads it by its extension.', { [path]: BAD }, verdict, {
    player: 'tenant',
  }),
);

const beside: readonly Attempt[] = [
  declared(
    'settings of tools in hidden files and logs',
    'No object is in them.',
    {
      '.github/workflows/ci.yaml': 'on: [push]\njobs: {a: {runs-on: x, steps: [{run: "${{ x }}"}]}}\n',
      '.pre-commit-config.yaml': 'repos:\n- repo: https://x\n  hooks: [{id: a}]\n',
      '.git/config.yaml': 'not: [closed',
      '._b.json': '\u0000\u0005\u0016\u0007\u0000\u0002\u0000\u0000Mac OS X',
      'logs/web.log': BAD,
      'logs/current.txt': BAD,
    },
    'pass',
  ),
];

const service = object('v1', 'Service', {
  ...meta('h'),
  spec: { selector: { app: 'x' }, ports: [{ port: 443 }] },
});
const webhook = object('admissionregistration.k8s.io/v1', 'ValidatingWebhookConfiguration', {
  metadata: { name: 'w' },
  webhooks: [
    {
      name: 'a.b.c',
      clientConfig: { service: { name: 'h', namespace: 'shop' } },
      rules: [{ apiGroups: ['*'], apiVersions: ['*'], operations: ['*'], resources: ['*'] }],
      failurePolicy: 'Fail',
      sideEffects: 'None',
      admissionReviewVersions: ['v1'],
    },
  ],
});
const mutating = object('admissionregistration.k8s.io/v1', 'MutatingWebhookConfiguration', {
  metadata: { name: 'w2' },
  webhooks: [],
});
const chart = (workload: string) =>
  [
    workload,
    webhook,
    mutating,
    service,
    pod('h-test', undefined, { annotations: { 'helm.sh/hook': 'test' } }),
  ].join('\n---\n');
const deployment = (body: Body, more: Body = {}) =>
  object('apps/v1', 'Deployment', {
    ...meta('h', 'shop', more),
    spec: { replicas: 2, selector: SELECTOR, template: template(), ...body },
  });
const WEBHOOK = 'api-server/webhook-without-endpoint';
const backends: readonly Attempt[] = [
  attempt(
    'a rendered chart with a webhook, its Deployment and a test pod',
    'It is not running yet: its pods are not ready, but not missing.',
    { 'chart.yaml': chart(deployment({})) },
    [check(WEBHOOK, 'unknown'), check('api-server/webhook-fail-closed-system', 'fail', { severity: 'high' })],
    { complete: true },
  ),
  attempt(
    'a rendered chart with a webhook and a DaemonSet',
    'The same with another controller.',
    { 'chart.yaml': chart(controller('apps/v1', 'DaemonSet')) },
    [check(WEBHOOK, 'unknown')],
    { complete: true },
  ),
  attempt(
    'a rendered chart whose Deployment has no replicas',
    'It creates no pod.',
    { 'chart.yaml': chart(deployment({ replicas: 0 })) },
    [check(WEBHOOK, 'fail')],
    { complete: true },
  ),
  attempt(
    'a rendered chart whose Service selects other pods',
    'No template has its labels.',
    {
      'chart.yaml': chart(deployment({ template: { metadata: { labels: { app: 'y' } }, spec: podSpec() } })),
    },
    [check(WEBHOOK, 'fail')],
    { complete: true },
  ),
  attempt(
    'a Deployment of a cluster without pods',
    'It was in the cluster, and the complete list of pods contains none of its pods.',
    { 'chart.yaml': chart(deployment({}, { uid: 'u' })) },
    [check(WEBHOOK, 'fail')],
    { complete: true },
  ),
];

const bare = (more = '') =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web${more}}\nspec:\n  selector: {matchLabels: {app: x}}\n  template:\n    metadata: {labels: {app: x}}\n    spec: {containers: [{name: c, image: i}]}\n`;
const DEFAULT = 'namespaces/default-in-use';
const places: readonly Attempt[] = [
  attempt('a rendered chart without namespaces', '`helm install -n` decides.', { 'x.yaml': bare() }, [
    check(DEFAULT, 'unknown'),
  ]),
  attempt(
    'a rendered chart without namespaces, with --complete',
    'A complete list does not contain the target namespace.',
    { 'b.json': BASE, 'x.yaml': bare() },
    [check(DEFAULT, 'unknown')],
    { complete: true },
  ),
  attempt(
    'the output of `helm get all`',
    'It was installed into another namespace.',
    { 'x.txt': `NAME: web\nNAMESPACE: prod\nSTATUS: deployed\nMANIFEST:\n---\n${bare()}` },
    [check(DEFAULT, 'unknown')],
  ),
  attempt(
    'a kustomization that sets the namespace',
    'It contains the namespace.',
    { 'x.yaml': bare(), 'kustomization.yaml': `${KUSTOMIZATION}namespace: prod\n` },
    [check(DEFAULT, 'unknown')],
  ),
  attempt('a manifest in default', 'It contains the namespace.', { 'x.yaml': bare(', namespace: default') }, [
    check(DEFAULT, 'fail'),
  ]),
  attempt(
    'a manifest in default and one without a namespace',
    'Only one of them has pods.',
    { 'x.yaml': `${bare(', namespace: default')}---\n${bare().replace('web', 'other')}` },
    [check(DEFAULT, 'fail')],
  ),
];

const request = (metadata: Body) =>
  JSON.stringify({
    kind: 'List',
    apiVersion: 'v1',
    metadata: { resourceVersion: '' },
    items: [
      {
        apiVersion: 'certificates.k8s.io/v1',
        kind: 'CertificateSigningRequest',
        metadata: { name: 'c', ...metadata },
        spec: { request: 'eA==', signerName: 'kubernetes.io/kube-apiserver-client', usages: ['client auth'] },
        status: {},
      },
    ],
  });
const PENDING = 'certificates/requests-pending';
const requests: readonly Attempt[] = (
  [
    ['without a time', {}, 'unknown'],
    ['with the time of Go for none', { creationTimestamp: null }, 'unknown'],
    ['with an age for its time', { creationTimestamp: '26d' }, 'unknown'],
    ['years later than the snapshot', { creationTimestamp: '2999-01-01T00:00:00Z' }, 'unknown'],
    ['of long ago', { creationTimestamp: '2020-01-01T00:00:00Z' }, 'fail'],
  ] as const
).map(([name, metadata, verdict]) =>
  attempt(`a pending request ${name}`, 'The check is about the wait time.', { 'c.json': request(metadata) }, [
    check(PENDING, verdict),
  ]),
);

const answer = (apiVersion: string, kind: string, items: readonly Body[]) =>
  JSON.stringify({ kind: `${kind}List`, apiVersion, metadata: { resourceVersion: '9' }, items });
const uid = (name: string, namespace: string): Body => meta(name, namespace, { uid: `${namespace}-${name}` });
const KUBERNETES: Body = {
  ...uid('kubernetes', 'default'),
  spec: { clusterIP: '10.0.0.1', ports: [{ port: 443 }] },
};
const services = (...more: Body[]) => ({ 'x.json': answer('v1', 'Service', [KUBERNETES, ...more]) });
const EXTERNAL = 'network/service-external-ips';
const budgets = (...items: Body[]) => ({ 'p.json': answer('policy/v1', 'PodDisruptionBudget', items) });
const DRAIN = 'nodes/drain-blocked';
const stripped: readonly Attempt[] = [
  attempt('Services that were stripped', 'externalIPs would be in the spec.', services(uid('a', 'shop')), [
    check(EXTERNAL, 'unknown'),
  ]),
  attempt(
    'Services with a mask for their spec',
    'externalIPs would be in the spec.',
    services({ ...uid('a', 'shop'), spec: '***HIDDEN***' }),
    [check(EXTERNAL, 'unknown')],
  ),
  attempt(
    'Services with an empty spec',
    'The API server sets a type in every one.',
    services({ ...uid('a', 'shop'), spec: {} }),
    [check(EXTERNAL, 'unknown')],
  ),
  attempt(
    'a headless Service and one without a type',
    'Both are complete.',
    services(
      { ...uid('a', 'shop'), spec: { clusterIP: 'None' } },
      { ...uid('b', 'shop'), spec: { ports: [{ port: 80 }], selector: { app: 'x' } } },
    ),
    [check(EXTERNAL, 'pass')],
  ),
  attempt(
    'PodDisruptionBudgets that were stripped',
    'The spec and the status contain what they allow.',
    budgets(uid('p', 'a'), uid('p', 'b')),
    [check(DRAIN, 'unknown')],
  ),
  attempt(
    'PodDisruptionBudgets with masks',
    'The spec and the status contain what they allow.',
    budgets({ ...uid('p', 'a'), spec: '***', status: '***' }, { ...uid('p', 'b'), spec: {}, status: {} }),
    [check(DRAIN, 'unknown')],
  ),
  attempt(
    'NetworkPolicies, Ingresses and volumes that were stripped',
    'The spec identifies them; the lists are incomplete.',
    {
      'n.json': answer('networking.k8s.io/v1', 'NetworkPolicy', [uid('p', 'a'), uid('p', 'b')]),
      'i.json': answer('networking.k8s.io/v1', 'Ingress', [uid('p', 'a'), uid('p', 'b')]),
      'v.json': answer('v1', 'PersistentVolume', [{ metadata: { name: 'v', uid: 'v' } }]),
      'c.json': answer('v1', 'PersistentVolumeClaim', [uid('p', 'a'), uid('p', 'b')]),
    },
    [],
    { warns: ['n.json', 'i.json', 'v.json', 'c.json'] },
  ),
];

const state = (id: string, version: string, container?: Body): Body => ({
  apiVersion: 'v1',
  kind: 'Pod',
  ...meta('p', 'shop', { ...(id !== '' && { uid: id }), resourceVersion: version }),
  spec: podSpec(container),
  status: { phase: 'Running' },
});
const event = (type: string, body: Body) => JSON.stringify({ type, object: body });
const stream = (...lines: string[]) => ({ 'w.json': lines.join('\n') });
const yaml = (body: Body) => `---\n${JSON.stringify(body)}\n`;
const watches: readonly Attempt[] = [
  attempt(
    'a pod that was deleted during a watch',
    'It was deleted.',
    stream(
      event('ADDED', state('1', '5', PRIVILEGED)),
      event('ADDED', { ...state('2', '6'), ...meta('good', 'shop', { uid: '2' }) }),
      event('DELETED', state('1', '7', PRIVILEGED)),
    ),
    [privileged('unknown')],
  ),
  attempt(
    'a pod that was deleted and recreated during a watch',
    'The new one exists.',
    stream(
      event('ADDED', state('1', '5')),
      event('DELETED', state('1', '6')),
      event('ADDED', state('2', '7', PRIVILEGED)),
    ),
    [privileged('fail')],
  ),
  attempt(
    'a pod that was fixed by recreation during a watch',
    'The old one was deleted.',
    stream(
      event('ADDED', state('1', '5', PRIVILEGED)),
      event('DELETED', state('1', '6', PRIVILEGED)),
      event('ADDED', state('2', '7')),
    ),
    [privileged('unknown')],
  ),
  attempt(
    'a pod without a uid that was deleted during a watch',
    'Its name identifies it.',
    stream(
      event('ADDED', state('', '5', PRIVILEGED)),
      event('ADDED', { ...state('2', '6'), ...meta('good', 'shop', { uid: '2' }) }),
      event('DELETED', state('', '7', PRIVILEGED)),
    ),
    [privileged('unknown')],
  ),
  attempt(
    'a pod without a uid that was recreated during a watch',
    'It exists again.',
    stream(
      event('ADDED', state('', '5')),
      event('DELETED', state('', '6')),
      event('ADDED', state('', '7', PRIVILEGED)),
    ),
    [privileged('fail')],
  ),
  attempt(
    'a pod that was deleted during a watch, in YAML',
    'kubectl prints the events of a watch as documents.',
    stream(
      ...[
        { type: 'ADDED', object: state('1', '5', PRIVILEGED) },
        { type: 'ADDED', object: { ...state('2', '6'), ...meta('good', 'shop', { uid: '2' }) } },
        { type: 'DELETED', object: state('1', '7', PRIVILEGED) },
      ].map(({ type, object: body }) => `---\nobject: ${JSON.stringify(body)}\ntype: ${type}\n`),
    ),
    [privileged('unknown')],
  ),
  attempt(
    'a list, and a watch that saw its pod deleted',
    'A uid is not reused, whichever file is read first.',
    {
      'z.json': JSON.stringify({
        apiVersion: 'v1',
        kind: 'List',
        items: [state('1', '5', PRIVILEGED), { ...state('2', '6'), ...meta('good', 'shop', { uid: '2' }) }],
      }),
      ...stream(event('DELETED', state('1', '7', PRIVILEGED))),
    },
    [privileged('unknown')],
  ),
  attempt(
    'a list, and a watch that saw another pod of the name deleted',
    'The listed object is another one.',
    {
      'z.json': JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [state('2', '9', PRIVILEGED)] }),
      ...stream(event('DELETED', state('1', '7'))),
    },
    [privileged('fail')],
  ),
  attempt(
    'a deletion in a text with manual edits',
    'It removes no object.',
    {
      'z.json': JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [state('1', '5', PRIVILEGED)] }),
      'w.json': `{"level":"info"} started\nI1201 listening\n${event('DELETED', state('1', '7'))}\nI1201 done\n`,
    },
    [privileged('fail')],
    { player: 'tenant' },
  ),
  attempt(
    'a watch without events that prints an object again',
    'Only the last state counts.',
    stream(yaml(state('1', '5', PRIVILEGED)), yaml(state('1', '6')), yaml(state('1', '7', PRIVILEGED))),
    [privileged('fail')],
  ),
  attempt(
    'a watch without events that prints the end of a pod and a new one',
    'Which of the two exists is not known; both are evaluated.',
    stream(yaml(state('1', '5', PRIVILEGED)), yaml(state('2', '9'))),
    [privileged('fail')],
  ),
];

/** The API group in which OpenShift 3 had roles and bindings, and in which 4 still serves them. */
const ofOpenShift: readonly Attempt[] = [
  [
    'a binding of OpenShift',
    { roleRef: { name: 'cluster-admin' }, subjects: [{ kind: 'User', name: 'eve' }] },
    'fail',
  ],
  [
    'a binding of OpenShift to a user of the system',
    { roleRef: { name: 'cluster-admin' }, subjects: [{ kind: 'SystemUser', name: 'system:eve' }] },
    'fail',
  ],
  [
    'a binding of OpenShift to another role',
    { roleRef: { name: 'view' }, subjects: [{ kind: 'User', name: 'eve' }] },
    'unknown',
  ],
].map(([name, body, verdict]) => ({
  name: `manifests/${name as string}`,
  player: 'administrator',
  why: 'The API server stores the objects of authorization.openshift.io as RBAC roles and bindings.',
  raw: {
    'b.yaml': object('authorization.openshift.io/v1', 'ClusterRoleBinding', {
      metadata: { name: 'b' },
      ...(body as Body),
    }),
  },
  expect: [],
  files: [{ check: 'identities/cluster-admin-outside-system', verdict: verdict as Expected['verdict'] }],
}));

export default [
  ...sources,
  ...patches,
  ...makers,
  ...installers,
  ...bystanders,
  ...releases,
  ...folders,
  ...beside,
  ...backends,
  ...places,
  ...requests,
  ...stripped,
  ...watches,
  ...ofOpenShift,
];

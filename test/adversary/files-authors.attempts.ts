/** Files that pods, patches, redactors and broken pipes contributed to: their content proves risks, but never the absence of one. */
import type { Attempt, Expected } from './attempt.ts';

type Body = Record<string, unknown>;

const VERSIONS: Readonly<Record<string, string>> = {
  Deployment: 'apps/v1',
  DaemonSet: 'apps/v1',
  StatefulSet: 'apps/v1',
  ReplicaSet: 'apps/v1',
  ReplicationController: 'v1',
  Job: 'batch/v1',
  CronJob: 'batch/v1',
  Pod: 'v1',
};
const KINDS = Object.keys(VERSIONS);
const answer = (kind: string, items: readonly Body[], metadata: Body = { resourceVersion: '77' }) =>
  JSON.stringify({
    kind: `${kind}List`,
    apiVersion: VERSIONS[kind] ?? 'admissionregistration.k8s.io/v1',
    metadata,
    items,
  });
const lines = (...parts: readonly string[]) => `${parts.join('\n')}\n`;

const container = (more: Body = {}): Body => ({ name: 'c', image: 'i', ...more });
const PRIVILEGED: Body = { securityContext: { privileged: true } };
const podSpec = (more: Body = {}): Body => ({ spec: { containers: [container(more)] } });
const specOf = (kind: string, template: Body): Body => {
  if (kind === 'Pod') return template['spec'] as Body;
  const labels = { app: 'x' };
  const spec = { selector: kind === 'ReplicationController' ? labels : { matchLabels: labels }, template };
  return kind === 'CronJob' ? { schedule: '* * * * *', jobTemplate: { spec } } : spec;
};
const of = (kind: string, name: string, namespace: string, spec: Body): Body => ({
  apiVersion: VERSIONS[kind],
  kind,
  metadata: { name, namespace },
  spec,
});
/** One secure object of each kind that creates pods, as written by a user. */
const BASE = lines(...KINDS.map((kind) => JSON.stringify(of(kind, 'w', 'shop', specOf(kind, podSpec())))));
/** Complete answers, each with objects of two namespaces. */
const listsOf = (specs: (kind: string) => Body) =>
  KINDS.filter((kind) => kind !== 'Pod').map((kind) =>
    answer(
      kind,
      ['default', 'kube-system'].map((namespace) => ({
        metadata: { name: 'w', namespace, uid: `${kind}-${namespace}` },
        spec: specs(kind),
      })),
    ),
  );
const LISTS = lines(...listsOf((kind) => specOf(kind, podSpec())));
const pod = (name: string, namespace: string, more: Body = {}, uid = `u-${name}`): Body => ({
  metadata: { name, namespace, uid },
  spec: { containers: [container(more)] },
});
const PODS = [pod('a', 'default'), pod('b', 'kube-system')];

const web = (more: Body = {}, name = 'web') =>
  JSON.stringify(of('Deployment', name, 'prod', specOf('Deployment', podSpec(more))), null, 1);

const is = (check: string, verdict: Expected['verdict'], object?: string): Expected => ({
  check,
  verdict,
  ...(object && { object }),
});
const privileged = (verdict: Expected['verdict'], object?: string) =>
  is('workloads/privileged-container', verdict, object);
const webhooks = (verdict: Expected['verdict']) => is('api-server/webhook-fail-closed-system', verdict);

function attempt(
  name: string,
  why: string,
  raw: Readonly<Record<string, string>>,
  files: readonly Expected[],
  more: Partial<Attempt> = {},
): Attempt {
  return { name: `files-authors/${name}`, player: 'administrator', why, raw, files, expect: [], ...more };
}

const HOOKS = lines(answer('ValidatingWebhookConfiguration', []), answer('MutatingWebhookConfiguration', []));
const TENANT = { player: 'tenant' } as const;
const LOG_NAMES = [
  'kubectl_logs_web.txt',
  'logs_web.txt',
  'web-logs',
  'web_log',
  'pod-logs/x.txt',
  'exec-stdout.txt',
  'current',
  'shop/web/c.log/0',
  'shop-web.txt',
];

const logs: readonly Attempt[] = [
  ...LOG_NAMES.map((name) =>
    attempt(
      `lists in the log ${name}`,
      'The author of a pod writes its log.',
      { 'pods.json': answer('Pod', PODS), [name]: `start\n${HOOKS}` },
      [webhooks('unknown')],
      TENANT,
    ),
  ),
  attempt(
    'a log that begins with its lists',
    'The line after them marks it as no answer of the API server.',
    { 'pods.json': answer('Pod', PODS), 'shop-web.txt': `${HOOKS}done\n` },
    [webhooks('unknown')],
    TENANT,
  ),
  attempt(
    'the same lists without another line',
    'So the API server answers.',
    { 'pods.json': answer('Pod', PODS), 'hooks.txt': HOOKS },
    [webhooks('pass')],
  ),
  attempt(
    'lists under a warning of kubectl',
    'kubectl writes it to stderr, and users redirect it into the file.',
    { 'pods.json': answer('Pod', PODS), 'hooks.txt': `Warning: v1 is old\n${HOOKS}` },
    [webhooks('pass')],
  ),
  attempt(
    'a pod in a log, with the uid of another',
    'The observed state is not replaced.',
    {
      'pods.json': answer('Pod', [pod('a', 'default', PRIVILEGED)]),
      'shop-web.txt': `start\n${answer('Pod', [pod('a', 'default')])}`,
    },
    [privileged('fail', 'Pod default/a')],
    TENANT,
  ),
  attempt(
    'the same, read first',
    'The observed state comes later, and counts.',
    {
      'a.txt': `start\n${answer('Pod', [pod('a', 'default')])}`,
      'pods.json': answer('Pod', [pod('a', 'default', PRIVILEGED)]),
    },
    [privileged('fail', 'Pod default/a')],
    TENANT,
  ),
  attempt(
    'a bad pod in a text',
    'A fail depends on observed objects only.',
    { 'ticket.txt': `see\n${answer('Pod', [pod('a', 'default', PRIVILEGED)])}` },
    [privileged('fail', 'Pod default/a')],
  ),
];

const EMPTY_SPECS: readonly (readonly [string, (kind: string) => unknown])[] = [
  ['no template', () => ({ replicas: 1 })],
  ['a mask for its spec', () => '***HIDDEN***'],
  ['an empty template', (kind) => specOf(kind, {})],
  ['a template with null', (kind) => specOf(kind, { spec: null })],
  ['no containers', (kind) => specOf(kind, { spec: { containers: [] } })],
];
const stripped: readonly Attempt[] = [
  attempt('whole lists', 'The list is complete.', { 'l.json': LISTS, 'p.json': answer('Pod', PODS) }, [
    privileged('pass'),
  ]),
  ...EMPTY_SPECS.map(([what, spec]) =>
    attempt(
      `workloads with ${what}`,
      'The API server requires a template: it was removed, and its content is not known.',
      { 'l.json': lines(...listsOf((kind) => spec(kind) as Body)), 'p.json': answer('Pod', PODS) },
      [privileged('unknown'), is('workloads/host-network', 'unknown')],
      { warns: ['a Deployment without a pod template'] },
    ),
  ),
  attempt(
    'pods without containers',
    'The API server requires one.',
    {
      'l.json': LISTS,
      'p.json': answer('Pod', [
        ...PODS,
        { metadata: { name: 'c', namespace: 'x', uid: 'u' }, spec: { containers: [] } },
      ]),
    },
    [privileged('unknown')],
    { warns: ['a Pod without containers'] },
  ),
  {
    name: 'files-authors/a CronJob without a pod template, live',
    player: 'server',
    why: 'The API server requires a template: it was removed, and its content is not known.',
    objects:
      'apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: c, namespace: shop}\nspec: {schedule: "* * * * *"}\n',
    expect: [privileged('unknown'), is('workloads/host-network', 'unknown')],
  },
];

const CONTINUED = { resourceVersion: '77', continue: 'x', remainingItemCount: 2 };
const REST = [pod('y', 'shop'), pod('z', 'zoo')];
const pages: readonly Attempt[] = [
  attempt(
    'all pages of a list',
    'The first reports how many follow, and they do.',
    { 'l.json': LISTS, '1.json': answer('Pod', PODS, CONTINUED), '2.json': answer('Pod', REST) },
    [privileged('pass')],
  ),
  ...(
    [
      ['a list of another moment', { ...CONTINUED, resourceVersion: '9' }],
      ['too few', { ...CONTINUED, remainingItemCount: 4 }],
      ['an unknown number', { resourceVersion: '77', continue: 'x' }],
    ] as const
  ).map(([what, metadata]) =>
    attempt(
      `a page, and ${what}`,
      'The missing pages contain the rest.',
      { 'l.json': LISTS, '1.json': answer('Pod', PODS, metadata), '2.json': answer('Pod', REST) },
      [privileged('unknown')],
    ),
  ),
];

const patch = (spec: string) =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: prod}\n${spec}\n`;
const COMPLETE = { complete: true } as const;
const twice: readonly Attempt[] = [
  attempt(
    'with --complete',
    'The user asserts that the list is complete.',
    { 'base.json': BASE },
    [privileged('pass')],
    COMPLETE,
  ),
  ...(['a', 'z'] as const).map((name) =>
    attempt(
      `two manifests of one name, the clean one in ${name}/`,
      'A fail depends on observed objects only.',
      { 'base.json': BASE, 'm/web.json': web(PRIVILEGED), [`${name}/web.json`]: web() },
      [privileged('fail', 'Deployment prod/web')],
      { ...COMPLETE, warns: ['both are evaluated'] },
    ),
  ),
  attempt(
    'two manifests of one name in one file',
    'A fail depends on observed objects only.',
    { 'base.json': BASE, 'web.json': lines(web(PRIVILEGED), web()) },
    [privileged('fail', 'Deployment prod/web')],
    COMPLETE,
  ),
  attempt(
    'two policies of one name',
    'It is not known which one exists.',
    {
      'p.json': lines(
        ...[['Ingress', 'Egress'], ['Egress']].map((policyTypes) =>
          JSON.stringify({
            apiVersion: 'networking.k8s.io/v1',
            kind: 'NetworkPolicy',
            metadata: { name: 'p', namespace: 'shop' },
            spec: { podSelector: {}, policyTypes },
          }),
        ),
      ),
    },
    [is('network/namespace-without-policy', 'unknown')],
    { warns: ['the last one counts'] },
  ),
  ...(
    [
      ['replicas', 'spec: {replicas: 5}'],
      ['a container', 'spec: {template: {spec: {containers: [{name: c, resources: {limits: {cpu: 1}}}]}}}'],
      ['a deletion', '$patch: delete'],
      [
        'a deleted container',
        'spec: {template: {spec: {containers: [{name: c, image: i, $patch: delete}]}}}',
      ],
    ] as const
  ).map(([what, spec]) =>
    attempt(
      `a patch of ${what} and the patched object`,
      'Kustomize merges it; it replaces no object.',
      { 'base.json': BASE, 'base/web.json': web(PRIVILEGED), 'overlays/patch.yaml': patch(spec) },
      [privileged('fail', 'Deployment prod/web')],
      { ...COMPLETE, warns: ['a part of an object', '--complete is ignored'] },
    ),
  ),
];

const BAD = JSON.stringify({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'q', namespace: 'shop' },
  spec: podSpec(PRIVILEGED)['spec'],
});
const unread: readonly Attempt[] = (
  [
    [
      'a pointer of Git LFS',
      'pods.json',
      'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n',
    ],
    ['a file of ansible-vault', 'pods.yaml', '$ANSIBLE_VAULT;1.1;AES256\n6162\n6364\n'],
    ['JSON in colors', 'pods.json', `\u001b[1m{\u001b[0m${BAD.slice(1)}\n`],
    ['JSON after line numbers', 'pods.json', `     1\t${BAD}\n`],
    ['JSON after a comment', 'pods.json', `/* pods */ ${BAD}\n`],
    ['a difference', 'pods.yaml', '+apiVersion: v1\n+kind: Pod\n+metadata: {name: q}\n'],
    [
      'an error of kubectl after objects',
      'all.yaml',
      `${web()}\nError from server (Forbidden): pods is forbidden\n`,
    ],
    ['the same in a text', 'all.txt', `${web()}\nError from server (Forbidden): pods is forbidden\n`],
    ['errors of a collector', 'cluster-resources/pods-errors.json', '{"shop":"pods is forbidden"}'],
    [
      'a template of ytt',
      'y.yaml',
      patch(
        'spec:\n  template:\n    spec:\n      containers:\n      - name: c\n        image: i\n        securityContext:\n          privileged: #@ data.values.x',
      ),
    ],
    [
      'a module of ytt',
      'y.yaml',
      `#@ load("@ytt:data", "data")\n---\n${patch('spec: {template: {spec: {containers: [{name: c, image: i}]}}}')}`,
    ],
    [
      'tokens to replace',
      'y.yaml',
      patch('spec:\n  template:\n    spec:\n      hostPID: #{PID}#\n      containers: [{name: c, image: i}]'),
    ],
    ['a text that begins with blank lines', 'a.txt', '\n'.repeat(70_000) + web(PRIVILEGED, 'late')],
    ['the same as YAML', 'a.yaml', '\n'.repeat(70_000) + web(PRIVILEGED, 'late')],
    ...[
      'web.yaml.gpg',
      'w.yaml.mustache',
      'w.json.enc',
      'x.age',
      'x.lz4',
      'x.rar',
      'x.k',
      'x.pkl',
      'w.yaml.disabled',
    ].map((name) => [`a file ${name}`, name, 'x'] as const),
  ] as const
).map(([what, name, text]) =>
  attempt(
    `with --complete, and ${what}`,
    'The rest that was not read may contain the object.',
    { 'base.json': BASE, [name]: text },
    [privileged(['unknown', 'fail'])],
    COMPLETE,
  ),
);
const readAll: readonly Attempt[] = [
  attempt(
    'with --complete, and comments',
    'A comment is no template.',
    { 'base.json': BASE, 'c.yaml': `#@ a word\n# -- docs\n## @param x\n${web()}` },
    [privileged('pass')],
    COMPLETE,
  ),
  attempt(
    'with --complete, and values',
    'Values of a chart are no objects.',
    { 'base.json': BASE, 'values.yaml': '# -- x\nreplicas: 1\n', 'a.png': 'x' },
    [privileged('pass')],
    COMPLETE,
  ),
];

const server = (...flags: readonly string[]) =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: 'kube-apiserver',
      namespace: 'kube-system',
      labels: { component: 'kube-apiserver', tier: 'control-plane' },
    },
    spec: {
      hostNetwork: true,
      containers: [
        {
          name: 'kube-apiserver',
          image: 'registry.k8s.io/kube-apiserver:v1.36.6',
          command: ['kube-apiserver', ...flags],
        },
      ],
    },
  });
const MASKS = [
  '***HIDDEN***',
  '********',
  '<redacted>',
  'REDACTED',
  '[REDACTED]',
  'xxxxx',
  'XXXXXXXX',
  '(redacted)',
  '<hidden>',
];
const mode = (verdict: Expected['verdict']) => is('api-server/authorization-mode', verdict);
const manifests: readonly Attempt[] = [
  attempt(
    'a manifest of kops',
    'A kubelet runs every file of its folder.',
    { 'kube-apiserver.manifest': server('--authorization-mode=AlwaysAllow') },
    [mode('fail')],
  ),
  ...[
    'kubeadm-init-dryrun1',
    'kubeadm-upgrade-dryrun2',
    'kubeadm-join-dryrun3',
    'kubeadm-upgraded-manifests4',
  ].map((folder) =>
    attempt(
      `the kubeadm backup in ${folder}`,
      'It is not running.',
      {
        'etc/manifests/kube-apiserver.yaml': server('--authorization-mode=Node,RBAC'),
        [`etc/tmp/${folder}/kube-apiserver.yaml`]: server('--authorization-mode=AlwaysAllow'),
      },
      [mode('unknown'), is('control-plane/replicas-differ', 'unknown')],
      { warns: ['kubeadm'] },
    ),
  ),
  ...MASKS.map((mask) =>
    attempt(
      `flags that were masked with ${mask}`,
      'No API server starts with such flags: the values were removed.',
      {
        'kube-apiserver.yaml': server(
          `--authorization-mode=${mask}`,
          `--enable-admission-plugins=${mask}`,
          `--profiling=${mask}`,
          `--anonymous-auth=${mask}`,
        ),
      },
      [
        mode('unknown'),
        is('api-server/node-restriction-off', 'unknown'),
        is('api-server/profiling-on', 'unknown'),
        is('api-server/anonymous-access', ['unknown', 'not-applicable']),
      ],
    ),
  ),
  attempt(
    'a complete argument that was masked',
    'It may be any flag.',
    { 'kube-apiserver.yaml': server('--authorization-mode=Node,RBAC', '***HIDDEN***') },
    [is('etcd/secrets-unencrypted', 'unknown')],
  ),
];

const small: readonly Attempt[] = [
  attempt(
    'manifests within an object of another kind',
    'It copies them to another place; the value is intact.',
    {
      'work.json': `{"apiVersion":"work.open-cluster-management.io/v1","kind":"ManifestWork","metadata":{"name":"m"},"spec":{"workload":{"manifests":[\n${BAD},\n${BAD}\n]}}}\n`,
      'pods.json': answer('Pod', PODS),
    },
    [privileged('unknown')],
  ),
];

export default [
  ...logs,
  ...stripped,
  ...pages,
  ...twice,
  ...unread,
  ...readAll,
  ...manifests,
  ...small,
] satisfies readonly Attempt[];

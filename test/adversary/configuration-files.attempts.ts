/** Components of kube-system and the files that they read: files that no pod mounts are no evidence about them. */
import type { Attempt, Expected } from './attempt.ts';

const PROXY = 'control-plane/kube-proxy-metrics-open';
const DNS = 'version/coredns-vulnerable';

interface Container {
  image: string;
  command?: readonly string[];
  args?: readonly string[];
}

/** A DaemonSet without pods yet, with the container to start. */
const daemonSet = (name: string, { image, command, args }: Container, volume: string, mountPath: string) => `
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: ${name}, namespace: kube-system, uid: u-${name} }
spec:
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec:
      containers:
        - name: c
          image: ${image}
          command: ${JSON.stringify(command ?? null)}
          args: ${JSON.stringify(args ?? null)}
          volumeMounts: [{ name: v, mountPath: ${mountPath} }]
      volumes: [{ name: v, ${volume} }]
---`;

const configMap = (name: string, data: Readonly<Record<string, string>>) => `
${JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'kube-system' }, data })}
---`;

const mapped = (name: string) => `configMap: { name: ${name} }`;

const proxy = (words: readonly string[], volume = mapped('kube-proxy'), name = 'kube-proxy') =>
  daemonSet(
    name,
    { image: 'registry.k8s.io/kube-proxy:v1.37.2', command: words },
    volume,
    '/var/lib/kube-proxy',
  );
const CONFIG = '--config=/var/lib/kube-proxy/config.conf';
const OPEN = 'metricsBindAddress: 0.0.0.0:10249\n';
const CLOSED = 'metricsBindAddress: 127.0.0.1:10249\n';
const closed = configMap('kube-proxy', { 'config.conf': CLOSED });

const row = (
  name: string,
  objects: string,
  verdict: Expected['verdict'],
  why = 'kube-proxy reads the file in --config, in the volume that its pods mount.',
): Attempt => ({
  name: `network/kube-proxy: ${name}`,
  player: 'administrator',
  why,
  objects,
  without: ['DaemonSet kube-system/kube-proxy', 'Pod kube-system/kube-proxy*'],
  expect: [{ check: PROXY, verdict, object: 'Component kube-proxy' }],
});

const dns = (
  name: string,
  {
    corefile,
    more = '',
    volume = mapped('coredns'),
    tag = '1.14.1',
  }: Partial<Record<'corefile' | 'more' | 'volume' | 'tag', string>>,
  verdict: Expected['verdict'],
  why: string,
): Attempt => ({
  name: `versions/CoreDNS: ${name}`,
  player: 'administrator',
  why,
  objects: `${configMap('coredns', { Corefile: corefile ?? '.:53 {\n    errors\n}\n' })}${more}
apiVersion: v1
kind: Pod
metadata: { name: coredns-1, namespace: kube-system, uid: u-dns }
spec:
  nodeName: cp-1
  containers:
    - name: c
      image: registry.k8s.io/coredns/coredns:v${tag}
      args: ['-conf', /etc/coredns/Corefile]
      volumeMounts: [{ name: v, mountPath: /etc/coredns, readOnly: true }]
  volumes: [{ name: v, ${volume} }]
status: { phase: Running }
`,
  without: ['Deployment kube-system/coredns', 'ReplicaSet kube-system/coredns*', 'Pod kube-system/coredns*'],
  expect: [{ check: DNS, verdict, object: 'Component coredns' }],
});

const IMPORT =
  'AKS, k3s and others import files of users: plugins in these are loaded as well, and are not in the ConfigMap.';
const VARIABLE = 'CoreDNS fills in variables before it reads names of plugins.';
const WHERE = 'CoreDNS reads the file in -conf, in the volume that its pods mount.';
const LOOP = '.:53 {\n    loop\n}\n';

const rows: readonly Attempt[] = [
  row(
    'the configuration that it mounts',
    closed + proxy(['kube-proxy', CONFIG]),
    'pass',
    'The default of kubeadm.',
  ),
  row(
    'the configuration that it mounts, open',
    configMap('kube-proxy', { 'config.conf': OPEN }) + proxy(['kube-proxy', CONFIG]),
    'fail',
  ),
  row(
    'the ConfigMap of EKS',
    configMap('kube-proxy-config', { config: CLOSED }) +
      proxy(['kube-proxy', '--config', '/var/lib/kube-proxy/config'], mapped('kube-proxy-config')),
    'pass',
    'As EKS has it: another ConfigMap and key.',
  ),
  row(
    'only flags, open',
    closed + proxy(['kube-proxy', '--metrics-bind-address=0.0.0.0:10249']),
    'fail',
    'Without --config the flags apply.',
  ),
  row(
    'only flags, closed',
    closed + proxy(['kube-proxy', '--metrics-bind-address', '[::1]:10249']),
    'pass',
    'Without --config the flags apply.',
  ),
  row(
    'only flags, none set',
    closed + proxy(['kube-proxy', '--kubeconfig=/x']),
    'pass',
    'The default is the loopback interface.',
  ),
  row(
    'flags and --config',
    closed + proxy(['kube-proxy', CONFIG, '--metrics-bind-address=0.0.0.0:10249']),
    'pass',
    'With --config the flag is ignored.',
  ),
  row('another ConfigMap', closed + proxy(['kube-proxy', CONFIG], mapped('kube-proxy-2')), 'unknown'),
  row(
    'a file of the node',
    closed + proxy(['kube-proxy', CONFIG], 'hostPath: { path: /etc/kube-proxy }'),
    'unknown',
  ),
  row('another path', closed + proxy(['kube-proxy', '--config=/etc/other/config.conf']), 'unknown'),
  row(
    'another key of the ConfigMap',
    closed +
      proxy(
        ['kube-proxy', CONFIG],
        'configMap: { name: kube-proxy, items: [{ key: other, path: config.conf }] }',
      ),
    'unknown',
  ),
  row(
    'the same key of the ConfigMap, by items',
    closed +
      proxy(
        ['kube-proxy', CONFIG],
        'configMap: { name: kube-proxy, items: [{ key: config.conf, path: config.conf }] }',
      ),
    'pass',
  ),
  row(
    'a shell that edits a copy',
    closed +
      proxy([
        'sh',
        '-c',
        `cp /var/lib/kube-proxy/config.conf /tmp/c; echo ${OPEN.trim()} >> /tmp/c; exec kube-proxy --config=/tmp/c`,
      ]),
    'unknown',
  ),
  row(
    'a second DaemonSet with its own flags, open',
    closed +
      proxy(['kube-proxy', CONFIG]) +
      proxy(['kube-proxy', '--metrics-bind-address=0.0.0.0:10249'], 'emptyDir: {}', 'kube-proxy-win'),
    'fail',
    'Pools and Windows nodes have a kube-proxy of their own: one that is closed does not close the other.',
  ),
  row(
    'a second DaemonSet with another ConfigMap',
    closed +
      proxy(['kube-proxy', CONFIG]) +
      proxy(['kube-proxy', CONFIG], mapped('kube-proxy-win'), 'kube-proxy-win'),
    'unknown',
    'Pools and Windows nodes have a kube-proxy of their own: one that is closed does not close the other.',
  ),
  dns('without the plugin', {}, 'pass', 'The vulnerability is in a plugin that is not enabled.'),
  dns('with the plugin', { corefile: LOOP }, 'fail', 'The vulnerability is in a plugin that is enabled.'),
  dns(
    'imports files into a server',
    { corefile: '.:53 {\n    errors\n    import custom/*.override\n}\n' },
    'unknown',
    IMPORT,
  ),
  dns(
    'imports files of servers',
    { corefile: 'import custom/*.server\n.:53 {\n    errors\n}\n' },
    'unknown',
    IMPORT,
  ),
  dns(
    'imports files, and has the plugin',
    { corefile: 'import custom/*.server\n.:53 {\n    loop\n}\n' },
    'fail',
    IMPORT,
  ),
  dns(
    'a fixed release that imports files',
    { corefile: 'import custom/*.server\n.:53 {\n    loop\n}\n', tag: '1.14.6' },
    'pass',
    'No vulnerability applies to this release.',
  ),
  dns(
    'imports a snippet of the file without the plugin',
    { corefile: '(common) {\n    errors\n}\n.:53 {\n    import common\n}\n' },
    'pass',
    'A snippet is part of the file that is read.',
  ),
  dns(
    'imports a snippet of the file with the plugin',
    { corefile: '(common) {\n    loop\n}\n.:53 {\n    import common\n}\n' },
    'fail',
    'A snippet is part of the file that is read.',
  ),
  dns(
    'a snippet with a name as argument',
    { corefile: '(common) {\n    {args[0]}\n}\n.:53 {\n    import common loop\n}\n' },
    'unknown',
    VARIABLE,
  ),
  dns('a plugin by a variable', { corefile: '.:53 {\n    {$PLUGIN}\n}\n' }, 'unknown', VARIABLE),
  dns('a plugin by a variable of Windows', { corefile: '.:53 {\n    {%PLUGIN%}\n}\n' }, 'unknown', VARIABLE),
  dns(
    'a variable as an argument',
    { corefile: '.:53 {\n    forward . {$UPSTREAM}\n}\n' },
    'pass',
    'A look-alike: the variable is no name of a plugin.',
  ),
  dns(
    'a plugin in quotes',
    { corefile: '.:53 {\n    "loop"\n}\n' },
    'fail',
    'Quotes are not part of the name.',
  ),
  dns(
    'another ConfigMap',
    { volume: mapped('coredns-2'), more: configMap('coredns-2', { Corefile: LOOP }) },
    'fail',
    WHERE,
  ),
  dns(
    'another key',
    { volume: 'configMap: { name: coredns, items: [{ key: Other, path: Corefile }] }' },
    'unknown',
    WHERE,
  ),
  dns('a file of the node', { volume: 'hostPath: { path: /etc/coredns }' }, 'unknown', WHERE),
];
export default rows;

import { symlinkSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { dump } from 'js-yaml';
import { COLLECTOR_IDS } from '../../src/snapshot/types.ts';
import { eventsOf, names, pod, read, scratch } from './support/io.ts';
import type { Scratch } from './support/io.ts';

let dir: Scratch;
beforeEach(() => {
  dir = scratch();
});
afterEach(() => dir.remove());

const kubectlList = (items: unknown[]) => ({
  apiVersion: 'v1',
  items,
  kind: 'List',
  metadata: { resourceVersion: '' },
});
const bare = (name: string): Record<string, unknown> => {
  const { apiVersion: _a, kind: _k, ...rest } = pod(name);
  return rest;
};
const three = ['shop/a', 'shop/b', 'shop/c'];
const pods = [pod('a'), pod('b'), pod('c')];

describe('output of kubectl', () => {
  it.each<[string, string, string]>([
    ['get -o json of a list', 'x.json', JSON.stringify(kubectlList(pods), null, 4)],
    ['get -o yaml of a list', 'x.yaml', dump(kubectlList(pods), { noArrayIndent: true } as object)],
    ['get -o yaml, indented', 'x.yaml', dump(kubectlList(pods))],
    [
      'get --raw of a list',
      'x.json',
      JSON.stringify({
        kind: 'PodList',
        apiVersion: 'v1',
        metadata: {},
        items: [bare('a'), bare('b'), bare('c')],
      }),
    ],
    [
      'a typed list whose kind comes last',
      'x.json',
      JSON.stringify({
        metadata: {},
        items: [bare('a'), bare('b'), bare('c')],
        kind: 'PodList',
        apiVersion: 'v1',
      }),
    ],
    [
      'a typed list in YAML',
      'x.yaml',
      dump({ apiVersion: 'v1', items: [bare('a'), bare('b'), bare('c')], kind: 'PodList' }),
    ],
    [
      'an empty list and objects',
      'x.yaml',
      `items: []\nkind: List\napiVersion: v1\n---\n${pods.map((p) => dump(p)).join('---\n')}`,
    ],
    ['several documents', 'x.yaml', pods.map((p) => dump(p)).join('---\n')],
    ['several JSON documents', 'x.json', pods.map((p) => JSON.stringify(p, null, 2)).join('\n')],
    ['JSON lines', 'x.jsonl', pods.map((p) => JSON.stringify(p)).join('\n')],
    ['a JSON array', 'x.json', JSON.stringify(pods)],
    ['a list in a list', 'x.json', JSON.stringify(kubectlList([kubectlList(pods)]))],
    ['JSON with a YAML file name', 'x.yaml', JSON.stringify(kubectlList(pods))],
    [
      'a rendering with comments, empty documents and CRLF',
      'x.yaml',
      `# Source: chart\r\n---\r\n# nothing\r\n---\r\n\r\n--- # first\r\n${pods
        .map((p) => dump(p))
        .join('---\n')
        .replaceAll('\n', '\r\n')}...\r\n---\r\n`,
    ],
    [
      'a document that begins after its dashes',
      'x.yaml',
      `%YAML 1.2\n${pods.map((p) => `--- ${JSON.stringify(p)}\n`).join('')}`,
    ],
  ])('%s', async (_what, name, content) => {
    const { snapshot, problems } = await read(dir.file(name, content));
    expect(problems).toEqual([]);
    expect(names(snapshot.records.pod)).toEqual(three);
    expect(snapshot.outcomes.get('pods')).toEqual({
      collector: 'pods',
      status: 'partial',
      count: 3,
      reason: 'files may not contain every object',
    });
  });

  it("standard input, compressed input, and PowerShell's encoding", async () => {
    const json = JSON.stringify(kubectlList(pods));
    const powershell = Buffer.concat([
      Buffer.from([0xff, 0xfe]),
      Buffer.from(dump(kubectlList(pods)), 'utf16le'),
    ]);
    const inputs = [
      Buffer.from(json),
      gzipSync(json),
      gzipSync(gzipSync(json)),
      powershell,
      Buffer.from('\ufeff' + json),
    ];
    for (const input of inputs) expect(names((await read('-', input)).snapshot.records.pod)).toEqual(three);
  });

  it('YAML that only looks like a list, and block texts that contain dashes', async () => {
    const text = `
apiVersion: v1
kind: ConfigMap
metadata: {name: kubeadm-config, namespace: kube-system}
data:
  ClusterConfiguration: |
    items:
    - a
    ---
      b: 1
---
apiVersion: v1
items:
# a remark

- apiVersion: v1
  kind: ConfigMap
  metadata:
    name: coredns
    namespace: kube-system
  data:
    Corefile: |
      .:53 {

          # - not a new item
      - neither
          errors
      }
-
  apiVersion: v1
  kind: Namespace
  metadata: {name: last}
kind: List
`;
    const { snapshot, problems } = await read(dir.file('x.yaml', text));
    expect(problems).toEqual([]);
    expect(snapshot.records.configMap).toEqual([
      {
        namespace: 'kube-system',
        name: 'kubeadm-config',
        // Two documents are no configuration.
        data: { ClusterConfiguration: '(not readable)' },
      },
      {
        namespace: 'kube-system',
        name: 'coredns',
        data: { Corefile: '.:53 {\n    errors\n}' },
      },
    ]);
    expect(names(snapshot.records.namespace)).toEqual(['last']);
  });

  it('JSON with brackets, quotes and escapes in its texts', async () => {
    const odd = ['"', '\\', '\\"', ']}', '{"items":[', 'a\u2028b', '漢🚢', '"items":[{'];
    const items = odd.map((text, i) => ({
      ...pod(`p${i}`),
      metadata: { name: `p${i}`, namespace: 'ns', labels: { text } },
    }));
    for (const json of [JSON.stringify(kubectlList(items)), JSON.stringify(kubectlList(items), null, 1)]) {
      const { snapshot, problems } = await read('-', json);
      expect(problems).toEqual([]);
      expect(snapshot.records.pod.map((record) => record.template.labels['text'])).toEqual([
        '"',
        '\\',
        '\\"',
        ']}',
        '{"items":[',
        'a b',
        '漢🚢',
        '"items":[{',
      ]);
    }
  });

  it('a stream that arrives byte by byte', () => {
    const text = [
      JSON.stringify(kubectlList([...pods, { a: '\\"\\\\' }]), null, 1),
      '{"b":[1,{"items":[2]}]}{"c":1}',
      `a stray line\n${dump(kubectlList([pod('d')]))}---\n${dump(pod('e'))}`,
    ].join('\n');
    const whole = eventsOf(text, text.length);
    expect(whole.filter(([what]) => what === 'item')).toHaveLength(5);
    expect(whole).toContainEqual(['stray', 71, 12]);
    expect(whole.at(-1)).toEqual([
      'document',
      expect.objectContaining({ kind: 'Pod' }),
      { document: 5, line: 89 },
    ]);
    for (const size of [1, 2, 3, 5, 17, 64]) expect(eventsOf(text, size)).toEqual(whole);
  });

  it('a thousand documents, each counted once', async () => {
    const text = Array.from({ length: 1_000 }, (_, i) => dump(pod(`p${i}`))).join('---\n');
    const { snapshot } = await read(dir.file('x.yaml', text));
    expect(snapshot.records.pod).toHaveLength(1_000);
    expect(new Set(snapshot.records.pod.map((record) => record.template)).size).toBe(1);
  });

  it('responses saved with get --raw', async () => {
    dir.file(
      'metrics.txt',
      '# HELP x\n# TYPE apiserver_request_total counter\napiserver_audit_event_total 0\napiserver_storage_data_key_generation_failures_total 0\napiserver_request_total 5\nworkqueue_depth{name="x"} 0\n',
    );
    dir.file('readyz', '[+]ping ok\n[+]etcd ok\nreadyz check passed\n');
    dir.file(
      'flagz.txt',
      '\nkube-apiserver flagz\nWarning: not parseable\n\nanonymous-auth=false\netcd-servers=[]\n',
    );
    dir.file('version.json', '{"major":"1","minor":"37","gitVersion":"v1.37.2"}');
    dir.file(
      'kubectl-version.json',
      '{"clientVersion":{"gitVersion":"v1.0.0"},"serverVersion":{"gitVersion":"v1.37.2"}}',
    );
    const { snapshot, problems } = await read(dir.root);
    expect(problems).toEqual([]);
    expect(snapshot.records.metrics).toEqual([
      { families: { apiserver_request_total: [{ labels: {}, value: 5 }] }, complete: true },
    ]);
    expect(snapshot.records.health).toEqual([
      {
        path: '/readyz?verbose',
        status: 200,
        checks: [
          { name: 'ping', ok: true },
          { name: 'etcd', ok: true },
        ],
      },
    ]);
    expect(snapshot.records.flagz).toEqual([
      { component: 'kube-apiserver', flags: { 'anonymous-auth': 'false', 'etcd-servers': '[]' } },
    ]);
    expect(snapshot.records.version.map((record) => record.gitVersion)).toEqual(['v1.37.2']);
  });
});

describe('directories', () => {
  it('cluster-info dump', async () => {
    dir.file(
      'nodes.json',
      JSON.stringify({
        kind: 'NodeList',
        apiVersion: 'v1',
        metadata: {},
        items: [{ metadata: { name: 'n1' } }],
      }),
    );
    dir.file(
      'kube-system/pods.json',
      JSON.stringify({ kind: 'PodList', apiVersion: 'v1', metadata: {}, items: [bare('a'), bare('b')] }),
    );
    dir.file(
      'kube-system/deployments.json',
      JSON.stringify({
        kind: 'DeploymentList',
        apiVersion: 'apps/v1',
        metadata: {},
        items: [
          {
            metadata: { name: 'd', namespace: 'kube-system' },
            spec: { template: { spec: { containers: [{ name: 'c', image: 'i' }] } } },
          },
        ],
      }),
    );
    dir.file(
      'kube-system/events.json',
      JSON.stringify({
        kind: 'EventList',
        apiVersion: 'v1',
        metadata: {},
        items: [{ metadata: { name: 'e' } }],
      }),
    );
    dir.file('kube-system/a/logs.txt', '==== START logs\n{ this is no JSON\n');
    const { snapshot, problems } = await read(dir.root);
    expect(problems).toEqual([]);
    expect(names(snapshot.records.node)).toEqual(['n1']);
    expect(names(snapshot.records.pod)).toEqual(['shop/a', 'shop/b']);
    expect(names(snapshot.records.workload)).toEqual(['kube-system/d']);
    expect(snapshot.outcomes.get('rbac')).toEqual({
      collector: 'rbac',
      status: 'unavailable',
      count: 0,
      reason: 'not in the files given',
    });
  });

  it('cluster-info dump to standard output, with logs between the lists', async () => {
    const text = [
      JSON.stringify({ kind: 'PodList', apiVersion: 'v1', metadata: {}, items: [bare('a')] }, null, 4),
      '==== START logs for container c of pod shop/a ====',
      '{"level":"info"}',
      '{ half of something [',
      '==== END logs for container c of pod shop/a ====',
      JSON.stringify({ kind: 'PodList', apiVersion: 'v1', metadata: {}, items: [bare('b')] }, null, 4),
    ].join('\n');
    const { snapshot, problems } = await read('-', text);
    expect(problems).toEqual([]);
    expect(names(snapshot.records.pod)).toEqual(['shop/a', 'shop/b']);
  });

  it('must-gather', async () => {
    const root = 'must-gather.local.1/quay-io-release';
    dir.file('must-gather.local.1/version', 'openshift/must-gather\n4.20.0\n');
    dir.file(
      `${root}/cluster-scoped-resources/core/nodes/n1.yaml`,
      dump({ apiVersion: 'v1', kind: 'Node', metadata: { name: 'n1' } }),
    );
    dir.file(
      `${root}/cluster-scoped-resources/config.openshift.io/clusterversions/version.yaml`,
      `---\n${dump({ apiVersion: 'config.openshift.io/v1', kind: 'ClusterVersion', metadata: { name: 'version' }, spec: { channel: 'stable-4.20' } })}`,
    );
    dir.file(
      `${root}/namespaces/shop/core/pods.yaml`,
      dump({ apiVersion: 'v1', items: pods, kind: 'PodList' }),
    );
    dir.file(`${root}/namespaces/shop/pods/a/a.yaml`, `---\n${dump(pod('a'))}`);
    dir.file(`${root}/namespaces/shop/pods/a/c/c/logs/current.log`, 'x: [');
    dir.file(
      `${root}/namespaces/shop/core/secrets.yaml`,
      dump({
        apiVersion: 'v1',
        items: [
          {
            apiVersion: 'v1',
            kind: 'Secret',
            metadata: { name: 's', namespace: 'shop' },
            data: { p: 'MTIgYnl0ZXM=' },
          },
        ],
        kind: 'SecretList',
      }),
    );
    dir.file(`${root}/audit_logs/kube-apiserver/a-audit.log.gz`, gzipSync('{"kind":"Event"}'));
    const { snapshot, problems } = await read(dir.root);
    expect(problems).toEqual([]);
    expect(names(snapshot.records.node)).toEqual(['n1']);
    expect(names(snapshot.records.pod)).toEqual(three);
    expect(snapshot.records.custom).toMatchObject([{ kind: 'ClusterVersion', spec: {} }]);
    expect(snapshot.records.secret).toEqual([{ namespace: 'shop', name: 's', labels: {} }]);
    expect(snapshot.outcomes.get('pods')).toMatchObject({ count: 3 });
    expect([...snapshot.outcomes.values()].flatMap((outcome) => outcome.notes ?? [])).toEqual([
      `left out of ${dir.root}: logs (2: ${root}/audit_logs/kube-apiserver/a-audit.log.gz ...)`,
      `left out: texts without objects in them (1: ${dir.root}/must-gather.local.1/version)`,
      'duplicate objects: 1',
    ]);
  });

  it('static pod manifests of a kubeadm node', async () => {
    dir.file(
      'kube-apiserver.yaml',
      dump({
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: {
          name: 'kube-apiserver',
          namespace: 'kube-system',
          labels: { component: 'kube-apiserver' },
        },
        spec: {
          hostNetwork: true,
          containers: [
            {
              name: 'kube-apiserver',
              image: 'registry.k8s.io/kube-apiserver:v1.37.2',
              command: ['kube-apiserver', '--anonymous-auth=false'],
            },
          ],
        },
      }),
    );
    const { snapshot } = await read(dir.root);
    expect(snapshot.records.pod[0]).toMatchObject({
      manifest: true,
      template: { containers: [{ command: ['kube-apiserver', '--anonymous-auth=false'] }] },
    });
  });

  it('leave out what git keeps and links that lead outside, take hidden manifests, and read the rest in a fixed order', async () => {
    const outside = scratch();
    try {
      outside.file('secret.yaml', dump(pod('outside')));
      symlinkSync(join(outside.root, 'secret.yaml'), join(dir.root, 'link.yaml'));
      symlinkSync(outside.root, join(dir.root, 'linked'));
      dir.file('.git/x.yaml', dump(pod('git')));
      dir.file('.deploy/.x.yaml', dump(pod('hidden')));
      dir.file('.deploy/notes', dump(pod('notes')));
      dir.file('b/x.yml', dump(pod('b')));
      dir.file('a/kustomization.yaml', 'resources: [x.yml]\n');
      dir.file('a/values.yaml', 'replicas: 1\n');
      dir.file('a/x.yml', dump(pod('a')));
      symlinkSync(join(dir.root, 'a/x.yml'), join(dir.root, 'c.yaml'));
      const { snapshot, problems } = await read(dir.root);
      expect(problems).toEqual([]);
      expect(names(snapshot.records.pod)).toEqual(['shop/hidden', 'shop/a', 'shop/b']);
    } finally {
      outside.remove();
    }
  });
});

describe('-n', () => {
  it('is the namespace of manifests that name none, and of nothing else', async () => {
    const { namespace: _, ...bare } = pod('bare')['metadata'] as Record<string, unknown>;
    const files = [
      pod('placed'),
      { ...pod('bare'), metadata: bare },
      { ...pod('live'), metadata: { ...bare, name: 'live', uid: 'u' } },
    ];
    dir.file(
      'a.json',
      JSON.stringify([...files, { apiVersion: 'v1', kind: 'Node', metadata: { name: 'n' } }]),
    );
    const { snapshot } = await read(dir.root, '', { namespace: 'prod' });
    expect(names(snapshot.records.pod)).toEqual(['shop/placed', 'prod/bare', 'default/live']);
    expect(snapshot.records.pod.map(({ namespaceUnset }) => namespaceUnset)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(names(snapshot.records.node)).toEqual(['n']);
    expect((await read(dir.root)).snapshot.records.pod.map(({ namespaceUnset }) => namespaceUnset)).toEqual([
      undefined,
      true,
      undefined,
    ]);
  });
});

describe('the snapshot that comes out', () => {
  it('takes the newest time of its files, and is never complete', async () => {
    const [a, b] = [
      dir.file('a.yaml', dump(pod('a'))),
      dir.file('b.yaml', dump({ apiVersion: 'v1', kind: 'Node', metadata: { name: 'n' } })),
    ];
    utimesSync(a, 1_000, 1_700_000_000);
    utimesSync(b, 1_000, 1_600_000_000);
    const { snapshot } = await read([a, b]);
    expect(snapshot.header).toEqual({
      format: 'archmap-snapshot',
      schemaVersion: 2,
      tool: 'kubectl-archmap',
      takenAt: '2023-11-14T22:13:20.000Z',
      source: 'files',
    });
    expect(new Set([...snapshot.outcomes.values()].map((outcome) => outcome.status))).toEqual(
      new Set(['partial', 'unavailable']),
    );
    expect(snapshot.outcomes.size).toBe(COLLECTOR_IDS.length);
  });

  it('evaluates both of two objects of one name', async () => {
    const older = dir.file('1.yaml', dump(pod('a')));
    const newer = dir.file(
      '2.yaml',
      dump(pod('a', { spec: { nodeName: 'n2', containers: [{ name: 'c', image: 'i' }] } })),
    );
    const { snapshot } = await read([older, newer]);
    expect(snapshot.records.pod.map(({ node }) => node)).toEqual([undefined, 'n2']);
    expect(snapshot.outcomes.get('pods')?.notes).toEqual([
      `Pod shop/a is given with different contents in ${dir.root}/1.yaml and in ${dir.root}/2.yaml; both are evaluated, and live objects take precedence over manifests`,
      'duplicate objects: 1',
    ]);
  });
});

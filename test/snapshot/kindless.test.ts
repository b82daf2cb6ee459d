import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { dump } from 'js-yaml';
import { names, pod, read, scratch } from './support/io.ts';
import type { Scratch } from './support/io.ts';

let dir: Scratch;
beforeEach(() => {
  dir = scratch();
});
afterEach(() => dir.remove());

type Body = Record<string, unknown>;
const named = (name: string, body: Body = {}, namespace?: string): Body => ({
  metadata: { name, ...(namespace && { namespace }) },
  ...body,
});
const template = { metadata: { labels: { a: 'b' } }, spec: { containers: [{ name: 'c', image: 'i' }] } };

/** Kind and name of every resulting record. */
async function kinds(
  files: Record<string, unknown>,
): Promise<{ kinds: string[]; problems: string[]; notes: string[] }> {
  for (const [name, content] of Object.entries(files))
    dir.file(name, typeof content === 'string' ? content : JSON.stringify(content));
  const { snapshot, problems, notes } = await read(dir.root);
  const found = Object.entries(snapshot.records).flatMap(([kind, records]) =>
    (records as readonly { kind?: string; namespace?: string; name?: string }[]).map(
      (record) => `${record.kind ?? kind} ${names([{ ...record, name: record.name ?? '' }]).join('')}`,
    ),
  );
  const short = (texts: string[]) => texts.map((text) => text.replaceAll(`${dir.root}/`, ''));
  return { kinds: found, problems: short(problems), notes: short(notes) };
}

describe('objects without a kind', () => {
  it.each<[string, Body]>([
    ['pod shop/x', named('x', { spec: { containers: [{ name: 'c', image: 'i' }] } }, 'shop')],
    ['node x', named('x', { status: { nodeInfo: { kubeletVersion: 'v1.8.4' } } })],
    ['node x', named('x', { spec: { podCIDR: '10.0.0.0/24' } })],
    ['namespace x', named('x', { spec: { finalizers: ['kubernetes'] }, status: { phase: 'Active' } })],
    ['service shop/x', named('x', { spec: { clusterIP: '10.0.0.1', ports: [{ port: 80 }] } }, 'shop')],
    ['service shop/x', named('x', { spec: { type: 'LoadBalancer' } }, 'shop')],
    ['Deployment shop/x', named('x', { spec: { template, strategy: { type: 'Recreate' } } }, 'shop')],
    ['DaemonSet shop/x', named('x', { spec: { template }, status: { numberReady: 1 } }, 'shop')],
    ['StatefulSet shop/x', named('x', { spec: { template, serviceName: 's' } }, 'shop')],
    ['Job shop/x', named('x', { spec: { template, backoffLimit: 6 } }, 'shop')],
    [
      'CronJob shop/x',
      named('x', { spec: { schedule: '0 * * * *', jobTemplate: { spec: { template } } } }, 'shop'),
    ],
    ['ClusterRole x', named('x', { rules: [{ verbs: ['get'], apiGroups: [''], resources: ['pods'] }] })],
    [
      'Role shop/x',
      named('x', { rules: [{ verbs: ['get'], apiGroups: [''], resources: ['pods'] }] }, 'shop'),
    ],
    ['ClusterRoleBinding x', named('x', { roleRef: { kind: 'ClusterRole', name: 'y' }, subjects: [] })],
    ['RoleBinding shop/x', named('x', { roleRef: { kind: 'ClusterRole', name: 'y' }, subjects: [] }, 'shop')],
    ['serviceAccount shop/x', named('x', { secrets: [{ name: 's' }] }, 'shop')],
    ['secret shop/x', named('x', { type: 'Opaque', data: { a: 'YQ==' } }, 'shop')],
    ['NetworkPolicy shop/x', named('x', { spec: { podSelector: {}, policyTypes: ['Ingress'] } }, 'shop')],
    ['ingress shop/x', named('x', { spec: { rules: [{ host: 'h', http: { paths: [] } }] } }, 'shop')],
    [
      'persistentVolume x',
      named('x', { spec: { capacity: { storage: '1Gi' }, persistentVolumeReclaimPolicy: 'Delete' } }),
    ],
    [
      'persistentVolumeClaim shop/x',
      named('x', { spec: { accessModes: ['ReadWriteOnce'], resources: {} } }, 'shop'),
    ],
    ['storageClass x', named('x', { provisioner: 'p' })],
    ['X x.g', named('x.g', { spec: { group: 'g', names: { plural: 'x', kind: 'X' } } })],
    ['ValidatingWebhookConfiguration x', named('x', { webhooks: [{ name: 'w', clientConfig: {} }] })],
    [
      'MutatingWebhookConfiguration x',
      named('x', { webhooks: [{ name: 'w', reinvocationPolicy: 'Never' }] }),
    ],
    ['PodDisruptionBudget shop/x', named('x', { spec: { minAvailable: 1, selector: {} } }, 'shop')],
  ])('are recognized by their form: %s', async (expected, body) => {
    for (const content of [[body], body, { items: [body] }, { apiVersion: null, kind: null, ...body }])
      expect(await kinds({ 'x.json': content })).toEqual({ kinds: [expected], problems: [], notes: [] });
    expect((await kinds({ 'x.json': dump([body]) })).kinds).toEqual([expected]);
  });

  it('by the path from the server, by the name of their file, and by that of their folder', async () => {
    const path = {
      metadata: {
        name: 'kubeadm-config',
        namespace: 'kube-system',
        selfLink: '/api/v1/namespaces/kube-system/configmaps/kubeadm-config',
      },
    };
    expect((await kinds({ 'a.json': [path] })).kinds).toEqual(['configMap kube-system/kubeadm-config']);
    const bare = [named('coredns', { data: { Corefile: '. {}' } }, 'kube-system')];
    for (const file of [
      'ConfigMaps.json',
      'core_v1_configmaps.json',
      'all-configmaps.yaml',
      'config/configmap/shop/y.json',
    ]) {
      const result = await kinds({ [file]: bare });
      expect(result.kinds).toContain('configMap kube-system/coredns');
      dir.remove();
      dir = scratch();
    }
    const sets = { 'daemonsets.json': [named('d', { spec: { template } }, 'shop')] };
    expect((await kinds(sets)).kinds).toEqual(['DaemonSet shop/d']);
  });

  it('of kinds that are not read are ignored without a message', async () => {
    const result = await kinds({
      'shop/events.json': { Items: [{ name: 'e', namespace: 'shop', InvolvedObject: {}, Reason: 'x' }] },
      'Endpoints.json': [named('e', { subsets: [] }, 'shop')],
      'x.json': [
        named('e', { involvedObject: {}, reason: 'x' }, 'shop'),
        { metadata: { name: 't', selfLink: '/api/v1/namespaces/shop/podtemplates/t' } },
        named('n', { status: { nodeInfo: {} } }),
      ],
    });
    expect(result).toEqual({ kinds: ['node n'], problems: [], notes: [] });
  });

  it('a unique form takes precedence over a name, and a name without that form is not enough', async () => {
    const wrong = await kinds({
      'secrets.json': [named('p', { spec: { containers: [{ name: 'c', image: 'i' }] } }, 'shop')],
      'pods.json': [named('q', {}, 'shop')],
    });
    expect(wrong.kinds).toEqual(['pod shop/p']);
    expect(wrong.problems).toEqual([
      'pods.json, document 1, item 1, line 1: an object without a kind, and nothing else identifies it',
    ]);
  });

  it('are reported with file and number where the kind is unknown', async () => {
    const result = await kinds({
      'a.json': Array.from({ length: 40 }, (_, i) => named(`x${i}`, { spec: { size: 1 } })),
      'b.yaml': dump(pod('b')),
    });
    expect(result.kinds).toEqual(['pod shop/b']);
    expect(result.problems.at(-1)).toBe(
      'a.json: an object without a kind, and nothing else identifies it (37 more times)',
    );
  });

  it('of one kind each, in a document of several', async () => {
    const result = await kinds({
      'x.json': {
        Nodes: [named('n', { status: { nodeInfo: {} } })],
        pods: { items: [named('p', { spec: { containers: [{ name: 'c', image: 'i' }] } }, 'shop')] },
        other: [named('o')],
      },
    });
    expect(result).toMatchObject({ kinds: ['pod shop/p', 'node n'], problems: [] });
  });

  it('values of a chart and similar files are no objects', async () => {
    expect(await kinds({ 'values.yaml': 'replicas: 1\nnodes: 3\n', 'p.yaml': dump(pod('a')) })).toEqual({
      kinds: ['pod shop/a'],
      problems: [],
      notes: [],
    });
  });

  it('the server version in the same folder', async () => {
    expect(
      (
        await kinds({
          'serverversion.json': { major: '1', minor: '36', gitVersion: 'v1.36.1' },
          'Nodes.json': [named('n', { status: { nodeInfo: {} } })],
        })
      ).kinds,
    ).toEqual(['node n', 'version ']);
  });

  it('are no pods in a list of another kind, whose kind comes before or after them', async () => {
    const items = [named('x', { spec: { containers: [{ name: 'c', image: 'i' }] } }, 'shop')];
    for (const text of [
      JSON.stringify({ kind: 'PodTemplateList', apiVersion: 'v1', items }),
      JSON.stringify({
        apiVersion: 'apps/v1',
        kind: 'DeploymentList',
        items: [named('d', { spec: { template } }, 'shop')],
      }),
    ])
      expect(
        (await kinds({ 'x.json': text, 'n.json': [named('n', { status: { nodeInfo: {} } })] })).kinds,
      ).not.toContain('pod shop/x');
  });
});

describe('very old kubectl', () => {
  it('wrote Go names and flat metadata (1.6 to 1.11)', async () => {
    const list = {
      selfLink: '/api/v1/namespaces/kube-system/pods',
      resourceVersion: '42',
      Items: [
        {
          name: 'p',
          namespace: 'kube-system',
          selfLink: '/api/v1/namespaces/kube-system/pods/p',
          uid: 'u',
          creationTimestamp: '2018-01-01T00:00:00Z',
          labels: { 'k8s-app': 'X' },
          Spec: {
            Volumes: [{ Name: 'v', HostPath: { Path: '/etc', Type: null }, EmptyDir: null }],
            Containers: [
              {
                Name: 'c',
                Image: 'i',
                VolumeMounts: [{ Name: 'v', ReadOnly: true, MountPath: '/m' }],
                SecurityContext: { Privileged: true, Capabilities: { Add: ['SYS_ADMIN'], Drop: null } },
              },
            ],
            NodeName: 'n',
            ServiceAccountName: 's',
            SecurityContext: { HostNetwork: true, HostPID: false, HostIPC: false },
          },
          Status: {
            Phase: 'Running',
            HostIP: '10.0.0.1',
            PodIP: '10.1.0.1',
            Conditions: [{ Type: 'Ready', Status: 'True' }],
          },
        },
      ],
    };
    dir.file('kube-system/pods.json', JSON.stringify(list, null, 4));
    const node = {
      name: 'n',
      labels: { a: 'b' },
      Spec: { PodCIDR: '10.1.0.0/24', ProviderID: 'aws:///x' },
      Status: {
        Capacity: { cpu: '2' },
        Addresses: [{ Type: 'InternalIP', Address: '10.0.0.1' }],
        DaemonEndpoints: { KubeletEndpoint: { Port: 10_250 } },
        NodeInfo: { KubeletVersion: 'v1.9.11', OSImage: 'x' },
      },
    };
    dir.file(
      'nodes.json',
      JSON.stringify({ selfLink: '/api/v1/nodes', resourceVersion: '42', Items: [node] }, null, 4),
    );
    dir.file(
      'kube-system/services.json',
      JSON.stringify({
        Items: [
          {
            name: 's',
            namespace: 'kube-system',
            Spec: {
              Type: 'NodePort',
              ClusterIP: '10.2.0.1',
              Selector: { App: 'X' },
              Ports: [{ Port: 80, NodePort: 30_080 }],
            },
          },
        ],
      }),
    );
    dir.file(
      'kube-system/deployments.json',
      JSON.stringify({
        Items: [
          {
            name: 'd',
            namespace: 'kube-system',
            Spec: {
              Replicas: 2,
              Strategy: { Type: '' },
              Selector: { matchLabels: { A: 'b' } },
              Template: {
                creationTimestamp: null,
                labels: { A: 'b' },
                Spec: { Containers: [{ Name: 'c', Image: 'i' }], SecurityContext: { HostPID: true } },
              },
            },
          },
        ],
      }),
    );
    const { snapshot, problems } = await read(dir.root);
    expect(problems).toEqual([]);
    expect(snapshot.records.pod).toMatchObject([
      {
        namespace: 'kube-system',
        name: 'p',
        uid: 'u',
        node: 'n',
        ready: true,
        podIP: '10.1.0.1',
        template: {
          labels: { 'k8s-app': 'X' },
          hostNetwork: true,
          serviceAccount: 's',
          containers: [{ name: 'c', privileged: true }],
          volumes: [{ name: 'v', type: 'hostPath', target: '/etc' }],
        },
      },
    ]);
    expect(snapshot.records.node).toMatchObject([
      {
        name: 'n',
        kubeletVersion: 'v1.9.11',
        kubeletPort: 10_250,
        podCIDRs: ['10.1.0.0/24'],
        addresses: [{ address: '10.0.0.1' }],
      },
    ]);
    expect(snapshot.records.service).toMatchObject([
      { clusterIP: '10.2.0.1', selector: { App: 'X' }, ports: [{ port: 80, nodePort: 30_080 }] },
    ]);
    expect(snapshot.records.workload).toMatchObject([
      { kind: 'Deployment', replicas: 2, template: { labels: { A: 'b' }, hostPID: true } },
    ]);
    expect(snapshot.outcomes.get('nodes')?.status).toBe('ok');
    expect(snapshot.outcomes.get('pods')?.namespaces).toEqual(['kube-system']);
  });

  it('wrote the API’s names without a kind, and the host namespaces elsewhere (1.5)', async () => {
    const item = named(
      'p',
      {
        spec: {
          containers: [{ name: 'c', image: 'i' }],
          securityContext: { hostNetwork: true, hostIPC: true },
        },
      },
      'shop',
    );
    dir.file(
      'shop/pods.json',
      JSON.stringify({
        metadata: { selfLink: '/api/v1/namespaces/shop/pods', resourceVersion: '1' },
        items: [item],
      }),
    );
    const { snapshot } = await read(dir.root);
    expect(snapshot.records.pod).toMatchObject([
      { name: 'p', template: { hostNetwork: true, hostIPC: true } },
    ]);
    expect(snapshot.outcomes.get('pods')?.namespaces).toEqual(['shop']);
  });

  it('field names of the Python client', async () => {
    const item = {
      api_version: null,
      kind: null,
      metadata: {
        name: 'p',
        namespace: 'shop',
        creation_timestamp: '2026-01-01',
        resource_version: '5',
        labels: { some_label: 'x' },
      },
      spec: {
        host_network: true,
        host_pid: true,
        node_name: 'n',
        containers: [
          {
            name: 'c',
            image: 'i',
            security_context: { privileged: true, run_as_user: 0 },
            volume_mounts: [{ name: 'v', mount_path: '/m' }],
          },
        ],
        volumes: [{ name: 'v', host_path: { path: '/etc', type: '' } }],
      },
      status: { host_ip: '10.0.0.1', pod_ip: '10.1.0.1' },
    };
    dir.file(
      'x.json',
      JSON.stringify({
        api_version: 'v1',
        items: [item],
        kind: 'PodList',
        metadata: { _continue: null, resource_version: '9' },
      }),
    );
    const { snapshot } = await read(dir.root);
    expect(snapshot.records.pod).toMatchObject([
      {
        node: 'n',
        hostIP: '10.0.0.1',
        template: {
          labels: { some_label: 'x' },
          hostNetwork: true,
          hostPID: true,
          containers: [{ privileged: true }],
          volumes: [{ type: 'hostPath', target: '/etc' }],
        },
      },
    ]);
    expect(snapshot.outcomes.get('pods')?.namespaces).toEqual(['shop']);
  });
});

describe('kinds that create pods and are not evaluated', () => {
  it('are reported', async () => {
    const rollout = {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Rollout',
      metadata: { name: 'r' },
      spec: { template },
    };
    const result = await kinds({ 'x.yaml': `${dump(rollout)}---\n${dump(rollout)}---\n${dump(pod('a'))}` });
    expect(result.notes).toEqual([
      'not evaluated, although they create Pods: Rollout (2); include their Pods too',
    ]);
    expect((await kinds({ 'x.yaml': dump(pod('a')) })).notes).toEqual([]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { createProjector } from '../../../src/snapshot/index.ts';
import type { PodRecord } from '../../../src/snapshot/records/index.ts';
import { object, project, record } from '../support/project.ts';

describe('pods', () => {
  const apiServer = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: 'kube-apiserver-cp-1',
      namespace: 'kube-system',
      uid: 'u-1',
      creationTimestamp: '2026-10-01T00:00:00Z',
      labels: { component: 'kube-apiserver', tier: 'control-plane' },
      annotations: {
        'kubernetes.io/config.mirror': 'abc',
        'kubernetes.io/config.source': 'file',
        'kubectl.kubernetes.io/last-applied-configuration': '{"secret":"x"}',
      },
      ownerReferences: [{ kind: 'Node', name: 'cp-1', controller: true }],
    },
    spec: {
      nodeName: 'cp-1',
      hostNetwork: true,
      priorityClassName: 'system-node-critical',
      containers: [
        {
          name: 'kube-apiserver',
          image: 'mirror.example.com/k8s/kube-apiserver:v1.37.2',
          command: [
            'kube-apiserver',
            '--anonymous-auth=false',
            '--etcd-servers=https://127.0.0.1:2379',
            '--token=abc',
          ],
          env: [{ name: 'DB_PASSWORD', value: 'x' }],
          volumeMounts: [{ name: 'certs', mountPath: '/etc/kubernetes/pki', readOnly: true }],
          securityContext: { privileged: false, capabilities: { add: ['NET_BIND_SERVICE'] } },
        },
      ],
      volumes: [{ name: 'certs', hostPath: { path: '/etc/kubernetes/pki', type: 'DirectoryOrCreate' } }],
      tolerations: [{ operator: 'Exists', effect: 'NoExecute' }],
    },
    status: {
      phase: 'Running',
      hostIP: '10.0.0.1',
      podIP: '10.0.0.1',
      conditions: [{ type: 'Ready', status: 'True' }],
      containerStatuses: [{ restartCount: 2 }, { restartCount: 1 }],
    },
  };

  it('keep the command line of a control-plane component, masked', () => {
    expect(record('pod', apiServer)).toEqual({
      namespace: 'kube-system',
      name: 'kube-apiserver-cp-1',
      uid: 'u-1',
      node: 'cp-1',
      phase: 'Running',
      ready: true,
      restarts: 3,
      created: '2026-10-01T00:00:00Z',
      hostIP: '10.0.0.1',
      podIP: '10.0.0.1',
      owner: { kind: 'Node', name: 'cp-1' },
      template: {
        labels: { component: 'kube-apiserver', tier: 'control-plane' },
        annotations: { 'kubernetes.io/config.mirror': 'abc', 'kubernetes.io/config.source': 'file' },
        containers: [
          {
            name: 'kube-apiserver',
            image: 'mirror.example.com/k8s/kube-apiserver:v1.37.2',
            command: [
              'kube-apiserver',
              '--anonymous-auth=false',
              '--etcd-servers=https://127.0.0.1:2379',
              '--token=***',
            ],
            hiddenEnv: [],
            privileged: false,
            capabilitiesAdd: ['NET_BIND_SERVICE'],
            mounts: [{ volume: 'certs', path: '/etc/kubernetes/pki', readOnly: true }],
          },
        ],
        volumes: [
          {
            name: 'certs',
            type: 'hostPath',
            target: '/etc/kubernetes/pki',
            hostPathType: 'DirectoryOrCreate',
          },
        ],
        hostNetwork: true,
        priorityClass: 'system-node-critical',
        sysctls: [],
        tolerations: [{ operator: 'Exists', effect: 'NoExecute' }],
      },
    });
  });

  const command = (container: object): readonly string[] | undefined => {
    const pod = record(
      'pod',
      object('v1', 'Pod', 'p', { spec: { containers: [{ name: 'c', image: 'i', ...container }] } }),
    );
    const [first] = pod.template.containers;
    return first?.command ?? first?.args;
  };

  it.each([
    ['an ordinary program', { image: 'shop/web:1', args: ['--verbose'] }],
    ['a program with a similar name', { image: 'shop/my-etcd-backup-ui:1', args: ['--verbose'] }],
    ['kubectl that does not proxy', { image: 'bitnami/kubectl', command: ['kubectl', 'get', 'pods'] }],
    ['a script that only mentions etcd', { command: ['sh', '-c', 'echo waiting for etcd ; ./run'] }],
  ])('drop the command line of %s', (_what, container) => {
    expect(command(container)).toBeUndefined();
  });

  it.each([
    [
      'a mirrored image',
      { image: 'r.example.com:5000/mirror/etcd:3.6.8-0@sha256:00', args: ['--data-dir=/x'] },
    ],
    ['RKE2 images', { image: 'rancher/hardened-kubernetes:v1.34.1-rke2r1', command: ['kube-apiserver'] }],
    [
      'go-runner',
      {
        image: 'kops',
        command: ['/go-runner'],
        args: ['--log-file=/x', '/usr/local/bin/kube-apiserver', '--v=2'],
      },
    ],
    [
      'shell scripts of OpenShift',
      { command: ['/bin/bash', '-ec', 'set -x\nexec hyperkube kube-apiserver --v=2'] },
    ],
    ['istiod', { image: 'docker.io/istio/pilot:1.30.1-distroless', args: ['discovery'] }],
    ['a sidecar', { image: 'registry.istio.io/release/proxyv2:1.30.1', args: ['proxy', 'sidecar'] }],
    ['the gateway controller of Envoy', { image: 'docker.io/envoyproxy/gateway:v1.9.0', args: ['server'] }],
    [
      'ingress-nginx',
      { image: 'registry.k8s.io/ingress-nginx/controller:v1.12.0', args: ['/nginx-ingress-controller'] },
    ],
    ['kubectl proxy', { image: 'bitnami/kubectl', command: ['kubectl', 'proxy', '--address=0.0.0.0'] }],
    ['tiller', { image: 'gcr.io/kubernetes-helm/tiller:v2.16.1', command: ['/tiller'] }],
    ['etcd snapshots in a script', { command: ['sh', '-c', 'etcdctl snapshot save /b'] }],
  ])('keep the command line of %s', (_what, container) => {
    expect(command(container)).toBeDefined();
  });

  it('keep only listed environment variables, of recognized programs', () => {
    const env = [
      { name: 'REVISION', value: 'stable' },
      { name: 'AWS_SECRET_ACCESS_KEY', value: 'x' },
      { name: 'PILOT_ENABLE_AMBIENT', valueFrom: { configMapKeyRef: {} } },
    ];
    const of = (image: string) =>
      record('pod', object('v1', 'Pod', 'p', { spec: { containers: [{ name: 'c', image, env }] } })).template
        .containers[0]?.env;
    expect(of('istio/pilot:1')).toEqual({ REVISION: 'stable' });
    expect(of('shop/web:1')).toBeUndefined();
  });

  it('distinguish native sidecars from init containers', () => {
    const pod = record(
      'pod',
      object('v1', 'Pod', 'p', {
        spec: {
          initContainers: [
            { name: 'istio-proxy', image: 'proxyv2', restartPolicy: 'Always' },
            { name: 'setup', image: 'busybox' },
          ],
          containers: [{ name: 'web', image: 'web' }],
        },
      }),
    );
    expect(pod.template.containers.map(({ name, role }) => [name, role])).toEqual([
      ['istio-proxy', 'sidecar'],
      ['setup', 'init'],
      ['web', undefined],
    ]);
  });

  it('of one owner share one template, with any name of the token volume', () => {
    const projector = createProjector();
    const pod = (i: number, image = 'web:1'): PodRecord => {
      const projected = projector.project({
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: {
          name: `web-${i}`,
          namespace: 'ns',
          labels: {
            app: 'web',
            'statefulset.kubernetes.io/pod-name': `web-${i}`,
            'apps.kubernetes.io/pod-index': String(i),
          },
          ownerReferences: [{ kind: 'StatefulSet', name: 'web', controller: true }],
        },
        spec: {
          nodeName: `n${i}`,
          containers: [
            { name: 'c', image, volumeMounts: [{ name: `kube-api-access-abc${i}d`, mountPath: '/t' }] },
          ],
          volumes: [{ name: `kube-api-access-abc${i}d`, projected: {} }],
        },
      });
      return (projected as { record: PodRecord }).record;
    };
    const first = pod(1);
    expect(pod(2).template).toBe(first.template);
    expect(pod(2).owner).toBe(first.owner);
    const other = pod(3, 'web:2');
    expect(other.template).not.toBe(first.template);
    expect(pod(4).template).toBe(first.template);
    expect(first.template.volumes).toEqual([{ name: 'kube-api-access', type: 'projected' }]);
  });

  it('keep the facts of an inline Envoy bootstrap and not its text', () => {
    const yaml = 'admin:\n  address:\n    socket_address: {address: 0.0.0.0, port_value: 19000}\n';
    const projected = project(
      object('v1', 'Pod', 'edge', {
        spec: {
          containers: [{ name: 'envoy', image: 'envoyproxy/envoy:v1.35', args: ['--config-yaml', yaml] }],
        },
      }),
    );
    expect((projected as { record: PodRecord }).record.template.containers[0]?.args).toEqual([
      '--config-yaml',
      '(envoy bootstrap)',
    ]);
    expect(projected?.extra).toEqual([
      {
        kind: 'envoyBootstrap',
        record: {
          namespace: 'ns',
          source: 'Pod/edge/envoy/args',
          admin: { address: '0.0.0.0', port: 19000 },
          listeners: [],
          hasOverloadManager: false,
        },
      },
    ]);
  });

  it('of files without API server fields are marked as manifests, and never those of a live cluster', () => {
    const manifest = object(
      'v1',
      'Pod',
      'kube-apiserver',
      {
        spec: {
          hostNetwork: true,
          containers: [{ name: 'kube-apiserver', image: 'x', command: ['kube-apiserver'] }],
        },
      },
      'kube-system',
    );
    const own = { ...manifest.metadata, annotations: { 'archmap.io/static-manifest': 'true' } };
    const marked = { ...manifest, metadata: own };
    const fromFile = (raw: unknown) => createProjector({ fromFiles: true }).project(raw)?.record;
    expect(fromFile(marked)).toMatchObject({ manifest: true, template: { annotations: {} } });
    expect(record('pod', marked)).not.toHaveProperty('manifest');
    expect(record('pod', marked).template.annotations).toEqual({});
    expect(fromFile({ ...manifest, status: { phase: 'Running' } })).not.toHaveProperty('manifest');
    expect(fromFile({ ...manifest, metadata: { ...manifest.metadata, uid: 'u1' } })).not.toHaveProperty(
      'manifest',
    );
  });

  it.each<[string, object, { ready?: boolean; restarts?: number }]>([
    ['no status', {}, {}],
    ['an empty status', { status: {} }, {}],
    ['a status that was stripped of its conditions', { status: { phase: 'Running' } }, {}],
    ['a phase without ready containers', { status: { phase: 'Pending' } }, { ready: false }],
    ['a condition', { status: { conditions: [{ type: 'Ready', status: 'True' }] } }, { ready: true }],
    [
      'a condition that is not true',
      { status: { conditions: [{ type: 'Ready', status: 'Unknown' }] } },
      { ready: false },
    ],
    ['states without restarts', { status: { containerStatuses: [{ name: 'c' }] } }, { restarts: 0 }],
    [
      'restarts of init containers',
      { status: { initContainerStatuses: [{ restartCount: 2 }] } },
      { restarts: 2 },
    ],
  ])('readiness and restarts of a pod with %s', (_, fields, { ready, restarts }) => {
    const pod = record('pod', object('v1', 'Pod', 'p', { spec: { containers: [] }, ...fields }));
    expect([pod.ready, pod.restarts]).toEqual([ready, restarts]);
  });

  it('with a deletion timestamp are marked', () => {
    const raw = object('v1', 'Pod', 'p', { spec: { containers: [] } });
    const going = { ...raw, metadata: { ...raw.metadata, deletionTimestamp: '2026-11-24T00:00:00Z' } };
    expect(record('pod', going).deleting).toBe(true);
    expect(record('pod', raw)).not.toHaveProperty('deleting');
  });
});

/** Objects that a tenant with `edit` in one namespace can create, similar to everything that excuses risks elsewhere. */
import * as fc from 'fast-check';
import type { Manifest } from '../model/support/cluster.ts';
import { networkPolicy, ofNamespace } from './namespace-objects.ts';

/** Names and labels in the cluster that a tenant can read and imitate. */
export interface NetworkContext {
  /** Namespaces with write access for a tenant. */
  namespaces: readonly string[];
  /** Names of pods, workloads, Services, ServiceAccounts and nodes of the cluster. */
  names: readonly string[];
  nodes: readonly { name: string; uid?: string }[];
  images: readonly string[];
  /** Labels of other pods, as `[key, value]`. */
  labels: readonly (readonly [string, string])[];
}

const PRODUCTS = [
  'quay.io/calico/node:v3.31.2',
  'quay.io/cilium/cilium:v1.20.2',
  'docker.io/flannel/flannel:v0.27.4',
  'registry.k8s.io/networking/kube-network-policies:v0.9.0',
  'ghcr.io/external-secrets/external-secrets:v1.1.0',
  'hashicorp/vault:1.20',
  'ghcr.io/kyverno/kyverno:v1.19.1',
  'openpolicyagent/gatekeeper:v3.23.1',
  'docker.io/istio/pilot:1.31.0',
  'docker.io/istio/proxyv2:1.31.0',
  'quay.io/argoproj/argocd:v3.6.1',
  'registry.k8s.io/ingress-nginx/controller:v1.14.0',
  'registry.k8s.io/kube-apiserver:v1.37.2',
  'registry.k8s.io/etcd:3.7.0-0',
  'registry.k8s.io/coredns/coredns:v1.14.6',
  'registry.k8s.io/kube-proxy:v1.37.2',
  'longhornio/longhorn-manager:v1.10.0',
  'velero/velero:v1.17.0',
  'registry.k8s.io/metrics-server/metrics-server:v0.8.0',
  'kubernetesui/dashboard:v2.7.0',
  'quay.io/oauth2-proxy/oauth2-proxy:v7.9.0',
  'envoyproxy/envoy:v1.38.0',
];

const SYSTEM_NAMES = [
  'kube-apiserver',
  'kube-apiserver-cp-1',
  'etcd-cp-1',
  'kube-controller-manager-cp-1',
  'kube-proxy-x',
  'coredns',
  'calico-node',
  'istiod',
  'kubernetes',
  'kube-dns',
  'metrics-server',
];

const ANNOTATIONS: readonly (readonly [string, string])[] = [
  ['kubernetes.io/config.mirror', 'a1'],
  ['kubernetes.io/config.source', 'file'],
  ['kubernetes.io/config.hash', 'a1'],
  ['archmap.io/static-manifest', 'true'],
  ['sidecar.istio.io/status', '{}'],
  ['ambient.istio.io/redirection', 'enabled'],
  ['kubeadm.kubernetes.io/kube-apiserver.advertise-address.endpoint', '10.0.0.1:6443'],
  ['service.beta.kubernetes.io/aws-load-balancer-internal', 'true'],
  ['networking.gke.io/load-balancer-type', 'Internal'],
  ['nginx.ingress.kubernetes.io/auth-url', 'https://login.example.com'],
  ['nginx.ingress.kubernetes.io/whitelist-source-range', '10.0.0.0/8'],
  ['nginx.ingress.kubernetes.io/server-snippet', 'return 200;'],
];

const LABELS: readonly (readonly [string, string])[] = [
  ['app', 'web'],
  ['app', 'istiod'],
  ['istio.io/rev', 'default'],
  ['component', 'kube-apiserver'],
  ['tier', 'control-plane'],
  ['k8s-app', 'kube-dns'],
  ['kubernetes.io/bootstrapping', 'rbac-defaults'],
  ['addonmanager.kubernetes.io/mode', 'Reconcile'],
  ['agents.x-k8s.io/sandbox-name-hash', 'a1'],
];

function dictionary(entries: readonly (readonly [string, string])[]) {
  return fc
    .subarray([...entries], { maxLength: 3 })
    .map((list): Record<string, string> => Object.fromEntries(list));
}

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 });

/** Omits undefined values. */
function clean(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value)) as unknown;
}

/** One object in one of the tenant's namespaces. */
export function tenantObject(around: NetworkContext): fc.Arbitrary<Manifest> {
  const namespace = fc.constantFrom(...around.namespaces);
  const ownName = fc.constantFrom('x-1', 'x-2', ...SYSTEM_NAMES, ...around.names.slice(0, 40));
  const labels = dictionary([...LABELS, ...around.labels.slice(0, 20)]);
  const annotations = dictionary(ANNOTATIONS);
  const images = fc.constantFrom('registry.example.com/x:1', ...PRODUCTS, ...around.images.slice(0, 20));
  const spec = podSpec(around, images);
  const template = fc.record({ metadata: fc.record({ labels, annotations }), spec });
  const made = (apiVersion: string, kind: string, body: fc.Arbitrary<Record<string, unknown>>) =>
    fc
      .record({ namespace, name: ownName, labels, annotations, uid: fc.uuid(), owner: owners(around), body })
      .map(({ body: rest, owner, ...metadata }) => {
        const meta = { ...metadata, ...(owner && { ownerReferences: [owner] }) };
        return clean({ apiVersion, kind, metadata: meta, ...rest }) as Manifest;
      });
  const replicated = (kind: string, apiVersion = 'apps/v1') =>
    made(
      apiVersion,
      kind,
      fc.record({
        spec: fc.record({
          replicas: fc.constantFrom(0, 1, 3),
          selector: labels.map((matchLabels) => ({ matchLabels })),
          template,
        }),
        status: maybe(
          fc.record({
            replicas: fc.constantFrom(1, 3),
            readyReplicas: fc.constantFrom(0, 1, 3),
            numberReady: fc.constantFrom(0, 3),
            desiredNumberScheduled: fc.constantFrom(0, 3),
          }),
        ),
      }),
    );
  return fc.oneof(
    { weight: 5, arbitrary: made('v1', 'Pod', fc.record({ spec, status: podStatus() })) },
    { weight: 2, arbitrary: replicated('Deployment') },
    { weight: 2, arbitrary: replicated('DaemonSet') },
    replicated('StatefulSet'),
    replicated('ReplicaSet'),
    made(
      'batch/v1',
      'CronJob',
      template.map((one) => ({ spec: { schedule: '* * * * *', jobTemplate: { spec: { template: one } } } })),
    ),
    made(
      'batch/v1',
      'Job',
      template.map((one) => ({ spec: { template: one } })),
    ),
    { weight: 2, arbitrary: made('v1', 'Service', service(labels)) },
    made('discovery.k8s.io/v1', 'EndpointSlice', slice(around)),
    made('networking.k8s.io/v1', 'Ingress', ingress(around)),
    { weight: 2, arbitrary: made('networking.k8s.io/v1', 'NetworkPolicy', networkPolicy(labels)) },
    made('policy/v1', 'PodDisruptionBudget', budget(labels)),
    made('rbac.authorization.k8s.io/v1', 'Role', fc.record({ rules: rules() })),
    { weight: 2, arbitrary: made('rbac.authorization.k8s.io/v1', 'RoleBinding', binding(around)) },
    made('v1', 'ServiceAccount', fc.record({ automountServiceAccountToken: maybe(fc.boolean()) })),
    made('v1', 'PersistentVolumeClaim', persistentVolumeClaim()),
    made(
      'snapshot.storage.k8s.io/v1',
      'VolumeSnapshot',
      fc.record({
        spec: fc.record({
          volumeSnapshotClassName: maybe(fc.constantFrom('snap', 'missing')),
          source: fc.record({ persistentVolumeClaimName: ownName }),
        }),
        status: maybe(fc.record({ readyToUse: fc.boolean() })),
      }),
    ),
    ...ofNamespace(made, around.names),
    made('security.istio.io/v1', 'PeerAuthentication', peerAuthentication(labels)),
    made('networking.istio.io/v1', 'Gateway', gateway(labels)),
    made(
      'autoscaling/v2',
      'HorizontalPodAutoscaler',
      fc.constant({ spec: { minReplicas: 2, maxReplicas: 5 } }),
    ),
  );
}

/** Claims in any state: what a tenant requests, and what the controllers answered. */
function persistentVolumeClaim() {
  return fc.record({
    spec: fc.record({
      accessModes: fc.subarray(['ReadWriteOnce', 'ReadWriteMany', 'ReadWriteOncePod'], { minLength: 1 }),
      storageClassName: maybe(fc.constantFrom('', 'fast', 'missing')),
      volumeName: maybe(fc.constantFrom('pv-1', 'missing')),
      resources: fc.constant({ requests: { storage: '1Gi' } }),
    }),
    status: maybe(fc.record({ phase: fc.constantFrom('Pending', 'Bound', 'Lost') })),
  });
}

function owners({ nodes, names }: NetworkContext) {
  const node = nodes.length > 0 ? [fc.constantFrom(...nodes)] : [];
  return maybe(
    fc.oneof(
      ...node.map((one) =>
        one.map(({ name, uid }) => ({
          apiVersion: 'v1',
          kind: 'Node',
          name,
          uid: uid ?? 'u',
          controller: true,
        })),
      ),
      fc
        .record({
          kind: fc.constantFrom('Deployment', 'ReplicaSet', 'DaemonSet', 'Job'),
          name: fc.constantFrom('x-1', ...names.slice(0, 40)),
          uid: fc.uuid(),
        })
        .map((one) => ({ apiVersion: 'apps/v1', controller: true, ...one })),
    ),
  );
}

function podSpec({ nodes, names }: NetworkContext, images: fc.Arbitrary<string>) {
  const security = fc.record(
    {
      privileged: fc.boolean(),
      runAsUser: fc.constantFrom(0, 1000),
      runAsNonRoot: fc.boolean(),
      allowPrivilegeEscalation: fc.boolean(),
      capabilities: fc.constantFrom({ add: ['SYS_ADMIN'] }, { drop: ['ALL'] }, { drop: ['CAP_NET_RAW'] }),
    },
    { requiredKeys: [] },
  );
  const container = fc.record({
    name: fc.constantFrom('c', 'discovery', 'istio-proxy', 'kube-apiserver', 'etcd'),
    image: images,
    command: maybe(
      fc.constantFrom(
        ['kube-apiserver', '--authorization-mode=Node,RBAC', '--anonymous-auth=false'],
        ['etcd', '--client-cert-auth=true', '--listen-client-urls=https://127.0.0.1:2379'],
        ['kube-scheduler', '--bind-address=127.0.0.1'],
      ),
    ),
    securityContext: maybe(security),
    ports: maybe(fc.constant([{ containerPort: 8080, hostPort: 8080 }])),
    volumeMounts: maybe(fc.constant([{ name: 'v', mountPath: '/v' }])),
  });
  return fc.record({
    containers: fc.array(container, { minLength: 1, maxLength: 2 }),
    volumes: maybe(
      fc.constantFrom(
        [{ name: 'v', hostPath: { path: '/etc/kubernetes' } }],
        [{ name: 'v', emptyDir: {} }],
        [{ name: 'v', secret: { secretName: 's' } }],
      ),
    ),
    hostNetwork: maybe(fc.boolean()),
    hostPID: maybe(fc.boolean()),
    serviceAccountName: maybe(fc.constantFrom('default', ...names.slice(0, 10))),
    nodeName: maybe(fc.constantFrom('n', ...nodes.map(({ name }) => name))),
    nodeSelector: maybe(fc.constantFrom({ 'kubernetes.io/os': 'windows' }, { 'kubernetes.io/os': 'linux' })),
    os: maybe(fc.constantFrom({ name: 'windows' }, { name: 'linux' })),
    priorityClassName: maybe(fc.constantFrom('system-node-critical', 'system-cluster-critical')),
    tolerations: maybe(fc.constant([{ operator: 'Exists' }])),
  });
}

function podStatus() {
  return fc.record({
    phase: fc.constantFrom('Running', 'Pending', 'Failed', 'Succeeded'),
    conditions: fc.constantFrom('True', 'False').map((status) => [{ type: 'Ready', status }]),
    podIP: fc.constantFrom('10.244.9.9', '10.0.0.1'),
    hostIP: fc.constant('10.0.0.1'),
  });
}

function service(labels: fc.Arbitrary<Record<string, string>>) {
  return fc.record({
    spec: fc.record({
      type: fc.constantFrom('ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'),
      clusterIP: fc.constantFrom('10.96.9.9', 'None'),
      selector: maybe(labels),
      externalIPs: maybe(fc.constant(['203.0.113.9'])),
      externalName: maybe(fc.constantFrom('kubernetes.default.svc.cluster.local', 'example.com')),
      loadBalancerSourceRanges: maybe(fc.constant(['10.0.0.0/8'])),
      ports: fc.constantFrom([{ port: 443, nodePort: 30443 }], [{ port: 2379 }], [{ port: 80 }]),
    }),
    status: fc.constantFrom(
      {},
      { loadBalancer: { ingress: [{ ip: '203.0.113.7' }] } },
      { loadBalancer: { ingress: [{ ip: '10.1.2.3' }] } },
    ),
  });
}

function slice({ names }: NetworkContext) {
  return fc.record({
    metadataLabel: fc.constantFrom('kubernetes', ...names.slice(0, 10)),
    addressType: fc.constant('IPv4'),
    endpoints: fc.constantFrom([{ addresses: ['10.0.0.1'] }], [{ addresses: ['10.244.0.5'] }], []),
    ports: fc.constantFrom([{ port: 2379 }], [{ port: 6443 }], []),
  });
}

function ingress({ names }: NetworkContext) {
  return fc.constantFrom('web', ...names.slice(0, 10)).map((name) => ({
    spec: {
      ingressClassName: 'nginx',
      rules: [
        {
          host: 'x.example.com',
          http: {
            paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name, port: { number: 80 } } } }],
          },
        },
      ],
    },
    status: { loadBalancer: { ingress: [{ ip: '203.0.113.8' }] } },
  }));
}

function budget(labels: fc.Arbitrary<Record<string, string>>) {
  return fc.record({
    spec: fc.record({
      minAvailable: maybe(fc.constantFrom(0, 1, '50%')),
      maxUnavailable: maybe(fc.constantFrom(0, 1)),
      selector: fc.oneof(
        fc.constant({}),
        labels.map((matchLabels) => ({ matchLabels })),
      ),
    }),
    status: maybe(
      fc.record({
        disruptionsAllowed: fc.constantFrom(0, 1),
        expectedPods: fc.constantFrom(0, 2),
        currentHealthy: fc.constantFrom(0, 2),
        desiredHealthy: fc.constantFrom(0, 1),
      }),
    ),
  });
}

function rules() {
  return fc.constantFrom(
    [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }],
    [{ apiGroups: [''], resources: ['secrets'], verbs: ['get', 'list'] }],
    [{ apiGroups: [''], resources: ['pods'], verbs: ['create'] }],
    [],
  );
}

function binding({ names }: NetworkContext) {
  return fc.record({
    roleRef: fc.record({
      apiGroup: fc.constant('rbac.authorization.k8s.io'),
      kind: fc.constantFrom('ClusterRole', 'Role'),
      name: fc.constantFrom(
        'cluster-admin',
        'admin',
        'edit',
        'view',
        'x-1',
        'system:node',
        ...names.slice(0, 10),
      ),
    }),
    subjects: fc.array(
      fc.oneof(
        fc.record({
          kind: fc.constant('ServiceAccount'),
          namespace: fc.constantFrom('kube-system', 'default', 'shop'),
          name: fc.constantFrom('default', ...names.slice(0, 10)),
        }),
        fc.record({
          kind: fc.constant('User'),
          name: fc.constantFrom(
            'eve',
            'system:kube-scheduler',
            'system:anonymous',
            'system:serviceaccount:kube-system:x',
          ),
        }),
        fc.record({
          kind: fc.constant('Group'),
          name: fc.constantFrom(
            'system:masters',
            'system:nodes',
            'system:authenticated',
            'system:unauthenticated',
          ),
        }),
      ),
      { minLength: 1, maxLength: 2 },
    ),
  });
}

function peerAuthentication(labels: fc.Arbitrary<Record<string, string>>) {
  return fc.record({
    spec: fc.record({
      selector: maybe(labels.map((matchLabels) => ({ matchLabels }))),
      mtls: fc.constantFrom('STRICT', 'PERMISSIVE', 'DISABLE', 'UNSET').map((mode) => ({ mode })),
    }),
  });
}

function gateway(labels: fc.Arbitrary<Record<string, string>>) {
  return fc.record({
    spec: fc.record({
      selector: labels,
      servers: fc.constant([{ port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts: ['*'] }]),
    }),
  });
}

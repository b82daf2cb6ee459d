/** Typical pods, 5.7 KB each: half of it is managedFields. The same number gives the same pod. */

const IMAGE = 'registry.example.com/shop/checkout@sha256:';

export function podJson(index: number): string {
  const owner = Math.floor(index / 20);
  const hash = digest(owner);
  const name = `checkout-${owner}-${hash.slice(0, 9)}-${digest(index).slice(0, 5)}`;
  return JSON.stringify({
    metadata: metadataOf(index, owner, name, hash),
    spec: specOf(index, owner, hash),
    status: statusOf(index, name, hash),
  });
}

function metadataOf(index: number, owner: number, name: string, hash: string): object {
  const labels = {
    app: `checkout-${owner}`,
    'app.kubernetes.io/name': 'checkout',
    'app.kubernetes.io/instance': `checkout-${owner}`,
    'pod-template-hash': hash.slice(0, 9),
    team: `team-${owner % 40}`,
  };
  return {
    name,
    generateName: `checkout-${owner}-${hash.slice(0, 9)}-`,
    namespace: `team-${owner % 40}`,
    uid: uid(index),
    resourceVersion: String(1_000_000 + index),
    creationTimestamp: '2026-11-01T08:00:00Z',
    labels,
    annotations: { 'prometheus.io/scrape': 'true', 'prometheus.io/port': '9090', 'checksum/config': hash },
    ownerReferences: [
      {
        apiVersion: 'apps/v1',
        kind: 'ReplicaSet',
        name: `checkout-${owner}-${hash.slice(0, 9)}`,
        uid: uid(owner),
        controller: true,
        blockOwnerDeletion: true,
      },
    ],
    managedFields: [
      managed(
        'kube-controller-manager',
        fieldsOf(['labels', 'annotations'], ['containers', 'volumes', 'tolerations', 'affinity']),
      ),
      managed(
        'kubelet',
        fieldsOf([], ['conditions', 'containerStatuses', 'hostIP', 'phase', 'podIP']),
        'status',
      ),
    ],
  };
}

function managed(manager: string, fieldsV1: object, subresource?: string): object {
  return {
    manager,
    operation: 'Update',
    apiVersion: 'v1',
    time: '2026-11-01T08:00:05Z',
    fieldsType: 'FieldsV1',
    fieldsV1,
    ...(subresource !== undefined && { subresource }),
  };
}

function fieldsOf(metadata: readonly string[], rest: readonly string[]): object {
  const leaf = Object.fromEntries(
    ['name', 'image', 'resources', 'limits', 'requests', 'type', 'status'].map((field) => [`f:${field}`, {}]),
  );
  const entry = (field: string) => [
    `f:${field}`,
    { '.': {}, [`k:{"name":"${field}"}`]: { '.': {}, ...leaf } },
  ];
  return {
    'f:metadata': Object.fromEntries(metadata.map(entry)),
    'f:spec': Object.fromEntries(rest.map(entry)),
  };
}

function specOf(index: number, owner: number, hash: string): object {
  const container = (name: string, port: number) => ({
    name,
    image: `${IMAGE}${digest(owner + port)}${digest(port)}`.slice(0, IMAGE.length + 64),
    args: ['--listen', `:${port}`, '--log-format=json'],
    ports: [{ name: 'http', containerPort: port, protocol: 'TCP' }],
    env: [
      { name: 'POD_NAME', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.name' } } },
      { name: 'DB_PASSWORD', valueFrom: { secretKeyRef: { name: `checkout-${owner}`, key: 'password' } } },
    ],
    resources: { limits: { cpu: '1', memory: '512Mi' }, requests: { cpu: '100m', memory: '128Mi' } },
    volumeMounts: [
      { name: 'config', mountPath: '/etc/checkout', readOnly: true },
      { name: 'kube-api-access', readOnly: true, mountPath: '/var/run/secrets/kubernetes.io/serviceaccount' },
    ],
    livenessProbe: {
      httpGet: { path: '/healthz', port: 'http', scheme: 'HTTP' },
      timeoutSeconds: 1,
      periodSeconds: 10,
    },
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
    imagePullPolicy: 'IfNotPresent',
    securityContext: { runAsNonRoot: true, allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
  });
  return {
    volumes: [
      { name: 'config', configMap: { name: `checkout-${owner}-${hash.slice(0, 6)}`, defaultMode: 420 } },
      {
        name: 'kube-api-access',
        projected: { sources: [{ serviceAccountToken: { expirationSeconds: 3607, path: 'token' } }] },
      },
    ],
    containers: [container('app', 8080)],
    restartPolicy: 'Always',
    terminationGracePeriodSeconds: 30,
    dnsPolicy: 'ClusterFirst',
    serviceAccountName: `checkout-${owner}`,
    nodeName: `node-${index % 300}`,
    securityContext: { fsGroup: 1000 },
    schedulerName: 'default-scheduler',
    tolerations: [
      {
        key: 'node.kubernetes.io/not-ready',
        operator: 'Exists',
        effect: 'NoExecute',
        tolerationSeconds: 300,
      },
      {
        key: 'node.kubernetes.io/unreachable',
        operator: 'Exists',
        effect: 'NoExecute',
        tolerationSeconds: 300,
      },
    ],
    priority: 0,
    enableServiceLinks: true,
  };
}

function statusOf(index: number, name: string, hash: string): object {
  const ip = `10.${(index >> 16) & 255}.${(index >> 8) & 255}.${index & 255}`;
  const status = (container: string) => ({
    name: container,
    state: { running: { startedAt: '2026-11-01T08:00:04Z' } },
    lastState: {},
    ready: true,
    restartCount: index % 7 === 0 ? 1 : 0,
    image: `registry.example.com/shop/${container}:1.4.2`,
    imageID: `${IMAGE}${hash}${hash}`,
    containerID: `containerd://${digest(index)}${digest(name.length)}`,
    started: true,
  });
  return {
    phase: 'Running',
    conditions: ['PodReadyToStartContainers', 'Initialized', 'Ready', 'ContainersReady', 'PodScheduled'].map(
      (type) => ({
        type,
        status: 'True',
        lastProbeTime: null,
        lastTransitionTime: '2026-11-01T08:00:05Z',
      }),
    ),
    hostIP: `192.168.${index % 200}.10`,
    hostIPs: [{ ip: `192.168.${index % 200}.10` }],
    podIP: ip,
    podIPs: [{ ip }],
    startTime: '2026-11-01T08:00:00Z',
    containerStatuses: [status('app')],
    qosClass: 'Burstable',
  };
}

/** 32 hex digits that look random but are deterministic. */
function digest(seed: number): string {
  let text = '';
  let state = (seed + 1) * 2_654_435_761;
  for (let i = 0; i < 4; i++) {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + i * 3_266_489_917) >>> 0;
    text += state.toString(16).padStart(8, '0');
  }
  return text;
}

function uid(seed: number): string {
  const hex = digest(seed);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

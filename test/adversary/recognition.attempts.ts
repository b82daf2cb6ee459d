import type { Severity } from '../../src/result/types.ts';
import { istioControlPlane } from './istio.ts';
import type { Attempt } from './attempt.ts';

/** A workload of one container, privileged unless given otherwise. */
function workload(
  kind: 'Deployment' | 'DaemonSet',
  place: string,
  image: string,
  { replicas = 1, more = '' }: { replicas?: number; more?: string } = {},
): string {
  const [namespace = '', name = ''] = place.split('/');
  return `
apiVersion: apps/v1
kind: ${kind}
metadata: { name: ${name}, namespace: ${namespace}, uid: u-${name} }
spec:
  ${kind === 'Deployment' ? `replicas: ${replicas}` : ''}
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec:
      ${more}
      containers: [{ name: c, image: '${image}', securityContext: { privileged: true } }]
status: { replicas: ${replicas}, readyReplicas: ${replicas}, desiredNumberScheduled: ${replicas}, numberReady: ${replicas} }
---`;
}

const namespace = (name: string, labels = '') => `
apiVersion: v1
kind: Namespace
metadata: { name: ${name}${labels && `, labels: { ${labels} }`} }
---`;

/** An account of a namespace may change objects of an API group in all namespaces. */
const operator = (where: string, account: string, group: string, resources = '[things, things/status]') => `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: ${account} }
rules: [{ apiGroups: ['${group}'], resources: ${resources}, verbs: [get, list, watch, update, patch] }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: ${account} }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: ${account} }
subjects: [{ kind: ServiceAccount, namespace: ${where}, name: ${account} }]
---`;

/** The network of the base cluster, with its pods. */
const CALICO = ['DaemonSet kube-system/calico-node', 'Pod kube-system/calico-node-*'];

const PRIVILEGED = 'workloads/privileged-container';
const evaluated = (object: string) => [
  { check: PRIVILEGED, verdict: 'fail', severity: 'high', object } as const,
];

/** Images of products, each in a namespace of a team. */
const LOOK_ALIKES: readonly (readonly [string, string])[] = [
  ['calico', 'evil.example/calico/node:v3.31.2'],
  ['cilium', 'quay.io/cilium/cilium:v1.20.2'],
  ['kube-proxy', 'evil.example/kube-proxy:v1.37.2'],
  ['csi', 'registry.k8s.io/sig-storage/csi-node-driver-registrar:v2.15.0'],
  ['longhorn', 'longhornio/longhorn-manager:v1.10.0'],
  ['istio-cni', 'docker.io/istio/install-cni:1.31.0'],
  ['ztunnel', 'docker.io/istio/ztunnel:1.31.0'],
  ['falco', 'docker.io/falcosecurity/falco:0.42.0'],
  ['npd', 'registry.k8s.io/node-problem-detector/node-problem-detector:v1.35.0'],
  ['etcd', 'registry.k8s.io/etcd:3.7.0-0'],
];

/** A pod with full access to its node, in a team's namespace in which an administrator installed the product with this API group. */
const greedy = (
  image: string,
  group: string,
  path: string,
) => `${namespace('team')}${operator('team', 'op', group)}
apiVersion: v1
kind: Pod
metadata: { name: x, namespace: team }
spec:
  hostPID: true
  hostNetwork: true
  containers: [{ name: c, image: '${image}', securityContext: { privileged: true }, volumeMounts: [{ name: v, mountPath: /m }] }]
  volumes: [{ name: v, hostPath: { path: ${path} } }]
status: { phase: Running, conditions: [{ type: Ready, status: 'True' }] }
`;

/** Checks with a severity one level lower, by product: privileged, processes, network, the path. */
const NEEDS: readonly (readonly [string, string, string, string, readonly Severity[]])[] = [
  [
    'cert-manager',
    'quay.io/jetstack/cert-manager-controller:v1.19.1',
    'cert-manager.io',
    '/etc/kubernetes',
    ['high', 'medium', 'medium', 'high'],
  ],
  ['Argo CD', 'quay.io/argoproj/argocd:v3.2.0', 'argoproj.io', '/', ['high', 'medium', 'medium', 'high']],
  [
    'Kyverno',
    'ghcr.io/kyverno/kyverno:v1.16.0',
    'kyverno.io',
    '/var/lib/kubelet',
    ['high', 'medium', 'medium', 'high'],
  ],
  [
    'Strimzi',
    'quay.io/strimzi/operator:0.49.0',
    'kafka.strimzi.io',
    '/run/containerd',
    ['high', 'medium', 'medium', 'high'],
  ],
  ['Traefik', 'docker.io/traefik:v3.4', 'traefik.io', '/var/lib/kubelet', ['high', 'medium', 'low', 'high']],
  [
    'MetalLB',
    'quay.io/metallb/speaker:v0.15.2',
    'metallb.io',
    '/var/lib/kubelet',
    ['high', 'medium', 'low', 'high'],
  ],
  [
    'Longhorn',
    'docker.io/longhornio/longhorn-manager:v1.10.0',
    'longhorn.io',
    '/var/lib/kubelet',
    ['medium', 'low', 'low', 'medium'],
  ],
  [
    'Longhorn',
    'docker.io/longhornio/longhorn-manager:v1.10.0',
    'longhorn.io',
    '/etc',
    ['medium', 'low', 'low', 'medium'],
  ],
  [
    'Longhorn',
    'docker.io/longhornio/longhorn-manager:v1.10.0',
    'longhorn.io',
    '/etc/kubernetes',
    ['medium', 'low', 'low', 'high'],
  ],
  [
    'Longhorn',
    'docker.io/longhornio/longhorn-manager:v1.10.0',
    'longhorn.io',
    '/run/containerd/containerd.sock',
    ['medium', 'low', 'low', 'high'],
  ],
  [
    'Longhorn',
    'docker.io/longhornio/longhorn-manager:v1.10.0',
    'longhorn.io',
    '/var/lib/kubelet/pki',
    ['medium', 'low', 'low', 'high'],
  ],
  [
    'Multus',
    'ghcr.io/k8snetworkplumbingwg/multus-cni:v4.2.2',
    'k8s.cni.cncf.io',
    '/run',
    ['medium', 'low', 'low', 'medium'],
  ],
];

const attempts: readonly Attempt[] = [
  ...NEEDS.map(([name, image, group, path, [privileged, processes, network, keys]]): Attempt => ({
    name: `recognition/${name} with full access to its node, and ${path}`,
    player: 'administrator',
    why: 'The severity of a product is lower only for the node access that it needs.',
    objects: greedy(image, group, path),
    expect: [
      {
        check: PRIVILEGED,
        verdict: 'fail',
        object: 'Pod team/x',
        ...(privileged && { severity: privileged }),
      },
      {
        check: 'workloads/host-pid',
        verdict: 'fail',
        object: 'Pod team/x',
        ...(processes && { severity: processes }),
      },
      {
        check: 'workloads/host-network',
        verdict: 'fail',
        object: 'Pod team/x',
        ...(network && { severity: network }),
      },
      {
        check: 'workloads/sensitive-host-path',
        verdict: 'fail',
        object: 'Pod team/x',
        ...(keys && { severity: keys }),
      },
    ],
  })),
  ...LOOK_ALIKES.flatMap(([name, image]): Attempt[] => [
    {
      name: `recognition/a DaemonSet that looks like ${name} in a namespace of a team`,
      player: 'tenant',
      why: 'An image may have any name, and any user can create a DaemonSet: only an administrator confirms a product.',
      objects: workload('DaemonSet', `shop/${name}`, image),
      expect: evaluated(`DaemonSet shop/${name}`),
      files: evaluated(`DaemonSet shop/${name}`),
    },
  ]),
  ...['keda', 'kube-anything', 'calico-system', 'gke-system', 'openshift-monitoring', 'kube-flannel'].map(
    (where): Attempt => ({
      name: `recognition/a kube-proxy in namespace ${where}, identified only by its name`,
      player: 'tenant',
      why: 'A namespace name alone is not accepted; on kubeadm none of these belongs to the distribution.',
      objects: `${namespace(where)}${workload('Deployment', `${where}/kube-proxy`, 'evil.example/kube-proxy:v1.37.2')}`,
      expect: evaluated(`Deployment ${where}/kube-proxy`),
    }),
  ),
  {
    name: 'recognition/a namespace with the name of an add-on is evaluated like any other',
    player: 'administrator',
    why: 'KEDA does not run there and no account of it has cluster-wide permissions: its name is no Pod Security level.',
    objects: `${namespace('keda')}${workload('Deployment', 'keda/web', 'shop/web:1')}
apiVersion: v1
kind: Pod
metadata: { name: web-1, namespace: keda }
spec: { containers: [{ name: c, image: 'shop/web:1' }] }
status: { phase: Running }
`,
    expect: [
      { check: 'namespaces/pod-security-unset', verdict: 'fail', object: 'Namespace keda' },
      { check: 'network/namespace-without-policy', verdict: 'fail', object: 'Namespace keda' },
    ],
  },
  {
    name: 'recognition/the namespace of an add-on that an administrator installed',
    player: 'administrator',
    why: 'Its operator may change its own objects in all namespaces: it is the namespace of that product, which needs no privileged containers.',
    objects: `${namespace('keda')}${workload('Deployment', 'keda/keda-operator', 'ghcr.io/kedacore/keda:2.18.0')}${operator('keda', 'keda-operator', 'keda.sh')}`,
    expect: [...evaluated('Deployment keda/keda-operator')],
  },
  {
    name: 'recognition/an unrecognized privileged workload next to an add-on',
    player: 'tenant',
    why: 'Only the product is accepted, not other workloads of its namespace.',
    objects: `${namespace('keda')}${workload('Deployment', 'keda/miner', 'evil.example/miner:1')}${operator('keda', 'keda-operator', 'keda.sh')}`,
    expect: evaluated('Deployment keda/miner'),
  },
  {
    name: 'recognition/Longhorn, installed by an administrator in its own namespace',
    player: 'administrator',
    why: 'A storage driver is privileged by design; an administrator granted its account permissions that only Longhorn needs.',
    objects: `${namespace('longhorn-system')}${workload('DaemonSet', 'longhorn-system/longhorn-manager', 'longhornio/longhorn-manager:v1.10.0')}${operator('longhorn-system', 'longhorn', 'longhorn.io')}`,
    expect: [{ check: PRIVILEGED, verdict: ['pass', 'not-applicable'] }],
  },
  {
    name: 'recognition/Longhorn in a namespace with another name has a lower severity',
    player: 'administrator',
    why: "It is the product, confirmed by an administrator's binding, and still a risk.",
    objects: `${namespace('storage')}${workload('DaemonSet', 'storage/longhorn-manager', 'longhornio/longhorn-manager:v1.10.0')}${operator('storage', 'longhorn', 'longhorn.io')}`,
    expect: [{ check: PRIVILEGED, verdict: 'fail', object: 'DaemonSet storage/longhorn-manager' }],
  },
  {
    name: 'recognition/a look-alike of Longhorn and an account with a wildcard',
    player: 'tenant',
    why: 'All permissions on all resources identify an administrator, and no product.',
    objects: `${namespace('ci')}${workload('DaemonSet', 'ci/longhorn-manager', 'longhornio/longhorn-manager:v1.10.0')}
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: ci }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin }
subjects: [{ kind: ServiceAccount, namespace: ci, name: deployer }]
`,
    expect: evaluated('DaemonSet ci/longhorn-manager'),
  },
  {
    name: 'recognition/a RoleBinding confirms no product',
    player: 'tenant',
    why: 'A user with `admin` in a namespace may bind roles there: only a ClusterRoleBinding requires an administrator.',
    objects: `${workload('DaemonSet', 'shop/longhorn-manager', 'longhornio/longhorn-manager:v1.10.0')}
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: longhorn, namespace: shop }
rules: [{ apiGroups: [longhorn.io], resources: ['*'], verbs: ['*'] }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: longhorn, namespace: shop }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: longhorn }
subjects: [{ kind: ServiceAccount, namespace: shop, name: default }]
`,
    expect: evaluated('DaemonSet shop/longhorn-manager'),
  },
  {
    name: 'recognition/whether an add-on was installed, where bindings are refused',
    player: 'network',
    why: 'With the bindings it would be accepted: without them it is not known.',
    objects: `${namespace('longhorn-system')}${workload('DaemonSet', 'longhorn-system/longhorn-manager', 'longhornio/longhorn-manager:v1.10.0')}${operator('longhorn-system', 'longhorn', 'longhorn.io')}`,
    answers: { '/apis/rbac.authorization.k8s.io/v1/clusterrolebindings': 403 },
    expect: [{ check: PRIVILEGED, verdict: 'unknown', object: 'DaemonSet longhorn-system/longhorn-manager' }],
  },
  {
    name: 'recognition/an enforcing network in a namespace of a team, on a cluster with Flannel',
    player: 'tenant',
    why: 'Calico in a team’s namespace routes no traffic: Flannel connects the pods and ignores policies.',
    without: CALICO,
    objects: `${workload('DaemonSet', 'kube-system/kube-flannel-ds', 'docker.io/flannel/flannel:v0.27.4')}${workload('DaemonSet', 'shop/calico-node', 'quay.io/calico/node:v3.31.2')}`,
    expect: [
      { check: 'network/policies-unenforced', verdict: 'fail' },
      { check: PRIVILEGED, verdict: 'fail', severity: 'high', object: 'DaemonSet shop/calico-node' },
    ],
  },
  {
    name: 'recognition/a tenant’s Flannel and a real Calico',
    player: 'tenant',
    why: "A tenant's workload is no pod network: Calico still enforces.",
    objects: workload('DaemonSet', 'shop/kube-flannel-ds', 'docker.io/flannel/flannel:v0.27.4'),
    expect: [{ check: 'network/policies-unenforced', verdict: 'pass' }],
  },
  {
    name: 'recognition/Calico without a ready pod enforces no policies yet',
    player: 'administrator',
    why: 'A network plugin that does not run enforces no policies.',
    without: CALICO,
    objects: workload('DaemonSet', 'kube-system/calico-node', 'quay.io/calico/node:v3.31.2', { replicas: 0 }),
    expect: [{ check: 'network/policies-unenforced', verdict: 'unknown' }],
  },
  {
    name: 'recognition/Calico by its operator, in its own namespaces',
    player: 'administrator',
    why: 'The method that its documentation recommends; the ClusterRoleBinding of calico-node is part of it.',
    without: CALICO,
    objects: `${namespace('calico-system')}${workload('DaemonSet', 'calico-system/calico-node', 'quay.io/calico/node:v3.31.2')}${operator('calico-system', 'calico-node', 'crd.projectcalico.org', '[ippools, clusterinformations, blockaffinities]')}`,
    expect: [{ check: 'network/policies-unenforced', verdict: 'pass' }],
  },
  {
    name: 'recognition/mirrored images of Rancher are identified',
    player: 'administrator',
    why: 'Vendors repackage images: `mirrored-calico-node` in kube-system is Calico.',
    without: CALICO,
    objects: workload('DaemonSet', 'kube-system/calico', 'rancher/mirrored-calico-node:v3.31.2'),
    expect: [{ check: 'network/policies-unenforced', verdict: 'pass' }],
  },
  {
    name: 'recognition/a secret store of no replicas in a namespace of a team',
    player: 'tenant',
    why: 'A Deployment of 0 replicas runs no product, whatever its image is.',
    objects: `${workload('Deployment', 'shop/store', 'evil.example/external-secrets/external-secrets:v1', { replicas: 0 })}
apiVersion: v1
kind: Pod
metadata: { name: user, namespace: bank }
spec: { containers: [{ name: c, image: 'bank/x:1', envFrom: [{ secretRef: { name: db } }] }] }
`,
    expect: [{ check: 'workloads/no-external-secret-store', verdict: 'fail' }],
  },
  {
    name: 'recognition/a running secret store in a namespace of a team',
    player: 'tenant',
    why: 'It was not installed for the cluster: it has no permissions on its own objects.',
    objects: `${workload('Deployment', 'shop/store', 'ghcr.io/external-secrets/external-secrets:v1')}
apiVersion: v1
kind: Pod
metadata: { name: user, namespace: bank }
spec: { containers: [{ name: c, image: 'bank/x:1', envFrom: [{ secretRef: { name: db } }] }] }
`,
    expect: [{ check: 'workloads/no-external-secret-store', verdict: 'fail' }],
  },
  {
    name: 'recognition/a policy engine in a namespace of a team',
    player: 'tenant',
    why: 'A look-alike of Kyverno protects no namespace without a level.',
    objects: `${namespace('open')}${workload('Deployment', 'open/web', 'open/web:1')}${workload('Deployment', 'shop/kyverno', 'ghcr.io/kyverno/kyverno:v1.19.1')}`,
    expect: [
      { check: 'namespaces/pod-security-unset', verdict: 'fail', object: 'Namespace open' },
      { check: 'workloads/images-unverified', verdict: 'fail' },
    ],
  },
  ...[
    ['pods', '/api/v1/pods', 403],
    ['workloads', '/apis/apps/v1/daemonsets', 500],
    ['webhooks', '/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations', 404],
    ['bindings', '/apis/rbac.authorization.k8s.io/v1/clusterrolebindings', 500],
    ['nodes', '/api/v1/nodes', 403],
    ['apiservices', '/apis/apiregistration.k8s.io/v1/apiservices', 403],
  ].map(([what, path, status]): Attempt => ({
    name: `recognition/no new passes and no new fails without ${String(what)}`,
    player: 'network',
    why: 'With fewer observations a known verdict may become unknown, without other changes.',
    answers: { [String(path)]: Number(status) },
    expect: [{ check: 'workloads/host-network', verdict: ['pass', 'unknown', 'not-applicable'] }],
  })),
  ...[
    'rancher/mirrored-coredns-coredns:1.12.3',
    'mirror.example/coredns-coredns:1.12.3',
    'rancher/coredns-coredns:1.12.3',
    'k8s.gcr.io/coredns-amd64:1.12.3',
  ].map((image): Attempt => ({
    name: `recognition/CoreDNS as ${image}`,
    player: 'administrator',
    why: 'k3s and mirrors ship it under these names; its version is in the tag.',
    without: ['Deployment kube-system/coredns', 'Pod kube-system/coredns-*'],
    objects: `
apiVersion: v1
kind: Pod
metadata: { name: coredns-x, namespace: kube-system, labels: { k8s-app: kube-dns } }
spec:
  nodeName: worker-1
  containers:
    - { name: coredns, image: '${image}', args: ['-conf', /etc/coredns/Corefile], volumeMounts: [{ name: c, mountPath: /etc/coredns }] }
  volumes: [{ name: c, configMap: { name: coredns } }]
status: { phase: Running, conditions: [{ type: Ready, status: 'True' }] }
`,
    expect: [
      { check: 'control-plane/component-unavailable', verdict: 'pass', object: 'Component coredns' },
      { check: 'version/coredns-vulnerable', verdict: ['fail', 'pass'] },
    ],
  })),
  {
    name: 'recognition/a CRD of OpenShift on kubeadm',
    player: 'administrator',
    why: 'A definition identifies no distribution: only Flannel runs here, which enforces no policies.',
    without: CALICO,
    objects: `${workload('DaemonSet', 'kube-system/kube-flannel-ds', 'docker.io/flannel/flannel:v0.27.4')}
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: routes.route.openshift.io }
spec:
  group: route.openshift.io
  scope: Namespaced
  names: { kind: Route, plural: routes }
  versions: [{ name: v1, served: true, storage: true }]
`,
    serves: [
      { group: 'route.openshift.io', version: 'v1', kind: 'Route', plural: 'routes', namespaced: true },
    ],
    expect: [{ check: 'network/policies-unenforced', verdict: 'fail' }],
  },
  // Users and pipelines of a product write its objects.
  ...(
    [
      ['policies of Calico', 'crd.projectcalico.org', '[networkpolicies]', 'docker.io/calico/node:v3.31.2'],
      [
        'all objects of Longhorn',
        'longhorn.io',
        '[volumes, nodes, settings]',
        'longhornio/longhorn-manager:v1',
      ],
      ['the status of nodes', '', '[nodes/status]', 'docker.io/cloudnativelabs/kube-router:v2.6.0'],
      ['the status of nodes', '', '[nodes/status]', 'docker.io/flannel/flannel:v0.27.4'],
      ['the status of nodes', '', '[nodes/status]', 'registry.k8s.io/node-problem-detector:v1'],
    ] as const
  ).map(([what, group, resources, image]): Attempt => ({
    name: `recognition/a look-alike ${image} and an account that may write ${what}`,
    player: 'tenant',
    why: 'Pipelines and agents have such a permission as well: it does not prove that the product was installed there.',
    objects: `${workload('DaemonSet', 'shop/agent', image)}${operator('shop', 'gitops', group, resources)}`,
    expect: [{ check: PRIVILEGED, verdict: 'fail', severity: 'high', object: 'DaemonSet shop/agent' }],
  })),
  {
    name: 'recognition/a network that ignores policies, and a look-alike with permission to write the status of nodes',
    player: 'tenant',
    why: 'Flannel connects the pods; an account that may write to nodes is no network.',
    without: CALICO,
    objects: `${workload('DaemonSet', 'kube-system/kube-flannel-ds', 'docker.io/flannel/flannel:v0.27.4')}${workload('DaemonSet', 'shop/kube-router', 'docker.io/cloudnativelabs/kube-router:v2.6.0')}${operator('shop', 'labeler', '', '[nodes/status]')}`,
    expect: [
      { check: 'network/policies-unenforced', verdict: 'fail' },
      { check: 'network/namespace-without-policy', verdict: 'fail' },
    ],
  },
  {
    name: 'recognition/an external secret store and an account that may request its secrets',
    player: 'tenant',
    why: 'A workload that requests Secrets from a store is not the store.',
    objects: `${workload('Deployment', 'shop/eso', 'ghcr.io/external-secrets/external-secrets:v0.20.0')}${operator('shop', 'ci', 'external-secrets.io', '[externalsecrets]')}
apiVersion: v1
kind: Pod
metadata: { name: p, namespace: shop }
spec:
  containers: [{ name: c, image: 'shop/web:1', env: [{ name: A, valueFrom: { secretKeyRef: { name: s, key: k } } }] }]
`,
    expect: [{ check: 'workloads/no-external-secret-store', verdict: 'fail' }],
  },
  ...(
    [
      [
        'an image from another registry',
        'evil.example/istio/proxyv2:1.29.2',
        'args: [istio-iptables]',
        'fail',
      ],
      ['a custom command', 'docker.io/istio/proxyv2:1.29.2', 'command: [sh, -c, x]', 'fail'],
      ['another task', 'docker.io/istio/proxyv2:1.29.2', 'args: [wait]', 'fail'],
      [
        'a mounted file in place of the executable',
        'docker.io/istio/proxyv2:1.29.2',
        'args: [istio-iptables], volumeMounts: [{ name: v, mountPath: /usr/local/bin }]',
        'fail',
      ],
      [
        'the image and the task of the injector',
        'docker.io/istio/proxyv2:1.29.2',
        'args: [istio-iptables]',
        'pass',
      ],
    ] as const
  ).map(([what, image, runs, verdict]): Attempt => ({
    name: `recognition/an init container like that of a mesh that is installed, with ${what}`,
    player: 'tenant',
    why: 'The injector starts one executable of one image; any other container belongs to the pod.',
    objects: `${istioControlPlane({ version: '1.29.2' })}
apiVersion: v1
kind: Pod
metadata: { name: p, namespace: shop }
spec:
  volumes: [{ name: v, emptyDir: {} }]
  containers: [{ name: c, image: 'shop/web:1' }]
  initContainers: [{ name: istio-init, image: '${image}', ${runs}, securityContext: { capabilities: { add: [NET_ADMIN, NET_RAW] } } }]
`,
    expect: [
      { check: 'workloads/capability-added', verdict, ...(verdict === 'fail' && { object: 'Pod shop/p' }) },
    ],
  })),
];

export default attempts;

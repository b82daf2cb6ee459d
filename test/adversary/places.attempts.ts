import type { Attempt, Expected } from './attempt.ts';

const PRIVILEGED = 'workloads/privileged-container';
const TOKEN = 'identities/token-unneeded';

const daemonSet = (place: string, image: string, more = ''): string => {
  const [namespace = '', name = ''] = place.split('/');
  return `
apiVersion: v1
kind: Namespace
metadata: { name: ${namespace} }
---
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: ${name}, namespace: ${namespace} }
spec:
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec: { ${more}containers: [{ name: c, image: '${image}', securityContext: { privileged: true } }] }
---`;
};

const node = (labels: string, version: string, image = '', provider = '') => `
apiVersion: v1
kind: Node
metadata: { name: worker-1, labels: { ${labels}, kubernetes.io/os: linux } }
spec: { providerID: '${provider}' }
status: { nodeInfo: { osImage: '${image}', kubeletVersion: ${version}, operatingSystem: linux } }
---`;

const OPENSHIFT = `
apiVersion: config.openshift.io/v1
kind: ClusterVersion
metadata: { name: version }
spec: { clusterID: a }
---${node('node.openshift.io/os_id: rhcos', 'v1.33.5', 'Red Hat Enterprise Linux CoreOS 9.6')}`;
const GKE = node(
  'cloud.google.com/gke-nodepool: a',
  'v1.34.1-gke.1000',
  'Container-Optimized OS from Google',
  'gce://p/z/worker-1',
);
const EKS = node(
  'eks.amazonaws.com/nodegroup: a',
  'v1.34.1-eks-1234567',
  'Amazon Linux 2023',
  'aws:///eu-central-1a/i-0',
);

/** Evidence that kubeadm created the base cluster. */
const UPSTREAM = [
  'Node cp-1',
  'Node worker-1',
  'Pod kube-system/*',
  'DaemonSet kube-system/*',
  'ConfigMap kube-system/kubeadm-config',
  'ConfigMap kube-system/kubelet-config',
  'Deployment kube-system/*',
  'ReplicaSet kube-system/*',
  'ControllerRevision kube-system/*',
];

const places: readonly (readonly [string, string, string, 'part' | 'stranger'])[] = [
  [OPENSHIFT, 'openshift-operators/evil', 'evil.example/x:1', 'stranger'],
  [OPENSHIFT, 'openshift-x/evil', 'evil.example/openshift-release-dev/x:1', 'stranger'],
  [OPENSHIFT, 'openshift-x/tuned', 'quay.io/openshift-release-dev/ocp-v4.0-art-dev@sha256:00', 'part'],
  [OPENSHIFT, 'openshift-x/nfd', 'registry.redhat.io/openshift4/ose-node-feature-discovery:v4.20', 'part'],
  [GKE, 'gmp-public/evil', 'evil.example/x:1', 'stranger'],
  [GKE, 'gmp-system/collector', 'gke.gcr.io/prometheus-engine/prometheus:v2.53', 'part'],
  [
    EKS,
    'amazon-guardduty/aws-guardduty-agent',
    '602401143452.dkr.ecr.eu-central-1.amazonaws.com/aws-guardduty-agent:v1.10',
    'part',
  ],
  [EKS, 'amazon-guardduty/evil', 'evil.example/x:1', 'stranger'],
];

const projected = (audience: string) => `
apiVersion: v1
kind: Pod
metadata: { name: p, namespace: shop }
spec:
  automountServiceAccountToken: false
  volumes: [{ name: t, projected: { sources: [{ serviceAccountToken: { path: token${audience} } }] } }]
  containers: [{ name: c, image: 'x/y:1', volumeMounts: [{ name: t, mountPath: /t }] }]
`;

const attempts: readonly Attempt[] = [
  ...places.map(([cluster, place, image, origin]): Attempt => {
    const permission: Expected =
      origin === 'part'
        ? { check: PRIVILEGED, verdict: 'pass' }
        : { check: PRIVILEGED, verdict: 'fail', object: `DaemonSet ${place}`, severity: 'low' };
    return {
      name: `places/${place} with ${image}`,
      player: 'administrator',
      why: 'Components of a distribution in its namespaces are identified by the registry in which only the distributor publishes; a namespace alone is not accepted.',
      objects: cluster + daemonSet(place, image),
      without: UPSTREAM,
      expect: [permission],
    };
  }),
  {
    name: "places/Calico's own DaemonSet for Windows",
    player: 'administrator',
    why: 'It is a component of Calico, as the one for Linux.',
    objects: daemonSet(
      'kube-system/calico-node-windows',
      'docker.io/calico/node-windows:v3.31.0',
      'nodeSelector: { kubernetes.io/os: windows }, hostNetwork: true, securityContext: { windowsOptions: { hostProcess: true } }, ',
    ),
    expect: [{ check: 'workloads/windows-host-process', verdict: ['pass', 'not-applicable'] }],
  },
  {
    name: 'places/a token for the API server by a separate volume',
    player: 'tenant',
    why: 'Without an audience a projected token is for the API server, regardless of automountServiceAccountToken.',
    objects: projected(''),
    expect: [{ check: TOKEN, verdict: 'fail' }],
  },
  {
    name: 'places/a token for the API server by its name',
    player: 'tenant',
    why: 'That audience is the one of the API server.',
    objects: projected(", audience: 'https://kubernetes.default.svc.cluster.local'"),
    expect: [{ check: TOKEN, verdict: 'fail' }],
  },
  {
    name: 'places/a token for another audience',
    player: 'administrator',
    why: 'The API server does not accept it.',
    objects: projected(', audience: vault'),
    expect: [{ check: TOKEN, verdict: 'pass' }],
  },
];
export default attempts;

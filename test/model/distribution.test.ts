import { describe, expect, it } from '@jest/globals';
import { buildModel } from '../../src/model/build.ts';
import type { Snapshot } from '../../src/snapshot/types.ts';
import type { EvidenceDocument } from '../support/example.ts';
import { CONTROL_PLANE, node, object, pod, snapshotOf, staticPod } from './support/cluster.ts';
import type { Manifest } from './support/cluster.ts';
import { LIST_NODES } from '../../src/model/requirements.ts';

const kubeadmPod = staticPod('kube-apiserver', 'cp-1', [], {
  annotations: { 'kubeadm.kubernetes.io/kube-apiserver.advertise-address.endpoint': '10.0.0.1:6443' },
});
const kubeadmConfig = object(
  'v1',
  'ConfigMap',
  'kubeadm-config',
  { data: { ClusterConfiguration: 'kind: ClusterConfiguration' } },
  'kube-system',
);
const system = (name: string) => pod(name, { namespace: 'kube-system', image: 'registry.example/x:1' });

/** Served API groups, which no manifest contains. */
function serving(snapshot: Snapshot, ...groups: readonly string[]): Snapshot {
  const discovery = groups.map((group) => ({ group, version: 'v1', versions: ['v1'], resources: [] }));
  return { ...snapshot, records: { ...snapshot.records, discovery } };
}

function recognized(snapshot: Snapshot): { id: string | undefined; managed: boolean | undefined } {
  const { distribution, managed } = buildModel(snapshot).cluster;
  return {
    id: distribution.known ? distribution.value.id : undefined,
    managed: managed.known ? managed.value : undefined,
  };
}

describe('distributions', () => {
  it.each<[string, boolean, EvidenceDocument, readonly Manifest[]]>([
    [
      'kubeadm',
      false,
      { version: 'v1.37.2' },
      [kubeadmConfig, kubeadmPod, node('cp-1', { labels: CONTROL_PLANE })],
    ],
    [
      'kind',
      false,
      { version: 'v1.37.2', server: 'https://127.0.0.1:40123' },
      [
        kubeadmConfig,
        kubeadmPod,
        system('kindnet-x7v2p'),
        node('kind-control-plane', {
          labels: CONTROL_PLANE,
          providerID: 'kind://docker/kind/kind-control-plane',
          osImage: 'Debian GNU/Linux 12',
        }),
      ],
    ],
    [
      'minikube',
      false,
      { version: 'v1.37.2' },
      [
        kubeadmConfig,
        kubeadmPod,
        node('minikube', { labels: { ...CONTROL_PLANE, 'minikube.k8s.io/name': 'minikube' } }),
      ],
    ],
    [
      'k3s',
      false,
      { version: 'v1.37.2+k3s1' },
      [
        node('server-1', {
          kubelet: 'v1.37.2+k3s1',
          providerID: 'k3s://server-1',
          labels: CONTROL_PLANE,
          annotations: { 'k3s.io/node-args': '["server"]' },
        }),
      ],
    ],
    [
      'rke2',
      false,
      { version: 'v1.37.2+rke2r1' },
      [
        staticPod('kube-apiserver', 'rke-1', []),
        system('rke2-coredns-rke2-coredns-6f7d-abc'),
        node('rke-1', {
          kubelet: 'v1.37.2+rke2r1',
          providerID: 'rke2://rke-1',
          labels: CONTROL_PLANE,
          annotations: { 'rke2.io/node-args': '["server"]', 'k3s.io/node-args': '["server"]' },
        }),
      ],
    ],
    [
      'k0s',
      false,
      { version: 'v1.37.2+k0s' },
      [
        system('konnectivity-agent-abcde'),
        node('worker-1', { kubelet: 'v1.37.2+k0s', labels: { 'node.k0sproject.io/role': 'worker' } }),
      ],
    ],
    [
      'microk8s',
      false,
      { version: 'v1.37.2' },
      [
        node('mk-1', {
          labels: {
            'microk8s.io/cluster': 'true',
            'node.kubernetes.io/microk8s-controlplane': 'microk8s-controlplane',
          },
        }),
      ],
    ],
    [
      'talos',
      false,
      { version: 'v1.37.2' },
      [
        staticPod('kube-apiserver', 'talos-1', [], { annotations: { 'talos.dev/config-version': '1' } }),
        node('talos-1', {
          labels: CONTROL_PLANE,
          osImage: 'Talos (v1.13.0)',
          annotations: { 'talos.dev/owned-labels': '[]' },
        }),
      ],
    ],
    [
      'kops',
      false,
      { version: 'v1.37.2' },
      [
        staticPod('kube-apiserver', 'i-0a1', []),
        system('etcd-manager-main-i-0a1'),
        system('aws-node-abcde'),
        node('i-0a1', {
          labels: { ...CONTROL_PLANE, 'kops.k8s.io/instancegroup': 'control-plane' },
          providerID: 'aws:///eu-west-1a/i-0a1',
        }),
      ],
    ],
    [
      'eks',
      true,
      { version: 'v1.36.4-eks-3a0b7c2', server: 'https://ABC.gr7.eu-west-1.eks.amazonaws.com' },
      [
        system('aws-node-abcde'),
        node('ip-10-0-0-1.ec2.internal', {
          kubelet: 'v1.36.4-eks-3a0b7c2',
          providerID: 'aws:///eu-west-1a/i-0abc',
          labels: { 'eks.amazonaws.com/nodegroup': 'blue' },
        }),
      ],
    ],
    [
      'gke',
      true,
      { version: 'v1.36.4-gke.1000', server: 'https://203.0.113.9' },
      [
        system('konnectivity-agent-abcde'),
        node('gk3-prod-pool-1', {
          kubelet: 'v1.36.4-gke.1000',
          providerID: 'gce://project/europe-west1-b/gk3-prod-pool-1',
          labels: { 'cloud.google.com/gke-nodepool': 'pool-1' },
        }),
      ],
    ],
    [
      'aks',
      true,
      { version: 'v1.36.4', server: 'https://prod-1a2b.hcp.westeurope.azmk8s.io:443' },
      [
        system('konnectivity-agent-abcde'),
        node('aks-pool1-123-vmss000000', {
          providerID: 'azure:///subscriptions/x',
          labels: { 'kubernetes.azure.com/cluster': 'MC_x' },
        }),
      ],
    ],
    [
      'openshift',
      false,
      { version: 'v1.33.5' },
      [
        staticPod('kube-apiserver', 'master-0', [], { namespace: 'openshift-kube-apiserver' }),
        node('master-0', {
          labels: { 'node-role.kubernetes.io/master': '', 'node.openshift.io/os_id': 'rhel' },
        }),
      ],
    ],
  ])('%s', (id, managed, evidence, objects) => {
    expect(recognized(snapshotOf(evidence, ...objects))).toEqual({ id, managed });
  });

  it('OpenShift by the API groups of its API server or by its ClusterVersion object', () => {
    const apis = ['config.openshift.io', 'project.openshift.io', 'image.openshift.io'];
    expect(recognized(serving(snapshotOf({ version: 'v1.33.5' }), ...apis)).id).toBe('openshift');
    const version = object('config.openshift.io/v1', 'ClusterVersion', 'version', { spec: {}, status: {} });
    expect(recognized(snapshotOf({ source: 'files' }, version)).id).toBe('openshift');
  });

  it.each<[string, string, readonly Manifest[]]>([
    [
      'microshift',
      'the ConfigMap with its version, in addition to the signals of OpenShift',
      [
        object('v1', 'ConfigMap', 'microshift-version', { data: { version: '4.20.0' } }, 'kube-public'),
        node('edge', { labels: { ...CONTROL_PLANE, 'node.openshift.io/os_id': 'rhel' } }),
      ],
    ],
    ['vcluster', 'its fake nodes', [node('n', { annotations: { 'vcluster.loft.sh/fake-node': 'true' } })]],
    [
      'minikube',
      'the paths of its static pods, which kubeadm sets',
      [
        staticPod('kube-apiserver', 'minikube', ['--client-ca-file=/var/lib/minikube/certs/ca.crt'], {
          annotations: { 'kubeadm.kubernetes.io/kube-apiserver.advertise-address.endpoint': '10.0.0.1:6443' },
        }),
        node('minikube', { labels: CONTROL_PLANE }),
      ],
    ],
    [
      'kops',
      'the paths of its static pods',
      [
        staticPod('kube-apiserver', 'i-0abc', ['--client-ca-file=/srv/kubernetes/ca.crt']),
        node('i-0abc', { labels: CONTROL_PLANE }),
      ],
    ],
    [
      'kubeadm',
      'its paths, without its annotation (before 1.18)',
      [
        staticPod('kube-apiserver', 'cp-1', ['--client-ca-file=/etc/kubernetes/pki/ca.crt']),
        node('cp-1', { labels: CONTROL_PLANE }),
      ],
    ],
    [
      'kubeadm',
      'its annotation on a node',
      [node('n-1', { annotations: { 'kubeadm.alpha.kubernetes.io/cri-socket': '/run/x.sock' } })],
    ],
    [
      'aks',
      'the images of kube-system',
      [
        pod('coredns-1', {
          namespace: 'kube-system',
          image: 'mcr.microsoft.com/oss/v2/kubernetes/coredns:v1.12.1-2',
        }),
        system('azure-cns-abcde'),
      ],
    ],
    [
      'eks',
      'the images of kube-system',
      [
        pod('coredns-1', {
          namespace: 'kube-system',
          image: '602401143452.dkr.ecr.eu-west-1.amazonaws.com/eks/coredns:v1.12.1-eksbuild.2',
        }),
        system('aws-node-abcde'),
      ],
    ],
  ])('%s by %s', (id, _, objects) => {
    expect(recognized(snapshotOf({}, ...objects)).id).toBe(id);
  });

  it('EKS by one signal, without a control-plane node', () => {
    const worker = node('ip-10-0-0-1', { labels: { 'eks.amazonaws.com/nodegroup': 'blue' } });
    expect(recognized(snapshotOf({ version: 'v1.36.4' }, worker))).toEqual({ id: 'eks', managed: true });
    expect(
      recognized(snapshotOf({ version: 'v1.36.4-eks-1', 'permission-denied': ['nodes', 'pods'] })),
    ).toEqual({
      id: 'eks',
      managed: undefined,
    });
  });
});

const crdOf = (group: string) =>
  object('apiextensions.k8s.io/v1', 'CustomResourceDefinition', `things.${group}`, {
    spec: {
      group,
      names: { kind: 'Thing', plural: 'things' },
      scope: 'Cluster',
      versions: [{ name: 'v1', served: true }],
    },
  });
const openshiftCrd = (name: string) => crdOf(`${name}.openshift.io`);

describe('look-alikes', () => {
  it.each<[string, string | undefined, boolean | undefined, EvidenceDocument, readonly Manifest[]]>([
    [
      'kubeadm nodes with names like those of GKE',
      'kubeadm',
      false,
      {},
      [kubeadmConfig, kubeadmPod, node('gke-staging-1', { labels: CONTROL_PLANE }), node('aks-test-1')],
    ],
    [
      'kubeadm with the Konnectivity agent, which AKS has too',
      'kubeadm',
      false,
      {},
      [
        kubeadmConfig,
        kubeadmPod,
        system('konnectivity-agent-abcde'),
        node('cp-1', { labels: CONTROL_PLANE }),
      ],
    ],
    [
      'kubeadm with kindnet as its network',
      'kubeadm',
      false,
      {},
      [kubeadmConfig, kubeadmPod, system('kindnet-abcde'), node('cp-1', { labels: CONTROL_PLANE })],
    ],
    [
      'kubeadm with the VPC network of AWS',
      'kubeadm',
      false,
      {},
      [
        kubeadmConfig,
        kubeadmPod,
        system('aws-node-abcde'),
        node('cp-1', { labels: CONTROL_PLANE, providerID: 'aws:///a/i-1' }),
      ],
    ],
    [
      'kubeadm with a CRD in an API group of OpenShift',
      'kubeadm',
      false,
      {},
      [kubeadmConfig, kubeadmPod, ...['route', 'config', 'project', 'image'].map(openshiftCrd)],
    ],
    [
      'kubeadm with a CRD in an API group of k0s',
      'kubeadm',
      false,
      {},
      [kubeadmConfig, kubeadmPod, crdOf('k0s.k0sproject.io')],
    ],
    [
      "a tenant's pod with an image of EKS",
      undefined,
      undefined,
      {},
      [
        pod('coredns', { image: '602401143452.dkr.ecr.eu-west-1.amazonaws.com/eks/coredns:v1' }),
        pod('aws-node-abcde'),
      ],
    ],
    ['only a node name', undefined, undefined, {}, [node('gke-staging-1')]],
    [
      'only a pod name',
      undefined,
      undefined,
      { 'permission-denied': ['nodes'] },
      [system('konnectivity-agent-abcde')],
    ],
    [
      'EKS Distro, self-managed: the version is that of EKS, the control plane is not',
      undefined,
      false,
      { version: 'v1.36.4-eks-3a0b7c2' },
      [node('cp-1', { kubelet: 'v1.36.4-eks-3a0b7c2', labels: CONTROL_PLANE })],
    ],
    [
      'EKS Anywhere, which is based on kubeadm',
      'kubeadm',
      false,
      { version: 'v1.36.4-eks-3a0b7c2' },
      [kubeadmConfig, kubeadmPod, node('cp-1', { kubelet: 'v1.36.4-eks-3a0b7c2', labels: CONTROL_PLANE })],
    ],
    [
      'an ordinary pod with the name kube-apiserver',
      undefined,
      undefined,
      {},
      [system('kube-apiserver-decoy'), node('n-1')],
    ],
    [
      'a control plane without signals of a distribution',
      undefined,
      false,
      {},
      [staticPod('kube-apiserver', 'cp-1', []), node('cp-1')],
    ],
    ['no signals', undefined, undefined, { 'permission-denied': ['nodes', 'pods'] }, []],
  ])('%s', (_, id, managed, evidence, objects) => {
    expect(recognized(snapshotOf(evidence, ...objects))).toEqual({ id, managed });
  });

  it('never get the documented settings of EKS', () => {
    const cp = node('cp-1', { kubelet: 'v1.36.4-eks-3a0b7c2', labels: CONTROL_PLANE });
    const model = buildModel(
      snapshotOf({ version: 'v1.36.4-eks-3a0b7c2', 'permission-denied': ['pods'] }, cp),
    );
    expect(model.controlPlane.apiServer.encryption.known).toBe(false);
  });
});

describe('cloud provider of the nodes', () => {
  it.each([
    [['aws:///eu-west-1a/i-1'], 'AWS'],
    [['gce://p/z/n', 'azure:///subscriptions/x'], 'Azure and Google Cloud'],
    [['kind://docker/kind/n'], 'local containers (kind)'],
    [['custom://n'], undefined],
  ])('%j', (ids, provider) => {
    const nodes = ids.map((providerID, index) => node(`n-${index}`, { providerID }));
    const answer = buildModel(snapshotOf({}, ...nodes)).cluster.provider;
    expect(answer.known ? answer.value : undefined).toBe(provider);
  });

  it('is unknown if nodes were not collected', () => {
    expect(buildModel(snapshotOf({ 'permission-denied': ['nodes'] })).cluster.provider).toMatchObject({
      known: false,
      requires: [LIST_NODES],
    });
  });
});

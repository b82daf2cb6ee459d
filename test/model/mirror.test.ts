import { describe, expect, it } from '@jest/globals';
import { buildModel } from '../../src/model/build.ts';
import { isMirrorPod, staticOrigin } from '../../src/model/control-plane/sources/mirror-pods.ts';
import type { EvidenceDocument } from '../support/example.ts';
import type { Manifest } from './support/cluster.ts';
import { CONTROL_PLANE, node, object, snapshotOf, staticPod } from './support/cluster.ts';

const CP: Manifest = {
  ...node('cp-1', { labels: CONTROL_PLANE }),
  metadata: { name: 'cp-1', uid: 'u-cp-1', labels: CONTROL_PLANE },
};
const genuine = staticPod('kube-apiserver', 'cp-1', ['--profiling=false'], { owner: { uid: 'u-cp-1' } });

/** The origin of the only pod among these objects. */
function originOf(pod: Manifest, evidence: EvidenceDocument = {}, ...others: readonly Manifest[]) {
  const snapshot = snapshotOf(evidence, CP, pod, ...others);
  const record = snapshot.records.pod[0];
  if (!record) throw new Error('no pod');
  return staticOrigin(record, snapshot);
}

/** `genuine` with other metadata; undefined removes a field. */
function but(
  change: Readonly<Record<string, unknown>>,
  spec: Readonly<Record<string, unknown>> = {},
): Manifest {
  const metadata = Object.fromEntries(
    Object.entries({ ...(genuine['metadata'] as object), ...change }).filter(
      ([, value]) => value !== undefined,
    ),
  );
  return { ...genuine, metadata, spec: { ...(genuine['spec'] as object), ...spec } };
}

const MIRROR = { 'kubernetes.io/config.mirror': 'a1' };
const SOURCE = { 'kubernetes.io/config.source': 'file' };

describe('a static pod has every field that a kubelet sets', () => {
  it('is a mirror pod when all fields match', () => expect(originOf(genuine)).toBe('mirror'));

  it.each<[string, Manifest, EvidenceDocument?]>([
    ['from a URL', but({ annotations: { ...MIRROR, 'kubernetes.io/config.source': 'http' } })],
    ['on a node without permission to list nodes', genuine, { 'permission-denied': ['nodes'] }],
    ['without a uid of the node, as in older snapshots', staticPod('kube-apiserver', 'cp-1', [])],
    [
      'with a node name in capitals, which the kubelet lowercases in the pod name',
      but(
        { name: 'kube-apiserver-cp-2', ownerReferences: [{ kind: 'Node', name: 'CP-2', controller: true }] },
        { nodeName: 'CP-2' },
      ),
      { partial: ['nodes'] },
    ],
  ])('%s', (_, pod, evidence = {}) => expect(originOf(pod, evidence)).toBe('mirror'));

  it.each<[string, Manifest]>([
    ['in the namespace of a tenant', but({ namespace: 'shop' })],
    ['in default', but({ namespace: 'default' })],
    ['in kube-public', but({ namespace: 'kube-public' })],
    ['on a node that does not exist', staticPod('kube-apiserver', 'cp-9', [])],
    ['on no node', but({}, { nodeName: undefined })],
    ['with a name that does not end with the node name', but({ name: 'kube-apiserver' })],
    ['with the name of another node', but({ name: 'kube-apiserver-cp-11' })],
    [
      'with a source other than file',
      but({ annotations: { ...MIRROR, 'kubernetes.io/config.source': 'api' } }),
    ],
    [
      'with an owner other than a Node',
      but({ ownerReferences: [{ kind: 'ReplicaSet', name: 'cp-1', uid: 'u-cp-1' }] }),
    ],
    ['of another node', but({ ownerReferences: [{ kind: 'Node', name: 'w-1', uid: 'u-cp-1' }] })],
    [
      'of a deleted node with that name',
      but({ ownerReferences: [{ kind: 'Node', name: 'cp-1', uid: 'u-old' }] }),
    ],
    [
      'with an annotation of our own',
      but({ annotations: { 'archmap.io/static-manifest': 'true' }, ownerReferences: undefined }),
    ],
    ['with an owner alone', but({ annotations: {} })],
    ['with a source alone', but({ annotations: SOURCE })],
  ])('is not a mirror pod %s', (_, pod) => {
    expect(originOf(pod)).toBeUndefined();
    expect(originOf(pod, { source: 'files' })).toBe(
      /owner alone|source alone|our own/.test(_) ? 'inferred' : undefined,
    );
  });

  it.each<[string, Manifest]>([
    ['lost its source', but({ annotations: MIRROR })],
    ['lost its owner', but({ ownerReferences: undefined })],
  ])('is unproven when it %s', (_, pod) => {
    expect(originOf(pod)).toBe('unproven');
    const snapshot = snapshotOf({}, CP, pod);
    expect(isMirrorPod(snapshot.records.pod[0] as never, snapshot)).toBe(false);
    const answer = buildModel(snapshot).controlPlane.apiServer.flag('profiling');
    expect(answer).toMatchObject({
      observations: [{ value: 'false', evidence: { confidence: 'inferred' } }],
    });
  });

  it('had no owner before 1.17', () => {
    const old = { ...CP, status: { nodeInfo: { kubeletVersion: 'v1.16.15' } } };
    const pod = but({ ownerReferences: undefined });
    const snapshot = snapshotOf({}, old, pod);
    expect(staticOrigin(snapshot.records.pod[0] as never, snapshot)).toBe('mirror');
  });

  it('an empty list of nodes proves nothing if pods exist', () => {
    const snapshot = snapshotOf({}, genuine);
    expect(staticOrigin(snapshot.records.pod[0] as never, snapshot)).toBe('mirror');
  });

  it('namespaces of OpenShift are system namespaces where OpenShift is possible', () => {
    const pod = but({ namespace: 'openshift-kube-apiserver' });
    const crd = (group: string) =>
      object('apiextensions.k8s.io/v1', 'CustomResourceDefinition', `x.${group}`, {
        spec: { group, names: { kind: 'X', plural: 'x' } },
      });
    const served = (group: string) => {
      const snapshot = snapshotOf({}, CP, pod, crd(group));
      const records = {
        ...snapshot.records,
        discovery: [{ group, version: 'v1', versions: ['v1'], resources: [] }],
      };
      return staticOrigin(records.pod[0] as never, { ...snapshot, records });
    };
    expect(originOf(pod)).toBe('mirror');
    expect(served('config.openshift.io')).toBe('mirror');
    expect(served('apps')).toBeUndefined();
  });
});

describe('from files', () => {
  const spec = (more: Readonly<Record<string, unknown>> = {}) => ({
    hostNetwork: true,
    containers: [{ name: 'a', image: 'registry.k8s.io/kube-apiserver:v1.36.1', command: ['kube-apiserver'] }],
    ...more,
  });
  const file = (name: string, more: Readonly<Record<string, unknown>> = {}, change = {}) =>
    object('v1', 'Pod', name, { spec: spec(more), metadata: change }, 'kube-system');
  const labels = { component: 'kube-apiserver', tier: 'control-plane' };

  it.each<[string, Manifest, string | undefined]>([
    ['a manifest of /etc/kubernetes/manifests', file('kube-apiserver'), 'manifest'],
    ['a manifest with another name and labels', file('kube-apiserver-x', {}, { labels }), 'manifest'],
    ['a cleaned dump', file('kube-apiserver-cp-1', { nodeName: 'cp-1' }), 'inferred'],
    ['a manifest with a nodeName, as in tutorials', file('kube-apiserver', { nodeName: 'cp-1' }), 'manifest'],
    ['an ordinary pod of that name', file('kube-apiserver', { hostNetwork: false }), undefined],
    [
      'a replica',
      file('kube-apiserver', {}, { ownerReferences: [{ kind: 'ReplicaSet', name: 'x', uid: 'u' }] }),
      undefined,
    ],
    ['a pod that runs something else', file('etcd'), undefined],
    ['an unrecognized pod', file('web'), undefined],
  ])('%s', (_, pod, origin) => {
    expect(originOf(pod, { source: 'files' })).toBe(origin);
    expect(originOf(pod)).toBeUndefined();
  });

  it('a dump in which other pods have the kubelet fields is not a cleaned dump', () => {
    const exported = file('kube-apiserver-cp-1', { nodeName: 'cp-1' }, { uid: 'u1' });
    expect(originOf(exported, { source: 'files' })).toBe('inferred');
    expect(originOf(exported, { source: 'files' }, staticPod('etcd', 'cp-1', []))).toBeUndefined();
  });
});

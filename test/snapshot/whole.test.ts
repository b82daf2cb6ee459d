import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { dump } from 'js-yaml';
import { allCollectors as collectors } from '../../src/collect/collectors/index.ts';
import { KNOWN_KINDS } from '../../src/snapshot/kinds.ts';
import type { CollectorId, Outcome } from '../../src/snapshot/types.ts';
import { read, scratch } from './support/io.ts';
import type { Scratch } from './support/io.ts';

let dir: Scratch;
beforeEach(() => {
  dir = scratch();
});
afterEach(() => dir.remove());

type Meta = Record<string, unknown>;
const API: Record<string, string> = {
  Node: 'v1',
  Namespace: 'v1',
  Pod: 'v1',
  Service: 'v1',
  Deployment: 'apps/v1',
  NetworkPolicy: 'networking.k8s.io/v1',
  StorageClass: 'storage.k8s.io/v1',
  CustomResourceDefinition: 'apiextensions.k8s.io/v1',
  ClusterRole: 'rbac.authorization.k8s.io/v1',
  ClusterRoleBinding: 'rbac.authorization.k8s.io/v1',
  Role: 'rbac.authorization.k8s.io/v1',
  RoleBinding: 'rbac.authorization.k8s.io/v1',
};
const BODY: Record<string, Record<string, unknown>> = {
  Service: { spec: { type: 'ClusterIP' } },
  NetworkPolicy: { spec: { podSelector: {} } },
  Pod: { spec: { containers: [{ name: 'c', image: 'i' }] } },
  Deployment: { spec: { template: { spec: { containers: [{ name: 'c', image: 'i' }] } } } },
  RoleBinding: { roleRef: { kind: 'Role', name: 'x' }, subjects: [] },
  ClusterRoleBinding: { roleRef: { kind: 'ClusterRole', name: 'x' }, subjects: [] },
};
/** `shop/a` is in a namespace. */
function object(kind: string, name: string, typed: boolean): Record<string, unknown> {
  const [own, namespace] = name.split('/').reverse();
  return {
    ...(typed && { apiVersion: API[kind], kind }),
    metadata: { name: own, ...(namespace && { namespace }), uid: `u-${name}` },
    ...BODY[kind],
  };
}
/** The API server's response to a list request. */
const answer = (kind: string, names: string[], metadata: Meta = { resourceVersion: '7' }) => ({
  kind: `${kind}List`,
  apiVersion: API[kind],
  metadata,
  items: names.map((name) => object(kind, name, false)),
});
/** The output of kubectl. */
const printed = (objects: [kind: string, name: string][], metadata: Meta = { resourceVersion: '' }) => ({
  apiVersion: 'v1',
  items: objects.map(([kind, name]) => object(kind, name, true)),
  kind: 'List',
  metadata,
});

async function outcomes(
  files: Record<string, unknown>,
  complete = false,
): Promise<{ of: (id: CollectorId) => Outcome; notes: string[] }> {
  for (const [name, content] of Object.entries(files))
    dir.file(name, typeof content === 'string' ? content : JSON.stringify(content));
  const { snapshot, notes } = await read(dir.root, '', { complete });
  return {
    of: (id) => snapshot.outcomes.get(id) ?? { collector: id, status: 'unavailable', count: -1 },
    notes,
  };
}

describe('a response of the API server', () => {
  it('is complete for a cluster-scoped kind, in JSON and in YAML, even if empty', async () => {
    // Go sorts the keys of YAML.
    for (const write of [JSON.stringify, (value: unknown) => dump(value, { sortKeys: true })]) {
      const { of } = await outcomes({ 'a.json': write(answer('Node', ['n1', 'n2'])) });
      expect(of('nodes')).toEqual({ collector: 'nodes', status: 'ok', count: 2 });
    }
    const { of } = await outcomes({ 'a.json': answer('CustomResourceDefinition', []) });
    expect(of('crds')).toEqual({ collector: 'crds', status: 'ok', count: 0 });
  });

  it.each<[string, Meta, boolean]>([
    ['a continue token', { resourceVersion: '7', continue: 'abc' }, false],
    ['remaining items', { resourceVersion: '7', remainingItemCount: 3 }, false],
    ['no resourceVersion', {}, false],
    ['an empty resourceVersion', { resourceVersion: '' }, false],
    ['a continue token that is empty', { resourceVersion: '7', continue: '' }, true],
    ['a path', { resourceVersion: '7', selfLink: '/api/v1/nodes' }, true],
  ])('with %s', async (_what, metadata, whole) => {
    const { of } = await outcomes({ 'a.json': answer('Node', ['n1'], metadata) });
    expect(of('nodes').status).toBe(whole ? 'ok' : 'partial');
  });

  it('in YAML without a field after its items may be incomplete', async () => {
    const nodes = { 'a.yaml': dump(answer('Node', ['n1', 'n2'])) };
    expect((await outcomes(nodes)).of('nodes').status).toBe('partial');
    expect((await outcomes(nodes, true)).of('nodes').status).toBe('ok');
  });

  it('without an element, or its end, is incomplete', async () => {
    const text = JSON.stringify(answer('Node', ['n1', 'n2']));
    for (const broken of [text.replace('"n2"', '"n2""'), text.slice(0, -3), text.replace('"name":"n2",', '')])
      expect((await outcomes({ 'a.json': broken })).of('nodes').status).toBe('partial');
  });

  it.each<[string, string[], Meta, Partial<Outcome>]>([
    ['objects of two namespaces', ['shop/a', 'web/b'], {}, { status: 'ok', count: 2 }],
    ['objects of one', ['shop/a', 'shop/b'], {}, { status: 'partial', namespaces: ['shop'] }],
    ['the path of all', ['shop/a'], { selfLink: '/api/v1/pods' }, { status: 'ok' }],
    [
      'the path of one, and an empty list',
      [],
      { selfLink: '/api/v1/namespaces/shop/pods' },
      { status: 'partial', namespaces: ['shop'] },
    ],
  ])('of a namespaced kind, with %s', async (_what, pods, metadata, expected) => {
    const { of } = await outcomes({
      'a.json': answer('Pod', pods, { resourceVersion: '7', ...metadata }),
      'n.json': answer('Node', ['n1']),
    });
    expect(of('pods')).toMatchObject(expected);
    expect(of('pods').namespaces).toEqual(expected.namespaces);
  });

  it('of a namespace named cluster is one of that namespace', async () => {
    const { of } = await outcomes({ 'a.json': answer('Pod', ['cluster/a']) });
    expect(of('pods')).toMatchObject({ status: 'partial', namespaces: ['cluster'] });
  });

  it('that is empty and of a namespaced kind has no scope; the place in a dump has', async () => {
    const none = answer('NetworkPolicy', []);
    const nodes = { 'nodes.json': answer('Node', ['n1']) };
    expect((await outcomes({ ...nodes, 'np.json': none })).of('networkpolicies').status).toBe('unavailable');
    const there = (await outcomes({ ...nodes, 'namespaces/shop/core/networkpolicies.json': none })).of(
      'networkpolicies',
    );
    expect(there).toMatchObject({
      whole: [{ kind: 'networking.k8s.io/NetworkPolicy', namespaces: ['shop'] }],
    });
  });

  it('of every namespace, one by one, is complete for the cluster', async () => {
    const files = {
      'namespaces.json': answer('Namespace', ['default', 'kube-system', 'shop']),
      'default/pods.json': answer('Pod', []),
      'kube-system/pods.json': answer('Pod', ['kube-system/a']),
    };
    expect((await outcomes(files)).of('pods')).toMatchObject({
      status: 'partial',
      namespaces: ['default', 'kube-system'],
      reason: 'files may not contain every Pod except in default, kube-system',
    });
    expect((await outcomes({ 'shop/pods.json': answer('Pod', ['shop/b']) })).of('pods').status).toBe('ok');
  });

  it('without objects of every cluster is a selection', async () => {
    for (const [kind, id] of [
      ['Namespace', 'namespaces'],
      ['ClusterRole', 'rbac'],
    ] as const) {
      const of = async (names: string[]) => (await outcomes({ 'a.json': answer(kind, names) })).of(id);
      expect((await of(['shop'])).whole).toBeUndefined();
      expect((await of(['shop'])).status).toBe('partial');
      expect((await of([])).status).toBe('unavailable');
      const all = await of([
        'shop',
        ...(kind === 'Namespace' ? ['default', 'kube-system'] : ['cluster-admin']),
      ]);
      expect(all.status === 'ok' || all.whole?.length === 1).toBe(true);
    }
  });
});

describe('a List of kubectl', () => {
  it('is complete for its cluster-scoped kinds', async () => {
    const { of } = await outcomes({
      'a.json': printed([
        ['Node', 'n1'],
        ['StorageClass', 's'],
        ['Pod', 'shop/a'],
        ['Pod', 'web/a'],
      ]),
    });
    expect(of('nodes').status).toBe('ok');
    expect(of('pods').status).toBe('partial');
    expect(of('storage')).toMatchObject({
      status: 'partial',
      whole: [{ kind: 'storage.k8s.io/StorageClass' }],
    });
  });

  it('of old versions has empty metadata; a hand-written one has none, and its objects no uid', async () => {
    const nodes = [['Node', 'n1']] as [string, string][];
    expect((await outcomes({ 'a.json': printed(nodes, {}) })).of('nodes').status).toBe('ok');
    const { metadata: _, ...byHand } = printed(nodes);
    expect((await outcomes({ 'a.json': byHand })).of('nodes').status).toBe('partial');
    const bare = { ...printed([], {}), items: [{ apiVersion: 'v1', kind: 'Node', metadata: { name: 'n' } }] };
    expect((await outcomes({ 'a.json': bare })).of('nodes').status).toBe('partial');
  });

  it('of one object that was requested by name is incomplete', async () => {
    expect((await outcomes({ 'a.json': object('Node', 'n1', true) })).of('nodes').status).toBe('partial');
  });
});

describe('a collector of several kinds', () => {
  it('is as complete as the worst of them', async () => {
    const rbac = {
      'r.json': answer('Role', ['a/x', 'b/x']),
      'cr.json': answer('ClusterRole', ['cluster-admin']),
      'rb.json': answer('RoleBinding', ['a/x', 'b/x']),
    };
    expect((await outcomes(rbac)).of('rbac')).toMatchObject({
      status: 'partial',
      reason: 'files may not contain every ClusterRoleBinding',
      whole: expect.arrayContaining([{ kind: 'rbac.authorization.k8s.io/Role' }]),
    });
    const { of } = await outcomes({ 'crb.json': answer('ClusterRoleBinding', ['cluster-admin']) });
    expect(of('rbac')).toEqual({ collector: 'rbac', status: 'ok', count: 6 });
  });

  it('with custom kinds requires the definitions, which prove their absence', async () => {
    const policies = { 'np.json': answer('NetworkPolicy', ['a/x', 'b/x']) };
    expect((await outcomes(policies)).of('networkpolicies').status).toBe('partial');
    const crd = (name: string, group: string, kind: string) => ({
      kind: 'CustomResourceDefinitionList',
      apiVersion: 'apiextensions.k8s.io/v1',
      metadata: { resourceVersion: '7' },
      items: [{ metadata: { name }, spec: { group, names: { kind, plural: 'x' } } }],
    });
    const other = await outcomes({
      'crd.json': crd('certs.cert-manager.io', 'cert-manager.io', 'Certificate'),
    });
    expect(other.of('networkpolicies').status).toBe('ok');
    expect(other.of('istio')).toEqual({ collector: 'istio', status: 'ok', count: 0 });
    const cilium = await outcomes({ 'crd.json': crd('x.cilium.io', 'cilium.io', 'CiliumNetworkPolicy') });
    expect(cilium.of('networkpolicies').status).toBe('partial');
  });

  it('or the APIServices, which contain every group', async () => {
    const service = (name: string, group: string) => ({ metadata: { name }, spec: { group, version: 'v1' } });
    const of = (names: string) => names.split(' ').map((name) => `${name}.k8s.io`);
    const services = (...more: unknown[]) => ({
      ...answer('APIService', []),
      apiVersion: 'apiregistration.k8s.io/v1',
      items: [
        ...['', 'apps', 'batch', ...of('authorization networking rbac.authorization storage')].map((group) =>
          service(`v1.${group}`, group),
        ),
        ...more,
      ],
    });
    const policies = { 'np.json': answer('NetworkPolicy', ['a/x', 'b/x']) };
    expect((await outcomes({ ...policies, 's.json': services() })).of('networkpolicies').status).toBe('ok');
    const cilium = services(service('v2.cilium.io', 'cilium.io'));
    expect((await outcomes({ ...policies, 's.json': cilium })).of('networkpolicies')).toMatchObject({
      status: 'partial',
      reason:
        'files may not contain every CiliumNetworkPolicy, CiliumClusterwideNetworkPolicy, CiliumNodeConfig',
    });
  });

  it('has the kinds that the collector requests', () => {
    for (const { id, reads } of collectors) {
      // Endpoints are the source of EndpointSlices: a list of those is sufficient. Moved kinds are known under their current group; a
      // DeploymentConfig is visible by its ReplicationControllers.
      const others = ['extensions', 'apps.openshift.io'];
      const listed = reads.filter(
        ({ verb, group = '', resource }) =>
          verb === 'list' && resource !== 'endpoints' && !others.includes(group),
      );
      const kinds = KNOWN_KINDS.filter(({ collector }) => collector === id);
      for (const { group = '', resource } of listed)
        expect(
          kinds.some((kind) => kind.group === group && (!kind.builtIn || kind.plural === resource))
            ? []
            : [id, group, resource],
        ).toEqual([]);
      // ConfigMaps are read by name.
      if (id === 'configmaps') continue;
      expect(
        kinds.filter(
          ({ group, plural, builtIn }) =>
            !listed.some((rule) => (rule.group ?? '') === group && (!builtIn || rule.resource === plural)),
        ),
      ).toEqual([]);
    }
  });
});

describe('--complete', () => {
  const manifests = `${dump(object('Pod', 'shop/a', true))}---\n${dump(object('Deployment', 'shop/d', true))}`;

  it('declares every occurring kind complete, and no other', async () => {
    const { of, notes } = await outcomes({ 'a.yaml': manifests, 's.json': answer('Service', []) }, true);
    expect(of('pods')).toEqual({ collector: 'pods', status: 'ok', count: 1 });
    expect(of('services')).toEqual({ collector: 'services', status: 'ok', count: 0 });
    expect(of('workloads')).toMatchObject({ status: 'partial', whole: [{ kind: 'apps/Deployment' }] });
    expect(of('nodes').status).toBe('unavailable');
    expect(notes).toEqual([]);
  });

  it('does not apply to truncated or unreadable input', async () => {
    const cut = answer('Node', ['n1'], { resourceVersion: '7', continue: 'x' });
    expect((await outcomes({ 'a.json': cut, 'p.yaml': manifests }, true)).of('nodes').status).toBe('partial');
    const { of, notes } = await outcomes({ 'b.yaml': 'a: [' }, true);
    expect(of('pods').status).toBe('partial');
    expect(notes).toEqual(['--complete is ignored: 1 parts of the input could not be read']);
  });

  it('is rejected with a snapshot', async () => {
    const file = dir.file('x', '{"format":"archmap-snapshot","schemaVersion":1}\n');
    await expect(read(file, '', { complete: true })).rejects.toMatchObject({
      code: 'usage',
      hint: 'remove --complete',
    });
  });
});

it('files of two clusters complete no list', async () => {
  const namespaces = (uid: string) => ({
    ...answer('Namespace', ['default']),
    items: [{ metadata: { name: 'kube-system', uid } }],
  });
  const { of, notes } = await outcomes({
    'a.json': namespaces('1'),
    'b.json': namespaces('2'),
    'n.json': answer('Node', ['n1']),
  });
  expect(of('nodes').status).toBe('partial');
  expect(notes[0]).toContain('these files are of two clusters');
});

import { describe, expect, it } from '@jest/globals';
import { buildModel } from '../../src/model/build.ts';
import { modelOf, node, object, pod, snapshotOf } from './support/cluster.ts';
import type { Manifest } from './support/cluster.ts';

type Spec = Record<string, unknown>;
const policy = (name: string, spec: Spec, namespace = 'shop') =>
  object('networking.k8s.io/v1', 'NetworkPolicy', name, { spec }, namespace);
const pick = (app: string) => ({ matchLabels: { app } });
const expression = (key: string, operator: string, ...values: string[]) => ({
  matchExpressions: [{ key, operator, ...(values.length > 0 && { values }) }],
});
const namespace = (name: string, labels: Record<string, string> = {}) =>
  object('v1', 'Namespace', name, { metadata: { labels } });

const web = pod('web-1', { labels: { app: 'web' } });
const db = pod('db-1', { labels: { app: 'db' } });
const hostPod = pod('agent', { labels: { app: 'agent' }, spec: { hostNetwork: true } });
const at = (name: string, podIP: string, namespaceName: string, labels = {}): Manifest => ({
  ...pod(name, { namespace: namespaceName, labels }),
  status: { phase: 'Running', podIP, conditions: [{ type: 'Ready', status: 'True' }] },
});

/** Default namespaces, a namespace of another team, and pods in two of them. */
const around = [
  namespace('kube-system'),
  namespace('default'),
  namespace('kube-public'),
  namespace('shop', { team: 'shop' }),
  namespace('dev', { team: 'dev' }),
  pod('dns', { namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } }),
  pod('tool', { namespace: 'dev', labels: { app: 'tool' } }),
];

const deny = policy('deny', { podSelector: {} });
const denyEgress = policy('egress', { podSelector: {}, policyTypes: ['Egress'] });
const limitWeb = policy('web', {
  podSelector: pick('web'),
  ingress: [{ from: [{ podSelector: pick('edge') }] }],
});
const limitDb = policy('db', { podSelector: pick('db'), policyTypes: ['Ingress'] });
const open = (podSelector: unknown) => policy('open', { podSelector, ingress: [{}] });
const from = (...peers: unknown[]) => policy('p', { podSelector: {}, ingress: [{ from: peers }] });

/** `all`, `some` or `none` of the pods are restricted; `unclear` when this is unknown for the rest. */
function coverage(objects: readonly Manifest[], evidence = {}): string {
  const { pods, open: opened, unclear } = modelOf(evidence, ...objects).networkPolicies.ingress('shop');
  if (pods === 0) return 'no pods';
  if (opened === pods) return 'none';
  if (opened > 0) return 'some';
  return unclear > 0 ? 'unclear' : 'all';
}

describe('pods of a namespace with restricted ingress', () => {
  it.each<[string, string, readonly Manifest[]]>([
    ['no policy', 'none', [web, db]],
    ['a default deny', 'all', [web, db, deny]],
    ['no running pods', 'no pods', [deny]],
    ['a policy for egress only', 'none', [web, db, denyEgress]],
    ['egress for all and ingress for some', 'some', [web, db, denyEgress, limitWeb]],
    [
      'policyTypes without Ingress, whose ingress rules have no effect',
      'none',
      [web, policy('x', { podSelector: {}, policyTypes: ['Egress'], ingress: [] })],
    ],
    ['a policy for some pods', 'some', [web, db, limitWeb]],
    ['policies that together select all pods', 'all', [web, db, limitWeb, limitDb]],
    ['a policy that selects no pods', 'none', [web, limitDb]],
    ['a policy of another namespace', 'none', [web, policy('deny', { podSelector: {} }, 'other')]],
    ['finished pods do not count', 'all', [web, pod('job-1', { phase: 'Succeeded' }), limitWeb]],
    ['pods on the host network do not count', 'all', [web, hostPod, limitWeb]],
    ['only pods on the host network', 'no pods', [hostPod]],
    ['expressions only', 'all', [web, policy('x', { podSelector: expression('app', 'NotIn', 'db') })]],
    [
      'expressions for some pods',
      'some',
      [web, db, policy('x', { podSelector: expression('app', 'NotIn', 'db') })],
    ],
    ['an invalid operator', 'unclear', [web, policy('x', { podSelector: expression('app', 'Is', 'web') })]],
    [
      'a label with the name of a JavaScript method',
      'all',
      [web, policy('x', { podSelector: expression('toString', 'DoesNotExist') })],
    ],
    [
      'the per-pod label of a StatefulSet, which is not recorded',
      'unclear',
      [
        pod('db-0', { owner: { kind: 'StatefulSet', name: 'db' } }),
        policy('x', { podSelector: { matchLabels: { 'statefulset.kubernetes.io/pod-name': 'db-0' } } }),
      ],
    ],
  ])('%s: %s', (_, expected, objects) => {
    expect(coverage(objects)).toBe(expected);
  });

  it('a policy without rules in the snapshot is not evaluated', () => {
    const snapshot = snapshotOf({}, web, deny);
    const networkPolicy = snapshot.records.networkPolicy.map(
      ({ name, namespace, kind, ingress, egress }) => ({
        name,
        ...(namespace && { namespace }),
        kind,
        ingress,
        egress,
      }),
    );
    const model = buildModel({ ...snapshot, records: { ...snapshot.records, networkPolicy } });
    expect(model.networkPolicies.ingress('shop')).toMatchObject({ pods: 1, open: 0, unclear: 1 });
  });
});

describe('a policy that allows all ingress', () => {
  it.each<[string, string, readonly Manifest[]]>([
    ['for all pods, which overrides the default deny', 'none', [web, db, deny, open({})]],
    ['for some pods', 'some', [web, db, deny, open(pick('web'))]],
    ['for pods that do not exist', 'all', [web, db, deny, open(pick('edge'))]],
    ['for pods by expressions', 'some', [web, db, deny, open(expression('app', 'NotIn', 'web'))]],
    ['by an empty rule', 'none', [web, policy('p', { podSelector: {}, ingress: [null] })]],
    ['by an empty list of senders', 'none', [web, policy('p', { podSelector: {}, ingress: [{ from: [] }] })]],
    ['by every namespace', 'none', [web, from({ namespaceSelector: {} })]],
    ['by every pod of every namespace', 'none', [web, from({ namespaceSelector: {}, podSelector: {} })]],
    [
      'by the name label of every namespace',
      'none',
      [web, from({ namespaceSelector: expression('kubernetes.io/metadata.name', 'Exists') })],
    ],
    [
      'by a label that no namespace has',
      'none',
      [web, ...around, from({ namespaceSelector: expression('quarantine', 'DoesNotExist') })],
    ],
    [
      'by a value that no namespace has',
      'none',
      [web, ...around, from({ namespaceSelector: expression('team', 'NotIn', 'nobody') })],
    ],
    [
      'by excluding a namespace without pods',
      'none',
      [
        web,
        ...around,
        from({ namespaceSelector: expression('kubernetes.io/metadata.name', 'NotIn', 'kube-public') }),
      ],
    ],
    [
      'by a label that no pod has',
      'none',
      [web, ...around, from({ namespaceSelector: {}, podSelector: expression('blocked', 'DoesNotExist') })],
    ],
    [
      'by the names of all namespaces',
      'none',
      [
        web,
        ...around,
        from({
          namespaceSelector: expression(
            'kubernetes.io/metadata.name',
            'In',
            'kube-system',
            'default',
            'kube-public',
            'dev',
          ),
        }),
      ],
    ],
    [
      'by two rules that complement each other',
      'none',
      [
        web,
        ...around,
        from(
          { namespaceSelector: expression('team', 'Exists') },
          { namespaceSelector: expression('team', 'DoesNotExist') },
        ),
      ],
    ],
    [
      'by two policies that complement each other',
      'none',
      [
        web,
        ...around,
        from({ namespaceSelector: expression('team', 'Exists') }),
        policy('q', {
          podSelector: {},
          ingress: [{ from: [{ namespaceSelector: expression('team', 'DoesNotExist') }] }],
        }),
      ],
    ],
    ['by all addresses', 'none', [web, from({ ipBlock: { cidr: '0.0.0.0/0' } })]],
    ['by all IPv6 addresses', 'none', [web, from({ ipBlock: { cidr: '::/0' } })]],
    [
      'by both halves',
      'none',
      [web, from({ ipBlock: { cidr: '0.0.0.0/1' } }, { ipBlock: { cidr: '128.0.0.0/1' } })],
    ],
    [
      'by blocks that cover more than half of all addresses',
      'none',
      [web, from({ ipBlock: { cidr: '0.0.0.0/1' } }, { ipBlock: { cidr: '128.0.0.0/2' } })],
    ],
    [
      'by blocks in several policies',
      'none',
      [
        web,
        from({ ipBlock: { cidr: '0.0.0.0/1' } }),
        policy('q', { podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: '128.0.0.0/1' } }] }] }),
      ],
    ],
    [
      'by all addresses with exceptions',
      'none',
      [web, from({ ipBlock: { cidr: '0.0.0.0/0', except: ['192.0.2.0/24', '169.254.169.254/32'] } })],
    ],
    [
      'by the CIDR of the pod network',
      'none',
      [
        at('web-1', '10.244.0.7', 'shop'),
        at('tool', '10.244.1.9', 'dev'),
        { ...node('n1'), spec: { podCIDRs: ['10.244.0.0/24'] } },
        { ...node('n2'), spec: { podCIDRs: ['10.244.1.0/24'] } },
        from({ ipBlock: { cidr: '10.244.0.0/17' } }, { ipBlock: { cidr: '10.244.128.0/17' } }),
      ],
    ],
    [
      'by a large block that contains all pods',
      'none',
      [
        at('web-1', '10.244.0.7', 'shop'),
        at('tool', '10.244.1.9', 'dev'),
        from({ ipBlock: { cidr: '10.0.0.0/8' } }),
      ],
    ],
    [
      'on every TCP port',
      'none',
      [
        web,
        policy('p', {
          podSelector: {},
          ingress: [{ ports: [{ protocol: 'TCP', port: 1, endPort: 65535 }] }],
        }),
      ],
    ],
    [
      'on TCP',
      'none',
      [
        web,
        policy('p', { podSelector: {}, ingress: [{ ports: [{ protocol: 'TCP' }, { protocol: 'UDP' }] }] }),
      ],
    ],
    [
      'on several port ranges',
      'none',
      [
        web,
        policy('p', {
          podSelector: {},
          ingress: [{ ports: [{ port: 1, endPort: 30000 }] }, { ports: [{ port: 30001, endPort: 65535 }] }],
        }),
      ],
    ],
    [
      'on all ports except the first thousand',
      'none',
      [web, policy('p', { podSelector: {}, ingress: [{ ports: [{ port: 1024, endPort: 65535 }] }] })],
    ],
  ])('%s: %s', (_, expected, objects) => {
    expect(coverage(objects)).toBe(expected);
  });
});

describe('a policy that restricts ingress', () => {
  it.each<[string, string, readonly Manifest[]]>([
    ['on one port', 'all', [web, policy('p', { podSelector: {}, ingress: [{ ports: [{ port: 80 }] }] })]],
    [
      'on a named port',
      'all',
      [web, policy('p', { podSelector: {}, ingress: [{ ports: [{ port: 'http' }] }] })],
    ],
    [
      'to other protocols',
      'all',
      [web, policy('p', { podSelector: {}, ingress: [{ ports: [{ protocol: 'UDP' }] }] })],
    ],
    ['to its own namespace', 'all', [web, ...around, from({ podSelector: {} })]],
    [
      'to one namespace',
      'all',
      [web, ...around, from({ namespaceSelector: { matchLabels: { team: 'dev' } } })],
    ],
    [
      'to the only other namespace with pods',
      'all',
      [
        web,
        namespace('kube-system'),
        namespace('default'),
        namespace('shop'),
        pod('dns', { namespace: 'kube-system' }),
        from({ namespaceSelector: expression('kubernetes.io/metadata.name', 'In', 'kube-system') }),
      ],
    ],
    [
      'by excluding a namespace with pods',
      'all',
      [web, ...around, from({ namespaceSelector: expression('team', 'NotIn', 'dev') })],
    ],
    [
      'to pods with a label in all namespaces',
      'all',
      [web, ...around, from({ namespaceSelector: {}, podSelector: pick('edge') })],
    ],
    [
      'to pods with the label of the only other pod',
      'all',
      [
        web,
        namespace('edge'),
        pod('in', { namespace: 'edge', labels: { app: 'in' } }),
        from({ namespaceSelector: {}, podSelector: pick('in') }),
      ],
    ],
    ['to one external CIDR', 'all', [web, ...around, from({ ipBlock: { cidr: '203.0.113.0/24' } })]],
    [
      'to half of all addresses, without the pods',
      'all',
      [
        at('web-1', '192.168.0.7', 'shop'),
        at('tool', '192.168.1.9', 'dev'),
        from({ ipBlock: { cidr: '0.0.0.0/1' } }),
      ],
    ],
    [
      'to the internet, without the pods',
      'all',
      [
        at('web-1', '10.244.0.7', 'shop'),
        at('tool', '10.244.1.9', 'dev'),
        from({ ipBlock: { cidr: '0.0.0.0/0', except: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'] } }),
      ],
    ],
    [
      'a pod of another namespace by its address',
      'all',
      [
        at('web-1', '10.244.0.7', 'shop'),
        at('in', '10.244.1.9', 'edge'),
        from({ ipBlock: { cidr: '10.244.1.9/32' } }),
      ],
    ],
    ['by a peer that the API rejects', 'all', [web, from({})]],
  ])('%s: %s', (_, expected, objects) => {
    expect(coverage(objects)).toBe(expected);
  });

  it('the internet without private ranges is unknown if no pod has an address', () => {
    const ranges = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'];
    expect(coverage([web, from({ ipBlock: { cidr: '0.0.0.0/0', except: ranges } })])).toBe('unclear');
  });

  it('labels of namespaces that were not collected are unknown', () => {
    const objects = [web, pod('tool', { namespace: 'dev' })];
    const selector = (operator: string) =>
      from({ namespaceSelector: expression('team', operator, ...(operator === 'NotIn' ? ['dev'] : [])) });
    expect(coverage([...objects, selector('NotIn')])).toBe('unclear');
    expect(
      coverage([
        ...objects,
        from({ namespaceSelector: expression('kubernetes.io/metadata.name', 'NotIn', 'dev') }),
      ]),
    ).toBe('all');
  });

  it('a list of names does not restrict when the other namespaces were not collected', () => {
    const named = from({ namespaceSelector: expression('kubernetes.io/metadata.name', 'In', 'dev') });
    const objects = [web, pod('tool', { namespace: 'dev' }), named];
    expect(coverage(objects, { 'permission-denied': ['namespaces'] })).toBe('unclear');
    expect(coverage(objects)).toBe('all');
  });

  it('address blocks match addresses outside the cluster only with Cilium', () => {
    const crd = object(
      'apiextensions.k8s.io/v1',
      'CustomResourceDefinition',
      'ciliumnetworkpolicies.cilium.io',
      {
        spec: {
          group: 'cilium.io',
          scope: 'Namespaced',
          names: { kind: 'CiliumNetworkPolicy', plural: 'ciliumnetworkpolicies' },
          versions: [],
        },
      },
    );
    const objects = [
      at('web-1', '10.244.0.7', 'shop'),
      at('tool', '10.244.1.9', 'dev'),
      from({ ipBlock: { cidr: '10.0.0.0/8' } }),
    ];
    expect(coverage([...objects, crd])).toBe('unclear');
    expect(coverage([...objects, crd, open({})])).toBe('none');
  });
});

const calico = (name: string, spec: Spec, namespaceName: string | undefined = 'shop') =>
  object(
    'projectcalico.org/v3',
    namespaceName === undefined ? 'GlobalNetworkPolicy' : 'NetworkPolicy',
    name,
    { spec: { types: ['Ingress'], ...spec } },
    namespaceName,
  );
const globally = (name: string, spec: Spec) =>
  object('projectcalico.org/v3', 'GlobalNetworkPolicy', name, { spec: { types: ['Ingress'], ...spec } });

describe('policies of Calico', () => {
  it.each<[string, string, readonly Manifest[]]>([
    ['deny what no rule allows', 'all', [web, calico('x', { selector: 'all()' })]],
    ['apply to the selected pods', 'all', [web, calico('x', { selector: "app == 'web'" })]],
    ['by a set', 'all', [web, calico('x', { selector: "app in {'web'}" })]],
    ['by negation', 'some', [web, db, calico('x', { selector: "app != 'db' && has(app)" })]],
    [
      'by alternatives, which are not evaluated',
      'unclear',
      [web, calico('x', { selector: "app == 'web' || app == 'x'" })],
    ],
    ['egress has no effect', 'none', [web, calico('x', { types: ['Egress'] })]],
    ['without types', 'all', [web, calico('x', { types: undefined, selector: 'all()' })]],
    ['that allow everything', 'none', [web, calico('x', { ingress: [{ action: 'Allow' }] })]],
    [
      'that allow everything, in the group of the CRDs',
      'none',
      [web, { ...calico('x', { ingress: [{ action: 'Allow' }] }), apiVersion: 'crd.projectcalico.org/v1' }],
    ],
    [
      'that log and allow everything',
      'none',
      [web, calico('x', { ingress: [{ action: 'Log' }, { action: 'Allow' }] })],
    ],
    ['that allow TCP', 'none', [web, calico('x', { ingress: [{ action: 'Allow', protocol: 'TCP' }] })]],
    ['that allow UDP', 'all', [web, calico('x', { ingress: [{ action: 'Allow', protocol: 'UDP' }] })]],
    [
      'that allow a port',
      'all',
      [web, calico('x', { ingress: [{ action: 'Allow', protocol: 'TCP', destination: { ports: [443] } }] })],
    ],
    [
      'that allow a range of most ports',
      'none',
      [
        web,
        calico('x', { ingress: [{ action: 'Allow', protocol: 'TCP', destination: { ports: ['1:60000'] } }] }),
      ],
    ],
    [
      'that allow all ports except one',
      'none',
      [
        web,
        calico('x', { ingress: [{ action: 'Allow', protocol: 'TCP', destination: { notPorts: [22] } }] }),
      ],
    ],
    [
      'that allow HTTP paths',
      'all',
      [web, calico('x', { ingress: [{ action: 'Allow', http: { paths: [{ exact: '/' }] } }] })],
    ],
    [
      'that allow all pods of their own namespace',
      'all',
      [web, ...around, calico('x', { ingress: [{ action: 'Allow', source: { selector: 'all()' } }] })],
    ],
    [
      'that allow all namespaces',
      'none',
      [
        web,
        ...around,
        calico('x', { ingress: [{ action: 'Allow', source: { namespaceSelector: 'all()' } }] }),
      ],
    ],
    [
      'that allow all namespaces by their names',
      'none',
      [
        web,
        ...around,
        calico('x', {
          ingress: [{ action: 'Allow', source: { namespaceSelector: 'has(projectcalico.org/name)' } }],
        }),
      ],
    ],
    [
      'that allow sources other than pods',
      'all',
      [
        web,
        ...around,
        calico('x', {
          ingress: [{ action: 'Allow', source: { namespaceSelector: 'global()', selector: 'all()' } }],
        }),
      ],
    ],
    [
      'that allow all addresses',
      'none',
      [web, calico('x', { ingress: [{ action: 'Allow', source: { nets: ['0.0.0.0/0'] } }] })],
    ],
    [
      'that allow all addresses except one',
      'none',
      [web, calico('x', { ingress: [{ action: 'Allow', source: { notNets: ['192.0.2.1/32'] } }] })],
    ],
    [
      'that allow one ServiceAccount',
      'all',
      [
        web,
        ...around,
        calico('x', {
          ingress: [
            { action: 'Allow', source: { namespaceSelector: 'all()', serviceAccounts: { names: ['edge'] } } },
          ],
        }),
      ],
    ],
    [
      'that allow all except some, which is not evaluated',
      'unclear',
      [web, calico('x', { ingress: [{ action: 'Allow', source: { notSelector: "app == 'x'" } }] })],
    ],
    [
      'a deny before an allow',
      'all',
      [
        web,
        calico('a', { order: 1, ingress: [{ action: 'Deny' }] }),
        calico('b', { order: 2, ingress: [{ action: 'Allow' }] }),
      ],
    ],
    [
      'a deny after an allow',
      'none',
      [
        web,
        calico('a', { order: 2, ingress: [{ action: 'Deny' }] }),
        calico('b', { order: 1, ingress: [{ action: 'Allow' }] }),
      ],
    ],
    [
      'a deny without an order is last',
      'none',
      [
        web,
        calico('a', { ingress: [{ action: 'Deny' }] }),
        calico('b', { order: 1, ingress: [{ action: 'Allow' }] }),
      ],
    ],
    [
      'a deny in the same policy',
      'all',
      [web, calico('a', { ingress: [{ action: 'Deny' }, { action: 'Allow' }] })],
    ],
    ['a Pass without a later policy', 'none', [web, calico('a', { ingress: [{ action: 'Pass' }] })]],
    [
      'an allow before a default deny of Kubernetes',
      'none',
      [web, deny, calico('a', { order: 10, ingress: [{ action: 'Allow' }] })],
    ],
    [
      'a deny before a NetworkPolicy that allows all, which has order 1000',
      'all',
      [web, open({}), calico('a', { order: 10, ingress: [{ action: 'Deny' }] })],
    ],
    [
      'a deny after a NetworkPolicy that allows all',
      'none',
      [web, open({}), calico('a', { order: 2000, ingress: [{ action: 'Deny' }] })],
    ],
    ['for the whole cluster', 'all', [web, globally('g', { selector: 'all()' })]],
    [
      'for the whole cluster, allowing all',
      'none',
      [web, deny, globally('g', { order: 1, ingress: [{ action: 'Allow' }] })],
    ],
    ['for other namespaces', 'none', [web, ...around, globally('g', { namespaceSelector: "team == 'dev'" })]],
    ['for this namespace', 'all', [web, ...around, globally('g', { namespaceSelector: "team == 'shop'" })]],
    [
      'for hosts',
      'none',
      [web, globally('g', { preDNAT: true, applyOnForward: true, ingress: [{ action: 'Deny' }] })],
    ],
    [
      'for ServiceAccounts by labels, which are not evaluated',
      'unclear',
      [web, calico('x', { serviceAccountSelector: "role == 'x'" })],
    ],
    [
      'in a custom tier, denying',
      'all',
      [web, calico('x', { tier: 'security', ingress: [{ action: 'Deny' }] })],
    ],
    [
      'in a custom tier, allowing, before or after the default tier',
      'unclear',
      [web, deny, calico('x', { tier: 'security', ingress: [{ action: 'Allow' }] })],
    ],
    [
      'in a custom tier, which may pass what it does not decide',
      'unclear',
      [web, calico('x', { tier: 'security' })],
    ],
    [
      'in a custom tier, allowing, without policies in the default tier',
      'none',
      [web, calico('x', { tier: 'security', ingress: [{ action: 'Allow' }] })],
    ],
    [
      'in two tiers whose order was not collected',
      'unclear',
      [
        web,
        calico('x', { tier: 'a', ingress: [{ action: 'Deny' }] }),
        calico('y', { tier: 'b', ingress: [{ action: 'Allow' }] }),
      ],
    ],
  ])('%s: %s', (_, expected, objects) => {
    expect(coverage(objects)).toBe(expected);
  });
});

const cilium = (spec: Spec, more: Spec = {}) =>
  object(
    'cilium.io/v2',
    'CiliumNetworkPolicy',
    'x',
    { spec: { endpointSelector: {}, ...spec }, ...more },
    'shop',
  );
const clusterwide = (spec: Spec) =>
  object('cilium.io/v2', 'CiliumClusterwideNetworkPolicy', 'x', { spec: { endpointSelector: {}, ...spec } });

describe('policies of Cilium', () => {
  it.each<[string, string, readonly Manifest[]]>([
    ['an empty rule denies everything', 'all', [web, cilium({ ingress: [{}] })]],
    ['an empty list has no effect', 'none', [web, cilium({ ingress: [] })]],
    ['egress has no effect', 'none', [web, cilium({ egress: [{}] })]],
    [
      'a rule with deny only denies the rest as well',
      'all',
      [web, cilium({ ingressDeny: [{ fromEntities: ['world'] }] })],
    ],
    [
      'without default deny, a deny of some senders allows the rest',
      'none',
      [
        web,
        cilium({
          enableDefaultDeny: { ingress: false },
          ingressDeny: [{ fromEndpoints: [{ matchLabels: { app: 'x' } }] }],
        }),
      ],
    ],
    [
      'by a label with its source',
      'all',
      [web, cilium({ endpointSelector: { matchLabels: { 'k8s:app': 'web' } }, ingress: [{}] })],
    ],
    [
      'by a label with any source',
      'all',
      [web, cilium({ endpointSelector: { matchLabels: { 'any:app': 'web' } }, ingress: [{}] })],
    ],
    [
      'by a label prefix',
      'none',
      [web, cilium({ endpointSelector: { matchLabels: { 'any.app': 'web' } }, ingress: [{}] })],
    ],
    [
      'for nodes',
      'none',
      [
        web,
        object('cilium.io/v2', 'CiliumClusterwideNetworkPolicy', 'x', {
          spec: { nodeSelector: {}, ingress: [{}] },
        }),
      ],
    ],
    [
      'all pods of its own namespace',
      'all',
      [web, ...around, cilium({ ingress: [{ fromEndpoints: [{}] }] })],
    ],
    [
      'all namespaces by a pod label',
      'none',
      [
        web,
        ...around,
        cilium({ ingress: [{ fromEndpoints: [expression('k8s:io.kubernetes.pod.namespace', 'Exists')] }] }),
      ],
    ],
    [
      'one other namespace',
      'all',
      [
        web,
        ...around,
        cilium({
          ingress: [{ fromEndpoints: [{ matchLabels: { 'k8s:io.kubernetes.pod.namespace': 'dev' } }] }],
        }),
      ],
    ],
    [
      'namespaces by a label that no namespace has',
      'none',
      [
        web,
        ...around,
        cilium({
          ingress: [
            { fromEndpoints: [expression('k8s:io.cilium.k8s.namespace.labels.blocked', 'DoesNotExist')] },
          ],
        }),
      ],
    ],
    [
      'one ServiceAccount',
      'all',
      [
        web,
        ...around,
        clusterwide({
          ingress: [{ fromEndpoints: [{ matchLabels: { 'io.cilium.k8s.policy.serviceaccount': 'edge' } }] }],
        }),
      ],
    ],
    ['everything', 'none', [web, cilium({ ingress: [{ fromEntities: ['all'] }] })]],
    ['the cluster', 'none', [web, cilium({ ingress: [{ fromEntities: ['cluster'] }] })]],
    ['the world', 'none', [web, cilium({ ingress: [{ fromEntities: ['world'] }] })]],
    [
      'the host and the API server',
      'all',
      [web, cilium({ ingress: [{ fromEntities: ['host', 'remote-node', 'kube-apiserver', 'health'] }] })],
    ],
    [
      'the world on a port',
      'all',
      [
        web,
        cilium({
          ingress: [{ fromEntities: ['world'], toPorts: [{ ports: [{ port: '443', protocol: 'TCP' }] }] }],
        }),
      ],
    ],
    ['all addresses', 'none', [web, cilium({ ingress: [{ fromCIDR: ['0.0.0.0/0'] }] })]],
    [
      'all addresses except a few',
      'none',
      [web, cilium({ ingress: [{ fromCIDRSet: [{ cidr: '0.0.0.0/0', except: ['192.0.2.0/24'] }] }] })],
    ],
    [
      'addresses of pods, which do not match pods',
      'all',
      [
        at('web-1', '10.244.0.7', 'shop'),
        at('tool', '10.244.1.9', 'dev'),
        cilium({ ingress: [{ fromCIDR: ['10.0.0.0/8'] }] }),
      ],
    ],
    [
      'a group of addresses',
      'unclear',
      [web, cilium({ ingress: [{ fromCIDRSet: [{ cidrGroupRef: 'office' }] }] })],
    ],
    ['no senders, by an empty list', 'all', [web, cilium({ ingress: [{ fromEndpoints: [] }] })]],
    [
      'all senders on every port',
      'none',
      [web, cilium({ ingress: [{ toPorts: [{ ports: [{ port: '0' }] }] }] })],
    ],
    [
      'all senders on a range of most ports',
      'none',
      [
        web,
        cilium({ ingress: [{ toPorts: [{ ports: [{ port: '1', endPort: 65535, protocol: 'TCP' }] }] }] }),
      ],
    ],
    [
      'all senders on every port with HTTP rules',
      'all',
      [
        web,
        cilium({ ingress: [{ toPorts: [{ ports: [{ port: '0' }], rules: { http: [{ path: '/' }] } }] }] }),
      ],
    ],
    ['all senders by ICMP', 'all', [web, cilium({ ingress: [{ icmps: [{ fields: [{ type: 8 }] }] }] })]],
    [
      'a deny takes precedence',
      'all',
      [
        web,
        cilium({
          ingress: [{ fromEntities: ['all'] }],
          ingressDeny: [{ fromEntities: ['cluster', 'world'] }],
        }),
      ],
    ],
    [
      'a deny of a port allows the other ports',
      'none',
      [
        web,
        cilium({
          ingress: [{ fromEntities: ['all'] }],
          ingressDeny: [{ fromEntities: ['all'], toPorts: [{ ports: [{ port: '22' }] }] }],
        }),
      ],
    ],
    [
      'with a default deny of Kubernetes',
      'none',
      [web, deny, cilium({ ingress: [{ fromEntities: ['cluster'] }] })],
    ],
    ['with a NetworkPolicy that allows all', 'none', [web, open({}), cilium({ ingress: [{}] })]],
    [
      'in one of several rules',
      'none',
      [
        web,
        cilium(
          { ingress: [{}] },
          { specs: [{ endpointSelector: {}, ingress: [{ fromEntities: ['all'] }] }] },
        ),
      ],
    ],
    [
      'in the second of several rules',
      'all',
      [
        web,
        object(
          'cilium.io/v2',
          'CiliumNetworkPolicy',
          'x',
          {
            specs: [
              { endpointSelector: pick('x'), ingress: [{}] },
              { endpointSelector: pick('web'), ingress: [{}] },
            ],
          },
          'shop',
        ),
      ],
    ],
    ['for the whole cluster', 'all', [web, clusterwide({ ingress: [{}] })]],
    [
      'for the whole cluster, from the whole cluster',
      'none',
      [web, ...around, clusterwide({ ingress: [{ fromEndpoints: [{}] }] })],
    ],
    [
      'for selected namespaces',
      'all',
      [
        web,
        ...around,
        clusterwide({
          endpointSelector: { matchLabels: { 'k8s:io.kubernetes.pod.namespace': 'shop' } },
          ingress: [{}],
        }),
      ],
    ],
  ])('%s: %s', (_, expected, objects) => {
    expect(coverage(objects)).toBe(expected);
  });
});

const admin = (spec: Spec, kind = 'AdminNetworkPolicy', apiVersion = 'policy.networking.k8s.io/v1alpha1') =>
  object(apiVersion, kind, `x${(spec['priority'] ?? '') as string}`, {
    spec: { subject: { namespaces: {} }, ...spec },
  });
const everyUser = [{ namespaces: {} }];
const cluster = (spec: Spec) =>
  admin({ tier: 'Admin', ...spec }, 'ClusterNetworkPolicy', 'policy.networking.k8s.io/v1alpha2');
const baseline = (spec: Spec) => admin(spec, 'BaselineAdminNetworkPolicy');

describe('policies of the Network Policy API working group', () => {
  it.each<[string, string, readonly Manifest[]]>([
    ['deny', 'all', [web, ...around, admin({ priority: 1, ingress: [{ action: 'Deny', from: everyUser }] })]],
    [
      'deny before NetworkPolicies allow',
      'all',
      [web, ...around, open({}), admin({ priority: 1, ingress: [{ action: 'Deny', from: everyUser }] })],
    ],
    [
      'allow before NetworkPolicies deny',
      'none',
      [web, ...around, deny, admin({ priority: 1, ingress: [{ action: 'Allow', from: everyUser }] })],
    ],
    [
      'in order of priority',
      'all',
      [
        web,
        ...around,
        admin({ priority: 1, ingress: [{ action: 'Deny', from: everyUser }] }),
        admin({ priority: 2, ingress: [{ action: 'Allow', from: everyUser }] }),
      ],
    ],
    [
      'in order of priority, reversed',
      'none',
      [
        web,
        ...around,
        admin({ priority: 2, ingress: [{ action: 'Deny', from: everyUser }] }),
        admin({ priority: 1, ingress: [{ action: 'Allow', from: everyUser }] }),
      ],
    ],
    [
      'pass',
      'all',
      [
        web,
        ...around,
        deny,
        admin({ priority: 1, ingress: [{ action: 'Pass', from: everyUser }] }),
        admin({ priority: 2, ingress: [{ action: 'Allow', from: everyUser }] }),
      ],
    ],
    [
      'deny a port',
      'none',
      [
        web,
        ...around,
        admin({
          priority: 1,
          ingress: [
            { action: 'Deny', from: everyUser, ports: [{ portNumber: { protocol: 'TCP', port: 22 } }] },
          ],
        }),
      ],
    ],
    [
      'deny a range of most ports',
      'all',
      [
        web,
        ...around,
        admin({
          priority: 1,
          ingress: [{ action: 'Deny', from: everyUser, ports: [{ portRange: { start: 1, end: 60000 } }] }],
        }),
      ],
    ],
    [
      'apply to other namespaces',
      'none',
      [
        web,
        ...around,
        admin({
          priority: 1,
          subject: { namespaces: { matchLabels: { team: 'dev' } } },
          ingress: [{ action: 'Deny', from: everyUser }],
        }),
      ],
    ],
    [
      'apply to some pods',
      'some',
      [
        web,
        db,
        ...around,
        admin({
          priority: 1,
          subject: { pods: { namespaceSelector: {}, podSelector: pick('db') } },
          ingress: [{ action: 'Deny', from: everyUser }],
        }),
      ],
    ],
    [
      'deny one namespace',
      'all',
      [
        web,
        ...around,
        admin({
          priority: 1,
          ingress: [{ action: 'Deny', from: [{ namespaces: { matchLabels: { team: 'dev' } } }] }],
        }),
      ],
    ],
    [
      'deny by compared labels',
      'unclear',
      [
        web,
        ...around,
        admin({
          priority: 1,
          ingress: [{ action: 'Deny', from: [{ namespaces: { notSameLabels: ['team'] } }] }],
        }),
      ],
    ],
    [
      'egress has no effect',
      'none',
      [web, ...around, admin({ priority: 1, egress: [{ action: 'Deny', to: everyUser }] })],
    ],
    [
      'the baseline denies',
      'all',
      [web, ...around, baseline({ ingress: [{ action: 'Deny', from: everyUser }] })],
    ],
    [
      'the baseline comes after NetworkPolicies',
      'none',
      [web, ...around, open({}), baseline({ ingress: [{ action: 'Deny', from: everyUser }] })],
    ],
    [
      'the baseline does not override restrictions of NetworkPolicies',
      'all',
      [web, ...around, deny, baseline({ ingress: [{ action: 'Allow', from: everyUser }] })],
    ],
    [
      'ClusterNetworkPolicy',
      'all',
      [web, ...around, cluster({ priority: 1, ingress: [{ action: 'Deny', from: everyUser }] })],
    ],
    [
      'ClusterNetworkPolicy, allowing',
      'none',
      [web, ...around, deny, cluster({ priority: 1, ingress: [{ action: 'Accept', from: everyUser }] })],
    ],
    [
      'ClusterNetworkPolicy, on a port',
      'all',
      [
        web,
        ...around,
        deny,
        cluster({
          priority: 1,
          ingress: [
            { action: 'Accept', from: everyUser, protocols: [{ tcp: { destinationPort: { number: 443 } } }] },
          ],
        }),
      ],
    ],
    [
      'ClusterNetworkPolicy, as baseline',
      'none',
      [
        web,
        ...around,
        open({}),
        cluster({ tier: 'Baseline', priority: 1, ingress: [{ action: 'Deny', from: everyUser }] }),
      ],
    ],
  ])('%s: %s', (_, expected, objects) => {
    expect(coverage(objects)).toBe(expected);
  });
});

const antrea = (spec: Spec, kind = 'ClusterNetworkPolicy', namespaceName?: string) =>
  object(
    'crd.antrea.io/v1beta1',
    kind,
    `x${(spec['priority'] ?? '') as string}`,
    { spec: { appliedTo: [{ namespaceSelector: {} }], ...spec } },
    namespaceName,
  );

describe('policies of Antrea', () => {
  it.each<[string, string, readonly Manifest[]]>([
    ['deny', 'all', [web, antrea({ priority: 1, ingress: [{ action: 'Drop' }] })]],
    [
      'allow before NetworkPolicies deny',
      'none',
      [web, deny, antrea({ priority: 1, ingress: [{ action: 'Allow' }] })],
    ],
    [
      'pass to NetworkPolicies',
      'all',
      [
        web,
        deny,
        antrea({ priority: 1, ingress: [{ action: 'Pass' }] }),
        antrea({ priority: 2, ingress: [{ action: 'Allow' }] }),
      ],
    ],
    [
      'in the order of tiers',
      'all',
      [
        web,
        antrea({ priority: 1, ingress: [{ action: 'Allow' }] }),
        antrea({ priority: 9, tier: 'emergency', ingress: [{ action: 'Reject' }] }),
      ],
    ],
    [
      'the baseline comes after NetworkPolicies',
      'none',
      [web, open({}), antrea({ priority: 1, tier: 'baseline', ingress: [{ action: 'Drop' }] })],
    ],
    [
      'the baseline denies',
      'all',
      [web, antrea({ priority: 1, tier: 'baseline', ingress: [{ action: 'Drop' }] })],
    ],
    [
      'apply to some pods of every namespace',
      'some',
      [
        web,
        db,
        antrea({ priority: 1, appliedTo: [{ podSelector: pick('db') }], ingress: [{ action: 'Drop' }] }),
      ],
    ],
    [
      'apply to pods of their own namespace',
      'all',
      [
        web,
        antrea(
          { priority: 1, appliedTo: [{ podSelector: {} }], ingress: [{ action: 'Drop' }] },
          'NetworkPolicy',
          'shop',
        ),
      ],
    ],
    [
      'apply to a group',
      'unclear',
      [web, antrea({ priority: 1, appliedTo: [{ group: 'g' }], ingress: [{ action: 'Drop' }] })],
    ],
    [
      'apply to nodes',
      'none',
      [web, antrea({ priority: 1, appliedTo: [{ nodeSelector: {} }], ingress: [{ action: 'Drop' }] })],
    ],
    [
      'with appliedTo per rule',
      'some',
      [
        web,
        db,
        antrea({
          priority: 1,
          appliedTo: undefined,
          ingress: [
            { action: 'Drop', appliedTo: [{ podSelector: pick('db') }] },
            { action: 'Drop', appliedTo: [{ podSelector: pick('x') }] },
          ],
        }),
      ],
    ],
    [
      'deny all except their own namespace',
      'all',
      [
        web,
        ...around,
        antrea({
          priority: 1,
          ingress: [
            { action: 'Allow', from: [{ namespaces: { match: 'Self' } }] },
            { action: 'Drop', from: [{ namespaceSelector: {} }] },
          ],
        }),
      ],
    ],
    [
      'deny one port',
      'none',
      [web, antrea({ priority: 1, ingress: [{ action: 'Drop', ports: [{ protocol: 'TCP', port: 22 }] }] })],
    ],
    [
      'deny by another protocol',
      'none',
      [web, antrea({ priority: 1, ingress: [{ action: 'Drop', protocols: [{ icmp: {} }] }] })],
    ],
    [
      'allow HTTP requests and deny the rest',
      'all',
      [web, antrea({ priority: 1, ingress: [{ action: 'Allow', l7Protocols: [{ http: { path: '/' } }] }] })],
    ],
    [
      'in a custom tier and another tier',
      'unclear',
      [
        web,
        antrea({ priority: 1, tier: 'mine', ingress: [{ action: 'Drop' }] }),
        antrea({ priority: 2, ingress: [{ action: 'Allow' }] }),
      ],
    ],
  ])('%s: %s', (_, expected, objects) => {
    expect(coverage(objects)).toBe(expected);
  });

  it('and of another network plugin for the same pods: only one of them is in effect', () => {
    const drop = antrea({ priority: 1, ingress: [{ action: 'Drop' }] });
    expect(coverage([web, drop, cilium({ ingress: [{ fromEntities: ['all'] }] })])).toBe('unclear');
    expect(coverage([web, drop, cilium({ ingress: [{}] })])).toBe('all');
  });
});

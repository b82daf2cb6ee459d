/** Verdicts of rules, and when they are unknown. */
import { COLLECTORS } from '../../src/snapshot/collectors.ts';
import { describe, expect, it } from '@jest/globals';
import { LISTS } from '../../src/rules/lists.ts';
import { RuleModel } from '../../src/rules/model.ts';
import { checkParts } from '../../src/checks/parts.ts';
import { buildModel } from '../../src/model/build.ts';
import type { CollectorId } from '../../src/snapshot/types.ts';
import { exampleSnapshot, evaluate, withOutcomes } from '../support/example.ts';
import { recorded } from '../support/recorded.ts';
import { HOSTILE } from '../support/evaluated-results.ts';
import { ruleOf, verdictsOf } from './support/rules.ts';

const evidence = (fields: string) => `apiVersion: archmap.io/v1\nkind: Evidence\n${fields}\n---\n`;
const META = 'metadata: { name: web, namespace: shop, labels: { team: red } }';
const TEMPLATE = `template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: registry.example.com/web:1 }] }`;
const SERVICE = `apiVersion: v1\nkind: Service\n${META}\nspec: { type: LoadBalancer, ports: [{ port: 443 }] }\nstatus: { loadBalancer: { ingress: [{ ip: 203.0.113.7 }] } }\n`;
const NAMESPACE = 'apiVersion: v1\nkind: Namespace\nmetadata: { name: shop, labels: { team: red } }\n';
const POD = `apiVersion: v1\nkind: Pod\n${META}\nspec: { nodeName: n1, containers: [{ name: web, image: registry.example.com/web:1 }] }\n`;
const DEPLOYMENT = `apiVersion: apps/v1\nkind: Deployment\n${META}\nspec:\n  replicas: 3\n  selector: { matchLabels: { app: web } }\n  ${TEMPLATE}\n`;
const BINDING = `apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: { name: reader, labels: { team: red } }\nrules: [{ apiGroups: [''], resources: [secrets], verbs: [get] }]\n---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata: { name: reader, labels: { team: red } }\nroleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: reader }\nsubjects: [{ apiGroup: rbac.authorization.k8s.io, kind: User, name: jane }]\n`;
const GATEWAY = `apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\n${META}\nspec: { gatewayClassName: istio, listeners: [{ name: web, port: 443, protocol: HTTPS }] }\n`;
const ROUTE = `apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\n${META}\nspec: { parentRefs: [{ name: web }], hostnames: [shop.example.com], rules: [{ backendRefs: [{ name: web, port: 80 }] }] }\n`;
const WEBHOOK = `apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingWebhookConfiguration\nmetadata: { name: policy, labels: { team: red } }\nwebhooks: [{ name: policy.example.com, failurePolicy: Fail, clientConfig: { service: { name: policy, namespace: shop } }, rules: [] }]\n`;
const CRD = `apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: { name: widgets.example.com, labels: { team: red } }\nspec: { group: example.com, scope: Namespaced, names: { kind: Widget, plural: widgets }, versions: [{ name: v1, served: true, storage: true }] }\n`;

interface Case {
  manifests: string;
  /** True for the one object. */
  pass: string;
  when?: string;
  object: { kind: string; name: string; namespace?: string };
}

const SHOP = { name: 'web', namespace: 'shop' };
const CASES: Record<string, Case> = {
  nodes: {
    manifests:
      'apiVersion: v1\nkind: Node\nmetadata: { name: n1, labels: { team: red } }\nstatus: { nodeInfo: { kubeletVersion: v1.37.2 }, capacity: { memory: 16Gi } }\n',
    pass: "semver(object.kubeletVersion, true).minor() == 37 && quantity(object.capacity.memory).isGreaterThan(quantity('8Gi'))",
    object: { kind: 'Node', name: 'n1' },
  },
  namespaces: {
    manifests: NAMESPACE,
    pass: "object.labels.team == 'red'",
    object: { kind: 'Namespace', name: 'shop' },
  },
  workloads: {
    manifests: DEPLOYMENT,
    pass: "object.replicas >= 2 && object.template.containers.all(c, c.image.startsWith('registry.example.com/'))",
    object: { kind: 'Deployment', ...SHOP },
  },
  pods: { manifests: POD, pass: "object.node == 'n1'", object: { kind: 'Pod', ...SHOP } },
  services: {
    manifests: SERVICE,
    pass: 'object.ports.all(p, p.port == 443)',
    object: { kind: 'Service', ...SHOP },
  },
  exposure: {
    manifests: SERVICE,
    pass: "object.reach == 'public' && ip(object.addresses[0]).isGlobalUnicast()",
    when: "object.type == 'LoadBalancer'",
    object: { kind: 'Service', ...SHOP },
  },
  ingresses: {
    manifests: `apiVersion: networking.k8s.io/v1\nkind: Ingress\n${META}\nspec: { rules: [{ host: shop.example.com }] }\n`,
    pass: "object.hosts == ['shop.example.com'] && !object.hasTls",
    object: { kind: 'Ingress', ...SHOP },
  },
  gateways: {
    manifests: GATEWAY,
    pass: 'object.listeners.exists(l, l.port == 443)',
    object: { kind: 'Gateway', ...SHOP },
  },
  routes: {
    manifests: ROUTE,
    pass: "'shop.example.com' in object.hosts",
    object: { kind: 'HTTPRoute', ...SHOP },
  },
  networkPolicies: {
    manifests: `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\n${META}\nspec: { podSelector: {}, policyTypes: [Ingress] }\n`,
    pass: 'object.ingress && !object.egress',
    object: { kind: 'NetworkPolicy', ...SHOP },
  },
  identities: {
    manifests: BINDING,
    pass: "object.clusterWide && object.role == 'ClusterRole reader' && object.rules.all(r, r.verbs == ['get'])",
    object: { kind: 'User', name: 'jane' },
  },
  roles: {
    manifests: BINDING,
    pass: "object.rules.exists(r, 'secrets' in r.resources)",
    object: { kind: 'ClusterRole', name: 'reader' },
  },
  bindings: {
    manifests: BINDING,
    pass: "object.subjects.all(s, s.kind == 'User')",
    object: { kind: 'ClusterRoleBinding', name: 'reader' },
  },
  serviceAccounts: {
    manifests: `apiVersion: v1\nkind: ServiceAccount\n${META}\nautomountServiceAccountToken: false\n`,
    pass: 'has(object.automountToken) && !object.automountToken',
    object: { kind: 'ServiceAccount', ...SHOP },
  },
  secrets: {
    manifests: `apiVersion: v1\nkind: Secret\n${META}\ntype: Opaque\n`,
    pass: "object.labels.team == 'red'",
    object: { kind: 'Secret', ...SHOP },
  },
  addons: {
    manifests: DEPLOYMENT.replace('registry.example.com/web:1', 'registry.k8s.io/coredns/coredns:v1.12.0'),
    pass: "object.version == '1.12.0' && 'shop' in object.namespaces",
    object: { kind: 'Addon', name: 'CoreDNS' },
  },
  components: {
    manifests: evidence('version: v1.37.2'),
    pass: "object.version == 'v1.37.2'",
    when: "object.name == 'kube-apiserver'",
    object: { kind: 'Component', name: 'kube-apiserver' },
  },
  priorityClasses: {
    manifests:
      'apiVersion: scheduling.k8s.io/v1\nkind: PriorityClass\nmetadata: { name: batch }\nvalue: 1000\nglobalDefault: true\n',
    pass: 'object.value == 1000 && object.globalDefault',
    object: { kind: 'PriorityClass', name: 'batch' },
  },
  storageClasses: {
    manifests:
      'apiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata: { name: fast }\nprovisioner: ebs.csi.aws.com\nparameters: { encrypted: "true" }\n',
    pass: "object.parameters.encrypted == 'true'",
    object: { kind: 'StorageClass', name: 'fast' },
  },
  persistentVolumes: {
    manifests:
      'apiVersion: v1\nkind: PersistentVolume\nmetadata: { name: pv1 }\nspec: { capacity: { storage: 10Gi }, accessModes: [ReadWriteOnce], persistentVolumeReclaimPolicy: Retain, hostPath: { path: /x } }\n',
    pass: "object.reclaimPolicy == 'Retain' && quantity(object.capacity).compareTo(quantity('10Gi')) == 0",
    object: { kind: 'PersistentVolume', name: 'pv1' },
  },
  persistentVolumeClaims: {
    manifests: `apiVersion: v1\nkind: PersistentVolumeClaim\n${META}\nspec: { accessModes: [ReadWriteOnce], storageClassName: fast }\n`,
    pass: "object.storageClass == 'fast'",
    object: { kind: 'PersistentVolumeClaim', ...SHOP },
  },
  customResourceDefinitions: {
    manifests: CRD,
    pass: "object.group == 'example.com' && object.versions == ['v1']",
    object: { kind: 'CustomResourceDefinition', name: 'widgets.example.com' },
  },
  apiServices: {
    manifests:
      'apiVersion: apiregistration.k8s.io/v1\nkind: APIService\nmetadata: { name: v1beta1.metrics.k8s.io }\nspec: { group: metrics.k8s.io, version: v1beta1, service: { name: metrics, namespace: kube-system }, insecureSkipTLSVerify: true }\n',
    pass: 'object.insecureSkipTlsVerify',
    object: { kind: 'APIService', name: 'v1beta1.metrics.k8s.io' },
  },
  webhooks: {
    manifests: WEBHOOK,
    pass: "object.webhooks.all(w, w.failurePolicy == 'Fail')",
    object: { kind: 'ValidatingWebhookConfiguration', name: 'policy' },
  },
};

const lists = Object.entries(CASES).map(([list, one]) => ({ list, ...one }));
const withOutcome = (manifests: string, status: string, collectors: readonly CollectorId[]) =>
  manifests.startsWith('apiVersion: archmap.io')
    ? manifests.replace('\n---', `\n${status}: [${collectors.join(', ')}]\n---`)
    : evidence(`${status}: [${collectors.join(', ')}]`) + manifests;
const collectorsOf = (list: string) => LISTS[list]?.collectors ?? [];

describe('every list of the model', () => {
  it('has a case here', () => {
    expect(Object.keys(CASES)).toEqual(Object.keys(LISTS));
  });

  it.each(lists)('$list: pass', ({ list, manifests, pass, when, object }) => {
    const verdicts = verdictsOf({ for: list, pass, ...(when && { when }) }, manifests);
    expect(verdicts).toMatchObject([{ verdict: 'pass', object, area: 'custom' }]);
  });

  it.each(lists)('$list: fail', ({ list, manifests, pass, when, object }) => {
    const verdicts = verdictsOf(
      { for: list, pass: `!(${pass})`, message: "'wrong: ' + object.name", ...(when && { when }) },
      manifests,
    );
    expect(verdicts).toMatchObject([
      { verdict: 'fail', object, message: `wrong: ${object.name}`, severity: 'medium' },
    ]);
    expect(verdicts[0]?.evidence).toMatchObject([{ location: 'rules.yaml:1' }]);
  });

  it.each(lists)('$list: empty', ({ list, pass, when }) => {
    const verdicts = verdictsOf({ for: list, pass, when: `false && ${when ?? 'true'}` }, '');
    expect(verdicts.map(({ verdict }) => verdict)).toEqual(['not-applicable']);
  });

  it.each(lists.filter(({ list }) => collectorsOf(list).length > 0))(
    '$list: not collected is unknown, with its requirement',
    ({ list, manifests, pass, when }) => {
      for (const status of ['permission-denied', 'collection-failed', 'partial'] as const) {
        const text = withOutcome(manifests, status, collectorsOf(list));
        const verdicts = verdictsOf({ for: list, pass, ...(when && { when }) }, text);
        expect(verdicts.map(({ verdict }) => verdict)).toEqual(verdicts.map(() => 'unknown'));
        for (const { requires, message } of verdicts) {
          expect(requires?.length).toBeGreaterThan(0);
          expect(message).toContain(COLLECTORS[collectorsOf(list)[0] ?? 'pods'].title);
        }
      }
    },
  );

  it.each(lists.filter(({ list }) => collectorsOf(list).length === 1))(
    '$list: an observed violation fails although the list is incomplete',
    ({ list, manifests, pass, when }) => {
      const text = withOutcome(manifests, 'partial', collectorsOf(list));
      const verdicts = verdictsOf({ for: list, pass: `!(${pass})`, ...(when && { when }) }, text);
      expect(verdicts.map(({ verdict }) => verdict)).toEqual(['fail']);
    },
  );

  it.each(lists.filter(({ list }) => collectorsOf(list).length > 0))(
    '$list: a rule about the cluster is unknown when the list was not collected',
    ({ list }) => {
      for (const pass of [`${list}.size() == 0`, `${list}.size() > 0`]) {
        for (const collector of collectorsOf(list)) {
          const verdicts = verdictsOf(
            { for: 'cluster', pass },
            withOutcome('', 'permission-denied', [collector]),
          );
          expect([list, pass, collector, verdicts.map(({ verdict }) => verdict)]).toEqual([
            list,
            pass,
            collector,
            ['unknown'],
          ]);
        }
      }
    },
  );
});

describe('unknown values', () => {
  it.each(['version', 'minor', 'distribution', 'provider', 'managed'])('cluster.%s', (name) => {
    expect(verdictsOf({ for: 'cluster', pass: `cluster.${name} == cluster.${name}` }, '')).toMatchObject([
      { verdict: 'unknown', message: expect.stringContaining(`${name}: `) },
    ]);
    expect(verdictsOf({ for: 'cluster', pass: `has(cluster.${name})` }, '')).toMatchObject([
      { verdict: 'unknown' },
    ]);
  });

  it('a cluster with that value is evaluated', () => {
    const reported = evidence('version: v1.37.2');
    expect(verdictsOf({ for: 'cluster', pass: 'cluster.minor >= 36' }, reported)).toMatchObject([
      { verdict: 'pass' },
    ]);
    expect(verdictsOf({ for: 'cluster', pass: 'cluster.minor >= 38' }, reported)).toMatchObject([
      { verdict: 'fail' },
    ]);
  });

  it('a flag of the control plane', () => {
    const rule = { for: 'cluster', pass: "flag('kube-apiserver', 'audit-log-path').size() > 0" };
    expect(verdictsOf(rule, '')).toMatchObject([
      { verdict: 'unknown', message: expect.stringContaining('audit-log-path') },
    ]);
    const reported = (flags: string) => evidence(`version: v1.37.2\nflags: { ${flags} }`);
    const lease = exampleSnapshot(
      `${reported('audit-log-path: /var/log/audit.log')}apiVersion: coordination.k8s.io/v1
kind: Lease
metadata: { name: apiserver-abc, namespace: kube-system, labels: { apiserver.kubernetes.io/identity: kube-apiserver, kubernetes.io/hostname: cp1 } }
spec: { holderIdentity: apiserver-abc_1, leaseDurationSeconds: 3600, renewTime: '2026-11-23T23:59:50.000000Z' }
`,
    );
    expect(evaluate(ruleOf(rule).check, lease)).toMatchObject([{ verdict: 'pass' }]);
    expect(evaluate(ruleOf({ ...rule, pass: `!(${rule.pass})` }).check, lease)).toMatchObject([
      { verdict: 'fail' },
    ]);
  });

  it('does not matter where the rest of the expression decides, like an error in CEL', () => {
    expect(verdictsOf({ for: 'cluster', pass: 'cluster.managed || true' }, '')).toMatchObject([
      { verdict: 'pass' },
    ]);
    expect(verdictsOf({ for: 'cluster', pass: 'cluster.managed && false' }, '')).toMatchObject([
      { verdict: 'fail' },
    ]);
    expect(verdictsOf({ for: 'cluster', pass: 'cluster.managed || false' }, '')).toMatchObject([
      { verdict: 'unknown' },
    ]);
  });

  it('counts in when, too; in a message it changes no verdict', () => {
    expect(verdictsOf({ pass: 'true', when: 'cluster.managed' }, SERVICE)).toMatchObject([
      { verdict: 'unknown' },
    ]);
    expect(verdictsOf({ pass: 'false', message: 'cluster.version' }, SERVICE)).toMatchObject([
      { verdict: 'fail' },
    ]);
  });
});

describe('joins', () => {
  const policies = 'networkPolicies.exists(p, p.namespace == object.name)';
  const POLICY = CASES['networkPolicies']?.manifests ?? '';

  it('find related objects', () => {
    const rule = { for: 'namespaces', pass: policies };
    expect(verdictsOf(rule, `${NAMESPACE}---\n${POLICY}`)).toMatchObject([{ verdict: 'pass' }]);
    expect(verdictsOf(rule, NAMESPACE)).toMatchObject([{ verdict: 'fail', message: 'It is wrong' }]);
  });

  it('prove nothing with an incomplete list', () => {
    for (const pass of [policies, `!${policies}`])
      for (const more of ['', `---\n${POLICY}`])
        expect(
          verdictsOf(
            { for: 'namespaces', pass },
            withOutcome(NAMESPACE + more, 'partial', ['networkpolicies']),
          ),
        ).toMatchObject([{ verdict: 'unknown' }]);
  });

  it('an API that the cluster does not serve hides nothing', () => {
    const rule = { pass: 'gateways.exists(g, g.name == object.name)' };
    const served = `${CRD}---\n${SERVICE}`;
    const absent = withOutcome(served, 'unavailable', ['gateways', 'istio']);
    expect(verdictsOf(rule, absent)).toMatchObject([{ verdict: 'fail' }]);
    expect(verdictsOf({ for: 'gateways', pass: 'true' }, absent)).toMatchObject([
      { verdict: 'not-applicable' },
    ]);
    const refused = withOutcome(
      `${served}---\n${CRD.replaceAll('example.com', 'gateway.networking.k8s.io')}`,
      'permission-denied',
      ['gateways'],
    );
    expect(verdictsOf(rule, refused)).toMatchObject([{ verdict: 'unknown' }]);
  });
});

describe('errors', () => {
  it('an optional field that is read without has() is an error of that object that names it', () => {
    expect(verdictsOf({ pass: "object.externalName == 'x'" }, SERVICE)).toMatchObject([
      {
        verdict: 'error',
        object: { kind: 'Service', namespace: 'shop', name: 'web' },
        message: 'rules.yaml:1: pass: No such key: externalName',
      },
    ]);
    expect(verdictsOf({ pass: '!has(object.externalName)' }, SERVICE)).toMatchObject([{ verdict: 'pass' }]);
    expect(verdictsOf({ pass: "object.?externalName.orValue('') == ''" }, SERVICE)).toMatchObject([
      { verdict: 'pass' },
    ]);
  });

  it.each([
    [{ pass: 'dyn(1)' }, 'pass: the expression returned an int, expected a bool'],
    [{ pass: 'true', when: "dyn('x')" }, 'when: the expression returned a string, expected a bool'],
    [{ pass: 'quantity(object.name).sign() == 1' }, 'pass: "web" is no quantity'],
    [{ pass: "flag('kubelet', 'x').size() == 0" }, 'pass: unknown component "kubelet"'],
    [{ pass: '1 / 0 == 1' }, 'pass: division by zero'],
  ])('%j', (rule, words) => {
    expect(verdictsOf(rule, SERVICE)).toMatchObject([
      { verdict: 'error', message: `rules.yaml:1: ${words}` },
    ]);
  });
});

describe('one object that an expression cannot handle', () => {
  const services = ['web-1', 'web', 'web-2'].map(
    (name) =>
      `apiVersion: v1\nkind: Service\nmetadata: { name: ${name}, namespace: shop }\nspec: { ports: [{ port: 80 }] }\n`,
  );

  it('does not affect the others', () => {
    const found = verdictsOf({ pass: "object.name.split('-')[1] != '2'" }, services.join('---\n'));
    expect(found.map(({ verdict, object }) => `${verdict} ${object?.name ?? ''}`)).toEqual([
      'fail web-2',
      'error web',
      'pass web-1',
    ]);
  });
});

describe('a message', () => {
  it.each([
    ["'team ' + object.labels.nobody", 'No such key: nobody'],
    ["'at ' + cluster.provider", 'provider'],
    ['dyn([1])', 'the expression returned a list, expected a string'],
  ])('that is unavailable leaves the verdict as it is: %s', (message, words) => {
    expect(verdictsOf({ pass: 'false', message }, SERVICE)).toMatchObject([
      { verdict: 'fail', message: expect.stringContaining(`It is wrong (its message failed: `) },
    ]);
    expect(verdictsOf({ pass: 'false', message }, SERVICE)[0]?.message).toContain(words);
  });
});

describe('uncollected data', () => {
  const workload = (kind: string, container: string, meta = '') => `apiVersion: apps/v1
kind: ${kind}
metadata: { name: web, namespace: shop${meta} }
spec: { selector: { matchLabels: { a: b } }, template: { metadata: { labels: { a: b } }, spec: { hostNetwork: true, containers: [${container}] } } }
`;
  const own = "{ name: c, image: 'example.com/web:1', args: [--insecure], command: [bash] }";

  it.each([
    "object.template.containers.all(c, !has(c.args) || !('--insecure' in c.args))",
    'object.template.containers.all(c, !has(c.command))',
    "!object.template.containers.exists(c, c.?command.orValue([]).exists(w, w == 'bash'))",
  ])('the command line of an unrecognized program: %s is unknown', (pass) => {
    expect(verdictsOf({ for: 'workloads', pass }, workload('Deployment', own))).toMatchObject([
      { verdict: 'unknown', message: expect.stringContaining('are not collected') },
    ]);
  });

  it('that of a known component is collected, and so is an empty one', () => {
    const envoy = (more: string) => `{ name: c, image: 'envoyproxy/envoy:v1.35.0'${more} }`;
    const rule = {
      for: 'workloads',
      pass: "object.template.containers.all(c, !has(c.args) || !('-l' in c.args))",
    };
    expect(verdictsOf(rule, workload('Deployment', envoy(', args: [-l, debug]')))).toMatchObject([
      { verdict: 'fail' },
    ]);
    expect(verdictsOf(rule, workload('Deployment', envoy('')))).toMatchObject([{ verdict: 'pass' }]);
  });

  it('an owner hides nothing except what it is observed to contain', () => {
    const rule = { for: 'workloads', pass: '!object.template.?hostNetwork.orValue(false)' };
    const owned = (kind: string, name: string) =>
      `, ownerReferences: [{ apiVersion: x/v1, kind: ${kind}, name: ${name}, uid: u, controller: true }]`;
    expect(verdictsOf(rule, workload('DaemonSet', own, owned('Agent', 'agent')))).toMatchObject([
      { verdict: 'fail' },
    ]);
    expect(verdictsOf(rule, workload('ReplicaSet', own, owned('Rollout', 'web')))).toMatchObject([
      { verdict: 'fail' },
    ]);
    expect(verdictsOf(rule, workload('ReplicaSet', own, owned('Deployment', 'gone')))).toMatchObject([
      { verdict: 'unknown', message: expect.stringContaining('Deployment gone, which was not collected') },
    ]);
    const pair = `${workload('Deployment', own)}---\n${workload('ReplicaSet', own, owned('Deployment', 'web'))}`;
    expect(verdictsOf(rule, pair)).toMatchObject([{ verdict: 'fail', object: { kind: 'Deployment' } }]);
  });
});

describe('fingerprints', () => {
  const binding = (name: string, role: string) => `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: ${name} }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: ${role} }
subjects: [{ kind: ServiceAccount, name: bot, namespace: ci }]
`;

  it('distinguish two bindings of one subject: the second is no risk of a baseline', () => {
    const rule = { for: 'identities', when: "object.name == 'bot'", pass: 'false' };
    const one = verdictsOf(rule, binding('one', 'view'));
    const two = verdictsOf(rule, `${binding('two', 'admin')}---\n${binding('one', 'view')}`);
    const prints = two.map(({ fingerprint }) => fingerprint);
    expect(new Set(prints).size).toBe(2);
    expect(prints).toContain(one[0]?.fingerprint);
  });

  it('distinguish the entry points of one Service', () => {
    const found = verdictsOf(
      { for: 'exposure', pass: 'false' },
      `apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { type: NodePort, ports: [{ port: 80, nodePort: 30080 }], externalIPs: [192.0.2.1] }
`,
    );
    expect(found).toHaveLength(2);
    expect(new Set(found.map(({ fingerprint }) => fingerprint)).size).toBe(2);
  });
});

describe('untrusted input', () => {
  it.each(HOSTILE)('%j is data', (name) => {
    const labels = JSON.stringify({ team: name });
    const [verdict] = verdictsOf(
      { pass: 'false', message: "'team ' + object.labels.team" },
      `apiVersion: v1\nkind: Service\nmetadata: { name: web, namespace: shop, labels: ${labels} }\nspec: { ports: [{ port: 80 }] }\n`,
    );
    expect(verdict?.verdict).toBe('fail');
    expect(verdict?.message.startsWith('team')).toBe(true);
    // eslint-disable-next-line no-control-regex -- what must not be there
    expect(verdict?.message).not.toMatch(/[\u0000-\u001f\u007f\u202a-\u202e]/);
    expect(verdict?.message).not.toContain('\n');
  });

  it('a label named like a part of JavaScript is a label', () => {
    const labels = '{ constructor: a, toString: b, __proto__: c }';
    const manifests = `apiVersion: v1\nkind: Service\nmetadata: { name: web, namespace: shop, labels: ${labels} }\nspec: { ports: [{ port: 80 }] }\n`;
    expect(
      verdictsOf({ pass: "!has(object.labels.valueOf) && !('hasOwnProperty' in object.labels)" }, manifests),
    ).toMatchObject([{ verdict: 'pass' }]);
  });

  it('a message of any length becomes one line that fits', () => {
    const [verdict] = verdictsOf(
      { pass: 'false', message: "'a\\n' + object.name.replace('', 'xxxxxxxxxxxxxxxxxxxx')" },
      SERVICE.replace('name: web', `name: ${'w'.repeat(63)}`),
    );
    expect(verdict?.message).toMatch(/^a x+/);
    expect(verdict?.message.length).toBe(500);
  });
});

describe('a realistic cluster', () => {
  it('has objects in every field of the model', async () => {
    const snapshot = await recorded('demo');
    const model = buildModel(snapshot);
    const rules = new RuleModel(checkParts(model));
    for (const [name] of Object.entries(LISTS)) {
      expect(Array.isArray(rules.list(name))).toBe(true);
      const [first] = rules.list(name);
      if (first) expect(typeof first['name']).toBe('string');
    }
    expect(rules.list('workloads').every((workload) => !('owner' in workload))).toBe(true);
    expect(rules.list('pods')).toBe(new RuleModel(checkParts(model)).list('pods'));
  });

  it('has no verdicts when nothing could be read', async () => {
    const snapshot = await recorded('demo');
    for (const [list] of Object.entries(LISTS))
      for (const status of ['permission-denied', 'collection-failed', 'unavailable'] as const) {
        const { check } = ruleOf({ for: list, pass: 'true' });
        const kinds = evaluate(check, withOutcomes(snapshot, status)).map(({ verdict }) => verdict);
        if (list === 'components') expect([...new Set(kinds)]).toEqual(['pass']);
        else expect([list, ...kinds]).toEqual([list, 'unknown']);
      }
  });

  it('returns the same verdicts each time', async () => {
    const snapshot = await recorded('demo');
    const { check } = ruleOf({ for: 'workloads', pass: "object.labels.exists(k, k == 'app')" });
    const verdicts = evaluate(check, snapshot);
    expect(verdicts.length).toBeGreaterThan(5);
    expect(evaluate(check, snapshot)).toEqual(verdicts);
  });
});

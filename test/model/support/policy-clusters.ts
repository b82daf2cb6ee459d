/**
 * Generated clusters with network policies, for comparison with reference implementations: the same seed makes the same cluster. Policies
 * are valid, and otherwise as wild as the API admits. Left out is what the references do otherwise than the API describes; see
 * docs/verdict-tests.md.
 */
import type { Manifest } from './cluster.ts';

export interface PolicyCluster {
  seed: number;
  namespaces: Manifest[];
  nodes: Manifest[];
  pods: Manifest[];
  policies: Manifest[];
  /** AdminNetworkPolicies and BaselineAdminNetworkPolicies; some of them are ClusterNetworkPolicies in `manifests`. */
  admin: Manifest[];
  baseline: Manifest[];
  manifests: Manifest[];
  /** Addresses of pods and nodes, and some outside the cluster. */
  ends: string[];
  ports: { protocol: string; port: number }[];
  /** `NotIn` only on labels that everything has: the second reference does not match an absent label. */
  everyLabelPresent: boolean;
}

const NAMES = ['http', 'metrics', 'dns', 'grpc'];
const NUMBERS = [53, 80, 443, 8080, 9090];
const PROTOCOLS = ['TCP', 'UDP', 'SCTP'];
const OUTSIDE = ['8.8.8.8', '203.0.113.9', '169.254.169.254', '2001:4860:4860::8888'];
const BLOCKS4 = [
  '0.0.0.0/0',
  '10.0.0.0/8',
  '10.244.0.0/16',
  '10.244.1.0/24',
  '8.8.8.0/24',
  '10.0.0.1/32',
  '128.0.0.0/1',
];
const BLOCKS6 = ['::/0', 'fd00:10::/32', 'fd00:10:244::/64', '2001:4860::/32'];

/** Numbers from a seed. */
class Dice {
  private state: number;

  constructor(seed: number) {
    this.state = (seed + 1) * 0x9e3779b1;
  }

  /** From 0 to below `below`. */
  roll(below: number): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let value = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) % below;
  }

  chance(percent: number): boolean {
    return this.roll(100) < percent;
  }

  pick<T>(items: readonly T[]): T {
    return items[this.roll(items.length)] as T;
  }

  many<T>(from: number, to: number, make: (index: number) => T): T[] {
    return Array.from({ length: from + this.roll(to - from + 1) }, (_, index) => make(index));
  }

  some<T>(items: readonly T[]): T[] {
    const chosen = items.filter(() => this.chance(45));
    return chosen.length > 0 ? chosen : [this.pick(items)];
  }
}

export function policyCluster(seed: number): PolicyCluster {
  return new Generator(seed).cluster();
}

class Generator {
  private readonly dice: Dice;
  private readonly seed: number;
  private readonly everyLabelPresent: boolean;
  private readonly dual: boolean;

  constructor(seed: number) {
    this.seed = seed;
    this.dice = new Dice(seed);
    this.everyLabelPresent = this.dice.chance(60);
    this.dual = this.dice.chance(40);
  }

  cluster(): PolicyCluster {
    const { dice } = this;
    const names = ['shop', 'dev', 'ops', 'kube-system'].slice(0, 2 + dice.roll(3));
    const namespaces = names.map((name) => ({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name, labels: { ...this.labels('env'), 'kubernetes.io/metadata.name': name } },
    }));
    const nodes = ['n1', 'n2'].map((name, index) => ({
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name, labels: { 'kubernetes.io/hostname': name } },
      status: { addresses: [{ type: 'InternalIP', address: `10.0.0.${index + 1}` }] },
    }));
    const pods = dice.many(3, 7, (index) => this.pod(names, index));
    const withAdmin = dice.chance(55);
    const priorities = dice.many(0, withAdmin ? 3 : 0, (index) => index * 7 + dice.roll(7));
    const admin = priorities.map((priority, index) => this.admin(`a${index}`, priority));
    const baseline = withAdmin && dice.chance(50) ? [this.baseline()] : [];
    const policies = dice.many(0, 7, (index) => this.policy(names, `p${index}`));
    const asCluster = dice.chance(50);
    const ends = [...new Set([...pods.flatMap(addressesOf), '10.0.0.1', '10.0.0.2', ...OUTSIDE])];
    return {
      seed: this.seed,
      namespaces,
      nodes,
      pods,
      policies,
      admin,
      baseline,
      manifests: [
        ...namespaces,
        ...nodes,
        ...pods,
        ...policies,
        ...[...admin, ...baseline].map((one) => (asCluster ? asClusterPolicy(one) : one)),
      ],
      ends,
      ports: [
        ...[53, 80, 443, 8080].map((port) => ({ protocol: 'TCP', port })),
        ...[53, 80].map((port) => ({ protocol: 'UDP', port })),
        { protocol: 'SCTP', port: 80 },
        { protocol: 'TCP', port: 65_535 },
      ],
      everyLabelPresent: this.everyLabelPresent,
    };
  }

  /** `tier` is on everything where all labels are present. */
  private labels(own: string): Record<string, string> {
    const { dice } = this;
    const values = ['a', 'b', 'c'];
    return {
      ...((this.everyLabelPresent || dice.chance(60)) && { tier: dice.pick(values) }),
      ...(dice.chance(60) && { [own]: dice.pick(values) }),
      ...(dice.chance(30) && { team: dice.pick(['', 'x']) }),
    };
  }

  private pod(namespaces: readonly string[], index: number): Manifest {
    const { dice } = this;
    const node = 1 + dice.roll(2);
    const hostNetwork = dice.chance(12);
    const numbers = dice.some(NUMBERS);
    const protocol = dice.pick(PROTOCOLS);
    const names = NAMES.filter(() => dice.chance(60));
    const address = hostNetwork ? `10.0.0.${node}` : `10.244.${node}.${index + 5}`;
    const podIPs = [
      { ip: address },
      ...(this.dual && !hostNetwork ? [{ ip: `fd00:10:244::${index + 5}` }] : []),
    ];
    return {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: `pod-${index}`, namespace: dice.pick(namespaces), labels: this.labels('app') },
      spec: {
        nodeName: `n${node}`,
        ...(hostNetwork && { hostNetwork: true }),
        containers: [
          {
            name: 'main',
            image: 'example.com/app:1',
            ports: names.slice(0, numbers.length).map((name, at) => ({
              name,
              containerPort: numbers[at],
              protocol: dice.chance(70) ? 'TCP' : protocol,
            })),
          },
        ],
      },
      status: { phase: 'Running', hostIP: `10.0.0.${node}`, podIP: address, podIPs },
    };
  }

  private selector(own: string): Record<string, unknown> {
    const { dice } = this;
    const kind = dice.roll(10);
    if (kind < 3) return {};
    const values = ['a', 'b', 'c'];
    if (kind < 6) return { matchLabels: { [dice.pick([own, 'tier'])]: dice.pick(values) } };
    return { matchExpressions: dice.many(1, 2, () => this.expression(own)) };
  }

  private expression(own: string): Record<string, unknown> {
    const { dice } = this;
    const operator = dice.pick(['In', 'NotIn', 'Exists', 'DoesNotExist']);
    const key =
      operator === 'NotIn' && this.everyLabelPresent ? 'tier' : dice.pick([own, 'tier', 'team', 'nobody']);
    if (operator === 'Exists' || operator === 'DoesNotExist') return { key, operator };
    return { key, operator, values: dice.some(['a', 'b', 'c', '']) };
  }

  private namespaces(): Record<string, unknown> {
    const { dice } = this;
    if (!dice.chance(25)) return this.selector('env');
    const key = 'kubernetes.io/metadata.name';
    if (dice.chance(50)) return { matchLabels: { [key]: dice.pick(['shop', 'dev', 'nowhere']) } };
    return {
      matchExpressions: [
        { key, operator: dice.pick(['In', 'NotIn']), values: dice.some(['shop', 'dev', 'ops']) },
      ],
    };
  }

  private policy(namespaces: readonly string[], name: string): Manifest {
    const { dice } = this;
    const types = dice.pick([[], ['Ingress'], ['Egress'], ['Ingress', 'Egress'], ['Ingress', 'Egress']]);
    const rules = (peers: 'from' | 'to') =>
      dice.many(0, 3, () => ({
        ...(dice.chance(80) && { [peers]: dice.many(0, 3, () => this.peer()) }),
        ...(dice.chance(60) && { ports: dice.many(0, 3, () => this.port()) }),
      }));
    return {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name, namespace: dice.pick(namespaces) },
      spec: {
        podSelector: this.selector('app'),
        ...(types.length > 0 && { policyTypes: types }),
        ...(dice.chance(80) && { ingress: rules('from') }),
        ...(dice.chance(70) && { egress: rules('to') }),
      },
    };
  }

  private peer(): Record<string, unknown> {
    const { dice } = this;
    const kind = dice.roll(10);
    if (kind < 3) {
      const six = this.dual && dice.chance(50);
      const cidr = dice.pick(six ? BLOCKS6 : BLOCKS4);
      const inner = six
        ? ['fd00:10:244::6/128', '2001:4860::/48']
        : ['10.244.1.0/25', '10.0.0.1/32', '8.8.8.8/32', '10.244.2.0/24'];
      return { ipBlock: { cidr, ...(dice.chance(50) && { except: dice.some(inner) }) } };
    }
    if (kind < 5) return { podSelector: this.selector('app') };
    if (kind < 8) return { namespaceSelector: this.namespaces() };
    return { namespaceSelector: this.namespaces(), podSelector: this.selector('app') };
  }

  private port(): Record<string, unknown> {
    const { dice } = this;
    const protocol = dice.chance(70) ? { protocol: dice.pick(PROTOCOLS) } : {};
    const kind = dice.roll(10);
    if (kind < 2) return protocol;
    if (kind < 5) return { ...protocol, port: dice.pick(NAMES) };
    const port = dice.pick([1, ...NUMBERS]);
    return { ...protocol, port, ...(kind > 7 && { endPort: port + dice.pick([0, 1, 400, 65_535 - 9_090]) }) };
  }

  private subject(): Record<string, unknown> {
    return this.dice.chance(50)
      ? { namespaces: this.namespaces() }
      : { pods: { namespaceSelector: this.namespaces(), podSelector: this.selector('app') } };
  }

  private adminRules(peers: 'from' | 'to', actions: readonly string[]): Record<string, unknown>[] {
    const { dice } = this;
    return dice.many(0, 3, (index) => ({
      name: `r${index}`,
      action: dice.pick(actions),
      [peers]: dice.many(1, 2, () =>
        peers === 'to' && dice.chance(35)
          ? { networks: dice.some(this.dual ? [...BLOCKS4, ...BLOCKS6] : BLOCKS4) }
          : this.subject(),
      ),
      ...(dice.chance(50) && { ports: dice.many(1, 2, () => this.adminPort()) }),
    }));
  }

  private adminPort(): Record<string, unknown> {
    const { dice } = this;
    const protocol = dice.pick(PROTOCOLS);
    if (dice.chance(60)) return { portNumber: { protocol, port: dice.pick(NUMBERS) } };
    const start = dice.pick([1, 53, 80]);
    return { portRange: { protocol, start, end: start + dice.pick([1, 30, 9_000]) } };
  }

  private admin(name: string, priority: number): Manifest {
    return {
      apiVersion: 'policy.networking.k8s.io/v1alpha1',
      kind: 'AdminNetworkPolicy',
      metadata: { name },
      spec: {
        priority,
        subject: this.subject(),
        ingress: this.adminRules('from', ['Allow', 'Deny', 'Pass']),
        egress: this.adminRules('to', ['Allow', 'Deny', 'Pass']),
      },
    };
  }

  private baseline(): Manifest {
    return {
      apiVersion: 'policy.networking.k8s.io/v1alpha1',
      kind: 'BaselineAdminNetworkPolicy',
      metadata: { name: 'default' },
      spec: {
        subject: this.subject(),
        ingress: this.adminRules('from', ['Allow', 'Deny']),
        egress: this.adminRules('to', ['Allow', 'Deny']),
      },
    };
  }
}

function addressesOf(pod: Manifest): string[] {
  return (pod['status'] as { podIPs: { ip: string }[] }).podIPs.map(({ ip }) => ip);
}

type Raw = Record<string, unknown>;

/** The same policy in the words of its successor. */
function asClusterPolicy({ kind, metadata, spec }: Manifest): Manifest {
  const rules = (list: unknown): Raw[] =>
    (list as Raw[]).map(({ action, ports, ...rule }) => ({
      ...rule,
      action: action === 'Allow' ? 'Accept' : action,
      ...(ports !== undefined && { protocols: (ports as Raw[]).map(asProtocol) }),
    }));
  const { ingress, egress, ...others } = spec as Raw;
  const tier = kind === 'AdminNetworkPolicy' ? 'Admin' : 'Baseline';
  return {
    apiVersion: 'policy.networking.k8s.io/v1alpha2',
    kind: 'ClusterNetworkPolicy',
    metadata,
    spec: { tier, priority: 0, ...others, ingress: rules(ingress), egress: rules(egress) },
  };
}

function asProtocol({ portNumber, portRange }: Raw): Raw {
  const { protocol, port, start, end } = (portNumber ?? portRange) as Raw;
  const destinationPort = portNumber === undefined ? { range: { start, end } } : { number: port };
  return { [String(protocol).toLowerCase()]: { destinationPort } };
}

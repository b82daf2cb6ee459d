/**
 * A second evaluator of network policies, for comparison: it works on the manifests, evaluates every sender for every port range, and is
 * independent of the records and the model. Supports Kubernetes, the Network Policy API, and the plain forms of Calico and Cilium.
 */
import type { Manifest } from './cluster.ts';

type Raw = Record<string, unknown>;
type Labels = Record<string, string>;

interface World {
  namespaces: Record<string, Labels>;
  pods: { namespace: string; name: string; labels: Labels; address: string }[];
  policies: Raw[];
}

export type Network = 'kubernetes' | 'calico' | 'cilium';

interface Pod {
  namespace: string;
  nsLabels: Labels;
  labels: Labels;
  address: string;
}

type Sender = { pod: Pod } | { pod?: undefined; address: string };

/** The decision of one policy for a sender and a port: undefined = none. */
type Decision = 'allow' | 'deny' | 'pass' | undefined;

export function naiveOpen(
  world: World,
  target: { namespace: string; name: string },
  network: Network,
): boolean {
  const pods: Pod[] = world.pods.map((pod) => ({
    ...pod,
    nsLabels: { ...world.namespaces[pod.namespace], 'kubernetes.io/metadata.name': pod.namespace },
  }));
  const index = world.pods.findIndex(
    ({ namespace, name }) => namespace === target.namespace && name === target.name,
  );
  const receiver = pods[index];
  if (!receiver) throw new Error('no such pod');
  const others = pods.filter(({ namespace }) => namespace !== receiver.namespace);
  const through = (sender: Sender): boolean => {
    let sum = 0;
    for (const [first, last] of stretches(world.policies))
      if (reaches(world, receiver, sender, first, network)) sum += last - first + 1;
    return sum > 32_767;
  };
  const later: Pod = {
    namespace: 'later',
    nsLabels: { 'kubernetes.io/metadata.name': 'later' },
    labels: {},
    address: '10.244.1.250',
  };
  const blank = Object.entries(world.namespaces)
    .filter(([name]) => name !== receiver.namespace)
    .map(([name, labels]): Pod => ({
      ...later,
      namespace: name,
      nsLabels: { ...labels, 'kubernetes.io/metadata.name': name },
    }));
  // A policy that allows new namespaces allows all namespaces except those of the system.
  const toLater = through({ pod: later });
  const requested = toLater ? others.filter((pod) => pod.namespace !== 'kube-system') : others;
  const toPods = toLater || blank.every((pod) => through({ pod }));
  if (toPods && requested.every((pod) => through({ pod }))) return true;
  // Addresses count only if a policy of the pod allows address blocks.
  if (!world.policies.some((policy) => picked(policy, receiver) && admitsAddresses(policy))) return false;
  const admitted = quarters().filter((address) => through({ address }));
  if (admitted.length * 2 <= quarters().length) return false;
  const direct = pods.filter(({ address }) => through({ address }));
  return direct.length * 2 > pods.length;
}

/** One address of each of sixteen equal parts of IPv4; generated blocks are not smaller, except those around single pods. */
function quarters(): string[] {
  return Array.from({ length: 16 }, (_, part) => `${part * 16 + 1}.200.200.200`);
}

/** Port ranges within which all policies treat all ports alike. */
function stretches(policies: readonly Raw[]): [number, number][] {
  const cuts = new Set([1, 65_536]);
  const text = JSON.stringify(policies);
  for (const [, value = ''] of text.matchAll(/"(?:port|endPort|start|end|number)":"?(\d+)"?/g)) {
    cuts.add(Number(value));
    cuts.add(Number(value) + 1);
  }
  for (const [, first = '', last = ''] of text.matchAll(/"(\d+):(\d+)"/g)) {
    for (const cut of [Number(first), Number(last) + 1]) cuts.add(cut);
  }
  const sorted = [...cuts].filter((cut) => cut >= 1 && cut <= 65_536).sort((a, b) => a - b);
  return sorted.slice(0, -1).map((cut, at) => [cut, (sorted[at + 1] ?? 0) - 1]);
}

function reaches(world: World, to: Pod, from: Sender, port: number, network: Network): boolean {
  const of = (kind: string): Raw[] => world.policies.filter((policy) => policy['kind'] === kind);
  for (const policy of byPriority(of('AdminNetworkPolicy'))) {
    const decision = adminDecision(policy, to, from, port);
    if (decision === 'allow') return true;
    if (decision === 'deny') return false;
    if (decision === 'pass') break;
  }
  const verdict =
    network === 'calico'
      ? calicoVerdict(world.policies, to, from, port)
      : additiveVerdict([...of('NetworkPolicy'), ...of('CiliumNetworkPolicy')], to, from, port);
  if (verdict !== undefined) return verdict;
  for (const policy of of('BaselineAdminNetworkPolicy')) {
    const decision = adminDecision(policy, to, from, port);
    if (decision !== undefined) return decision === 'allow';
  }
  return true;
}

function admitsAddresses(policy: Raw): boolean {
  const rules = (spec(policy)['ingress'] ?? []) as Raw[];
  return rules.some((rule) => {
    const ports = (rule['ports'] ?? []) as Raw[];
    const tcp = ports.length === 0 || ports.some(({ protocol = 'TCP' }) => protocol === 'TCP');
    return (
      tcp && (rule['action'] ?? 'Allow') === 'Allow' && /"cidr"|"nets"|"world"/.test(JSON.stringify(rule))
    );
  });
}

function picked(policy: Raw, to: Pod): boolean {
  const { namespace } = meta(policy);
  if (namespace !== undefined && namespace !== to.namespace) return false;
  const { podSelector, endpointSelector, selector, subject } = spec(policy);
  if (subject) return true;
  if (selector !== undefined) return expression(selector as string, to.labels);
  return selects((podSelector ?? endpointSelector) as Raw, to.labels);
}

function byPriority(policies: Raw[]): Raw[] {
  const priority = (policy: Raw): number => Number(spec(policy)['priority']);
  return [...policies].sort((a, b) => priority(a) - priority(b));
}

function additiveVerdict(policies: readonly Raw[], to: Pod, from: Sender, port: number): boolean | undefined {
  let picked = false;
  let allowed = false;
  for (const policy of policies) {
    const { namespace } = meta(policy);
    if (namespace !== to.namespace) continue;
    const cilium = policy['kind'] === 'CiliumNetworkPolicy';
    const selector = spec(policy)[cilium ? 'endpointSelector' : 'podSelector'] as Raw;
    if (!selects(selector, to.labels)) continue;
    const rules = (spec(policy)['ingress'] ?? []) as Raw[];
    const denials = (spec(policy)['ingressDeny'] ?? []) as Raw[];
    if (cilium && rules.length + denials.length === 0) continue;
    picked = true;
    if (denials.some((rule) => ciliumMatches(rule, to, from, port))) return false;
    if (
      rules.some((rule) => (cilium ? ciliumMatches(rule, to, from, port) : coreMatches(rule, to, from, port)))
    )
      allowed = true;
  }
  // A deny of a later policy takes precedence over an allow of an earlier one.
  const refused = policies.some(
    (policy) =>
      policy['kind'] === 'CiliumNetworkPolicy' &&
      meta(policy).namespace === to.namespace &&
      selects(spec(policy)['endpointSelector'] as Raw, to.labels) &&
      ((spec(policy)['ingressDeny'] ?? []) as Raw[]).some((rule) => ciliumMatches(rule, to, from, port)),
  );
  if (!picked) return undefined;
  return allowed && !refused;
}

function coreMatches(rule: Raw, to: Pod, from: Sender, port: number): boolean {
  const peers = (rule['from'] ?? []) as Raw[];
  const sender =
    peers.length === 0 ||
    peers.some((peer) => {
      const block = peer['ipBlock'] as Raw | undefined;
      if (block) return inCidr(addressOf(from), block);
      if (from.pod === undefined) return false;
      const inNamespace = peer['namespaceSelector']
        ? selects(peer['namespaceSelector'] as Raw, from.pod.nsLabels)
        : from.pod.namespace === to.namespace;
      return inNamespace && selects((peer['podSelector'] ?? {}) as Raw, from.pod.labels);
    });
  const ports = (rule['ports'] ?? []) as Raw[];
  return sender && (ports.length === 0 || ports.some((one) => portMatches(one, port)));
}

function portMatches(one: Raw, port: number): boolean {
  if ((one['protocol'] ?? 'TCP') !== 'TCP') return false;
  if (one['port'] === undefined) return true;
  const first = Number(one['port']);
  return port >= first && port <= Number(one['endPort'] ?? first);
}

function ciliumMatches(rule: Raw, to: Pod, from: Sender, port: number): boolean {
  const entities = rule['fromEntities'] as string[] | undefined;
  const endpoints = rule['fromEndpoints'] as Raw[] | undefined;
  const toPorts = (rule['toPorts'] ?? []) as { ports: Raw[] }[];
  if (!entities && !endpoints && toPorts.length === 0) return false;
  const outside = from.pod === undefined;
  const sender = entities
    ? entities.some((entity) => entity === 'all' || (entity === 'world') === outside)
    : endpoints
      ? endpoints.some(
          (selector) => !outside && from.pod.namespace === to.namespace && selects(selector, from.pod.labels),
        )
      : true;
  const ports = toPorts.flatMap((entry) => entry.ports);
  return (
    sender &&
    (toPorts.length === 0 ||
      ports.some(
        (one) => Number(one['port']) === 0 || portMatches({ ...one, port: Number(one['port']) }, port),
      ))
  );
}

function calicoVerdict(policies: readonly Raw[], to: Pod, from: Sender, port: number): boolean | undefined {
  const order = (policy: Raw): number =>
    policy['kind'] === 'NetworkPolicy' && policy['apiVersion'] === 'networking.k8s.io/v1'
      ? 1_000
      : Number(spec(policy)['order'] ?? Infinity);
  const tier = policies
    .filter(({ kind }) => kind === 'NetworkPolicy' || kind === 'GlobalNetworkPolicy')
    .sort((a, b) => order(a) - order(b) || (meta(a).name < meta(b).name ? -1 : 1));
  let picked = false;
  for (const policy of tier) {
    const { namespace } = meta(policy);
    if (namespace !== undefined && namespace !== to.namespace) continue;
    const core = policy['apiVersion'] === 'networking.k8s.io/v1';
    const chosen = core
      ? selects(spec(policy)['podSelector'] as Raw, to.labels)
      : expression(String(spec(policy)['selector']), to.labels);
    if (!chosen) continue;
    picked = true;
    for (const rule of (spec(policy)['ingress'] ?? []) as Raw[]) {
      if (core) {
        if (coreMatches(rule, to, from, port)) return true;
        continue;
      }
      if (!calicoMatches(rule, to, from, port, namespace === undefined)) continue;
      if (rule['action'] === 'Allow') return true;
      if (rule['action'] === 'Deny') return false;
      if (rule['action'] === 'Pass') return undefined;
    }
  }
  return picked ? false : undefined;
}

function calicoMatches(rule: Raw, to: Pod, from: Sender, port: number, global: boolean): boolean {
  const source = (rule['source'] ?? {}) as Raw;
  const { selector, namespaceSelector, nets } = source;
  const ports = (((rule['destination'] ?? {}) as Raw)['ports'] ?? []) as (number | string)[];
  const portIs =
    ports.length === 0 ||
    ports.some((one) => {
      const [first = 0, last = first] = String(one).split(':').map(Number);
      return port >= first && port <= last;
    });
  if (!portIs) return false;
  if (nets) return (nets as string[]).some((net) => inCidr(addressOf(from), { cidr: net }));
  if (selector === undefined && namespaceSelector === undefined) return true;
  if (from.pod === undefined) return false;
  const inNamespace = namespaceSelector
    ? expression(namespaceSelector as string, from.pod.nsLabels)
    : global || from.pod.namespace === to.namespace;
  return inNamespace && expression((selector ?? 'all()') as string, from.pod.labels);
}

function expression(text: string, labels: Labels): boolean {
  if (text === 'all()') return true;
  const [, not, key = ''] = /^(!?)has\((.*)\)$/.exec(text) ?? [];
  if (not !== undefined) return key in labels === (not === '');
  const [, name = '', sign, value] = /^(\S+) (==|!=) '(.*)'$/.exec(text) ?? [];
  return (labels[name] === value) === (sign === '==');
}

function adminDecision(policy: Raw, to: Pod, from: Sender, port: number): Decision {
  const subject = spec(policy)['subject'] as Raw;
  const chosen = subject['namespaces']
    ? selects(subject['namespaces'] as Raw, to.nsLabels)
    : selects((subject['pods'] as Raw)['namespaceSelector'] as Raw, to.nsLabels) &&
      selects((subject['pods'] as Raw)['podSelector'] as Raw, to.labels);
  if (!chosen || from.pod === undefined) return undefined;
  const { pod } = from;
  for (const rule of (spec(policy)['ingress'] ?? []) as Raw[]) {
    const ports = (rule['ports'] ?? []) as Raw[];
    const portIs =
      ports.length === 0 ||
      ports.some(({ portNumber, portRange }) => {
        const single = portNumber as { port: number } | undefined;
        const range = portRange as { start: number; end: number } | undefined;
        return single
          ? single.port === port
          : range !== undefined && port >= range.start && port <= range.end;
      });
    const senderIs = (rule['from'] as Raw[]).some((peer) =>
      peer['namespaces']
        ? selects(peer['namespaces'] as Raw, pod.nsLabels)
        : selects((peer['pods'] as Raw)['namespaceSelector'] as Raw, pod.nsLabels) &&
          selects((peer['pods'] as Raw)['podSelector'] as Raw, pod.labels),
    );
    if (portIs && senderIs) return String(rule['action']).toLowerCase() as Decision;
  }
  return undefined;
}

function selects(selector: Raw, labels: Labels): boolean {
  const equal = Object.entries((selector['matchLabels'] ?? {}) as Labels).every(
    ([key, value]) => labels[key] === value,
  );
  const expressions = (selector['matchExpressions'] ?? []) as {
    key: string;
    operator: string;
    values?: string[];
  }[];
  return (
    equal &&
    expressions.every(({ key, operator, values = [] }) => {
      const value = labels[key];
      if (operator === 'Exists') return value !== undefined;
      if (operator === 'DoesNotExist') return value === undefined;
      return (value !== undefined && values.includes(value)) === (operator === 'In');
    })
  );
}

function addressOf(from: Sender): string {
  return from.pod === undefined ? from.address : from.pod.address;
}

function inCidr(address: string, block: Raw): boolean {
  if (address === '') return false;
  const within = (cidr: string): boolean => {
    const [network = '', bits = '32'] = cidr.split('/');
    const size = 2 ** (32 - Number(bits));
    return Math.floor(numberOf(address) / size) === Math.floor(numberOf(network) / size);
  };
  return within(String(block['cidr'])) && !((block['except'] ?? []) as string[]).some(within);
}

function numberOf(address: string): number {
  return address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}

function spec(policy: Raw): Raw {
  return policy['spec'] as Raw;
}

function meta(policy: Raw): { name: string; namespace?: string } {
  return policy['metadata'] as { name: string; namespace?: string };
}

/** The manifests of a generated world. */
export function manifestsOf({ namespaces, pods, policies }: World): Manifest[] {
  return [
    ...Object.entries(namespaces).map(([name, labels]) => ({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name, labels },
    })),
    ...pods.map(({ namespace, name, labels, address }) => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { namespace, name, labels },
      spec: { containers: [{ name: 'app', image: 'app:1' }] },
      status: { phase: 'Running', podIP: address },
    })),
    ...policies,
  ];
}

export type { World };

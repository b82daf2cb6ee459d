import type { NetworkPolicyRecord, PolicySection, TrafficPeer, TrafficRule } from '../../schema/policy.ts';
import { arr, isObject, namespaceOf, num, obj, scalar, str, strings } from '../raw.ts';
import type { Raw } from '../raw.ts';
import { selectorText, UNREADABLE } from '../selector.ts';
import type { Project } from '../../kinds/define.ts';
import { refusedBy } from './cilium-validity.ts';
import { addresses, EVERY_TCP_PORT, hasItems, portRange, ruleOf } from './parts.ts';

/** CiliumNetworkPolicy and CiliumClusterwideNetworkPolicy: one rule in `spec`, or several in `specs`. */
export const projectCiliumPolicy: Project<NetworkPolicyRecord> = ({ raw, meta, kind }) => {
  const clusterwide = kind === 'CiliumClusterwideNetworkPolicy';
  const specs = [raw['spec'], ...arr(raw['specs'])].filter(isObject);
  const refused = refusedBy(raw, specs, clusterwide);
  // A policy that the agents reject has no effect.
  const has = (...keys: string[]): boolean =>
    refused !== 'yes' && specs.some((spec) => keys.some((key) => hasItems(spec[key])));
  const record: NetworkPolicyRecord = {
    ...(!clusterwide && { namespace: namespaceOf(meta) }),
    name: meta.name,
    kind,
    // A direction with an empty list does not apply.
    ingress: has('ingress', 'ingressDeny'),
    egress: has('egress', 'egressDeny'),
    sections: (refused === 'yes' ? [] : specs)
      .flatMap((spec) => sectionOf(spec, clusterwide))
      .map((section) => (refused === 'perhaps' ? asUncertain(section) : section)),
  };
  return { record };
};

function asUncertain(section: PolicySection): PolicySection {
  return { ...section, subjects: section.subjects.map((subject) => ({ ...subject, unread: true })) };
}

/** None when it is about nodes, or has no rules for incoming traffic. */
function sectionOf(spec: Raw, clusterwide: boolean): PolicySection[] {
  const allowed = arr(spec['ingress']).filter(isObject);
  const denied = arr(spec['ingressDeny']).filter(isObject);
  const { endpointSelector } = spec;
  if (!isObject(endpointSelector) || allowed.length + denied.length === 0) return [];
  const scope = clusterwide ? [] : undefined;
  return [
    {
      subjects: [{ ...(scope && { namespaces: scope }), pods: requirementsOf(endpointSelector) }],
      isolates: obj(spec['enableDefaultDeny'])['ingress'] !== false,
      rules: [
        ...denied.flatMap((rule) => rulesOf('deny', rule, clusterwide)),
        ...allowed.flatMap((rule) => rulesOf('allow', rule, clusterwide)),
      ],
    },
  ];
}

/** A rule without senders and ports matches nothing; with ports alone it matches every sender. */
function rulesOf(action: 'allow' | 'deny', rule: Raw, clusterwide: boolean): TrafficRule[] {
  const named = SENDERS.some((key) => Array.isArray(rule[key]));
  const ports = portsOf(rule);
  if (!named && ports === undefined) return [];
  // Other modes require mutual authentication; this one, for tests, refuses every sender.
  if (obj(rule['authentication'])['mode'] === 'test-always-fail') return [];
  const from = named ? sendersOf(rule, clusterwide) : undefined;
  const required = hasItems(rule['fromRequires']);
  return ruleOf(action, required ? from?.map((peer) => ({ ...peer, unread: true })) : from, ports);
}

const SENDERS = [
  'fromEndpoints',
  'fromEntities',
  'fromCIDR',
  'fromCIDRSet',
  'fromGroups',
  'fromNodes',
  'fromRequires',
];

function sendersOf(rule: Raw, clusterwide: boolean): TrafficPeer[] {
  const cidrs = (blocks: readonly TrafficPeer[]): TrafficPeer[] =>
    blocks.map((peer) => ({ ...peer, outside: true }));
  return [
    ...arr(rule['fromEndpoints'])
      .filter(isObject)
      .flatMap((selector) => endpoints(selector, clusterwide)),
    ...strings(rule['fromEntities']).flatMap((entity) => ENTITIES[entity] ?? []),
    ...cidrs(strings(rule['fromCIDR']).map((cidr) => addresses(cidr))),
    ...cidrs(
      arr(rule['fromCIDRSet'])
        .map(obj)
        .map((set) => addresses(str(set['cidr'], 64), strings(set['except']))),
    ),
    ...(hasItems(rule['fromRequires']) ? [{ namespaces: [], unread: true }] : []),
  ];
}

/** Entities with many members; the others are single parts of the cluster that are no pods: hosts, the API server, health checks. */
const ENTITIES: Readonly<Record<string, TrafficPeer>> = {
  all: { entity: 'all' },
  cluster: { entity: 'cluster' },
  'cluster-mesh': { entity: 'cluster' },
  world: { entity: 'world' },
  'world-ipv4': { entity: 'world' },
  'world-ipv6': { entity: 'world' },
};

/** Pods of the policy's own namespace, unless the selector selects namespaces or the policy is cluster-wide. */
function endpoints(selector: Raw, clusterwide: boolean): TrafficPeer[] {
  const pods = requirementsOf(selector);
  if (pods.some((requirement) => requirement.startsWith('@reserved'))) {
    const world = pods.length === 1 && /^@reserved\/world(?:=| Exists)/.test(pods[0] ?? '');
    return world ? [{ entity: 'world' }] : [];
  }
  const elsewhere = clusterwide || pods.some((requirement) => requirement.startsWith('@namespace'));
  return [{ ...(elsewhere && { namespaces: [] }), pods }];
}

/** Labels are prefixed with their source; namespaces and ServiceAccounts are labels as well. */
function requirementsOf(selector: Raw): string[] {
  return (selectorText(selector) ?? []).flatMap((requirement) => {
    const bare = requirement.replace(/^(?:k8s|any):/, '');
    if (bare.startsWith('io.cilium.k8s.policy.cluster')) return [];
    if (bare.startsWith('reserved:')) return [bare.replace('reserved:', '@reserved/')];
    if (/^[a-z-]+:/.test(bare)) return [UNREADABLE];
    return [
      bare
        .replace(/^io\.kubernetes\.pod\.namespace(?=[= ])/, '@namespace')
        .replace(/^io\.cilium\.k8s\.policy\.serviceaccount(?=[= ])/, '@serviceaccount')
        .replace(/^io\.cilium\.k8s\.namespace\.labels\./, '@namespace/'),
    ];
  });
}

/** Patterns that match every request. */
const ANYTHING = new Set(['', '.*', '/.*', '^.*$', '^/.*', '^/.*$', '.+']);
const PATTERNS = ['path', 'method', 'host'];

/** Whether rules of layer 7 deny some requests. A rule without fields, or whose patterns match everything, allows all of them. */
function limitsRequests(rules: unknown): boolean {
  const lists = Object.values(obj(rules)).filter(hasItems);
  return (
    lists.length > 0 &&
    !lists.some((list) =>
      arr(list).some((item) =>
        Object.entries(obj(item)).every(
          ([field, value]) => PATTERNS.includes(field) && ANYTHING.has(str(value, 64) ?? ''),
        ),
      ),
    )
  );
}

/** TCP ports; undefined = every port. Ports limited to certain requests of layer 7 do not count. */
function portsOf(rule: Raw): string[] | undefined {
  if (!hasItems(rule['toPorts'])) return hasItems(rule['icmps']) ? [] : undefined;
  return arr(rule['toPorts'])
    .map(obj)
    .flatMap((entry) => {
      if (limitsRequests(entry['rules']) || hasItems(entry['serverNames'])) return [];
      return arr(entry['ports']).map(obj).flatMap(rangeOf);
    });
}

function rangeOf({ port, endPort, protocol }: Raw): string[] {
  if (!['TCP', 'ANY'].includes((str(protocol, 16) ?? 'ANY').toUpperCase())) return [];
  const text = scalar(port) ?? '0';
  if (!/^\d+$/.test(text)) return [];
  if (Number(text) === 0) return [EVERY_TCP_PORT];
  return portRange(Number(text), Math.max(Number(text), num(endPort) ?? 0));
}

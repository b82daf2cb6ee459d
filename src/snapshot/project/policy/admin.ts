/** AdminNetworkPolicy, BaselineAdminNetworkPolicy and ClusterNetworkPolicy of policy.networking.k8s.io. */
import type { NetworkPolicyRecord, PolicySubject, TrafficPeer } from '../../schema/policy.ts';
import { arr, isObject, num, obj, put, str } from '../raw.ts';
import type { Raw } from '../raw.ts';
import { selectorText } from '../selector.ts';
import type { Project } from '../../kinds/define.ts';
import { EVERY_TCP_PORT, hasItems, podsBy, portRange, ruleOf } from './parts.ts';

/** They deny only what a rule names, and select across namespaces. */
export const projectAdminPolicy: Project<NetworkPolicyRecord> = ({ raw, meta, kind }) => {
  const spec = obj(raw['spec']);
  const record: NetworkPolicyRecord = {
    name: meta.name,
    kind,
    ingress: hasItems(spec['ingress']),
    egress: hasItems(spec['egress']),
    tier: tierOf(kind, spec),
    sections: [],
  };
  put(record, 'order', num(spec['priority']));
  if (record.ingress)
    record.sections = [
      {
        subjects: selected(obj(spec['subject'])),
        isolates: false,
        rules: arr(spec['ingress'])
          .filter(isObject)
          .flatMap((rule) =>
            ruleOf(
              actionOf(rule['action']),
              arr(rule['from']).filter(isObject).flatMap(selected),
              portsOf(rule),
            ),
          ),
      },
    ];
  return { record };
};

function tierOf(kind: string, spec: Raw): string {
  if (kind === 'ClusterNetworkPolicy') return str(spec['tier'], 64) ?? 'Admin';
  return kind === 'BaselineAdminNetworkPolicy' ? 'Baseline' : 'Admin';
}

function actionOf(value: unknown): 'allow' | 'deny' | 'pass' {
  if (value === 'Allow' || value === 'Accept') return 'allow';
  return value === 'Pass' ? 'pass' : 'deny';
}

/** A subject or a peer: `namespaces` alone, or `pods` in namespaces. Early versions had the selector one level deeper, or compared labels. */
function selected(raw: Raw): (PolicySubject & TrafficPeer)[] {
  const { namespaces, pods } = raw;
  if (isObject(pods)) {
    if (isObject(pods['namespaces'])) return [{ ...byNamespaces(pods['namespaces']), ...podsOf(pods) }];
    return [podsBy(pods, [])];
  }
  return isObject(namespaces) ? [byNamespaces(namespaces)] : [];
}

function podsOf(raw: Raw): PolicySubject {
  const pods = selectorText(raw['podSelector']);
  return pods === undefined ? {} : { pods };
}

function byNamespaces(namespaces: Raw): PolicySubject {
  if (hasItems(namespaces['sameLabels']) || hasItems(namespaces['notSameLabels']))
    return { namespaces: [], unread: true };
  return { namespaces: selectorText(namespaces['namespaceSelector'] ?? namespaces) ?? [] };
}

/** `ports` of the v1alpha1 kinds, `protocols` of v1alpha2 and later; undefined = every port. */
function portsOf(rule: Raw): string[] | undefined {
  const ports = arr(rule['ports']).map(obj);
  const protocols = arr(rule['protocols']).map(obj);
  if (ports.length === 0 && protocols.length === 0) return undefined;
  return [
    ...ports.flatMap((entry) => {
      const single = obj(entry['portNumber']);
      const range = obj(entry['portRange']);
      const protocol = str(single['protocol'] ?? range['protocol'], 16) ?? 'TCP';
      if (protocol !== 'TCP') return [];
      return oneOrRange(single['port'], range);
    }),
    ...protocols.flatMap(({ tcp }) => {
      if (!isObject(tcp)) return [];
      const destination = obj(tcp['destinationPort']);
      if (Object.keys(destination).length === 0) return [EVERY_TCP_PORT];
      return oneOrRange(destination['number'], obj(destination['range']));
    }),
  ];
}

function oneOrRange(single: unknown, range: Raw): string[] {
  const first = num(single) ?? num(range['start']);
  if (first === undefined) return [];
  return portRange(first, num(single) ?? num(range['end']));
}

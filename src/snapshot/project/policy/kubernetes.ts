import type {
  V1NetworkPolicy,
  V1NetworkPolicyEgressRule,
  V1NetworkPolicyPeer,
  V1NetworkPolicySpec,
} from '@kubernetes/client-node';
import type { NetworkPolicyRecord, PolicySection, TrafficPeer, TrafficRule } from '../../schema/policy.ts';
import { MOST, shareOfAddresses } from '../../../shared/address-share.ts';
import { arr, isObject, namespaceOf, num, obj, strings } from '../raw.ts';
import type { Field, Fields } from '../untrusted.ts';
import { selectorText } from '../selector.ts';
import type { Project, ProjectInput } from '../../kinds/define.ts';
import { blockOf, hasItems, podsBy, portsOf, ruleOf } from './parts.ts';

/** NetworkPolicy of Kubernetes. Without policyTypes ingress is always limited, egress when there are egress rules. */
export const projectNetworkPolicy: Project<NetworkPolicyRecord> = ({
  raw,
  meta,
}: ProjectInput<V1NetworkPolicy>) => {
  const spec = obj(raw.spec);
  const types = strings(spec.policyTypes);
  const record: NetworkPolicyRecord = {
    namespace: namespaceOf(meta),
    name: meta.name,
    kind: 'NetworkPolicy',
    ingress: types.length === 0 || types.includes('Ingress'),
    egress: types.length === 0 ? hasItems(spec.egress) : types.includes('Egress'),
    sections: [],
    outgoing: [],
  };
  if (types.length === 0) record.typesUnset = true;
  const idle = DIRECTIONS.filter((direction) => !record[direction] && hasItems(spec[direction]));
  if (idle.length > 0) record.idle = idle;
  const empty = emptyRanges(spec);
  if (empty.length > 0) record.emptyRanges = empty;
  // An empty item `- ` is a rule without conditions.
  if (record.ingress)
    record.sections = [
      sectionOf(
        spec,
        arr(spec.ingress)
          .map((rule) => obj(rule))
          .flatMap(({ from, ports }) => rulesOf(arr(from), arr(ports))),
      ),
    ];
  if (record.egress)
    record.outgoing = [
      sectionOf(
        spec,
        arr(spec.egress)
          .map((rule) => obj(rule))
          .flatMap(({ to, ports }) => rulesOf(arr(to), arr(ports))),
      ),
    ];
  if (record.egress)
    record.egressOf = {
      pods: selectorText(spec.podSelector) ?? [],
      open: arr(spec.egress).some((rule) => admitsMost(obj(rule))),
    };
  return { record };
};

const DIRECTIONS = ['ingress', 'egress'] as const;

/** The API server rejects them; a manifest may contain them. */
function emptyRanges(spec: Fields<V1NetworkPolicySpec>): string[] {
  return [...arr(spec.ingress), ...arr(spec.egress)]
    .flatMap((rule) => arr(obj(rule)['ports']))
    .flatMap((entry) => {
      const [port, endPort] = [num(obj(entry)['port']), num(obj(entry)['endPort'])];
      return port !== undefined && endPort !== undefined && endPort < port
        ? [`endPort ${endPort} below port ${port}`]
        : [];
    });
}

function sectionOf(
  { podSelector }: Fields<V1NetworkPolicySpec>,
  rules: readonly TrafficRule[],
): PolicySection {
  return { subjects: [{ pods: selectorText(podSelector) ?? [] }], isolates: true, rules };
}

function rulesOf(peers: readonly Field<V1NetworkPolicyPeer>[], ports: readonly unknown[]): TrafficRule[] {
  return ruleOf('allow', peersOf(peers), portsOf(ports));
}

/** Without ports, to every destination or to more than half of all addresses of a family, also in pieces. */
function admitsMost({ to, ports }: Fields<V1NetworkPolicyEgressRule>): boolean {
  if (hasItems(ports)) return false;
  if (!hasItems(to)) return true;
  return shareOfAddresses(arr(to).flatMap((peer) => blockOf(obj(peer).ipBlock) ?? [])) > MOST;
}

/** An absent or empty list is every sender; the API rejects an entry without any field, which allows no sender. */
function peersOf(from: readonly Field<V1NetworkPolicyPeer>[]): TrafficPeer[] | undefined {
  if (from.length === 0) return undefined;
  return from
    .filter((peer) => isObject(peer))
    .flatMap((peer): TrafficPeer[] => {
      const block = blockOf(peer.ipBlock);
      if (block) return [block];
      if (!isObject(peer.namespaceSelector) && !isObject(peer.podSelector)) return [];
      return [podsBy(obj(peer), undefined)];
    });
}

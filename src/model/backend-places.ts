import { see, withKubelet } from '../shared/requirement.ts';
import type { CollectorId, Snapshot } from '../snapshot/types.ts';
import { addressReach, canonicalAddress } from '../shared/addresses.ts';
import type { Backend } from './types.ts';
import type { DnsDomains } from './dns-domains.ts';
import type { ServiceFacts } from './types.ts';
import type { Requirement } from '../shared/requirement.ts';

/** The requirement where the URL itself would decide. */
export const LOOK_AT_URL = see('look at clientConfig.url');

/** Addresses of nodes and pods, also node names as hosts, with the owner of each. */
export function addressesOf({ records }: Snapshot): ReadonlyMap<string, string> {
  const nodes = records.node.flatMap(({ name, addresses }) =>
    [name, ...addresses.map(({ address }) => address)].map(
      (address) => [placeKey(address), `the node ${name}`] as const,
    ),
  );
  const pods = records.pod.flatMap(({ namespace, name, podIP, podIPs = [] }) =>
    [...(podIP === undefined ? [] : [podIP]), ...podIPs].map(
      (address) => [canonicalAddress(address), `the Pod ${namespace}/${name}`] as const,
    ),
  );
  return new Map([...pods, ...nodes]);
}

/** One spelling for each address and each host name; DNS ignores case. */
function placeKey(address: string): string {
  return canonicalAddress(address.toLowerCase());
}

export interface Places {
  hosts: ReadonlyMap<string, string>;
  /** Whether the list of this kind is complete. */
  isSeen: (id: CollectorId) => boolean;
}

/** An address that is no Service's: a host or a pod of the cluster, or an external address. */
export function ofAddress(address: string, { hosts, isSeen }: Places): Backend {
  const owned = ofHostAddress(address, hosts);
  if (owned) return owned;
  // IPv4 addresses of pods are private; IPv6 ones may be global (EKS, https://docs.aws.amazon.com/eks/latest/userguide/cni-ipv6.html).
  const isPublic = addressReach(address) === 'public' && !address.includes(':');
  const kinds: readonly CollectorId[] = isPublic ? ['services', 'nodes'] : ['services', 'nodes', 'pods'];
  const unread = kinds.filter((id) => !isSeen(id));
  if (unread.length === 0) return { state: 'outside', evidence: [] };
  const reason = `whether ${address} is one of the cluster's own addresses is not known`;
  return { ...unknownBackend(reason, unread, [LOOK_AT_URL]), mayLeaveCluster: true };
}

/** A host by its name: a node, or an external host. By default kubelets use the host name as the node name. */
export function ofHost(host: string, { hosts, isSeen }: Places): Backend {
  const owned = ofHostAddress(host, hosts);
  if (owned) return owned;
  if (isSeen('nodes')) return { state: 'outside', evidence: [] };
  const reason = `whether ${host} is one of the cluster's nodes is not known`;
  return { ...unknownBackend(reason, ['nodes'], [LOOK_AT_URL]), mayLeaveCluster: true };
}

function ofHostAddress(address: string, hosts: Places['hosts']): Backend | undefined {
  const owner = hosts.get(placeKey(address));
  if (owner === undefined) return undefined;
  const reason = `it is unknown whether a server listens at ${address}, an address of ${owner}`;
  return unknownBackend(reason, [], [LOOK_AT_URL]);
}

/**
 * The backend of a name like `web.shop.svc.example.com`: outside, or not known to be inside. Undefined where the domain is the
 * cluster's.
 */
export function foreignDomain(domain: string, domains: () => DnsDomains): Backend | undefined {
  const { names, sure } = domains();
  const name = domain.toLowerCase();
  // Almost every cluster has the default.
  if (names.has(name) || (names.size === 0 && name === DEFAULT_DOMAIN)) return undefined;
  if (sure) return { state: 'outside', evidence: [] };
  const requires = [withKubelet('clusterDomain'), LOOK_AT_URL];
  const reason = `whether ${domain} is the cluster's own DNS domain is not known`;
  return { ...unknownBackend(reason, [], requires), mayLeaveCluster: true };
}

const DEFAULT_DOMAIN = 'cluster.local';

/** Unknown, with what is required to decide it. */
export function unknownBackend(
  reason: string,
  restsOn: readonly CollectorId[],
  requires: readonly Requirement[],
  service?: ServiceFacts,
): Backend & { state: 'unknown' } {
  return { state: 'unknown', reason, restsOn, requires, evidence: [], ...(service && { service }) };
}

/** Authorization policies as istiod sends them to ztunnels, and how ztunnel evaluates them (ztunnel src/rbac.rs). */
import type { AmbientAnswer } from '../oracle.ts';

type Match = Readonly<Record<string, unknown>>;

/** Istio's API `security.Authorization` as JSON; what has its default is left out. */
export interface SentPolicy {
  name: string;
  namespace: string;
  scope?: 'GLOBAL' | 'NAMESPACE' | 'WORKLOAD_SELECTOR';
  action?: 'ALLOW' | 'DENY';
  /** A policy matches if one of its groups does: all rules of it, by one of their matches each. */
  groups?: { rules?: { matches?: Match[] }[] }[];
}

type Group = NonNullable<SentPolicy['groups']>[number];

/** The policies of a Pod: by its namespace, of the whole mesh, and those that its workload names. Undefined: no such workload. */
export function sentTo(
  { workloads, authorizations }: AmbientAnswer,
  namespace: string,
  pod: string,
): SentPolicy[] | undefined {
  const workload = workloads.find((one) => one['namespace'] === namespace && one['name'] === pod);
  if (!workload) return undefined;
  const named = new Set((workload['authorizationPolicies'] as string[] | undefined) ?? []);
  return (authorizations as unknown as SentPolicy[]).filter(
    ({ scope = 'GLOBAL', namespace: own, name }) =>
      scope === 'GLOBAL' || (scope === 'NAMESPACE' ? own === namespace : named.has(`${own}/${name}`)),
  );
}

/** Of PeerAuthentications. */
export function isConverted({ name }: SentPolicy): boolean {
  return name.startsWith('converted_peer_authentication_') || name === 'istio_converted_static_strict';
}

/** Whether a connection without an identity to this port is refused because of PeerAuthentications. */
export function deniesPlaintext(policies: readonly SentPolicy[], port: number): boolean {
  return policies.some(
    (policy) =>
      isConverted(policy) &&
      policy.action === 'DENY' &&
      (policy.groups ?? []).some(({ rules = [] }) =>
        rules.every(({ matches = [] }) => matches.some((match) => holdsForPlaintext(match, port))),
      ),
  );
}

function holdsForPlaintext(match: Match, port: number): boolean {
  const conditions = Object.entries(match);
  // A match without conditions never matches.
  if (conditions.length === 0) return false;
  return conditions.every(([field, value]) => {
    const ports = value as number[];
    switch (field) {
      case 'notPrincipals':
        return true;
      case 'principals':
        return false;
      case 'destinationPorts':
        return ports.includes(port);
      case 'notDestinationPorts':
        return !ports.includes(port);
      default:
        throw new Error(`PeerAuthentications are not converted to ${field}`);
    }
  });
}

/** The number of groups that some connection matches. */
export function liveGroups({ groups = [] }: SentPolicy): number {
  return groups.filter(isLive).length;
}

function isLive({ rules = [] }: Group): boolean {
  return rules.every(({ matches = [] }) => matches.some((match) => Object.keys(match).length > 0));
}

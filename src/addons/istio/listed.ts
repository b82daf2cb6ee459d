import type { ClusterModel } from '../../model/parts.ts';
import type { Evidence, Known } from '../../shared/evidence.ts';
import { known, unknown } from '../../shared/evidence.ts';
import { permission } from '../../shared/requirement.ts';
import { missingText } from '../../snapshot/missing.ts';
import { narrowedTo } from '../../snapshot/narrowed.ts';

/** A kind of Istio, by its API group and its names. */
export interface ListedKind {
  group: string;
  kind: string;
  resource: string;
}

const security = (kind: string, resource: string): ListedKind => ({
  group: 'security.istio.io',
  kind,
  resource,
});

export const PEER_AUTHENTICATIONS = security('PeerAuthentication', 'peerauthentications');
export const AUTHORIZATION_POLICIES = security('AuthorizationPolicy', 'authorizationpolicies');
export const REQUEST_AUTHENTICATIONS = security('RequestAuthentication', 'requestauthentications');
export const DESTINATION_RULES: ListedKind = {
  group: 'networking.istio.io',
  kind: 'DestinationRule',
  resource: 'destinationrules',
};

/**
 * What follows from all objects of one kind: known where every list of that kind was read to its end. Other kinds of the collector may be
 * refused. RBAC permits each resource on its own.
 */
export function listed<T>(
  { outcome }: Pick<ClusterModel, 'outcome'>,
  { group, kind, resource }: ListedKind,
  value: T,
  evidence: readonly Evidence[] = [],
): Known<T> {
  const own = narrowedTo(outcome('istio'), [`${group}/${kind}`]);
  const { status, missing = [] } = own;
  if (status === 'ok') return known(value, ...evidence);
  const refused = missing.filter((rule) => rule.resource === resource);
  const rules = refused.length > 0 ? refused : missing;
  return unknown(
    `data is incomplete: ${missingText([own])}`,
    ...(rules.length > 0 ? rules : [{ verb: 'list' as const, group, resource }]).map((rule) =>
      permission(rule),
    ),
  );
}

import { COLLECTOR_IDS, COLLECTORS } from '../../snapshot/collectors.ts';
import type { CollectorId, ListingId } from '../../snapshot/collectors.ts';
import type { Collector } from '../define.ts';
import { apiservices } from './apiservices.ts';
import { configmaps } from './configmaps.ts';
import { crds } from './crds.ts';
import { discovery } from './discovery.ts';
import { endpoint } from './endpoint.ts';
import { endpointslices } from './endpointslices.ts';
import { flagz } from './flagz.ts';
import { health } from './health.ts';
import { identity } from './identity.ts';
import { kubelets } from './kubelets.ts';
import { listing } from './listing.ts';
import { metrics } from './metrics.ts';
import { namespaces } from './namespaces.ts';
import { networkpolicies } from './networkpolicies.ts';
import { openid } from './openid.ts';
import { pods } from './pods.ts';
import { probe } from './probe.ts';
import { rbac } from './rbac.ts';
import { permissions } from './permissions.ts';
import { secrets } from './secrets.ts';
import { version } from './version.ts';
import { workloads } from './workloads.ts';

/** Collectors that do more than list their kinds. */
const OWN: { readonly [K in Exclude<CollectorId, ListingId>]: Collector } = {
  apiservices,
  configmaps,
  crds,
  discovery,
  endpoint,
  endpointslices,
  flagz,
  health,
  identity,
  kubelets,
  metrics,
  namespaces,
  networkpolicies,
  openid,
  pods,
  probe,
  rbac,
  permissions,
  secrets,
  version,
  workloads,
};

/** Every collector, in the order in which outcomes are shown. */
export const allCollectors: readonly Collector[] = COLLECTOR_IDS.map((id) => {
  const { lists } = COLLECTORS[id];
  return lists === undefined ? OWN[id as keyof typeof OWN] : listing(id, lists);
});

import type { Collector } from '../define.ts';
import { apiservices } from './apiservices.ts';
import { availability } from './availability.ts';
import { certificates } from './certificates.ts';
import { configmaps } from './configmaps.ts';
import { crds } from './crds.ts';
import { discovery } from './discovery.ts';
import { endpoint } from './endpoint.ts';
import { endpointslices } from './endpointslices.ts';
import { envoy } from './envoy.ts';
import { flagz } from './flagz.ts';
import { flowcontrol } from './flowcontrol.ts';
import { gateways } from './gateways.ts';
import { health } from './health.ts';
import { identity } from './identity.ts';
import { ingresses } from './ingresses.ts';
import { istio } from './istio.ts';
import { kubelets } from './kubelets.ts';
import { leases } from './leases.ts';
import { metrics } from './metrics.ts';
import { namespaces } from './namespaces.ts';
import { networkpolicies } from './networkpolicies.ts';
import { nodes } from './nodes.ts';
import { openid } from './openid.ts';
import { platform } from './platform.ts';
import { pods } from './pods.ts';
import { probe } from './probe.ts';
import { rbac } from './rbac.ts';
import { rights } from './rights.ts';
import { secrets } from './secrets.ts';
import { serviceaccounts } from './serviceaccounts.ts';
import { services } from './services.ts';
import { storage } from './storage.ts';
import { version } from './version.ts';
import { webhooks } from './webhooks.ts';
import { workloads } from './workloads.ts';

/** Every collector, in the order in which outcomes are shown. */
export const allCollectors: readonly Collector[] = [
  version,
  discovery,
  identity,
  rights,
  endpoint,
  probe,
  health,
  flagz,
  metrics,
  openid,
  configmaps,
  nodes,
  kubelets,
  leases,
  namespaces,
  pods,
  workloads,
  availability,
  services,
  endpointslices,
  ingresses,
  gateways,
  networkpolicies,
  rbac,
  serviceaccounts,
  secrets,
  storage,
  crds,
  apiservices,
  webhooks,
  certificates,
  flowcontrol,
  istio,
  envoy,
  platform,
];

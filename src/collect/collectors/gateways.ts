import { defineCollector } from '../define.ts';
import { clusterWide, namespaced, rulesOf } from '../kinds.ts';
import { listKinds } from '../lists.ts';

const GATEWAY_API = 'gateway.networking.k8s.io';
const KINDS = [
  clusterWide(GATEWAY_API, 'GatewayClass'),
  ...['Gateway', 'HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'].map((kind) =>
    namespaced(GATEWAY_API, kind),
  ),
  namespaced('route.openshift.io', 'Route'),
  namespaced('projectcontour.io', 'HTTPProxy'),
  namespaced('traefik.io', 'IngressRoute'),
  namespaced('traefik.io', 'IngressRouteTCP'),
  namespaced('traefik.containo.us', 'IngressRoute', { unlessServed: 'traefik.io' }),
  namespaced('getambassador.io', 'Mapping'),
];

export const gateways = defineCollector({
  id: 'gateways',
  why: 'Ways in by the Gateway API and by the routes of OpenShift, Contour, Traefik and Ambassador.',
  notRead: 'Filters and path matches.',
  reads: rulesOf(KINDS),
  run: (context) => listKinds(context, KINDS),
});

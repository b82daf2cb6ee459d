import { groupedRouteKinds } from '../../data/route-kinds.ts';
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
  // Traefik 2.10 and 2.11 read both groups, each with objects of its own.
  ...['traefik.io', 'traefik.containo.us'].flatMap((group) =>
    ['IngressRoute', 'IngressRouteTCP', 'IngressRouteUDP'].map((kind) => namespaced(group, kind)),
  ),
  namespaced('getambassador.io', 'Mapping'),
  namespaced('getambassador.io', 'TCPMapping'),
  namespaced('x.getambassador.io', 'AmbassadorMapping'),
  namespaced('x.getambassador.io', 'AmbassadorTCPMapping'),
  ...groupedRouteKinds.map(({ group, kind }) => namespaced(group, kind)),
];

export const gateways = defineCollector({
  id: 'gateways',
  why: 'Ways in by the Gateway API and by the routes of OpenShift, Contour, Traefik, Ambassador, NGINX, F5, APISIX, Skipper, Kong, HAProxy, Gloo, Knative, AWS and GKE.',
  notRead: 'Filters but mirrors and pages for errors; path matches.',
  reads: rulesOf(KINDS),
  run: (context) => listKinds(context, KINDS),
});

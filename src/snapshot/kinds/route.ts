import { projectHttpProxy } from '../project/contour-routes.ts';
import { routeKindApis } from '../project/route-kinds.ts';
import {
  projectRoute,
  projectOpenShiftRoute,
  projectIngressRoute,
  projectMapping,
} from '../project/routes.ts';
import { projectVirtualService } from '../project/virtual-service.ts';
import { isIstioRoute, route } from '../schema/route.ts';
import { defineKind } from './define.ts';

export default defineKind({
  record: 'route',
  order: 150,
  shape: route,
  collector: {
    among: ['gateways', 'istio'],
    of: (record) => (isIstioRoute(record) ? 'istio' : 'gateways'),
  },
  api: [
    {
      kinds: [
        'gateway.networking.k8s.io/HTTPRoute',
        'gateway.networking.k8s.io/GRPCRoute',
        'gateway.networking.k8s.io/TLSRoute',
        'gateway.networking.k8s.io/TCPRoute',
        'gateway.networking.k8s.io/UDPRoute',
      ],
      scope: 'Namespaced',
      project: projectRoute,
    },
    {
      kinds: ['networking.istio.io/VirtualService'],
      scope: 'Namespaced',
      collector: 'istio',
      project: projectVirtualService,
    },
    { kinds: ['route.openshift.io/Route'], scope: 'Namespaced', project: projectOpenShiftRoute },
    { kinds: ['projectcontour.io/HTTPProxy'], scope: 'Namespaced', project: projectHttpProxy },
    {
      kinds: [
        'traefik.io/IngressRoute',
        'traefik.io/IngressRouteTCP',
        'traefik.io/IngressRouteUDP',
        'traefik.containo.us/IngressRoute',
        'traefik.containo.us/IngressRouteTCP',
        'traefik.containo.us/IngressRouteUDP',
      ],
      scope: 'Namespaced',
      project: projectIngressRoute,
    },
    {
      kinds: [
        'getambassador.io/Mapping',
        'getambassador.io/TCPMapping',
        'x.getambassador.io/AmbassadorMapping',
        'x.getambassador.io/AmbassadorTCPMapping',
      ],
      scope: 'Namespaced',
      project: projectMapping,
    },
    ...routeKindApis,
  ],
});

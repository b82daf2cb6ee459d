/**
 * Programs that let traffic in by routes of users, by their images (compared as in shared/image.ts), and the kinds of routes that each of
 * them reads in addition to Ingress. As of 2026-11-30; source: the projects' manifests and charts
 * (https://github.com/openshift/cluster-ingress-operator,
 * https://github.com/traefik/traefik, https://github.com/projectcontour/contour, https://github.com/emissary-ingress/emissary).
 */
export const asOf = '2026-11-30';

export interface IngressController {
  name: string;
  images: readonly string[];
  /** Name of the container, where the image is not specific: all of OpenShift's have one name. */
  container?: string;
  /** An init container that distinguishes it from the same program in other products. */
  init?: string;
  /** Kinds of routes. */
  routes: readonly string[];
}

export const ingressControllers: readonly IngressController[] = [
  {
    name: 'OpenShift router',
    images: ['router', 'haproxy-router'],
    container: 'router',
    routes: ['Route'],
  },
  {
    name: 'Traefik',
    images: ['traefik'],
    routes: ['IngressRoute', 'IngressRouteTCP', 'IngressRouteUDP', 'Middleware'],
  },
  { name: 'Contour', images: ['envoy', 'envoy-distroless'], init: 'envoy-initconfig', routes: ['HTTPProxy'] },
  {
    name: 'Emissary',
    images: ['emissary', 'ambassador', 'aes'],
    routes: ['Mapping', 'TCPMapping', 'AmbassadorMapping', 'AmbassadorTCPMapping'],
  },
  {
    name: 'ingress-nginx',
    images: ['ingress-nginx/controller', 'nginx-ingress-controller', 'rancher/nginx-ingress-controller'],
    routes: [],
  },
  {
    name: 'NGINX Ingress Controller',
    images: ['nginx-ingress', 'nginx/nginx-ingress'],
    routes: ['VirtualServer', 'VirtualServerRoute', 'TransportServer'],
  },
  {
    name: 'HAProxy',
    images: ['haproxytech/kubernetes-ingress', 'haproxy-ingress', 'jcmoraisjr/haproxy-ingress'],
    routes: ['TCP'],
  },
  { name: 'Kong', images: ['kong', 'kong-gateway'], routes: ['TCPIngress', 'UDPIngress'] },
  { name: 'APISIX', images: ['apisix'], routes: ['ApisixRoute'] },
  { name: 'Skipper', images: ['zalando/skipper', 'skipper-ingress'], routes: ['RouteGroup'] },
];

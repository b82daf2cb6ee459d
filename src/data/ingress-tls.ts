/**
 * Annotations by which controllers of Ingresses have a certificate without `spec.tls`, and those that disable the redirect to HTTPS. As of
 * 2026-12-01; sources: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/ (certificate-arn,
 * listen-ports), https://cloud.google.com/kubernetes-engine/docs/how-to/managed-certs, https://azure.github.io/application-gateway-kubernetes-ingress/annotations/
 * (appgw-ssl-certificate), https://doc.traefik.io/traefik/routing/providers/kubernetes-ingress/ (router.tls),
 * https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/ (force-ssl-redirect: TLS is terminated before the controller),
 * https://tailscale.com/docs/features/kubernetes-operator (always TLS), https://developer.konghq.com/kubernetes-ingress-controller (protocols).
 */
export const asOf = '2026-12-01';

export interface IngressTls {
  /** Who reads them (mayRead of data/ingress-guards.ts). */
  controllers: RegExp;
  foreign: RegExp;
  keys: readonly { key: string; value: RegExp }[];
  /** It serves every host with TLS. */
  always?: true;
}

const SET = /\S/;

export const ingressTls: readonly IngressTls[] = [
  {
    controllers: /alb|eks\.amazonaws\.com/i,
    foreign: /traefik|haproxy|kong|contour|istio|cilium|nginx|\bgce\b|azure/i,
    keys: [
      { key: 'alb.ingress.kubernetes.io/certificate-arn', value: SET },
      { key: 'alb.ingress.kubernetes.io/listen-ports', value: /HTTPS/ },
    ],
  },
  {
    controllers: /gce|gke/i,
    foreign: /traefik|haproxy|kong|contour|istio|cilium|nginx|alb|azure/i,
    keys: [{ key: 'networking.gke.io/managed-certificates', value: SET }],
  },
  {
    controllers: /azure|appgw/i,
    foreign: /traefik|haproxy|kong|contour|istio|cilium|nginx|alb|\bgce\b/i,
    keys: [{ key: 'appgw.ingress.kubernetes.io/appgw-ssl-certificate', value: SET }],
  },
  {
    controllers: /traefik/i,
    foreign: /haproxy|kong|contour|istio|cilium|nginx|alb|\bgce\b|azure/i,
    keys: [{ key: 'traefik.ingress.kubernetes.io/router.tls', value: /^true$/ }],
  },
  {
    controllers: /nginx|traefik/i,
    foreign: /haproxy|kong|contour|istio|cilium|alb|\bgce\b|azure/i,
    keys: [{ key: 'nginx.ingress.kubernetes.io/force-ssl-redirect', value: /^true$/ }],
  },
  {
    controllers: /konghq/i,
    foreign: /traefik|haproxy|contour|istio|cilium|nginx|alb|\bgce\b|azure/i,
    keys: [
      { key: 'konghq.com/protocols', value: /^\s*(?:https|grpcs|tls)(?:\s*,\s*(?:https|grpcs|tls))*\s*$/ },
    ],
  },
  // Its controller is the class of that name alone: any other class leaves the annotation list empty.
  { controllers: /^tailscale\.com\//, foreign: /^(?!tailscale$)/, keys: [], always: true },
];

/** `false` disables the redirect that the controller adds to hosts with TLS. */
export const redirectSwitches: readonly string[] = [
  'nginx.ingress.kubernetes.io/ssl-redirect',
  'haproxy.org/ssl-redirect',
  'haproxy-ingress.github.io/ssl-redirect',
  'ingress.kubernetes.io/ssl-redirect',
];

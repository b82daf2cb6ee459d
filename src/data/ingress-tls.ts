/**
 * Annotations by which controllers of Ingresses have a certificate without `spec.tls`, and those that decide whether plaintext HTTP is
 * served as well. As of 2026-12-02; sources:
 * https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/ (certificate-arn, listen-ports,
 * ssl-redirect), https://cloud.google.com/kubernetes-engine/docs/how-to/managed-certs,
 * https://cloud.google.com/kubernetes-engine/docs/how-to/ingress-configuration (allow-http, FrontendConfig),
 * https://azure.github.io/application-gateway-kubernetes-ingress/annotations/ (appgw-ssl-certificate),
 * https://doc.traefik.io/traefik/routing/providers/kubernetes-ingress/ (router.tls),
 * https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/ (force-ssl-redirect: TLS is terminated before the
 * controller), https://tailscale.com/docs/features/kubernetes-operator (always TLS),
 * https://developer.konghq.com/kubernetes-ingress-controller (protocols).
 */
export const asOf = '2026-12-02';

import { GO_TRUE } from './ingress-guards.ts';

export interface IngressTls {
  /** Who reads them (mayRead of data/ingress-guards.ts). */
  controllers: RegExp;
  foreign: RegExp;
  keys: readonly { key: string; value: RegExp }[];
  /** It serves every host with TLS. */
  always?: true;
  /** With a port in this annotation the load balancer redirects HTTP for all Ingresses that share it. */
  groupRedirect?: string;
  /** How an Ingress with a certificate is served by plaintext HTTP as well, by its annotations; undefined: it is not. */
  plaintext?: (valueOf: (key: string) => string) => string | undefined;
  /** The answer is in an object or in arguments that are not evaluated: what decides it; undefined: nothing does. */
  undecided?: (valueOf: (key: string) => string) => string | undefined;
}

const SET = /\S/;

const TLS_PROTOCOLS = /^\s*(?:https|grpcs|tls)(?:\s*,\s*(?:https|grpcs|tls))*\s*$/;

const FRONTEND = 'networking.gke.io/v1beta1.FrontendConfig';

function isHttpAllowed(valueOf: (key: string) => string): boolean {
  return valueOf('kubernetes.io/ingress.allow-http') !== 'false';
}

export const ingressTls: readonly IngressTls[] = [
  {
    controllers: /alb|eks\.amazonaws\.com/i,
    foreign: /traefik|haproxy|kong|contour|istio|cilium|nginx|\bgce\b|azure/i,
    keys: [
      { key: 'alb.ingress.kubernetes.io/certificate-arn', value: SET },
      { key: 'alb.ingress.kubernetes.io/listen-ports', value: /HTTPS/ },
    ],
    groupRedirect: 'alb.ingress.kubernetes.io/ssl-redirect',
    plaintext: (valueOf) =>
      /HTTP(?!S)/.test(valueOf('alb.ingress.kubernetes.io/listen-ports'))
        ? 'listen-ports contains HTTP, and ssl-redirect is not set'
        : undefined,
    // Without both the load balancer listens on HTTP, unless the parameters of its class say otherwise.
    undecided: (valueOf) =>
      SET.test(
        valueOf('alb.ingress.kubernetes.io/listen-ports') +
          valueOf('alb.ingress.kubernetes.io/certificate-arn'),
      )
        ? undefined
        : 'certificates and listeners of its IngressClassParams',
  },
  {
    controllers: /gce|gke/i,
    foreign: /traefik|haproxy|kong|contour|istio|cilium|nginx|alb|azure/i,
    keys: [
      { key: 'networking.gke.io/managed-certificates', value: SET },
      { key: 'ingress.gcp.kubernetes.io/pre-shared-cert', value: SET },
    ],
    plaintext: (valueOf) =>
      isHttpAllowed(valueOf) && !SET.test(valueOf(FRONTEND))
        ? 'kubernetes.io/ingress.allow-http is not false'
        : undefined,
    undecided: (valueOf) =>
      isHttpAllowed(valueOf) && SET.test(valueOf(FRONTEND))
        ? 'redirectToHttps of its FrontendConfig'
        : undefined,
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
    // spec.tls supplies certificates only: the router takes plaintext HTTP of every entry point, unless one of them redirects.
    undecided: (valueOf) =>
      valueOf('traefik.ingress.kubernetes.io/router.tls') === 'true'
        ? undefined
        : '`--entryPoints` in the arguments or the configuration of Traefik, and the Middlewares of the Ingress',
  },
  {
    controllers: /nginx|traefik/i,
    foreign: /haproxy|kong|contour|istio|cilium|alb|\bgce\b|azure/i,
    keys: [{ key: 'nginx.ingress.kubernetes.io/force-ssl-redirect', value: GO_TRUE }],
  },
  {
    controllers: /konghq|^kong$/i,
    foreign: /traefik|haproxy|contour|istio|cilium|nginx|alb|\bgce\b|azure/i,
    keys: [{ key: 'konghq.com/protocols', value: TLS_PROTOCOLS }],
    // By default a route takes http and https, without a redirect.
    plaintext: (valueOf) =>
      TLS_PROTOCOLS.test(valueOf('konghq.com/protocols'))
        ? undefined
        : 'konghq.com/protocols does not limit the routes to https',
  },
  // Its controller is the class of that name alone: any other class leaves the annotation list empty.
  { controllers: /^tailscale\.com\//, foreign: /^(?!tailscale$)/, keys: [], always: true },
];

/** A value of strconv.ParseBool that is false disables the redirect that the controller adds to hosts with TLS. */
export const redirectSwitches: readonly string[] = [
  'nginx.ingress.kubernetes.io/ssl-redirect',
  'haproxy.org/ssl-redirect',
  'haproxy-ingress.github.io/ssl-redirect',
  'ingress.kubernetes.io/ssl-redirect',
];

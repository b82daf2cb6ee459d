/**
 * Annotations of an Ingress by which its controller puts a login in front or limits source addresses. Each controller reads its own and nobody
 * else's. As of 2026-11-30; source: https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations,
 * https://kubernetes-sigs.github.io/aws-load-balancer-controller (guide/ingress/annotations), https://haproxy-ingress.github.io/docs/configuration/keys.
 */
export const asOf = '2026-11-30';

export interface IngressGuard {
  prefix: string;
  /** `spec.controller` of the IngressClasses that it reads, which some controllers make configurable. */
  controllers: RegExp;
  /** Names of classes that are never its own, where the class itself was not seen. */
  foreign: RegExp;
  /** Each is a login if its value is. */
  logins: readonly { name: string; value: RegExp; unless?: { name: string; value: RegExp } }[];
  /** Lists of source addresses. */
  ranges: readonly string[];
  /** With these values the controller does none of it: it hands connections on as they are. */
  voidedBy?: readonly { name: string; value: RegExp }[];
  /** With this value one of login and addresses is enough. */
  any?: { name: string; value: RegExp };
}

const SET = /\S/;

/** TLS goes on to the backend unread (https://kubernetes.github.io/ingress-nginx/user-guide/tls, SSL Passthrough). */
const PASSTHROUGH = { name: 'ssl-passthrough', value: /^\s*(?:1|t|true)\s*$/i };

/** Controllers of the project's own and its forks; names of classes that are of none of them. */
const NGINX = {
  controllers: /^(?!nginx\.org\/).*nginx/i,
  foreign: /traefik|haproxy|kong|contour|istio|cilium|\balb\b|\bgce\b|azure/i,
};

/** By the controller of its class, which is a path; else by the name of a class that was not seen. */
export function mayRead(
  { controllers, foreign }: Pick<IngressGuard, 'controllers' | 'foreign'>,
  controller: string | undefined,
): boolean {
  if (controller === undefined) return true;
  return controller.includes('/') ? controllers.test(controller) : !foreign.test(controller);
}

/** Whether annotations of nginx have an effect. Traefik's provider for ingress-nginx supports most of them. */
export function readsNginx(controller: string | undefined): boolean {
  return mayRead({ controllers: /nginx/i, foreign: NGINX.foreign }, controller);
}

export const ingressGuards: readonly IngressGuard[] = [
  {
    prefix: 'nginx.ingress.kubernetes.io/',
    ...NGINX,
    logins: [
      { name: 'auth-url', value: SET },
      { name: 'auth-type', value: /^(?:basic|digest)$/ },
      {
        name: 'auth-tls-secret',
        value: SET,
        unless: { name: 'auth-tls-verify-client', value: /^(?:off|optional|optional_no_ca)$/ },
      },
    ],
    ranges: ['whitelist-source-range', 'allowlist-source-range'],
    voidedBy: [PASSTHROUGH],
    any: { name: 'satisfy', value: /^any$/ },
  },
  {
    prefix: 'alb.ingress.kubernetes.io/',
    controllers: /alb|eks\.amazonaws\.com/i,
    foreign: /traefik|haproxy|kong|contour|istio|cilium|nginx|\bgce\b|azure/i,
    logins: [
      {
        name: 'auth-type',
        value: /^(?:oidc|cognito)$/,
        unless: { name: 'auth-on-unauthenticated-request', value: /^allow$/ },
      },
    ],
    ranges: ['inbound-cidrs'],
  },
  {
    prefix: 'haproxy-ingress.github.io/',
    controllers: /haproxy-ingress/i,
    foreign: /traefik|nginx|kong|contour|istio|cilium|\balb\b|\bgce\b|azure/i,
    logins: [{ name: 'auth-url', value: SET }],
    ranges: ['whitelist-source-range', 'allowlist-source-range'],
    voidedBy: [PASSTHROUGH],
  },
];

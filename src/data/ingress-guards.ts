/**
 * Annotations of an Ingress by which its controller requires a login or limits source addresses. Each controller reads only its own. As of
 * 2026-11-30; source: https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations,
 * https://kubernetes-sigs.github.io/aws-load-balancer-controller (guide/ingress/annotations),
 * https://haproxy-ingress.github.io/docs/configuration/keys, https://www.haproxy.com/documentation/kubernetes-ingress (Ingress
 * annotations), https://docs.nginx.com/nginx-ingress-controller (Ingress annotations).
 */
export const asOf = '2026-11-30';

export interface IngressGuard {
  prefix: string;
  /** `spec.controller` of the IngressClasses that it reads, which some controllers make configurable. */
  controllers: RegExp;
  /** Names of classes that are never its own, for a class that was not collected. */
  foreign: RegExp;
  /** Each is a login if its value is; with `onTls` one of connections with TLS alone. */
  logins: readonly {
    name: string;
    value: RegExp;
    unless?: { name: string; value: RegExp };
    onTls?: true;
  }[];
  /** Lists of source addresses. */
  ranges: readonly string[];
  /** May connections without TLS be handed on? By the values of annotations, without prefix, and whether the Ingress has certificates. */
  isPlain?: (valueOf: (name: string) => string, hasTls: boolean) => boolean;
  /** With these values the lists are not applied. */
  rangesVoidedBy?: readonly { name: string; value: RegExp }[];
  /** With these values the controller applies none of it: it forwards connections unchanged. */
  voidedBy?: readonly { name: string; value: RegExp }[];
  /** With this value either login or address is sufficient. */
  any?: { name: string; value: RegExp };
}

const SET = /\S/;

/** Go's strconv.ParseBool. */
export const GO_TRUE = /^\s*(?:1|t|true)\s*$/i;
export const GO_FALSE = /^\s*(?:0|f|false)\s*$/i;

/**
 * A URL that answers by itself: no variable stands in its path, and none that a client fills in freely in its host. With the path of the request the dashboard may
 * be asked whether to let in to itself.
 */
const ASKS =
  /^(?:(?:[a-z]+|\$scheme):\/\/)?(?:[^/$?]|\$\{?(?:host|http_host|best_http_host|server_name|server_port)\b\}?)+(?:\/[^$?]*)?(?:\?.*)?$/i;

/** TLS is forwarded to the backend without decryption (https://kubernetes.github.io/ingress-nginx/user-guide/tls, SSL Passthrough). */
const PASSTHROUGH = { name: 'ssl-passthrough', value: GO_TRUE };

/**
 * Annotations of a canary have no effect, except for those about the canary: it inherits the others of the main Ingress with the same hosts
 * and paths (annotations, Canary).
 */
export function isCanary(annotations: Readonly<Record<string, string>>): boolean {
  return GO_TRUE.test(annotations['nginx.ingress.kubernetes.io/canary'] ?? '');
}

/** Names of classes that are none of theirs. */
export const othersThanNginx = /traefik|haproxy|kong|contour|istio|cilium|\balb\b|\bgce\b|azure/i;
export const othersThanHaproxy = /traefik|nginx|kong|contour|istio|cilium|\balb\b|\bgce\b|azure/i;

/** Controllers of the project and its forks; names of classes that belong to none of them. */
const NGINX = {
  controllers: /^(?!nginx\.org\/).*nginx/i,
  foreign: othersThanNginx,
};

/** By the controller of its class, which is a path; else by the name of a class that was not collected. */
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
      { name: 'auth-url', value: ASKS },
      { name: 'auth-type', value: /^(?:basic|digest)$/ },
      {
        name: 'auth-tls-secret',
        value: SET,
        unless: { name: 'auth-tls-verify-client', value: /^(?:off|optional|optional_no_ca)$/ },
        onTls: true,
      },
    ],
    // rootfs/etc/nginx/template/nginx.tmpl: ssl_verify_client stands in the server of port 80, too, where nobody shows a certificate.
    isPlain: (valueOf, hasTls) =>
      !GO_TRUE.test(valueOf('force-ssl-redirect')) && (!hasTls || GO_FALSE.test(valueOf('ssl-redirect'))),
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
        onTls: true,
      },
    ],
    // pkg/ingress/model_build_actions.go and model_build_listener.go: a listener of HTTP hands on without the login; it is the only one by default.
    isPlain: (valueOf) => {
      const ports = valueOf('listen-ports');
      const open =
        ports === ''
          ? !SET.test(valueOf('certificate-arn'))
          : !/^[^A-Z]*HTTPS[^A-Z]*(?:HTTPS[^A-Z]*)*$/.test(ports);
      return open && !(ports !== '' && /^\d+$/.test(valueOf('ssl-redirect')));
    },
    ranges: ['inbound-cidrs'],
    rangesVoidedBy: [{ name: 'security-groups', value: SET }],
  },
  {
    prefix: 'haproxy-ingress.github.io/',
    controllers: /haproxy-ingress/i,
    foreign: othersThanHaproxy,
    logins: [
      { name: 'auth-url', value: ASKS },
      { name: 'auth-secret', value: SET },
    ],
    ranges: ['whitelist-source-range', 'allowlist-source-range'],
    voidedBy: [PASSTHROUGH],
  },
  {
    prefix: 'haproxy.org/',
    controllers: /^haproxy\.org\//i,
    foreign: othersThanHaproxy,
    logins: [{ name: 'auth-type', value: /^basic-auth$/ }],
    ranges: ['allow-list', 'whitelist'],
    voidedBy: [PASSTHROUGH],
  },
  {
    prefix: 'nginx.org/',
    controllers: /^nginx\.org\//i,
    foreign: NGINX.foreign,
    logins: [{ name: 'basic-auth-secret', value: SET }],
    ranges: [],
  },
];

/**
 * Programs whose web interface shows or controls the cluster. As of 2026-11-24; source: documentation and manifests of the projects, e.g.
 * https://github.com/kubernetes/dashboard and https://github.com/argoproj/argo-cd. Images by their last path segments, because registries
 * are mirrored; names of Services and namespaces are no evidence and are not evaluated.
 */
import { monitoringInterfaces } from './web-interfaces/monitoring.ts';
import { managementInterfaces } from './web-interfaces/management.ts';
import type { LoginOff, WebInterface } from './web-interfaces/web-interface.ts';

export const asOf = '2026-11-24';

export type { LoginOff, WebInterface };

/** Proxies that require a login before they forward to a program in their own pod. */
export const loginProxies: readonly string[] = [
  'oauth2-proxy',
  'oauth-proxy',
  'kube-rbac-proxy',
  'pomerium',
  'gogatekeeper/gatekeeper',
];

/**
 * Programs that forward requests to other pods by a configuration of their own: objects do not contain their targets. Sources: the
 * projects' images (https://github.com/apache/apisix-docker, https://github.com/TykTechnologies/tyk, https://github.com/krakend/krakend-ce,
 * https://docs.goauthentik.io, https://github.com/bunkerity/bunkerweb, https://www.squid-cache.org, https://tinyproxy.github.io,
 * https://docs.mitmproxy.org).
 */
export const reverseProxies: readonly string[] = [
  'kong',
  'kong/kong-gateway',
  'nginx',
  'nginx-unprivileged',
  'openresty',
  'haproxy',
  'caddy',
  'httpd',
  'envoyproxy/envoy',
  'pomerium',
  'gogatekeeper/gatekeeper',
  'apisix',
  'tyk-gateway',
  'krakend',
  'goauthentik/proxy',
  'bunkerity/bunkerweb',
  'angie',
  'squid',
  'tinyproxy',
  'mitmproxy/mitmproxy',
];

export const webInterfaces: readonly WebInterface[] = [...managementInterfaces, ...monitoringInterfaces];

/**
 * Annotations of an Ingress with a backend other than those of its rules, or with configuration text for its controller. Each reads only
 * its own. As of 2026-11-30; source: https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations
 * (default-backend, mirror-target, configuration-snippet, server-snippet, stream-snippet),
 * https://www.haproxy.com/documentation/kubernetes-ingress (backend-config-snippet),
 * https://haproxy-ingress.github.io/docs/configuration/keys (config-backend),
 * https://docs.nginx.com/nginx-ingress-controller/configuration/ingress-resources, https://nginx.org/en/docs (proxy_pass, satisfy, allow,
 * auth_request, auth_basic). Traefik's provider for ingress-nginx reads the first two.
 */
import { othersThanHaproxy, othersThanNginx } from './ingress-guards.ts';

export const asOf = '2026-11-30';

/** A Service of its own namespace that replaces that of a rule. */
export const defaultBackend = 'nginx.ingress.kubernetes.io/default-backend';

/** A URL that receives a copy of each request. */
export const mirrorTarget = 'nginx.ingress.kubernetes.io/mirror-target';

/** URLs that every request is answered with. */
export const redirects: readonly string[] = [
  'nginx.ingress.kubernetes.io/permanent-redirect',
  'nginx.ingress.kubernetes.io/temporal-redirect',
];

/** A text of its own in the language of a proxy, which annotations hand to its controller. */
interface SnippetLanguage {
  keys: RegExp;
  /** Who reads them (mayRead). */
  controllers: RegExp;
  foreign: RegExp;
  /** It hands requests on, by whatever words. */
  forwards: RegExp;
  /** Whether no directive of a text affects a login. */
  keepsLogin: (text: string) => boolean;
}

/**
 * Directives of nginx that leave a login where it is: headers, cookies, sizes, times, compression, logs. Any other one may answer by itself, open a place
 * without the login, or take it away (ngx_http_rewrite_module, ngx_http_core_module), and text can say so in many ways.
 */
const NGINX_KEEPS_LOGIN =
  /^(?:add_header|add_trailer|more_(?:set|clear)_(?:input_)?headers|proxy_(?:set_header|hide_header|pass_header|ignore_headers|cookie_\w+|redirect|buffer\w*|busy_buffers_size|max_temp_file_size|http_version|(?:read|send|connect)_timeout|request_buffering|ssl_\w+)|auth_request_set|client_(?:max_body_size|body_\w+|header_\w+)|large_client_header_buffers|keepalive_\w+|send_timeout|gzip\w*|brotli\w*|expires|charset|sub_filter\w*|access_log|error_log|log_subrequest|etag|server_tokens|limit_(?:req|conn|rate)\w*|deny|ssl_\w+|chunked_transfer_encoding|tcp_nodelay)$/;

/** The same of HAProxy (https://docs.haproxy.org, Proxy keywords), one directive a line. */
const HAPROXY_KEEPS_LOGIN =
  /^(?:#.*|option\s.*|timeout\s.*|balance\s.*|retries\s.*|cookie\s.*|compression\s.*|hash-type\s.*|http-reuse\s.*|fullconn\s.*|log\s.*|http-response\s+(?:set|add|del|replace)-header\s.*|http-request\s+(?:(?:set|add|del|replace)-header|deny)(?:\s.*)?)$/;

const NGINX: SnippetLanguage = {
  keys: /^(?:nginx\.ingress\.kubernetes\.io|nginx\.org)\/[\w-]*snippets?$/,
  controllers: /nginx/i,
  foreign: othersThanNginx,
  forwards: /\b(?:proxy|grpc|fastcgi|uwsgi|scgi|memcached)_pass\b|_by_lua|\binclude\b|\bmirror\b/,
  keepsLogin: (text) =>
    text
      .replace(/\\./g, '_')
      .replace(/"[^"]*"|'[^']*'/g, '_')
      .replace(/(^|[\s;{}])#.*$/gm, '$1')
      .split(/[;{}]/)
      .map((directive) => directive.trim().split(/\s/, 1)[0] ?? '')
      .every((name) => name === '' || NGINX_KEEPS_LOGIN.test(name)),
};

const HAPROXY: SnippetLanguage = {
  keys: /^(?:haproxy\.org\/backend-config-snippet|haproxy-ingress\.github\.io\/config-backend)$/,
  controllers: /haproxy/i,
  foreign: othersThanHaproxy,
  forwards:
    /(?:^|\n)\s*(?:server|server-template|use-server|use_backend|dispatch|filter|http-request\s+(?:set-dst|set-var|do-resolve|use-service))\b|\blua\b/i,
  keepsLogin: (text) =>
    text.split('\n').every((line) => line.trim() === '' || HAPROXY_KEEPS_LOGIN.test(line.trim())),
};

/** The language of an annotation that holds such a text. */
export function snippetLanguage(key: string): SnippetLanguage | undefined {
  return [NGINX, HAPROXY].find(({ keys }) => keys.test(key));
}

/** The kept facts of such a text: that it is set, whether it forwards, and whether it may bypass a login. */
export function snippetMark(text: string, { forwards, keepsLogin }: SnippetLanguage = NGINX): string {
  const marks = [...(forwards.test(text) ? ['hands on'] : []), ...(keepsLogin(text) ? [] : ['lets in'])];
  return `(set: ${marks.length > 0 ? marks.join(', ') : 'neither hands on nor lets in'})`;
}

/** Older snapshots only contain that it is set. */
export function mayHandOn(mark: string): boolean {
  return mark === '(set)' || mark.startsWith('(set: hands on');
}

export function mayLetIn(mark: string): boolean {
  return mark === '(set)' || (mark.endsWith('lets in)') && !mark.includes('neither'));
}

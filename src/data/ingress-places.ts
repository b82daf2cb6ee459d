/**
 * Annotations of an Ingress that name another place than its rules do, or that hand its controller a text of its own. Each controller reads its
 * own. As of 2026-11-30; source: https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations (default-backend, mirror-target,
 * configuration-snippet, server-snippet, stream-snippet), https://docs.nginx.com/nginx-ingress-controller/configuration/ingress-resources,
 * https://nginx.org/en/docs (proxy_pass, satisfy, allow, auth_request, auth_basic). Traefik's provider for ingress-nginx reads the first two.
 */
export const asOf = '2026-11-30';

/** A Service of its own namespace that answers in place of the one of a rule. */
export const defaultBackend = 'nginx.ingress.kubernetes.io/default-backend';

/** A URL that gets a copy of each request. */
export const mirrorTarget = 'nginx.ingress.kubernetes.io/mirror-target';

/** Texts in the language of nginx. */
export const snippets = /^(?:nginx\.ingress\.kubernetes\.io|nginx\.org)\/[\w-]*snippets?$/;

/** Directives in such a text that hand requests on, by whatever words. */
export const handsOn = /\b(?:proxy|grpc|fastcgi|uwsgi|scgi|memcached)_pass\b|_by_lua|\binclude\b|\bmirror\b/;

/** Those that let in without the login that other annotations ask for. */
export const letsIn = /\bsatisfy\s+any\b|\ballow\s+all\b|\bauth_(?:request|basic)\s+off\b/;

/** What is kept of such a text: that it is set, and which of these it has. */
export function snippetMark(text: string): string {
  const marks = [...(handsOn.test(text) ? ['hands on'] : []), ...(letsIn.test(text) ? ['lets in'] : [])];
  return `(set: ${marks.length > 0 ? marks.join(', ') : 'neither hands on nor lets in'})`;
}

/** Of older snapshots no more is known than that it is set. */
export function mayHandOn(mark: string): boolean {
  return mark === '(set)' || mark.startsWith('(set: hands on');
}

export function mayLetIn(mark: string): boolean {
  return mark === '(set)' || (mark.endsWith('lets in)') && !mark.includes('neither'));
}

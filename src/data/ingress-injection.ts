/**
 * Annotations of ingress-nginx whose values could add directives to its configuration. As of 2026-12-01; source: the advisories of
 * https://github.com/kubernetes/ingress-nginx for CVE-2025-1097 (auth-tls-match-cn), CVE-2025-1098 (mirror-target, mirror-host),
 * CVE-2025-24514 (auth-url), CVE-2023-5043 and CVE-2023-5044 (configuration-snippet, permanent-redirect). No value of them contains the end of a
 * directive, a block or a line.
 */
export const asOf = '2026-12-01';

const DIRECTIVE = /[;{}\n\r]/;
/** A variable of nginx (`${host}`) has braces. */
const DIRECTIVE_BESIDE_VARIABLES = /[;\n\r]|(?<!\$)\{|\}.*[;{]/;

export const injectionAnnotations: readonly { key: string; injects: RegExp }[] = [
  { key: 'nginx.ingress.kubernetes.io/auth-url', injects: DIRECTIVE_BESIDE_VARIABLES },
  { key: 'nginx.ingress.kubernetes.io/auth-signin', injects: DIRECTIVE_BESIDE_VARIABLES },
  { key: 'nginx.ingress.kubernetes.io/auth-tls-match-cn', injects: /[;\n\r]|\}\s*\S+\s*\{/ },
  { key: 'nginx.ingress.kubernetes.io/mirror-target', injects: DIRECTIVE_BESIDE_VARIABLES },
  { key: 'nginx.ingress.kubernetes.io/mirror-host', injects: DIRECTIVE },
  { key: 'nginx.ingress.kubernetes.io/permanent-redirect', injects: /[;\n\r]/ },
  { key: 'nginx.ingress.kubernetes.io/rewrite-target', injects: /[;\n\r]/ },
  { key: 'nginx.ingress.kubernetes.io/app-root', injects: DIRECTIVE },
];

/** URLs: https://kubernetes.io/docs/reference/using-api/cel/#kubernetes-url-library */
import type { Environment } from '@marcbachmann/cel-js';

export class Url {
  readonly url: URL;
  /** A path without scheme and host is a URL to Kubernetes, too. */
  readonly absolute: boolean;

  constructor(url: URL, absolute: boolean) {
    this.url = url;
    this.absolute = absolute;
  }
}

function parse(text: string): Url | undefined {
  if (text.startsWith('/'))
    return URL.canParse(`http://none${text}`) ? new Url(new URL(`http://none${text}`), false) : undefined;
  return /^[A-Za-z][A-Za-z0-9+.-]*:/.test(text) && URL.canParse(text)
    ? new Url(new URL(text), true)
    : undefined;
}

export function registerUrls(env: Environment): void {
  const ofHost =
    (part: (url: URL) => string) =>
    ({ url, absolute }: Url) =>
      absolute ? part(url) : '';
  env
    .registerType('kubernetes.URL', { ctor: Url, fields: {} })
    .registerFunction('url(string): kubernetes.URL', (text: string) => {
      const url = parse(text);
      if (!url) throw new Error(`${JSON.stringify(text)} is no URL`);
      return url;
    })
    .registerFunction('isURL(string): bool', (text: string) => parse(text) !== undefined)
    .registerFunction(
      'kubernetes.URL.getScheme(): string',
      ofHost(({ protocol }) => protocol.replace(/:$/, '')),
    )
    .registerFunction(
      'kubernetes.URL.getHost(): string',
      ofHost(({ host }) => host),
    )
    .registerFunction(
      'kubernetes.URL.getHostname(): string',
      ofHost(({ hostname }) => hostname.replace(/^\[|\]$/g, '')),
    )
    .registerFunction(
      'kubernetes.URL.getPort(): string',
      ofHost(({ port }) => port),
    )
    .registerFunction('kubernetes.URL.getEscapedPath(): string', ({ url: { pathname } }: Url) => pathname)
    .registerFunction(
      'kubernetes.URL.getQuery(): map<string, list<string>>',
      ({ url: { searchParams } }: Url) => {
        const query = new Map<string, string[]>();
        for (const [name, value] of searchParams) query.set(name, [...(query.get(name) ?? []), value]);
        return query;
      },
    );
}

/**
 * URLs: https://kubernetes.io/docs/reference/using-api/cel/#kubernetes-url-library. Kubernetes parses them with Go's net/url, which keeps
 * what the browsers' URL class normalizes: the default port, upper case, an empty path.
 */
import type { Environment } from '@marcbachmann/cel-js';
import type { Define } from './define.ts';

const U = 'kubernetes.URL';

export class Url {
  readonly scheme: string;
  readonly host: string;
  /** Unchanged, as in the text. */
  readonly path: string;
  readonly query: string;

  constructor(scheme: string, host: string, path: string, query: string) {
    this.scheme = scheme;
    this.host = host;
    this.path = path;
    this.query = query;
  }
}

// eslint-disable-next-line no-control-regex -- a URL must not contain these
const CONTROL = /[\u0000-\u001f\u007f]/;
const BAD_ESCAPE = /%(?![0-9A-Fa-f]{2})/;
const USER = /^[A-Za-z0-9\-._:~!$&'()*+,;=%@]*$/;
const HOST = /^(?:[A-Za-z0-9\-._~!$&'()*+,;=:<>"]|[\u0080-\uffff]|%[89A-Fa-f][0-9A-Fa-f]|%25)*$/;
const PORT = /^(?::\d*)?$/;

/** An absolute URI or an absolute path; undefined otherwise. Without the fragment. */
function parse(text: string): Url | undefined {
  if (text === '' || CONTROL.test(text)) return undefined;
  const hash = text.indexOf('#');
  if (hash >= 0 && BAD_ESCAPE.test(text.slice(hash))) return undefined;
  const whole = hash < 0 ? text : text.slice(0, hash);
  const written = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(whole);
  if (!written && whole.startsWith(':')) return undefined;
  const scheme = written?.[1]?.toLowerCase() ?? '';
  const afterScheme = written ? whole.slice(written[0].length) : whole;
  const mark = afterScheme.indexOf('?');
  const rest = mark < 0 ? afterScheme : afterScheme.slice(0, mark);
  const query = mark < 0 ? '' : afterScheme.slice(mark + 1);
  if (!rest.startsWith('/')) {
    // mailto:someone has neither host nor path.
    return scheme === '' && whole !== '*' ? undefined : new Url(scheme, '', scheme === '' ? '*' : '', query);
  }
  if (scheme === '' || !rest.startsWith('//'))
    return BAD_ESCAPE.test(rest) ? undefined : new Url(scheme, '', rest, query);
  const slash = rest.indexOf('/', 2);
  const authority = slash < 0 ? rest.slice(2) : rest.slice(2, slash);
  const path = slash < 0 ? '' : rest.slice(slash);
  const at = authority.lastIndexOf('@');
  const host = authority.slice(at + 1);
  const user = at < 0 ? '' : authority.slice(0, at);
  return USER.test(user) && !BAD_ESCAPE.test(user) && isHost(host) && !BAD_ESCAPE.test(path)
    ? new Url(scheme, host, path, query)
    : undefined;
}

function isHost(host: string): boolean {
  if (host.startsWith('[')) {
    const end = host.lastIndexOf(']');
    return end > 0 && PORT.test(host.slice(end + 1)) && HOST.test(host.slice(1, end));
  }
  const colon = host.lastIndexOf(':');
  return (colon < 0 || PORT.test(host.slice(colon))) && HOST.test(host);
}

function hostAndPort(host: string): { name: string; port: string } {
  const colon = host.lastIndexOf(':');
  const hasPort = colon >= 0 && PORT.test(host.slice(colon));
  const name = hasPort ? host.slice(0, colon) : host;
  return {
    name: name.startsWith('[') && name.endsWith(']') ? name.slice(1, -1) : name,
    port: hasPort ? host.slice(colon + 1) : '',
  };
}

/** A correctly escaped path is unchanged; otherwise every character that requires it is escaped. */
function escaped(path: string): string {
  if (/^(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/[\]]|%[0-9A-Fa-f]{2})*$/.test(path)) return path;
  return [...bytesOf(path)]
    .map((byte) => {
      const character = String.fromCharCode(byte);
      return /[A-Za-z0-9\-_.~$&+,/:;=@]/.test(character)
        ? character
        : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    })
    .join('');
}

function bytesOf(text: string): Uint8Array {
  const parts = text
    .split(/(%[0-9A-Fa-f]{2})/)
    .map((part) =>
      /^%[0-9A-Fa-f]{2}$/.test(part) ? Buffer.from([parseInt(part.slice(1), 16)]) : Buffer.from(part),
    );
  return Buffer.concat(parts);
}

/** Values by name, unescaped; malformed parts are omitted. */
function queryOf({ query }: Url): Map<string, string[]> {
  const values = new Map<string, string[]>();
  for (const part of query.split('&')) {
    if (part === '' || part.includes(';') || BAD_ESCAPE.test(part)) continue;
    const equals = part.indexOf('=');
    const name = unescaped(equals < 0 ? part : part.slice(0, equals));
    const value = equals < 0 ? '' : unescaped(part.slice(equals + 1));
    const known = values.get(name);
    if (known) known.push(value);
    else values.set(name, [value]);
  }
  return values;
}

function unescaped(text: string): string {
  return new TextDecoder().decode(bytesOf(text.replaceAll('+', ' ')));
}

function must(text: string): Url {
  const url = parse(text);
  if (!url) throw new Error(`${JSON.stringify(text)} is not a URL`);
  return url;
}

export function registerUrls(env: Environment, define: Define): void {
  env.registerType(U, { ctor: Url, fields: {} });
  const textOf = ({ scheme, host, path, query }: Url) => JSON.stringify([scheme, host, path, query]);
  define({
    [`url(string): ${U}`]: must,
    'isURL(string): bool': (text: string) => parse(text) !== undefined,
    [`${U}.getScheme(): string`]: ({ scheme }: Url) => scheme,
    [`${U}.getHost(): string`]: ({ host }: Url) => host,
    [`${U}.getHostname(): string`]: ({ host }: Url) => hostAndPort(host).name,
    [`${U}.getPort(): string`]: ({ host }: Url) => hostAndPort(host).port,
    [`${U}.getEscapedPath(): string`]: ({ path }: Url) => escaped(path),
    [`${U}.getQuery(): map<string, list<string>>`]: queryOf,
    [`${U} == ${U}`]: (a: Url, b: Url) => textOf(a) === textOf(b),
  });
}

import { ArchmapError } from '../../shared/errors.ts';
import { urlOf } from '../url.ts';

/** The API server's address without its credentials. */
export interface ServerUrl {
  secure: boolean;
  /** Name or address, without brackets. */
  host: string;
  port: number;
  /** Path prefix without a trailing slash; empty when the server is at the root. */
  prefix: string;
  /** `user:password` of the URL; Go sends it as basic auth in preference to anything else. */
  userInfo?: string;
  /** For messages and for `ConnectionInfo.server`. */
  text: string;
}

/** As in client-go, plain `http` without a scheme (a path is then rejected). Throws `kubeconfig`. */
export function parseServerUrl(server: string): ServerUrl {
  const complete = /^[a-z][a-z0-9+.-]*:\/\/[^/]/i.test(server);
  const address = complete ? server : `http://${server}`;
  const url = urlOf(address);
  if (!url || !/^https?:$/.test(url.protocol) || url.hostname === '' || (!complete && url.pathname !== '/')) {
    const shown = server.replace(/\/\/[^/@]*@/, '//');
    throw new ArchmapError(
      'kubeconfig',
      `"${shown}" is not the address of an API server`,
      'specify it as https://HOST:PORT',
    );
  }
  const secure = url.protocol === 'https:';
  const port = url.port === '' ? (secure ? 443 : 80) : Number(url.port);
  const prefix = url.pathname.replace(/\/+$/, '');
  const userInfo =
    url.username === ''
      ? undefined
      : `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  return {
    secure,
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port,
    prefix,
    ...(userInfo !== undefined && { userInfo }),
    text: `${url.protocol}//${url.host}${prefix}`,
  };
}

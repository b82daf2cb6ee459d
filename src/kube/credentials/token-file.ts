import { readFile } from 'node:fs/promises';
import { ArchmapError } from '../../shared/errors.ts';
import type { Credential, Identity } from './types.ts';

/** Same as client-go, one minute less ten seconds of leeway: the kubelet renews projected tokens well before they expire. */
const REREAD_MS = 50_000;

/**
 * A bearer token in a file, read again every 50 s and after a 401. While the file cannot be read, the last valid token is used; at first it
 * is `fallback` (a `token` in addition to `tokenFile`).
 */
export function tokenFileCredential(label: string, path: string, fallback: string | undefined): Credential {
  let identity: Identity | undefined = fallback === undefined ? undefined : bearer(fallback);
  let readAt = Number.NEGATIVE_INFINITY;
  const reread = async (): Promise<Identity> => {
    try {
      const token = (await readFile(path, 'utf8')).trim();
      if (token !== '') identity = bearer(token, identity);
    } catch (error) {
      if (!identity)
        throw new ArchmapError(
          'credentials',
          `cannot read the token file ${path}`,
          'check the path and its permissions',
          { cause: error },
        );
    }
    if (!identity)
      throw new ArchmapError(
        'credentials',
        `the token file ${path} is empty`,
        're-authenticate, or wait until the file is written',
      );
    readAt = performance.now();
    return identity;
  };
  return {
    label,
    current: () =>
      identity && performance.now() - readAt < REREAD_MS ? Promise.resolve(identity) : reread(),
    async renew(rejected) {
      return (await reread()).authorization !== rejected.authorization;
    },
  };
}

function bearer(token: string, previous?: Identity): Identity {
  const authorization = `Bearer ${token}`;
  return previous?.authorization === authorization ? previous : { authorization };
}

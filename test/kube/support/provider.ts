import type { IncomingMessage, ServerResponse } from 'node:http';

/** An unsigned JWT with this expiry (seconds); the tests do not check signatures. */
export function idToken(name: string, exp: number): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none' })}.${part({ sub: name, exp })}.sig`;
}

export const LONG_PAST = 1_000_000_000;
export const FAR_FUTURE = 4_000_000_000;

/**
 * An OIDC provider: the client `archmap` with the secret `s3cret` (basic auth), or `public` without one; the refresh token
 * `refresh-1` returns a new id-token and the refresh token `refresh-2`.
 */
export function serveProvider(request: IncomingMessage, response: ServerResponse): void {
  const base = `https://${request.headers.host ?? ''}`;
  if (request.url === '/.well-known/openid-configuration') {
    return json(response, 200, { issuer: base, token_endpoint: `${base}/token` });
  }
  let body = '';
  request.on('data', (chunk: Buffer) => (body += chunk.toString()));
  request.on('end', () => {
    const form = new URLSearchParams(body);
    const confidential =
      request.headers.authorization === `Basic ${Buffer.from('archmap:s3cret').toString('base64')}`;
    const known = confidential || form.get('client_id') === 'public';
    if (!known) return json(response, 401, { error: 'invalid_client' });
    if (form.get('refresh_token') !== 'refresh-1') return json(response, 400, { error: 'invalid_grant' });
    json(response, 200, {
      access_token: 'a',
      token_type: 'Bearer',
      id_token: idToken('renewed', FAR_FUTURE),
      refresh_token: 'refresh-2',
    });
  });
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

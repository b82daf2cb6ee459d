import { ArchmapError } from '../../shared/errors.ts';
import type { AuthProviderSettings } from '../kubeconfig/types.ts';
import { saveTokens } from './save-tokens.ts';
import type { Credential } from './types.ts';

/** A request to the identity provider; returns the response's text and status. */
export type ProviderFetch = (
  url: string,
  options?: { method: string; headers: Record<string, string>; body: string },
) => Promise<{ status: number; text: string }>;

/** A token counts as expired this long before its expiry, because clocks differ; same value as golang.org/x/oauth2. */
const CLOCK_SKEW_MS = 10_000;

/**
 * kubectl's `oidc` auth-provider: the id-token while it is valid, else a new one for the refresh-token. As in kubectl, new tokens are
 * written to the kubeconfig: a provider that rotates the refresh-token at each use would otherwise lock the user out. client-node's own
 * refresh is not used: it sends no client secret and supports no proxy.
 */
export function oidcCredential(
  { config }: AuthProviderSettings,
  origin: string | undefined,
  fetch: ProviderFetch,
  warn: (line: string) => void,
): Credential {
  const issuer = config['idp-issuer-url'];
  const clientId = config['client-id'];
  if (!issuer || !clientId) {
    throw new ArchmapError(
      'kubeconfig',
      'the oidc auth-provider requires idp-issuer-url and client-id',
      'fix the user in the kubeconfig',
    );
  }
  let idToken = config['id-token'] ?? '';
  let refreshToken = config['refresh-token'] ?? '';
  let refreshing: Promise<void> | undefined;
  const refresh = async (): Promise<void> => {
    if (!refreshToken) throw expired('no refresh token');
    const endpoint = await tokenEndpoint(issuer, fetch);
    const fresh = await requestTokens(
      endpoint,
      { clientId, secret: config['client-secret'] ?? '', refreshToken },
      fetch,
    );
    const saved = saveTokens(origin, [
      [idToken, fresh.idToken],
      [refreshToken, fresh.refreshToken],
    ]);
    if (!saved && fresh.refreshToken !== refreshToken) {
      warn(
        `warning: the new refresh token could not be saved in ${origin ?? 'the kubeconfig'}; you may have to re-authenticate\n`,
      );
    }
    idToken = fresh.idToken;
    refreshToken = fresh.refreshToken;
  };
  return {
    label: 'oidc',
    async current() {
      if (!isValid(idToken)) {
        refreshing ??= refresh().finally(() => (refreshing = undefined));
        await refreshing;
      }
      return { authorization: `Bearer ${idToken}` };
    },
    renew: () => Promise.resolve(false),
  };
}

function isValid(token: string): boolean {
  const payload = token.split('.')[1];
  if (token === '' || payload === undefined) return false;
  try {
    const { exp } = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as { exp?: unknown };
    return Date.now() + CLOCK_SKEW_MS < Number(exp ?? 0) * 1_000;
  } catch {
    return false;
  }
}

async function tokenEndpoint(issuer: string, fetch: ProviderFetch): Promise<string> {
  const { status, text } = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
  const endpoint = status === 200 ? jsonField(text, 'token_endpoint') : undefined;
  if (!endpoint) throw expired(`OIDC discovery of ${issuer} failed (HTTP ${status})`);
  return endpoint;
}

interface Grant {
  clientId: string;
  secret: string;
  refreshToken: string;
}

/**
 * Client credentials in the header first, then in the form: providers accept one or the other, which Go's oauth2 also detects by trying.
 */
async function requestTokens(
  endpoint: string,
  { clientId, secret, refreshToken }: Grant,
  fetch: ProviderFetch,
): Promise<{ idToken: string; refreshToken: string }> {
  const form = { grant_type: 'refresh_token', refresh_token: refreshToken };
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const basic = Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(secret)}`).toString(
    'base64',
  );
  const attempts = [
    { headers: { ...headers, authorization: `Basic ${basic}` }, body: new URLSearchParams(form).toString() },
    {
      headers,
      body: new URLSearchParams({
        ...form,
        client_id: clientId,
        ...(secret && { client_secret: secret }),
      }).toString(),
    },
  ];
  let status = 0;
  for (const attempt of attempts) {
    const answer = await fetch(endpoint, { method: 'POST', ...attempt });
    status = answer.status;
    if (status < 200 || status > 299) continue;
    const idToken = jsonField(answer.text, 'id_token');
    if (!idToken)
      throw expired('the identity provider returned no id_token; the scope openid may be required');
    return { idToken, refreshToken: jsonField(answer.text, 'refresh_token') ?? refreshToken };
  }
  throw expired(`the identity provider refused the refresh token (HTTP ${status})`);
}

function jsonField(text: string, field: string): string | undefined {
  try {
    const value = (JSON.parse(text) as Record<string, unknown>)[field];
    return typeof value === 'string' && value !== '' ? value : undefined;
  } catch {
    return undefined;
  }
}

function expired(why: string): ArchmapError {
  return new ArchmapError(
    'credentials',
    `the OIDC token has expired: ${why}`,
    're-authenticate with your identity provider',
  );
}

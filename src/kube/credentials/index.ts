import { readFileSync } from 'node:fs';
import { ArchmapError } from '../../shared/errors.ts';
import type { AuthProviderSettings, UserEntry } from '../kubeconfig/types.ts';
import type { Settings } from '../settings/index.ts';
import type { ConnectionIo } from '../types.ts';
import { endOfToken } from './jwt.ts';
import type { ProviderFetch } from './oidc.ts';
import { tokenFileCredential } from './token-file.ts';
import { fixed, type Credential, type Identity } from './types.ts';

/** Dependencies of `credentialOf` in addition to the settings. */
export interface CredentialTools {
  io: ConnectionIo;
  /** CA of the cluster, PEM, for exec plugins with `provideClusterInfo`. */
  ca: string | undefined;
  /** Sends requests to an OIDC provider that `ca` verifies (PEM; absent: the system's CAs). */
  providerFetch: (ca: string | undefined) => ProviderFetch;
}

/**
 * How the user authenticates, by client-go's precedence: token and basic auth before plugins; a client certificate is combined with a token
 * or an auth-provider, and disables an exec plugin.
 */
export async function credentialOf(settings: Settings, tools: CredentialTools): Promise<Credential> {
  const certificate = clientCertificate(settings.user);
  const header = await headerCredential(settings, tools, certificate !== undefined);
  if (!certificate) return header ?? fixed('none', {});
  if (!header) return fixed('client certificate', { certificate });
  return {
    label: `client certificate and ${header.label}`,
    current: async () => ({ ...(await header.current()), certificate }),
    renew: (rejected) => header.renew(rejected),
  };
}

function clientCertificate({ certData, certFile, keyData, keyFile }: UserEntry): Identity['certificate'] {
  const cert = certData ?? (certFile === undefined ? undefined : pem(certFile));
  const key = keyData ?? (keyFile === undefined ? undefined : pem(keyFile));
  return cert !== undefined && key !== undefined ? { cert, key } : undefined;
}

async function headerCredential(
  settings: Settings,
  tools: CredentialTools,
  hasCertificate: boolean,
): Promise<Credential | undefined> {
  const { user, inCluster, server } = settings;
  // As in Go, user information in the URL has precedence over everything else.
  if (server.userInfo !== undefined) return fixed('basic auth', { authorization: basic(server.userInfo) });
  if (user.tokenFile)
    return tokenFileCredential(inCluster ? 'service account' : 'token file', user.tokenFile, user.token);
  if (user.token) return fixed(tokenLabel(user.token), { authorization: `Bearer ${user.token}` });
  if (user.username)
    return fixed('basic auth', { authorization: basic(`${user.username}:${user.password ?? ''}`) });
  if (user.exec && !hasCertificate) {
    const { execCredential } = await import('./exec.ts');
    return execCredential(user.exec, execCluster(settings, tools.ca), tools.io);
  }
  return user.authProvider ? providerCredential(user.authProvider, user.origin, tools) : undefined;
}

async function providerCredential(
  provider: AuthProviderSettings,
  origin: string | undefined,
  { io, providerFetch }: CredentialTools,
): Promise<Credential> {
  if (provider.name !== 'oidc') {
    throw new ArchmapError(
      'kubeconfig',
      `the auth-provider "${provider.name}" is not supported (removed from kubectl, too)`,
      "use the provider's exec plugin, for example gke-gcloud-auth-plugin or kubelogin",
    );
  }
  const { oidcCredential } = await import('./oidc.ts');
  const caData = provider.config['idp-certificate-authority-data'];
  const caFile = provider.config['idp-certificate-authority'];
  const trust = caData ? Buffer.from(caData, 'base64').toString('utf8') : caFile ? pem(caFile) : undefined;
  return oidcCredential(provider, origin, providerFetch(trust), (line) => io.stderr.write(line));
}

/** The cluster as passed to an exec plugin with `provideClusterInfo` (ExecCredential.spec.cluster). */
function execCluster({ server, cluster }: Settings, ca: string | undefined): object {
  return {
    server: server.text,
    ...(cluster.tlsServerName && { 'tls-server-name': cluster.tlsServerName }),
    ...(cluster.skipTLSVerify && { 'insecure-skip-tls-verify': true }),
    ...(ca !== undefined && { 'certificate-authority-data': Buffer.from(ca).toString('base64') }),
    ...(cluster.proxyUrl && { 'proxy-url': cluster.proxyUrl }),
    ...(cluster.disableCompression && { 'disable-compression': true }),
    config: cluster.execConfig ?? null,
  };
}

/** `token`, with its expiry if the token contains one: tokens of ServiceAccounts are requested with an expiry. */
function tokenLabel(token: string): string {
  const end = endOfToken(token);
  return end ? `token until ${end}` : 'token';
}

function basic(userAndPassword: string): string {
  return `Basic ${Buffer.from(userAndPassword).toString('base64')}`;
}

function pem(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new ArchmapError('credentials', `cannot read ${path}`, 'check the path and its permissions', {
      cause: error,
    });
  }
}

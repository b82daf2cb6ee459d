import { Client } from './client.ts';
import { credentialOf } from './credentials/index.ts';
import { providerFetch } from './provider-fetch.ts';
import { readSettings, type Places } from './settings/index.ts';
import { Transport } from './transport/index.ts';
import { parseProxyUrl, proxyFromEnvironment, proxyText } from './transport/proxy-choice.ts';
import { systemCa } from './transport/system-ca.ts';
import { clusterCa } from './transport/tls.ts';
import type { ConnectionFlags, ConnectionInfo, ConnectionIo, KubeClient } from './types.ts';

export { namesInKubeconfig } from './names.ts';
export type * from './types.ts';

/**
 * A client for the cluster that kubectl would use with the same kubeconfig, flags and environment, as the same user. Reads files and may
 * import code, but sends nothing: plugins and servers are contacted at the first request. The caller closes it. `places` is for tests.
 * Throws ArchmapError.
 */
export async function connect(
  flags: ConnectionFlags,
  io: ConnectionIo,
  places: Places = {},
): Promise<KubeClient> {
  const settings = readSettings(flags, io, places);
  const { server, cluster } = settings;
  const proxy = cluster.proxyUrl ? parseProxyUrl(cluster.proxyUrl) : proxyFromEnvironment(server, io.env);
  const ca = server.secure ? clusterCa(cluster) : undefined;
  const trusted = ca?.trusted ?? (server.secure ? systemCa(io.env) : undefined);
  const credential = await credentialOf(settings, {
    io,
    ca: ca?.raw,
    providerFetch: (trust) => providerFetch(io, trust),
  });
  const transport = new Transport(settings, credential, {
    ca: trusted,
    proxy,
    signal: io.signal,
    // As in client-go.
    http2: !io.env['DISABLE_HTTP2'],
    say: (line) => io.stderr.write(line),
  });
  const info: ConnectionInfo = {
    server: server.text,
    ...(settings.contextName !== undefined && { context: settings.contextName }),
    ...(settings.clusterName !== undefined && { cluster: settings.clusterName }),
    ...(settings.userName !== undefined && { user: settings.userName }),
    namespace: settings.namespace,
    insecureSkipTlsVerify: server.secure && (cluster.skipTLSVerify ?? false),
    ...(cluster.tlsServerName && { tlsServerName: cluster.tlsServerName }),
    ...(proxy && { proxy: proxyText(proxy) }),
    credential: credential.label,
    inCluster: settings.inCluster,
    impersonates: settings.impersonate.impersonateUser !== undefined,
  };
  return new Client(info, transport, credential, io);
}

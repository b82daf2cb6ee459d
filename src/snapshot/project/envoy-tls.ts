/** TLS of listeners and clusters of an Envoy bootstrap. */
import type { EnvoyBootstrapRecord } from '../schema/envoy.ts';
import { at, enumOf, extensionOf, flagOf, get } from './envoy-fields.ts';
import { arr, isObject, obj, put, str } from './raw.ts';

type Listener = EnvoyBootstrapRecord['listeners'][number];
type Cluster = NonNullable<EnvoyBootstrapRecord['clusters']>[number];

/** `TlsParameters.TlsProtocol` in its order (envoy/extensions/transport_sockets/tls/v3/common.proto). */
const PROTOCOLS = ['TLS_AUTO', 'TLSv1_0', 'TLSv1_1', 'TLSv1_2', 'TLSv1_3'];

/** The configuration of a transport socket that encrypts from the first byte; sockets that wrap another one are followed. */
export function tlsContext(holder: unknown): unknown {
  const old = get(holder, 'tls_context');
  if (isObject(old)) return old;
  const socket = get(holder, 'transport_socket');
  if (!isObject(socket)) return undefined;
  const { type, config } = extensionOf(socket);
  if (isObject(get(config, 'transport_socket'))) return tlsContext(config);
  if (/raw_?buffer|start_?tls/i.test(type) || !/tls|quic|alts/i.test(type)) return undefined;
  const quic = get(config, 'downstream_tls_context') ?? get(config, 'upstream_tls_context');
  return quic ?? config ?? {};
}

/** What the filter chains of a listener require of clients. */
export function downstreamTls(
  chains: readonly unknown[],
): Pick<Listener, 'tls' | 'minTls' | 'clients' | 'allowsExpired'> {
  const contexts = chains.map(tlsContext);
  const result: { -readonly [K in keyof Listener]?: Listener[K] } & { tls: boolean } = {
    tls: contexts.length > 0 && contexts.every((context) => context !== undefined),
  };
  const given = contexts.filter((context) => context !== undefined);
  const versions = given.flatMap(
    (context) =>
      enumOf(at(context, 'common_tls_context', 'tls_params', 'tls_minimum_protocol_version'), PROTOCOLS) ??
      [],
  );
  const [lowest] = versions.filter((name) => name !== 'TLS_AUTO').sort();
  put(result, 'minTls', lowest);
  const clients = given.map(clientsOf);
  const weakest = (['unverified', 'optional', 'required'] as const).find((kind) => clients.includes(kind));
  put(result, 'clients', clients.includes(undefined) ? undefined : weakest);
  if (given.some((context) => flagOf(get(validationOf(context), 'allow_expired_certificate')) === true))
    result.allowsExpired = true;
  return result;
}

function clientsOf(context: unknown): Listener['clients'] {
  const required = flagOf(get(context, 'require_client_certificate')) === true;
  const checked = verificationOf(context) !== 'nothing';
  return required ? (checked ? 'required' : 'unverified') : checked ? 'optional' : undefined;
}

/** The validation context itself, or the default part of a combined one. */
function validationOf(context: unknown): unknown {
  const common = get(context, 'common_tls_context');
  return (
    get(common, 'validation_context') ??
    at(common, 'combined_validation_context', 'default_validation_context')
  );
}

const SECRETS = ['validation_context_sds_secret_config', 'validation_context_certificate_provider_instance'];

/** What a context verifies of the other side's certificate. A context that a server delivers (SDS) counts as a complete one. */
export function verificationOf(context: unknown): NonNullable<Cluster['verifies']> {
  const common = get(context, 'common_tls_context');
  const own = validationOf(context);
  if (
    enumOf(get(own, 'trust_chain_verification'), ['VERIFY_TRUST_CHAIN', 'ACCEPT_UNTRUSTED']) ===
    'ACCEPT_UNTRUSTED'
  )
    return 'nothing';
  const combined = get(common, 'combined_validation_context');
  const given = SECRETS.some((key) => isObject(get(common, key)) || isObject(get(combined, key)));
  const pinned = ['verify_certificate_hash', 'verify_certificate_spki'].some(
    (key) => arr(get(own, key)).length > 0,
  );
  const named = ['match_typed_subject_alt_names', 'match_subject_alt_names', 'verify_subject_alt_name'].some(
    (key) => arr(get(own, key)).length > 0,
  );
  const chain = [
    'trusted_ca',
    'system_root_certs',
    'ca_certificate_provider_instance',
    'custom_validator_config',
  ].some((key) => isObject(get(own, key)));
  if (given || pinned) return 'name';
  if (!chain) return 'nothing';
  return named ||
    flagOf(get(context, 'auto_sni_san_validation')) === true ||
    isObject(get(own, 'custom_validator_config'))
    ? 'name'
    : 'chain';
}

/** Whether Envoy presents a certificate of its own. */
function hasCertificate(context: unknown): boolean {
  const common = get(context, 'common_tls_context');
  return (
    arr(get(common, 'tls_certificates')).length > 0 ||
    arr(get(common, 'tls_certificate_sds_secret_configs')).length > 0 ||
    isObject(get(common, 'tls_certificate_provider_instance')) ||
    isObject(get(common, 'tls_certificate_certificate_provider_instance'))
  );
}

/** Envoy's own TLS; one from before its extensions had types has none. */
function isStandard(context: unknown): boolean {
  const type = obj(context)['@type'];
  return typeof type !== 'string' || type.endsWith('.UpstreamTlsContext');
}

/** Static clusters, with their TLS. */
export function clusterFacts(
  clusters: readonly unknown[],
  xds: ReadonlySet<string>,
  isLocal: (cluster: unknown) => boolean,
): Cluster[] {
  return clusters.flatMap((raw) => {
    const name = str(get(raw, 'name'), 256);
    if (name === undefined) return [];
    const contexts = [tlsContext(raw), ...arr(get(raw, 'transport_socket_matches')).map(tlsContext)];
    const used = contexts.filter((context) => context !== undefined);
    // A match without TLS is a way around it, as is a cluster that has TLS only in its matches.
    const [context] = used;
    const result: { -readonly [K in keyof Cluster]: Cluster[K] } = { name };
    if (used.length > 0) {
      // Sockets of other extensions take what they verify from elsewhere.
      const kinds = used.filter(isStandard).map(verificationOf);
      result.tls = used.length === contexts.length;
      put(
        result,
        'verifies',
        (['nothing', 'chain', 'name'] as const).find((kind) => kinds.includes(kind)),
      );
      if (hasCertificate(context)) result.ownCertificate = true;
    }
    if (xds.has(name)) result.xds = true;
    if (isLocal(raw)) result.local = true;
    return [result];
  });
}

/** xDS servers of Google's gRPC client, which has no cluster; without credentials it does not encrypt. */
export function googleServers(dynamic: unknown): Cluster[] {
  const sources = ['ads_config', 'lds_config', 'cds_config'].map((key) => get(dynamic, key));
  return sources
    .flatMap((source) => arr(get(get(source, 'api_config_source') ?? source, 'grpc_services')))
    .flatMap((service) => {
      const client = get(service, 'google_grpc');
      const name = str(get(client, 'target_uri'), 256);
      if (name === undefined) return [];
      const credentials = get(client, 'channel_credentials');
      const secure = ['ssl_credentials', 'google_default'].some((key) => isObject(get(credentials, key)));
      return [
        {
          name,
          xds: true,
          ...(secure && { tls: true }),
          ...(isObject(get(credentials, 'local_credentials')) && { local: true }),
        },
      ];
    });
}

/** Whether a cluster encrypts. */
export function isEncrypted(holder: unknown): boolean {
  return tlsContext(obj(holder)) !== undefined;
}

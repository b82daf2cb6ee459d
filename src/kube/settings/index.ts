import { durationMs } from '../../shared/duration.ts';
import { ArchmapError } from '../../shared/errors.ts';
import { loadKubeconfig } from '../kubeconfig/load.ts';
import type { ClusterEntry, UserEntry } from '../kubeconfig/types.ts';
import type { ConnectionFlags, ConnectionIo } from '../types.ts';
import { effective, type Effective } from './effective.ts';
import { inCluster, SERVICE_ACCOUNT_FOLDER, type InCluster } from './in-cluster.ts';
import { parseServerUrl, type ServerUrl } from './server-url.ts';
import { validate } from './validate.ts';

/** All settings of a connection. Contains credentials; never printed. */
export interface Settings {
  server: ServerUrl;
  cluster: ClusterEntry;
  /** Empty over plain http: kubectl sends credentials over TLS only. */
  user: UserEntry;
  /** The impersonated user; also sent over plain http. */
  impersonate: Pick<
    UserEntry,
    'impersonateUser' | 'impersonateUid' | 'impersonateGroups' | 'impersonateExtra'
  >;
  namespace: string;
  contextName?: string;
  clusterName?: string;
  userName?: string;
  inCluster: boolean;
  /** Set when kubectl's default server is used because none is configured: the error for the user if it does not respond. */
  fallback?: { what: string; hint: string };
  /** For one request, in milliseconds; 0 = none. */
  timeoutMs: number;
}

/** Paths that tests replace. */
export interface Places {
  serviceAccount?: string;
  /** Replaces kubectl's default server. */
  fallbackServer?: string;
}

/** Reads kubeconfig, flags and environment like kubectl. Throws ArchmapError. */
export function readSettings(flags: ConnectionFlags, io: ConnectionIo, places: Places = {}): Settings {
  const timeoutMs = durationMs(flags.requestTimeout, '--request-timeout');
  const config = loadKubeconfig(flags.kubeconfig, io.env, (line) => io.stderr.write(line));
  const settings = effective(config, flags);
  validate(settings);
  const pod = inCluster(io.env, places.serviceAccount ?? SERVICE_ACCOUNT_FOLDER);
  const namespace = flags.namespace || settings.context.namespace || pod?.namespace || 'default';
  demandPathSegment(namespace);
  if (!settings.cluster.server && !io.env['KUBERNETES_MASTER'] && pod) {
    return { ...settingsOf(inPod(pod, settings, flags), false), namespace, inCluster: true, timeoutMs };
  }
  const named = settings.cluster.server || io.env['KUBERNETES_MASTER'];
  const cluster = {
    ...settings.cluster,
    server: named || (places.fallbackServer ?? 'http://localhost:8080'),
  };
  return {
    ...settingsOf({ ...settings, cluster }, true),
    namespace,
    inCluster: false,
    timeoutMs,
    ...(!named && { fallback: nothingConfigured(config.files, config.missing, [...config.contexts.keys()]) }),
  };
}

/** A namespace is part of request paths: one that client-go rejects (apimachinery, IsValidPathSegmentName) would change the path. */
function demandPathSegment(namespace: string): void {
  if (namespace !== '.' && namespace !== '..' && !/[/%]/.test(namespace)) return;
  throw new ArchmapError(
    'usage',
    `invalid namespace "${namespace}"`,
    'check -n or the namespace of the context: "." and ".." are not allowed, nor "/" or "%"',
  );
}

function settingsOf(
  { context: _context, ...settings }: Effective,
  names: boolean,
): Omit<Settings, 'namespace' | 'inCluster' | 'timeoutMs'> {
  const server = parseServerUrl(settings.cluster.server ?? '');
  const { impersonateUser, impersonateUid, impersonateGroups, impersonateExtra, ...user } = settings.user;
  const { contextName, clusterName, userName } = names ? settings : ({} as Partial<Effective>);
  if (
    server.secure &&
    settings.cluster.skipTLSVerify &&
    (settings.cluster.caFile || settings.cluster.caData)
  ) {
    throw new ArchmapError(
      'kubeconfig',
      'certificate-authority and insecure-skip-tls-verify are mutually exclusive, as in kubectl',
      'remove one of them',
    );
  }
  return {
    server,
    cluster: settings.cluster,
    user: server.secure ? user : {},
    impersonate: {
      ...(impersonateUser && { impersonateUser }),
      ...(impersonateUid && { impersonateUid }),
      ...(impersonateGroups && { impersonateGroups }),
      ...(impersonateExtra && { impersonateExtra }),
    },
    ...(contextName && { contextName }),
    ...(clusterName && { clusterName }),
    ...(userName && { userName }),
  };
}

/** A pod's own ServiceAccount; flags for token, CA, proxy and impersonation override it. */
function inPod(pod: InCluster, settings: Effective, flags: ConnectionFlags): Effective {
  const { caFile, caData: _data, ...cluster } = settings.cluster;
  const ca = flags.certificateAuthority ? caFile : settings.cluster.skipTLSVerify ? undefined : pod.caFile;
  const { tokenFile: _file, ...user } = settings.user;
  return {
    ...settings,
    cluster: { ...cluster, server: pod.server, ...(ca && { caFile: ca }) },
    user: { ...user, ...(flags.token ? { token: flags.token } : { tokenFile: pod.tokenFile }) },
  };
}

function nothingConfigured(
  files: readonly string[],
  missing: readonly string[],
  contexts: readonly string[],
): { what: string; hint: string } {
  if (contexts.length > 0) {
    return {
      what: 'no context is selected, and localhost:8080 does not respond',
      hint: `select one with --context or kubectl config use-context: ${contexts.slice(0, 8).join(', ')}`,
    };
  }
  const looked =
    files.length > 0
      ? `${files.join(', ')} contains no cluster`
      : missing.length > 0
        ? `no kubeconfig at ${missing.join(', ')}`
        : 'KUBECONFIG contains no file name';
  return {
    what: `no cluster is configured: ${looked}`,
    hint: 'specify --kubeconfig FILE, set KUBECONFIG, or try --demo or --from FILE',
  };
}

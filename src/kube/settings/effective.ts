import { ArchmapError } from '../../shared/errors.ts';
import { nearest } from '../../shared/text.ts';
import type { ClusterEntry, ContextEntry, Kubeconfig, UserEntry } from '../kubeconfig/types.ts';
import type { ConnectionFlags } from '../types.ts';

/** The settings that result from kubeconfig and flags. */
export interface Effective {
  contextName?: string;
  clusterName?: string;
  userName?: string;
  context: ContextEntry;
  /** Without `server` when neither kubeconfig nor flags contain one. */
  cluster: ClusterEntry;
  user: UserEntry;
}

/**
 * Context, cluster and user, overridden by the flags, by client-go's precedence. Throws `context-unknown` and `kubeconfig` for names that
 * do not exist.
 */
export function effective(config: Kubeconfig, flags: ConnectionFlags): Effective {
  const contextName = flags.context || config.currentContext || undefined;
  const context = contextName === undefined ? {} : config.contexts.get(contextName);
  if (!context) throw unknownContext(contextName ?? '', config, flags);
  const clusterName = flags.cluster || context.cluster;
  const userName = flags.user || context.user;
  const cluster = config.clusters.get(clusterName ?? '');
  if (clusterName && !cluster && (flags.cluster || !flags.server)) {
    throw unknownName(
      'cluster',
      clusterName,
      [...config.clusters.keys()],
      flags.cluster ? undefined : contextName,
    );
  }
  const user = config.users.get(userName ?? '');
  if (userName && !user && (flags.user || !hasCredentialFlag(flags))) {
    throw unknownName('user', userName, [...config.users.keys()], flags.user ? undefined : contextName);
  }
  return {
    ...(contextName !== undefined && { contextName }),
    ...(clusterName !== undefined && { clusterName }),
    ...(userName !== undefined && { userName }),
    context,
    cluster: withClusterFlags(cluster ?? {}, flags),
    user: withUserFlags(user ?? {}, flags),
  };
}

function hasCredentialFlag({ token, username, clientCertificate }: ConnectionFlags): boolean {
  return Boolean(token || username || clientCertificate);
}

function withClusterFlags(cluster: ClusterEntry, flags: ConnectionFlags): ClusterEntry {
  const result = { ...cluster };
  if (flags.server) Object.assign(result, { server: flags.server });
  if (flags.proxyUrl) Object.assign(result, { proxyUrl: flags.proxyUrl });
  if (flags.disableCompression) result.disableCompression = true;
  if (flags.insecureSkipTlsVerify || flags.certificateAuthority) {
    // Each of the two replaces all TLS verification settings of the kubeconfig.
    const { caData: _data, caFile: _file, skipTLSVerify: _skip, ...rest } = result;
    return withServerName(
      {
        ...rest,
        skipTLSVerify: flags.insecureSkipTlsVerify ?? false,
        ...(flags.certificateAuthority && { caFile: flags.certificateAuthority }),
      },
      flags,
    );
  }
  return withServerName(result, flags);
}

/** `--server` alone drops the kubeconfig's server name, which belongs to the other address. */
function withServerName(cluster: ClusterEntry, flags: ConnectionFlags): ClusterEntry {
  if (!flags.tlsServerName && !flags.server) return cluster;
  const { tlsServerName: _name, ...rest } = cluster;
  return flags.tlsServerName ? { ...rest, tlsServerName: flags.tlsServerName } : rest;
}

function withUserFlags(user: UserEntry, flags: ConnectionFlags): UserEntry {
  const { certFile, certData, keyFile, keyData, ...others } = user;
  const extra = extraOf(flags.asUserExtra ?? []);
  return {
    ...others,
    ...(flags.clientCertificate ? { certFile: flags.clientCertificate } : pick({ certFile, certData })),
    ...(flags.clientKey ? { keyFile: flags.clientKey } : pick({ keyFile, keyData })),
    ...(flags.token && { token: flags.token }),
    ...(flags.username && { username: flags.username }),
    ...(flags.password && { password: flags.password }),
    ...(flags.as && { impersonateUser: flags.as }),
    ...(flags.asUid && { impersonateUid: flags.asUid }),
    ...(flags.asGroup?.length && { impersonateGroups: flags.asGroup }),
    ...(Object.keys(extra).length > 0 && { impersonateExtra: { ...user.impersonateExtra, ...extra } }),
  };
}

function pick<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}

/** `key=value`, repeatable; ignored without `=`, as in kubectl. */
function extraOf(entries: readonly string[]): Record<string, string[]> {
  const extra: Record<string, string[]> = {};
  for (const entry of entries) {
    const cut = entry.indexOf('=');
    if (cut >= 0) (extra[entry.slice(0, cut)] ??= []).push(entry.slice(cut + 1));
  }
  return extra;
}

function unknownContext(name: string, config: Kubeconfig, flags: ConnectionFlags): ArchmapError {
  const where = flags.context ? '' : ' (current-context)';
  return new ArchmapError(
    'context-unknown',
    `context "${name}"${where} does not exist`,
    suggestion(name, [...config.contexts.keys()], 'contexts'),
  );
}

function unknownName(
  kind: 'cluster' | 'user',
  name: string,
  known: readonly string[],
  context: string | undefined,
): ArchmapError {
  const of = context === undefined ? '' : ` of context "${context}"`;
  return new ArchmapError(
    'kubeconfig',
    `${kind} "${name}"${of} does not exist in the kubeconfig`,
    suggestion(name, known, `${kind}s`),
  );
}

function suggestion(name: string, known: readonly string[], noun: string): string {
  const close = nearest(name, known);
  if (close.length > 0) return `did you mean ${close.map((one) => `"${one}"`).join(' or ')}?`;
  if (known.length === 0) return `no kubeconfig contains a ${noun}; check KUBECONFIG and --kubeconfig`;
  return `${noun}: ${known.slice(0, 8).join(', ')}${known.length > 8 ? ` and ${known.length - 8} more` : ''}`;
}

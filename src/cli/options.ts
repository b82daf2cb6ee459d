import type { Argv } from 'yargs';
import type { SourceOptions } from '../app/types.ts';
import { durationMs } from '../shared/duration.ts';
import { ArchmapError } from '../shared/errors.ts';

const CONNECTION = 'Connection (as in kubectl):';
export const SOURCE = 'Source:';
export const OUTPUT = 'Output:';

/** kubectl's connection flags, under kubectl's names. */
export function connectionOptions<T>(yargs: Argv<T>) {
  return yargs.options({
    kubeconfig: { type: 'string', group: CONNECTION, describe: 'path to the kubeconfig file' },
    context: { type: 'string', group: CONNECTION, describe: 'kubeconfig context' },
    cluster: { type: 'string', group: CONNECTION, describe: 'kubeconfig cluster' },
    user: { type: 'string', group: CONNECTION, describe: 'kubeconfig user' },
    server: { type: 'string', alias: 's', group: CONNECTION, describe: 'address of the API server' },
    token: { type: 'string', group: CONNECTION, describe: 'bearer token' },
    username: { type: 'string', group: CONNECTION, describe: 'basic auth user' },
    password: { type: 'string', group: CONNECTION, describe: 'basic auth password' },
    'client-certificate': { type: 'string', group: CONNECTION, describe: 'client certificate file' },
    'client-key': { type: 'string', group: CONNECTION, describe: 'client key file' },
    'certificate-authority': { type: 'string', group: CONNECTION, describe: 'CA certificate file' },
    'insecure-skip-tls-verify': {
      type: 'boolean',
      group: CONNECTION,
      describe: 'do not verify the certificate of the API server',
    },
    'tls-server-name': {
      type: 'string',
      group: CONNECTION,
      describe: 'server name for certificate verification',
    },
    'proxy-url': {
      type: 'string',
      group: CONNECTION,
      describe: 'proxy to the API server (http, https, socks5)',
    },
    as: { type: 'string', group: CONNECTION, describe: 'user to impersonate' },
    'as-uid': { type: 'string', group: CONNECTION, describe: 'UID to impersonate' },
    'as-group': {
      type: 'string',
      array: true,
      nargs: 1,
      group: CONNECTION,
      describe: 'group to impersonate (repeatable)',
    },
    'as-user-extra': {
      type: 'string',
      array: true,
      nargs: 1,
      group: CONNECTION,
      describe: 'extra field to impersonate, key=value (repeatable)',
    },
    'request-timeout': {
      type: 'string',
      group: CONNECTION,
      describe: 'timeout of one request: 30, 30s, 2m; 0 = no timeout',
    },
    'disable-compression': { type: 'boolean', group: CONNECTION, describe: 'disable response compression' },
    'cache-dir': {
      type: 'string',
      group: CONNECTION,
      hidden: true,
      describe: 'accepted for compatibility with kubectl; not used',
    },
  } as const);
}

/** Kubelets are read only on request: the required permission (nodes/proxy) is dangerous. */
export const KUBELET = {
  kubelet: {
    type: 'boolean',
    group: SOURCE,
    describe:
      'read the kubelet configuration through nodes/proxy (this permission allows running commands in any Pod)',
  },
  'kubelet-limit': {
    type: 'number',
    group: SOURCE,
    describe: 'with --kubelet: maximum number of kubelets (500); larger clusters are sampled',
  },
} as const;

/** Above this number, only a sample of every kind of node is read by default. */
const MAX_KUBELETS = 500;

/** Where the evidence comes from. */
export function sourceOptions<T>(yargs: Argv<T>) {
  return connectionOptions(yargs).options({
    from: {
      type: 'string',
      array: true,
      nargs: 1,
      group: SOURCE,
      describe:
        'read a snapshot, manifests or `kubectl cluster-info dump` output instead of a cluster; - = stdin',
    },
    complete: {
      type: 'boolean',
      group: SOURCE,
      describe: 'with --from: the files contain all objects of every kind that is present in them',
    },
    demo: { type: 'boolean', group: SOURCE, describe: 'use the bundled example cluster' },
    namespace: { type: 'string', alias: 'n', group: SOURCE, describe: 'limit the scope to this namespace' },
    'all-namespaces': {
      type: 'boolean',
      alias: 'A',
      group: SOURCE,
      describe: 'all namespaces (default)',
    },
    ...KUBELET,
    timeout: {
      type: 'string',
      group: SOURCE,
      describe: 'timeout of the collection: 90s, 1h30m; 0 = no timeout',
    },
  } as const);
}

/** Layout of tables; formats depend on the command. */
export function tableOptions<T>(yargs: Argv<T>) {
  return yargs.options({
    headers: {
      type: 'boolean',
      default: true,
      group: OUTPUT,
      describe: 'omit column headers',
    },
    borders: { type: 'boolean', default: false, group: OUTPUT, describe: 'draw table borders' },
  } as const);
}

export function globalOptions<T>(yargs: Argv<T>) {
  return yargs.options({
    color: {
      choices: ['auto', 'always', 'never'] as const,
      default: 'auto' as const,
      global: true,
      group: OUTPUT,
      describe: 'colored output',
    },
    quiet: {
      type: 'boolean',
      alias: 'q',
      default: false,
      global: true,
      group: OUTPUT,
      describe: 'suppress warnings and progress',
    },
    v: {
      type: 'number',
      alias: 'verbosity',
      default: 0,
      global: true,
      group: OUTPUT,
      describe: 'log level; 9 prints stack traces',
    },
  } as const);
}

export interface SourceArgs {
  kubeconfig?: string | undefined;
  context?: string | undefined;
  cluster?: string | undefined;
  user?: string | undefined;
  server?: string | undefined;
  token?: string | undefined;
  username?: string | undefined;
  password?: string | undefined;
  clientCertificate?: string | undefined;
  clientKey?: string | undefined;
  certificateAuthority?: string | undefined;
  insecureSkipTlsVerify?: boolean | undefined;
  tlsServerName?: string | undefined;
  proxyUrl?: string | undefined;
  as?: string | undefined;
  asUid?: string | undefined;
  asGroup?: string[] | undefined;
  asUserExtra?: string[] | undefined;
  requestTimeout?: string | undefined;
  disableCompression?: boolean | undefined;
  from?: string[] | undefined;
  complete?: boolean | undefined;
  demo?: boolean | undefined;
  namespace?: string | undefined;
  allNamespaces?: boolean | undefined;
  timeout?: string | undefined;
  kubelet?: boolean | undefined;
  kubeletLimit?: number | undefined;
}

/** Arguments in the form of the use cases. Throws `usage` for contradictory combinations. */
export function toSource(args: SourceArgs): SourceOptions {
  const { from, complete, demo, allNamespaces, timeout, kubelet, kubeletLimit, ...rest } = args;
  const kubelets = kubeletCount(kubelet, kubeletLimit);
  // As in kubectl, an empty value means no namespace, and -A overrides -n.
  const namespace = args.namespace === '' || allNamespaces ? undefined : args.namespace;
  const connection: Record<string, unknown> = {};
  for (const key of CONNECTION_KEYS)
    if (rest[key] !== undefined && rest[key] !== '') connection[key] = rest[key];
  if (namespace !== undefined) connection['namespace'] = namespace;
  return {
    connection,
    ...(from && { from }),
    ...(complete && { complete }),
    ...(demo && { demo }),
    ...(namespace !== undefined && { namespace }),
    ...(kubelets !== undefined && { kubelets }),
    ...(timeout !== undefined && { deadlineMs: durationMs(timeout, '--timeout') }),
  };
}

/** Maximum number of kubelets to read; undefined = none. */
function kubeletCount(kubelet = false, limit?: number): number | undefined {
  if (limit !== undefined && !(Number.isInteger(limit) && limit > 0))
    throw new ArchmapError('usage', '--kubelet-limit must be a positive number', 'specify 1 or more');
  if (!kubelet && limit !== undefined)
    throw new ArchmapError('usage', '--kubelet-limit requires --kubelet', 'specify both');
  return kubelet ? (limit ?? MAX_KUBELETS) : undefined;
}

const CONNECTION_KEYS = [
  'kubeconfig',
  'context',
  'cluster',
  'user',
  'server',
  'token',
  'username',
  'password',
  'clientCertificate',
  'clientKey',
  'certificateAuthority',
  'insecureSkipTlsVerify',
  'tlsServerName',
  'proxyUrl',
  'as',
  'asUid',
  'asGroup',
  'asUserExtra',
  'requestTimeout',
  'disableCompression',
] as const;

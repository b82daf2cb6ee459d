import type { Argv } from 'yargs';
import type { SourceOptions } from '../app/types.ts';
import { durationMs } from '../shared/duration.ts';
import { ArchmapError } from '../shared/errors.ts';

const CONNECTION = 'Connection (as in kubectl):';
const SOURCE = 'Source:';
export const OUTPUT = 'Output:';

/** kubectl's connection flags, under kubectl's names. */
export function connectionOptions<T>(yargs: Argv<T>) {
  return yargs.options({
    kubeconfig: { type: 'string', group: CONNECTION, describe: 'path of the kubeconfig file' },
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
      describe: 'do not verify the API server',
    },
    'tls-server-name': { type: 'string', group: CONNECTION, describe: 'name to verify the API server by' },
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
      describe: 'group to impersonate, repeatable',
    },
    'as-user-extra': {
      type: 'string',
      array: true,
      nargs: 1,
      group: CONNECTION,
      describe: 'extra to impersonate, key=value, repeatable',
    },
    'request-timeout': {
      type: 'string',
      group: CONNECTION,
      describe: 'time for one request: 30, 30s, 2m; 0 = none',
    },
    'disable-compression': { type: 'boolean', group: CONNECTION, describe: 'ask for answers without gzip' },
    'cache-dir': {
      type: 'string',
      group: CONNECTION,
      hidden: true,
      describe: 'accepted for kubectl, not used',
    },
  } as const);
}

/** Kubelets are asked only by who wants it: the right for it is a dangerous one. */
export const KUBELET = {
  kubelet: {
    type: 'boolean',
    group: SOURCE,
    describe: "read the kubelets' own settings through nodes/proxy, a right that runs commands in any pod",
  },
  'kubelet-limit': {
    type: 'number',
    group: SOURCE,
    describe: 'with --kubelet: how many kubelets to read at most (500); beyond that a sample of every kind',
  },
} as const;

/** More kubelets than this are not read unless told to: the rest are looked at by a sample of every kind of node. */
const MAX_KUBELETS = 500;

/** Where the evidence comes from. */
export function sourceOptions<T>(yargs: Argv<T>) {
  return connectionOptions(yargs).options({
    from: {
      type: 'string',
      array: true,
      nargs: 1,
      group: SOURCE,
      describe: 'read a snapshot, manifests or a dump instead of a cluster; - is stdin',
    },
    complete: {
      type: 'boolean',
      group: SOURCE,
      describe: 'with --from: the files hold every object of each kind that they hold any of',
    },
    demo: { type: 'boolean', group: SOURCE, describe: 'use the bundled example cluster' },
    namespace: { type: 'string', alias: 'n', group: SOURCE, describe: 'look at this namespace only' },
    'all-namespaces': {
      type: 'boolean',
      alias: 'A',
      group: SOURCE,
      describe: 'look at all namespaces (default)',
    },
    ...KUBELET,
    timeout: {
      type: 'string',
      group: SOURCE,
      describe: 'time for the whole collection: 90s, 1h30m; 0 = none',
    },
  } as const);
}

/** How tables are drawn; formats differ by command. */
export function tableOptions<T>(yargs: Argv<T>) {
  return yargs.options({
    headers: {
      type: 'boolean',
      default: true,
      group: OUTPUT,
      describe: 'column headers; off with --no-headers',
    },
    borders: { type: 'boolean', default: false, group: OUTPUT, describe: 'draw lines around the cells' },
  } as const);
}

export function globalOptions<T>(yargs: Argv<T>) {
  return yargs.options({
    color: {
      choices: ['auto', 'always', 'never'] as const,
      default: 'auto' as const,
      global: true,
      group: OUTPUT,
      describe: 'colour',
    },
    quiet: {
      type: 'boolean',
      alias: 'q',
      default: false,
      global: true,
      group: OUTPUT,
      describe: 'no notes and no progress on stderr',
    },
    v: {
      type: 'number',
      alias: 'verbosity',
      default: 0,
      global: true,
      group: OUTPUT,
      describe: 'verbosity; 9 shows stack traces',
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

/** Arguments as the use cases want them. Throws `usage` for combinations that contradict each other. */
export function toSource(args: SourceArgs): SourceOptions {
  const { from, complete, demo, allNamespaces, timeout, kubelet, kubeletLimit, ...rest } = args;
  const kubelets = kubeletCount(kubelet, kubeletLimit);
  // As in kubectl: an empty value is none, and -A counts more than -n.
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

/** How many kubelets may be read; undefined = none. */
function kubeletCount(kubelet = false, limit?: number): number | undefined {
  if (limit !== undefined && !(Number.isInteger(limit) && limit > 0))
    throw new ArchmapError('usage', '--kubelet-limit is not a number of kubelets', 'give 1 or more');
  if (!kubelet && limit !== undefined)
    throw new ArchmapError('usage', '--kubelet-limit means nothing without --kubelet', 'give both');
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

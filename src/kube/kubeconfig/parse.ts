import { dirname, resolve, sep } from 'node:path';
import { CORE_SCHEMA, loadAll, mergeTag, YAMLException } from 'js-yaml';
import { ArchmapError } from '../../shared/errors.ts';
import { yamlFault } from '../../shared/yaml-fault.ts';
import { Fields } from './fields.ts';
import type {
  AuthProviderSettings,
  ClusterEntry,
  ContextEntry,
  ExecSettings,
  Kubeconfig,
  UserEntry,
} from './types.ts';

const SCHEMA = CORE_SCHEMA.withTags(mergeTag);
/** More than a kubeconfig requires; more aliases indicate a file that expands to fill the memory. */
const MAX_ALIASES = 1_000;
/** The name of the cluster extension that is passed to exec plugins (client authentication API). */
const EXEC_EXTENSION = 'client.authentication.k8s.io/exec';

export function emptyKubeconfig(): Kubeconfig {
  return { clusters: new Map(), users: new Map(), contexts: new Map(), currentContext: '' };
}

/**
 * One kubeconfig file. Relative paths in it are resolved against its folder. An empty file is an empty kubeconfig. Throws `kubeconfig` with
 * file and line; never with text of the file.
 */
export function parseKubeconfig(text: string, file: string): Kubeconfig {
  const config = emptyKubeconfig();
  const document = parseDocument(text, file);
  if (document === undefined || document === null) return config;
  const root = new Fields(document, file, '');
  const kind = root.text('kind') ?? 'Config';
  const version = root.text('apiVersion') ?? 'v1';
  if (kind !== 'Config' || version !== 'v1') {
    throw new ArchmapError(
      'kubeconfig',
      `${file} is not a kubeconfig: it contains ${version} ${kind}`,
      'specify a file of kind Config',
    );
  }
  const folder = resolve(dirname(file));
  for (const entry of root.children('clusters'))
    add(config.clusters, entry, file, cluster(entry.child('cluster'), folder));
  for (const entry of root.children('users'))
    add(config.users, entry, file, { ...user(entry.child('user'), folder), origin: file });
  for (const entry of root.children('contexts'))
    add(config.contexts, entry, file, context(entry.child('context')));
  config.currentContext = root.text('current-context') ?? '';
  return config;
}

function parseDocument(text: string, file: string): unknown {
  try {
    // As in kubectl: the first document, and the last of duplicate keys.
    return loadAll(text, { schema: SCHEMA, json: true, maxAliases: MAX_ALIASES })[0];
  } catch (error) {
    const where = error instanceof YAMLException && error.mark ? ` line ${error.mark.line + 1}` : '';
    const reason = error instanceof YAMLException ? yamlFault(error.reason) : 'invalid YAML';
    throw new ArchmapError(
      'kubeconfig',
      `cannot read kubeconfig ${file}${where}: ${reason}`,
      'fix the file; `kubectl config view` reads it the same way',
    );
  }
}

function add<T>(into: Map<string, T>, entry: Fields, file: string, value: T): void {
  const name = entry.text('name') ?? '';
  if (into.has(name)) {
    throw new ArchmapError(
      'kubeconfig',
      `kubeconfig ${file} contains "${name}" twice in one list`,
      'rename or remove one of the two',
    );
  }
  into.set(name, value);
}

function cluster(fields: Fields, folder: string): ClusterEntry {
  const extension = fields.children('extensions').find((entry) => entry.text('name') === EXEC_EXTENSION);
  return defined({
    server: fields.text('server'),
    tlsServerName: fields.text('tls-server-name'),
    skipTLSVerify: fields.flag('insecure-skip-tls-verify'),
    caFile: absolute(fields.text('certificate-authority'), folder),
    caData: fields.data('certificate-authority-data'),
    proxyUrl: fields.text('proxy-url'),
    disableCompression: fields.flag('disable-compression'),
    execConfig: extension?.raw('extension'),
  });
}

function user(fields: Fields, folder: string): UserEntry {
  const extra = fields.child('as-user-extra');
  const extraKeys = extra.keys();
  return defined({
    certFile: absolute(fields.text('client-certificate'), folder),
    certData: fields.data('client-certificate-data'),
    keyFile: absolute(fields.text('client-key'), folder),
    keyData: fields.data('client-key-data'),
    token: fields.text('token'),
    tokenFile: absolute(fields.text('tokenFile'), folder),
    username: fields.text('username'),
    password: fields.text('password'),
    impersonateUser: fields.text('as'),
    impersonateUid: fields.text('as-uid'),
    impersonateGroups: fields.texts('as-groups'),
    impersonateExtra:
      extraKeys.length > 0
        ? Object.fromEntries(extraKeys.map((key) => [key, extra.texts(key) ?? []]))
        : undefined,
    exec: fields.raw('exec') === undefined ? undefined : exec(fields.child('exec'), folder),
    authProvider:
      fields.raw('auth-provider') === undefined ? undefined : authProvider(fields.child('auth-provider')),
  });
}

function exec(fields: Fields, folder: string): ExecSettings {
  const command = fields.text('command') ?? '';
  const apiVersion = fields.text('apiVersion') ?? '';
  const beta = /^client\.authentication\.k8s\.io\/v1(?:alpha|beta)1$/.test(apiVersion);
  const installHint = fields.text('installHint');
  return {
    // A command without a slash is looked up on PATH.
    command: command.includes(sep) ? resolve(folder, command) : command,
    args: fields.texts('args') ?? [],
    env: fields
      .children('env')
      .map((entry) => ({ name: entry.text('name') ?? '', value: entry.text('value') ?? '' })),
    apiVersion,
    interactiveMode: fields.text('interactiveMode') ?? (beta ? 'IfAvailable' : ''),
    ...(installHint !== undefined && { installHint }),
    provideClusterInfo: fields.flag('provideClusterInfo') ?? false,
  };
}

function authProvider(fields: Fields): AuthProviderSettings {
  const config = fields.child('config');
  return {
    name: fields.text('name') ?? '',
    config: Object.fromEntries(config.keys().map((key) => [key, config.text(key) ?? ''])),
  };
}

function context(fields: Fields): ContextEntry {
  return defined({
    cluster: fields.text('cluster'),
    user: fields.text('user'),
    namespace: fields.text('namespace'),
  });
}

function absolute(path: string | undefined, folder: string): string | undefined {
  return path === undefined ? undefined : resolve(folder, path);
}

/** The object without its undefined fields. */
function defined<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}

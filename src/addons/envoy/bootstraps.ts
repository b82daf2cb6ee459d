import { isLoopback } from '../../shared/addresses.ts';
import type { WorkloadFacts } from '../../model/types.ts';
import type { ContainerRecord, EnvoyBootstrapRecord, PodTemplate } from '../../snapshot/records/index.ts';
import { groupBy } from '../../shared/group.ts';

/** Bootstraps by their object, in order: the first of several that a workload has counts. */
export type BootstrapIndex = ReadonlyMap<string, readonly EnvoyBootstrapRecord[]>;

/** Built once for all proxies. */
export function indexed(records: readonly EnvoyBootstrapRecord[]): BootstrapIndex {
  return groupBy(records, ({ namespace, source }) => {
    const [kind = '', name = ''] = source.split('/');
    return placeKey(namespace, kind, name);
  });
}

/** ConfigMaps and pods by kind and name; everything else is a controller of any kind. */
function placeKey(namespace: string, kind: string, name: string): string {
  return `${namespace}/${kind === 'ConfigMap' || kind === 'Pod' ? kind : 'controller'}/${name}`;
}

/**
 * The configuration that a proxy starts with: its arguments, and the file that they name. Undefined: not collected. Where pods of one
 * workload differ, an exposed one is returned first, then one that was not collected.
 */
export function bootstrapOf(
  workload: WorkloadFacts,
  index: BootstrapIndex,
): EnvoyBootstrapRecord | undefined {
  const { namespace, name, pods, templates } = workload;
  const inline = [
    ...pods.flatMap((pod) => index.get(placeKey(namespace, 'Pod', pod.name)) ?? []),
    ...(index.get(placeKey(namespace, 'controller', name)) ?? []),
  ];
  const files = templates.flatMap(({ template }) => filesOf(template, namespace, index));
  const open = [...files, ...inline].find((record) => record !== undefined && isOpen(record));
  if (open) return open;
  // Envoy merges the arguments over the file: an admin interface that only the file has stays, and so do the listeners of both.
  const declared = inline.find(({ admin }) => admin);
  if (files.includes(undefined)) return undefined;
  const parts = [...files, ...inline].filter((record) => record !== undefined);
  const merged = inline.length > 0 && parts.length > inline.length;
  if (merged && parts.some(({ admin, listeners }) => !admin && listeners.length > 0)) return undefined;
  const seen = [...files, ...inline].filter((record) => record !== undefined);
  return declared ?? seen.find(({ admin }) => admin) ?? seen[0];
}

function isOpen({ admin, adminBehind = [] }: EnvoyBootstrapRecord): boolean {
  if (admin === undefined) return false;
  return !isLocal(admin) || adminBehind.some(({ address }) => !isLoopback(address));
}

/** On the loopback interface, or a Unix socket? */
export function isLocal({ address, pipe }: NonNullable<EnvoyBootstrapRecord['admin']>): boolean {
  return pipe === true || isLoopback(address);
}

/**
 * Bootstraps in the ConfigMaps of a template: the file that the command line names, or without a name all of them. Undefined means a named
 * file that was not collected.
 */
function filesOf(
  template: PodTemplate,
  namespace: string,
  index: BootstrapIndex,
): (EnvoyBootstrapRecord | undefined)[] {
  const maps = template.volumes.filter(({ type }) => type === 'configMap');
  const all = maps.flatMap(({ target = '' }) => index.get(placeKey(namespace, 'ConfigMap', target)) ?? []);
  const lasting = template.containers.filter(({ role }) => role !== 'init' && role !== 'ephemeral');
  const named = lasting.flatMap((container) => {
    const path = configPath(container);
    return path === undefined ? [] : [{ container, path }];
  });
  if (named.length === 0) return all;
  return named.map(({ container, path }) => {
    const place = placeOf(path, container, template);
    return all.find(({ source }) => source === place);
  });
}

const CONFIG_PATH = /(?:^|\s)(?:-c|--config-path)[\s=]+["']?(\/[^\s"';]+)/;

function configPath({ command = [], args = [] }: ContainerRecord): string | undefined {
  return CONFIG_PATH.exec([...command, ...args].join(' '))?.[1];
}

/** The source of the bootstrap that is mounted at a path; `items` that rename a key are not kept. */
function placeOf(
  path: string,
  { mounts = [] }: ContainerRecord,
  { volumes }: PodTemplate,
): string | undefined {
  const [mount] = mounts
    .filter((one) => path === one.path || path.startsWith(`${one.path.replace(/\/$/, '')}/`))
    .sort((a, b) => b.path.length - a.path.length);
  if (!mount) return undefined;
  const volume = volumes.find(({ name }) => name === mount.volume);
  if (volume?.type !== 'configMap') return undefined;
  const rest = path.slice(mount.path.replace(/\/$/, '').length + 1);
  const key = [mount.subPath, rest].filter((part) => part !== undefined && part !== '').join('/');
  return `ConfigMap/${volume.target ?? ''}/${key}`;
}

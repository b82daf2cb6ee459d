/** The configuration that each Envoy container starts with. */
import type { TemplateFacts, WorkloadFacts } from '../../model/types.ts';
import { mountedPath } from '../../model/mounted-path.ts';
import type { ContainerRecord, EnvoyBootstrapRecord } from '../../snapshot/records/index.ts';
import { groupBy } from '../../shared/group.ts';
import { configPath, envoyContainers, hasInline } from './containers.ts';

/** Bootstraps by their object. */
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

/** What is known of the configuration of one Envoy container. */
export interface Configuration {
  container: ContainerRecord;
  /** The file first, then the arguments, which are merged over it. */
  parts: readonly EnvoyBootstrapRecord[];
  /** Why a part is not known. */
  missing?: string;
  /** Bootstraps in mounted ConfigMaps that the command line does not name: enough for a risk, not for its absence. */
  maybe: readonly EnvoyBootstrapRecord[];
}

/** One per Envoy container and pod template. */
export function configurationsOf(workload: WorkloadFacts, index: BootstrapIndex): Configuration[] {
  return workload.templates.flatMap((facts) =>
    envoyContainers(facts.template).map((container) => configurationOf(container, facts, workload, index)),
  );
}

function configurationOf(
  container: ContainerRecord,
  facts: TemplateFacts,
  workload: WorkloadFacts,
  index: BootstrapIndex,
): Configuration {
  const { namespace } = workload;
  const mounted = new Set((container.mounts ?? []).map(({ volume }) => volume));
  const maps = facts.template.volumes.filter(({ type, name }) => type === 'configMap' && mounted.has(name));
  const all = maps.flatMap(({ target = '' }) => index.get(placeKey(namespace, 'ConfigMap', target)) ?? []);
  const file = fileOf(container, facts, all);
  const given = hasInline(container) ? inlineOf(container, facts, workload, index) : [];
  const inline = given.filter(isParsed);
  const missing = file.missing ?? (hasInline(container) ? inlineGap(given) : undefined);
  const parts = [...file.parts, ...inline];
  const nothing = parts.length === 0 && missing === undefined ? ELSEWHERE : missing;
  return {
    container,
    parts,
    ...(nothing !== undefined && { missing: nothing }),
    maybe: all.filter((record) => isParsed(record) && !parts.includes(record)),
  };
}

function isParsed({ unparsed }: EnvoyBootstrapRecord): boolean {
  return unparsed !== true;
}

/** Why the bootstrap in the arguments is not known. */
function inlineGap(given: readonly EnvoyBootstrapRecord[]): string | undefined {
  if (given.length === 0) return UNREADABLE;
  return given.every(isParsed) ? undefined : 'the bootstrap in its arguments is not valid YAML';
}

const UNREADABLE = 'the bootstrap in its arguments is not readable';
const ELSEWHERE = 'its configuration is generated or mounted from where it cannot be read';

/** Bootstraps in the arguments of this container: of the first pod with the template, or of the controller. */
function inlineOf(
  { name }: ContainerRecord,
  { pods, ofController }: TemplateFacts,
  workload: WorkloadFacts,
  index: BootstrapIndex,
): readonly EnvoyBootstrapRecord[] {
  const records = [
    ...pods.flatMap((pod) => index.get(placeKey(workload.namespace, 'Pod', pod.name)) ?? []),
    ...(ofController ? (index.get(placeKey(workload.namespace, 'controller', workload.name)) ?? []) : []),
  ];
  return records.filter(({ source }) => source.split('/')[2] === name).slice(0, 1);
}

function fileOf(
  container: ContainerRecord,
  { template }: TemplateFacts,
  all: readonly EnvoyBootstrapRecord[],
): { parts: readonly EnvoyBootstrapRecord[]; missing?: string } {
  const path = configPath(container);
  if (path === undefined) return { parts: [] };
  const place = mountedPath(path, container, template);
  if (place?.volume.type === 'secret')
    return {
      parts: [],
      missing: `its configuration is in Secret ${place.volume.target ?? ''}, which is not inspected`,
    };
  if (place?.volume.type !== 'configMap') return { parts: [], missing: ELSEWHERE };
  if (place.volume.renamed)
    return {
      parts: [],
      missing: `a key of ConfigMap ${place.volume.target ?? ''} is mounted under another name`,
    };
  const key = place.below.replace(/^\//, '');
  const found = all.find(({ source }) => source === `ConfigMap/${place.volume.target ?? ''}/${key}`);
  if (found && !isParsed(found))
    return {
      parts: [],
      missing: `${key} of ConfigMap ${place.volume.target ?? ''} is not valid ${key.endsWith('.json') ? 'JSON' : 'YAML'}`,
    };
  return found
    ? { parts: [found] }
    : {
        parts: [],
        missing: `ConfigMap ${place.volume.target ?? ''} was not read, or has no bootstrap in ${key}`,
      };
}

/**
 * Arguments merged over the file, as protobuf merges messages: a field that is set wins, lists are joined
 * (https://www.envoyproxy.io/docs/envoy/latest/operations/cli, `--config-yaml`).
 */
export function merged(parts: readonly EnvoyBootstrapRecord[]): EnvoyBootstrapRecord | undefined {
  const [first, ...rest] = parts;
  return first && rest.reduce(mergedInto, first);
}

function mergedInto(under: EnvoyBootstrapRecord, over: EnvoyBootstrapRecord): EnvoyBootstrapRecord {
  const admin = mergedAdmin(under.admin, over.admin);
  const joined = <T>(a: readonly T[] | undefined, b: readonly T[] | undefined) => [
    ...(a ?? []),
    ...(b ?? []),
  ];
  return {
    ...under,
    ...over,
    ...(admin && { admin }),
    listeners: joined(under.listeners, over.listeners),
    clusters: joined(under.clusters, over.clusters),
    plaintextXds: joined(under.plaintextXds, over.plaintextXds),
    adminBehind: joined(under.adminBehind, over.adminBehind),
    elsewhere: [...new Set(joined(under.elsewhere, over.elsewhere))],
    hasOverloadManager: under.hasOverloadManager || over.hasOverloadManager,
    monitors: joined(under.monitors, over.monitors),
    runtime: lastByKey(joined(under.runtime, over.runtime)),
    ...((under.adminLayer ?? over.adminLayer) !== undefined && { adminLayer: true }),
  };
}

/** A later layer of the runtime hides the values of earlier ones. */
function lastByKey(entries: readonly string[]): string[] {
  return [...new Map(entries.map((entry) => [entry.split('=', 1)[0], entry])).values()];
}

function mergedAdmin(
  under: EnvoyBootstrapRecord['admin'],
  over: EnvoyBootstrapRecord['admin'],
): EnvoyBootstrapRecord['admin'] {
  if (!over || !under) return over ?? under;
  if (over.pipe === true || over.port !== undefined || under.pipe === true) return over;
  return { ...over, ...(under.port !== undefined && { port: under.port }) };
}

/** Listeners of one part may forward to the admin interface of the other: that was not evaluated. */
export function isCrossed(parts: readonly EnvoyBootstrapRecord[]): boolean {
  return (
    parts.length > 1 &&
    parts.some(({ admin }) => admin !== undefined) &&
    parts.some(({ admin, listeners }) => admin === undefined && listeners.length > 0)
  );
}

/** Paths of the node that workloads mount: as hostPath volumes, and by claims of volumes on a node. */
import type { NodeLayout, StorageFacts, TemplateFacts, WorkloadFacts } from '../../model/types.ts';
import { groupBy } from '../../shared/group.ts';
import type { PersistentVolumeRecord, VolumeRecord } from '../../snapshot/records/index.ts';
import type { HostPathKind, PathMeaning } from './host-paths.ts';
import { mayHoldKeys, normalizePath, pathMeaning } from './host-paths.ts';
import { whose } from './pod-faults.ts';

export interface HostPathUse {
  /** Normalized (helpers/host-paths.ts). */
  path: string;
  kind: HostPathKind;
  /** All of them, with those of sub-paths; `path` is the first of the most severe kind. */
  paths: readonly string[];
  /** Some container mounts it without readOnly. */
  writable: boolean;
  /** A subPath with a variable of unknown value: it may lead to keys. */
  open?: string;
  /** `volume data: hostPath /etc, read-only`, for evidence. */
  text: string;
}

/** One volume of a template with its path. */
interface Source {
  volume: string;
  path: string;
  /** `hostPath /etc`, or the claim and the PersistentVolume. */
  from: string;
  /** A `local` PersistentVolume. */
  local?: true;
}

/**
 * The mounts of all containers in all templates of a workload. Volumes without a mount have no effect. For claims, only paths
 * that are more than data are reported, and raw disks: volumes on a node are intended for data.
 */
export function hostPathUses(
  workload: WorkloadFacts,
  storage: StorageFacts,
  layout: NodeLayout,
): HostPathUse[] {
  const meaning = pathMeaning(layout);
  const found = new Map<string, HostPathUse & { where: Set<TemplateFacts> }>();
  for (const facts of workload.templates) {
    const sources = sourcesOf(workload, facts, volumesOnNodes(storage, meaning));
    if (sources.length === 0) continue;
    const mounts = groupBy(
      facts.template.containers.flatMap((container) => container.mounts ?? []),
      (mount) => mount.volume,
    );
    for (const { volume, path, from, local } of sources) {
      const own = mounts.get(volume) ?? [];
      const reported = local !== true || isOpenPath({ type: 'local', target: path }, meaning);
      // Other content of a local volume is data, unless the container gets a disk: raw, or its file system.
      const isDisk = !reported && (isDevice(path) || own.some(({ device }) => device === true));
      if (own.length === 0 || (!reported && !isDisk)) continue;
      const key = `${volume}\n${from}`;
      const known = found.get(key);
      const writable = own.some(({ readOnly }) => readOnly !== true) || known?.writable === true;
      // A subPath limits only what the container can access: the worse of both is the risk.
      const below = own.map(({ subPath = '' }) => `${path}/${subPath}`);
      const paths = [path, ...below].map(meaning.normalize);
      const open = own.find(
        ({ subPath = '', subPathVaries }) => subPathVaries && mayHoldKeys(`${path}/${subPath}`),
      );
      const openPath = open ? `${normalizePath(path)}/${open.subPath ?? ''}` : known?.open;
      found.set(key, {
        ...worst([
          ...(known ? [known] : []),
          ...paths.map((one) => ({ path: one, kind: isDisk ? ('disk' as const) : meaning.kindOf(one) })),
        ]),
        paths: [...new Set([...(known?.paths ?? []), ...paths])],
        writable,
        ...(openPath !== undefined && { open: openPath }),
        text: `volume ${volume}: ${from}${writable ? '' : ', read-only'}`,
        where: (known?.where ?? new Set()).add(facts),
      });
    }
  }
  return [...found.values()].map(({ where, text, ...use }) => ({
    ...use,
    text: `${text}${whose(workload, where)}`,
  }));
}

const ORDER: readonly HostPathKind[] = ['control-plane', 'secret', 'sensitive', 'disk', 'plain', 'harmless'];

type Path = Pick<HostPathUse, 'path' | 'kind'>;

/** The first of the most severe kind. */
function worst(paths: readonly Path[]): Path {
  const [first] = paths.toSorted((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
  return { path: first?.path ?? '/', kind: first?.kind ?? 'control-plane' };
}

function sourcesOf(workload: WorkloadFacts, facts: TemplateFacts, claimed: OnNodes): Source[] {
  const { namespace, name, claimTemplates = [], claimedVolumes = [] } = workload;
  const direct = facts.template.volumes.flatMap((volume): Source[] => {
    const path = volume.type === 'hostPath' ? volume.target : undefined;
    return path === undefined ? [] : [{ volume: volume.name, path, from: `hostPath ${normalizePath(path)}` }];
  });
  const byClaim = facts.template.volumes.flatMap((volume) =>
    claimsOf(volume, facts).flatMap((claim) =>
      bySource(volume.name, claimed.byClaim.get(`${namespace}/${claim}`)),
    ),
  );
  // Pods of a StatefulSet name their claims; its template does not.
  const byTemplate = facts.ofController
    ? claimTemplates.flatMap((volume) =>
        bySource(volume, claimed.byOrdinals.get(`${namespace}/${volume}-${name}`)),
      )
    : [];
  // Before a claim exists, its template names the volume.
  const wanted = [
    ...facts.template.volumes.flatMap(({ name: volume, type, target }) =>
      type === 'ephemeral' && target !== undefined
        ? [{ volume, target, fits: (claim: string) => claim.endsWith(`-${volume}`) }]
        : [],
    ),
    ...(facts.ofController ? claimedVolumes : []).map(({ template, volume }) => ({
      volume: template,
      target: volume,
      fits: (claim: string) => claim.startsWith(`${namespace}/${template}-${name}-`),
    })),
  ];
  const byName = wanted.flatMap(({ volume, target, fits }) =>
    claimed.free
      .filter(
        ({ name: own, claim }) => own === target && (claim === undefined || isIn(claim, namespace, fits)),
      )
      .flatMap((found) => bySource(volume, [{ ...found, claim: `${namespace}/template ${volume}` }])),
  );
  return [...direct, ...byClaim, ...byTemplate, ...byName];
}

/** Whether some container mounts a claim, by name or by a claim template. */
export function mountsClaim({ templates, claimTemplates = [] }: WorkloadFacts): boolean {
  return templates.some(({ template: { volumes, containers } }) => {
    const claims = new Set([
      ...claimTemplates,
      ...volumes
        .filter(({ type }) => type === 'persistentVolumeClaim' || type === 'ephemeral')
        .map(({ name }) => name),
    ]);
    return (
      claims.size > 0 && containers.some(({ mounts = [] }) => mounts.some(({ volume }) => claims.has(volume)))
    );
  });
}

/** Claims of a volume; for an ephemeral one each pod has its own. */
function claimsOf({ name, type, target }: VolumeRecord, { pods }: TemplateFacts): string[] {
  if (type === 'persistentVolumeClaim') return target === undefined ? [] : [target];
  return type === 'ephemeral' ? pods.map((pod) => `${pod.name}-${name}`) : [];
}

function bySource(volume: string, found: readonly PersistentVolumeRecord[] = []): Source[] {
  return found.map(({ name, type, target = '', claim = '' }) => ({
    volume,
    path: target,
    from: `claim ${claim.slice(claim.indexOf('/') + 1)}, PersistentVolume ${name}: ${type} ${normalizePath(target)}`,
    ...(type === 'local' && { local: true as const }),
  }));
}

interface OnNodes {
  /** By `namespace/name` of the claim. */
  byClaim: ReadonlyMap<string, readonly PersistentVolumeRecord[]>;
  /** The same without the number at the end, for claims of StatefulSets. */
  byOrdinals: ReadonlyMap<string, readonly PersistentVolumeRecord[]>;
  /** Those that a claim may still bind. */
  free: readonly PersistentVolumeRecord[];
}

const indexes = new WeakMap<StorageFacts, { meaning: PathMeaning; index: OnNodes }>();

/** PersistentVolumes of a node path that is more than data, or that may be a disk of the node, by their claim. */
function volumesOnNodes(storage: StorageFacts, meaning: PathMeaning): OnNodes {
  const known = indexes.get(storage);
  if (known?.meaning === meaning) return known.index;
  const byClaim = new Map<string, PersistentVolumeRecord[]>();
  const byOrdinals = new Map<string, PersistentVolumeRecord[]>();
  const open = storage.volumes.filter(
    (volume) => isOpenPath(volume, meaning) || (volume.type === 'local' && volume.target !== undefined),
  );
  const claims = open.length === 0 ? [] : storage.claims;
  const claimOf = new Map(claims.map((claim) => [keyOf(claim), claim]));
  const wanting = groupBy(claims, ({ volume }) => volume);
  for (const volume of open) {
    // The claim is deleted.
    if (volume.phase === 'Released' || volume.phase === 'Failed') continue;
    const keys = volume.claim === undefined ? (wanting.get(volume.name) ?? []).map(keyOf) : [volume.claim];
    for (const key of keys) {
      const claim = claimOf.get(key);
      if (claim && !isBound(volume, claim)) continue;
      const record = { ...volume, claim: key };
      add(byClaim, key, record);
      add(byOrdinals, key.replace(/-\d+$/, ''), record);
    }
  }
  const free = open.filter(
    ({ phase, claimUid }) => claimUid === undefined && phase !== 'Released' && phase !== 'Failed',
  );
  const index = { byClaim, byOrdinals, free };
  indexes.set(storage, { meaning, index });
  return index;
}

/** Whether a volume is reserved for a claim of that namespace, with such a name. */
function isIn(claim: string, namespace: string, fits: (claim: string) => boolean): boolean {
  return claim.startsWith(`${namespace}/`) && fits(claim);
}

function keyOf({ namespace, name }: StorageFacts['claims'][number]): string {
  return `${namespace}/${name}`;
}

function add(
  lists: Map<string, PersistentVolumeRecord[]>,
  key: string,
  record: PersistentVolumeRecord,
): void {
  const list = lists.get(key);
  if (list) list.push(record);
  else lists.set(key, [record]);
}

/** Both sides name each other, where they name any. */
function isBound(volume: PersistentVolumeRecord, claim: StorageFacts['claims'][number]): boolean {
  const sameUid = volume.claimUid === undefined || claim.uid === undefined || volume.claimUid === claim.uid;
  return sameUid && (claim.volume === undefined || claim.volume === volume.name);
}

/**
 * Whether a PersistentVolume leads to more than data. Provisioners create directories below one of their own; these never include
 * system directories. A `local` volume may be a disk of its own: which one a device is, is unknown.
 */
export function isOpenPath(
  { type, target }: Pick<PersistentVolumeRecord, 'type' | 'target'>,
  { kindOf, normalize }: Pick<PathMeaning, 'kindOf' | 'normalize'>,
): boolean {
  if ((type !== 'hostPath' && type !== 'local') || target === undefined) return false;
  if (type === 'local' && isDevice(target)) return false;
  const kind = kindOf(normalize(target));
  return kind === 'sensitive' || kind === 'secret' || kind === 'control-plane';
}

/** A device by its file: the kubelet mounts its file system. */
function isDevice(path: string): boolean {
  return normalizePath(path).startsWith('/dev/');
}

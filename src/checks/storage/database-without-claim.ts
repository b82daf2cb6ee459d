import type { StatefulImage } from '../../data/stateful-images.ts';
import { databaseOf } from '../../data/stateful-images.ts';
import type { WorkloadFacts } from '../../model/types.ts';
import { imageNames, parseImage } from '../../shared/image.ts';
import { document } from '../../shared/requirement.ts';
import type { ContainerRecord, PodTemplate } from '../../snapshot/records/index.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { observed, workloadName, workloadRef } from '../helpers/objects.ts';
import { orPass } from '../helpers/storage.ts';
import { cutShort } from '../helpers/pod-faults.ts';
import { classifyWorkloads, undecided } from '../helpers/system.ts';

export default defineCheck({
  id: 'storage/database-without-claim',
  title: 'Database stores data without a claim',
  control: 'Volumes of databases',
  severity: 'medium',
  why: 'An emptyDir volume or the container file system is deleted with the Pod, and a hostPath volume remains on one node. A rescheduled database starts without its data.',
  remediation:
    'Mount a PersistentVolumeClaim at the data directory, in a StatefulSet by `volumeClaimTemplates`.',
  references: ['persistent-volumes'],
  needs: ['workloads'],
  uses: ['addons', 'cluster'],
  *run({ workloads, addons, cluster }): Iterable<Finding> {
    const databases = workloads
      .filter(({ kind, replicas }) => KINDS.has(kind) && replicas !== 0)
      .map(classifyWorkloads(addons, cluster))
      .filter(({ origin }) => origin !== 'system')
      .filter(({ workload }) => workload.template.containers.some((one) => runsDatabase(one) !== undefined));
    const findings = databases.flatMap((placed) =>
      placed.origin === 'uncertain'
        ? [undecided(placed, 'a database without a claim is possible')]
        : evaluate(placed.workload),
    );
    yield* orPass([...findings, ...cutShort(databases.map(({ workload }) => workload))], databases.length, {
      none: 'no container with the image of a known database',
      pass: 'all recognized databases mount a claim at their data directory',
      source: 'pods',
    });
  },
});

const KINDS = new Set([
  'Deployment',
  'StatefulSet',
  'ReplicaSet',
  'ReplicationController',
  'DeploymentConfig',
  'Pod',
]);

/** The database that a container runs. Clients of it have the same image. */
function runsDatabase({ image, role, starts }: ContainerRecord): StatefulImage | undefined {
  return role === undefined && starts !== 'client' ? databaseOf(imageNames(image)[0]) : undefined;
}

/** The volume at the data directory, or at one above or below it; undefined in the file system of the container. */
function evaluate(workload: WorkloadFacts): Finding[] {
  const { template, claimTemplates = [] } = workload;
  return template.containers.flatMap((container): Finding[] => {
    const database = runsDatabase(container);
    if (database === undefined) return [];
    const mounts = mountsOfData(container.mounts ?? [], database.data);
    const types = mounts.map(({ volume }) => typeOf(volume, template, claimTemplates));
    const claimed = mounts.filter((_, index) => types[index] === 'claim');
    if (claimed.some(({ path }) => receivesData(path, database, container.image))) return [];
    const others = (container.mounts ?? []).some(
      ({ volume }) => typeOf(volume, template, claimTemplates) === 'claim',
    );
    const evidence = [
      observed(
        workloadName(workload),
        `${container.name}: ${container.image}, ${types.join(', ') || 'no volume'} at ${mounts[0]?.path ?? database.data[0] ?? ''}`,
      ),
    ];
    const open = (message: string, requires: string): Finding[] => [
      { verdict: 'unknown', at: workloadRef(workload), message, requires: [document(requires)], evidence },
    ];
    if (claimed[0])
      return open(
        `${database.name}: unknown whether the data is in the claim at ${claimed[0].path} or in a volume that the image declares`,
        'check the data directory and the declared volumes (`VOLUME`) of the image',
      );
    if (others || types.includes('other'))
      return open(
        `${database.name}: a volume is mounted, but not a claim at the usual data directory`,
        'check the data directory in the configuration of the database',
      );
    if (container.starts === 'unclear')
      return open(
        `${database.name} in container ${container.name} without a claim: unknown whether its command starts the server`,
        'check the command of the container',
      );
    return [
      {
        verdict: 'fail',
        at: workloadRef(workload),
        detail: container.name,
        message: `${database.name} in container ${container.name} stores data in ${types[0] ?? 'the container file system'}`,
        evidence,
      },
    ];
  });
}

/**
 * Whether the data of this release is certainly in a volume at that path. Above a data directory it may not be: container runtimes create
 * a volume of their own where the image declares one (`VOLUME`), unless something is mounted at exactly that path.
 */
function receivesData(path: string, { data, releases = {} }: StatefulImage, image: string): boolean {
  const major = majorOf(image);
  return data.some((directory) => {
    const { from, before } = releases[directory] ?? {};
    if (from !== undefined) return path === directory && major !== undefined && major >= from;
    if (!isWithin(path, directory)) return false;
    return before === undefined || (major !== undefined && major < before);
  });
}

/** `16.4-alpine` and `2.17.2-pg16` are 16; undefined for `latest` and digests. */
function majorOf(image: string): number | undefined {
  const { path, tag = '' } = parseImage(image);
  const own = path.at(-1)?.includes('timescale') === true ? undefined : /^v?(\d{1,2})(?!\d)/.exec(tag);
  const major = (/\bpg-?(\d{1,2})(?!\d)/.exec(tag) ?? own)?.[1];
  return major === undefined ? undefined : Number(major);
}

/** Mounts at the data directories and below, and of those above the innermost, which covers the others. */
function mountsOfData<Mount extends { path: string }>(
  mounts: readonly Mount[],
  directories: readonly string[],
): Mount[] {
  const above = mounts.filter(({ path }) => directories.some((data) => isWithin(data, path)));
  const innermost = above.filter(
    ({ path }) => !above.some((other) => other.path !== path && isWithin(other.path, path)),
  );
  const below = mounts.filter(
    (mount) => !above.includes(mount) && directories.some((data) => isWithin(mount.path, data)),
  );
  return [...innermost, ...below];
}

function typeOf(name: string, { volumes }: PodTemplate, claims: readonly string[]): string {
  if (claims.includes(name)) return 'claim';
  const type = volumes.find((volume) => volume.name === name)?.type;
  if (type === 'persistentVolumeClaim') return 'claim';
  if (type === 'emptyDir' || type === 'hostPath')
    return `${type === 'emptyDir' ? 'an emptyDir' : 'a hostPath'} volume`;
  if (type === 'ephemeral') return 'a generic ephemeral volume';
  return type === 'configMap' || type === 'secret' || type === 'projected' ? 'configuration' : 'other';
}

function isWithin(path: string, directory: string): boolean {
  return path === directory || path.startsWith(`${directory}/`);
}

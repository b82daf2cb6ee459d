import { see } from '../../shared/requirement.ts';
import type { ExtensionFacts, WorkloadFacts } from '../../model/types.ts';
import type { CustomRecord } from '../../snapshot/records/index.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { component } from '../helpers/component.ts';
import { few, listed, observed, workloadName } from '../helpers/objects.ts';

const at = component('etcd');
const DAY_MS = 86_400_000;
/** Snapshots are taken every few hours or every day; a week without one is a backup that has stopped. */
const STALE_DAYS = 7;

export default defineCheck({
  id: 'etcd/backup-stale',
  title: 'The state of the cluster has not been backed up lately',
  severity: 'high',
  why: 'Everything that the cluster is stands in etcd. When its disks fail, or somebody deletes what should not be deleted, a snapshot is the only way back. Backups of applications (Velero) do not bring back the cluster itself.',
  fix: 'Find out why the snapshots have stopped, take one now, and try a restore before it is needed.',
  references: ['backing-up-etcd', 'T1485'],
  needs: [],
  uses: ['controlPlane', 'cluster', 'extensions', 'workloads', 'addons'],
  providerManaged: true,
  *run({ cluster, extensions, workloads, addons, controlPlane }): Iterable<Finding> {
    const { managed, takenAt } = cluster;
    const snapshots = snapshotFiles(extensions);
    const good = snapshots.filter(({ ready }) => ready);
    const newest = good.toSorted((a, b) => b.time - a.time)[0];
    if (newest) {
      const days = (takenAt.getTime() - newest.time) / DAY_MS;
      const evidence = few(good.slice(-3), ({ name, made }) => observed(`ETCDSnapshotFile ${name}`, made));
      yield days > STALE_DAYS
        ? {
            verdict: 'fail',
            at,
            detail: 'stale',
            message: `the newest snapshot is ${plural(Math.round(days), 'day')} old`,
            evidence,
          }
        : {
            verdict: 'pass',
            at,
            message: `the newest of ${plural(good.length, 'snapshot')} is of ${newest.made}`,
            evidence,
          };
      return;
    }
    if (snapshots.length > 0) {
      yield {
        verdict: 'fail',
        at,
        detail: 'failing',
        message: `${plural(snapshots.length, 'snapshot')}, and none of them can be used`,
        evidence: few(snapshots, ({ name, error }) => observed(`ETCDSnapshotFile ${name}`, error)),
      };
      return;
    }
    if (managed.known && managed.value) {
      yield {
        verdict: 'not-applicable',
        at,
        message: 'the provider keeps the state of the cluster; what runs in it is yours to back up',
        evidence: managed.evidence,
      };
      return;
    }
    const jobs = workloads.filter(backsUpEtcd);
    const scheduled = extensions.custom.filter(
      ({ group, kind }) => group === 'config.openshift.io' && kind === 'Backup',
    );
    const names = [...jobs.map(workloadName), ...scheduled.map(({ name }) => `Backup ${name}`)];
    const velero = addons.some(({ id }) => id === 'velero');
    yield {
      verdict: 'unknown',
      at,
      message:
        names.length > 0
          ? `${listed(names)} should back up etcd; whether it does is not in the API`
          : `no backup of ${controlPlane.etcd.topology.known && controlPlane.etcd.topology.value === 'other' ? 'the datastore' : 'etcd'} is visible in the cluster; it may be made on the hosts${velero ? ' (Velero saves objects and volumes, not etcd)' : ''}`,
      requires: [
        names.length > 0
          ? see('look at the last runs, and at the files where they are kept')
          : see('ask who backs it up, and when a restore was last tried'),
      ],
      evidence: few(jobs, (job) => observed(workloadName(job), job.schedule ?? 'no schedule')),
    };
  },
});

interface SnapshotFile {
  name: string;
  ready: boolean;
  time: number;
  /** ISO 8601. */
  made: string;
  error: string;
}

/** What k3s and RKE2 tell of their snapshots. */
function snapshotFiles({ custom }: ExtensionFacts): SnapshotFile[] {
  return custom
    .filter(({ group, kind }) => group === 'k3s.cattle.io' && kind === 'ETCDSnapshotFile')
    .map(snapshotFile);
}

function snapshotFile({ name, created, status }: CustomRecord): SnapshotFile {
  const made = typeof status?.['creationTime'] === 'string' ? status['creationTime'] : (created ?? '');
  const { message } = (status?.['error'] ?? {}) as { message?: unknown };
  const ready = status?.['readyToUse'] === true;
  return {
    name,
    ready: ready && !Number.isNaN(Date.parse(made)),
    time: Date.parse(made),
    made,
    error: typeof message === 'string' ? message : 'not ready',
  };
}

/** By names: what it runs is kept of known programs alone. */
function backsUpEtcd({ kind, name, template }: WorkloadFacts): boolean {
  const names = [name, ...template.containers.map(({ image }) => image)].join(' ');
  return (
    (kind === 'CronJob' || kind === 'DaemonSet') &&
    /etcd\S*(?:backup|snapshot)|(?:backup|snapshot)\S*etcd|talos-backup/.test(names)
  );
}

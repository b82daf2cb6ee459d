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
/** Snapshots are usually taken every few hours or every day; a week without one means that backups have stopped. */
const STALE_DAYS = 7;

export default defineCheck({
  id: 'etcd/backup-stale',
  title: 'No recent usable etcd backup',
  control: 'etcd backups',
  severity: 'high',
  why: 'Without a usable snapshot, a disk failure or an accidental deletion causes permanent loss of the cluster state. Application backups such as Velero do not restore etcd.',
  remediation:
    'Create a snapshot now with `etcdctl snapshot save`, `k3s etcd-snapshot save` or `rke2 etcd-snapshot save`, and fix the scheduled backup. Test a restore.',
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
            message: `latest snapshot is ${plural(Math.round(days), 'day')} old; expected 7 days or less`,
            evidence,
          }
        : {
            verdict: 'pass',
            at,
            message: `latest of ${plural(good.length, 'usable snapshot')} was created at ${newest.made}`,
            evidence,
          };
      return;
    }
    if (snapshots.length > 0) {
      yield {
        verdict: 'fail',
        at,
        detail: 'failing',
        message: `none of ${plural(snapshots.length, 'snapshot')} is usable`,
        evidence: few(snapshots, ({ name, error }) => observed(`ETCDSnapshotFile ${name}`, error)),
      };
      return;
    }
    if (managed.known && managed.value) {
      yield {
        verdict: 'not-applicable',
        at,
        message:
          'provider responsibility: the provider backs up etcd; backups of workloads remain customer responsibility',
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
          ? `${listed(names)} appears to be an etcd backup; whether it succeeds is not visible in the API`
          : `no backup of ${controlPlane.etcd.topology.known && controlPlane.etcd.topology.value === 'other' ? 'the datastore' : 'etcd'} is visible in the cluster; backups can run on the hosts${velero ? ' (Velero backs up objects and volumes, not etcd)' : ''}`,
      requires: [
        names.length > 0
          ? see('check the last runs of the backup job and the backup files')
          : see('check with the cluster operator how backups are made and when a restore was last tested'),
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

/** Snapshots that k3s and RKE2 report. */
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

/** By names: the command is collected for known programs only. */
function backsUpEtcd({ kind, name, template }: WorkloadFacts): boolean {
  const names = [name, ...template.containers.map(({ image }) => image)].join(' ');
  return (
    (kind === 'CronJob' || kind === 'DaemonSet') &&
    /etcd\S*(?:backup|snapshot)|(?:backup|snapshot)\S*etcd|talos-backup/.test(names)
  );
}

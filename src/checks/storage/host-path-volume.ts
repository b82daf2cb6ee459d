import type { StorageFacts, WorkloadFacts } from '../../model/types.ts';
import type { Severity } from '../../result/types.ts';
import { cleanPath } from '../../shared/path.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import type { HostPathUse } from '../helpers/host-path-uses.ts';
import { hostPathUses, isOpenPath } from '../helpers/host-path-uses.ts';
import { rightOf } from '../helpers/host-paths.ts';
import { cutShort } from '../helpers/pod-faults.ts';
import { few, listed, lowered, observed, workloadName, workloadRef } from '../helpers/objects.ts';
import { isAgent, classifyWorkloads, UNRECOGNIZED_SYSTEM_NOTE, undecided } from '../helpers/system.ts';

export default defineCheck({
  id: 'storage/host-path-volume',
  title: 'A workload mounts directories of its node',
  severity: 'medium',
  why: 'A hostPath volume is a hole in the wall between a container and its machine. Writable system directories let an intruder change what the node runs; readable ones show the data of other pods. Data that is kept this way is lost or left behind when the pod moves to another node.',
  fix: 'Use a PersistentVolumeClaim for data (a local volume where it has to be on the node), mount what has to be read with readOnly: true, and forbid hostPath by Pod Security baseline.',
  references: [
    { framework: 'CIS 1.12', id: '5.2.11' },
    { framework: 'NSA/CISA', id: 'Pod security: hostPath' },
    { framework: 'OWASP K8s 2025', id: 'K01' },
    {
      framework: 'docs',
      id: 'hostPath',
      url: 'https://kubernetes.io/docs/concepts/storage/volumes/#hostpath',
    },
  ],
  peerChecks: [172],
  needs: ['workloads'],
  uses: ['storage', 'addons', 'cluster', 'nodes'],
  passNeeds: ['storage'],
  kinds: { storage: ['PersistentVolume', 'PersistentVolumeClaim'] },
  *run({ workloads, storage, addons, cluster, nodes }): Iterable<Finding> {
    // What holds the keys of the node, or may do so, is a check of its own: workloads/host-path-control-plane.
    const usesOf = (workload: WorkloadFacts) =>
      hostPathUses(workload, storage, nodes).filter(
        ({ kind, writable }) =>
          kind !== 'control-plane' && kind !== 'disk' && (kind !== 'harmless' || writable),
      );
    const rightsOf = (workload: WorkloadFacts) => usesOf(workload).map(({ path }) => rightOf(path));
    const ordinary = workloads
      .map(classifyWorkloads(addons, cluster, rightsOf))
      .filter(({ standing }) => standing !== 'part');
    let found = 0;
    for (const placed of ordinary) {
      const { workload, standing, isProduct } = placed;
      const uses = usesOf(workload);
      if (uses.length === 0) continue;
      found++;
      if (standing === 'doubtful') {
        yield undecided(placed, 'mounts directories of its node');
        continue;
      }
      const stranger = standing === 'stranger';
      // Agents of every node, and products that need it, read and write there because it is their work, where an administrator put them.
      const reasons = [isProduct, isAgent(placed, nodes), stranger];
      yield judge(workload, uses, reasons.filter(Boolean).length, stranger ? UNRECOGNIZED_SYSTEM_NOTE : '');
    }
    for (const volume of storage.volumes) {
      if (!isOpenPath(volume)) continue;
      found++;
      yield {
        verdict: 'fail',
        at: { kind: 'PersistentVolume', name: volume.name },
        severity: 'high',
        message: `hands out ${cleanPath(volume.target ?? '')} of a node to whoever claims it`,
        evidence: [
          observed(
            `persistentvolume ${volume.name}`,
            `${volume.type} ${cleanPath(volume.target ?? '')}, claim ${volume.claim ?? 'none'}`,
          ),
        ],
      };
    }
    const cut = [
      ...cutShort(ordinary.map(({ workload }) => workload)),
      ...storage.volumes.filter((volume) => volume.cut).map(longPath),
    ];
    yield* cut;
    if (found + cut.length === 0)
      yield {
        verdict: 'pass',
        message: `no ordinary workload mounts directories of its node beyond harmless files (${ordinary.length} looked at)`,
        evidence: [
          observed('pods', `${plural(workloads.length, 'workload')} looked at`),
          observed('persistentvolumes', `${storage.volumes.length} looked at`),
        ],
      };
  },
});

function longPath({ name }: StorageFacts['volumes'][number]): Finding {
  return {
    verdict: 'unknown',
    at: { kind: 'PersistentVolume', name },
    message: 'its path is longer than what is kept of it',
    settle: [`kubectl get persistentvolume ${name} -o yaml`],
  };
}

function judge(workload: WorkloadFacts, uses: readonly HostPathUse[], steps: number, note: string): Finding {
  const paths = [...new Set(uses.map(({ path }) => path))];
  const severity = severityOf(uses);
  return {
    verdict: 'fail',
    at: workloadRef(workload),
    detail: paths.toSorted().join(','),
    severity: lowered(severity, steps),
    message: `mounts ${listed(paths)} of its node${uses.some(({ writable }) => writable) ? '' : ' read-only'}${note}`,
    evidence: few(uses, ({ text }) => observed(workloadName(workload), text)),
  };
}

function severityOf(uses: readonly HostPathUse[]): Severity {
  const more = uses.filter(({ kind }) => kind !== 'plain');
  if (more.length === 0) return 'low';
  return more.some(({ kind, writable }) => writable || kind === 'secret') ? 'high' : 'medium';
}

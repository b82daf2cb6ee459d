import type { WorkloadFacts } from '../../model/types.ts';
import type { Severity } from '../../result/types.ts';
import { cleanPath } from '../../shared/path.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import type { HostPathUse } from '../helpers/host-path-uses.ts';
import { hostPathUses, isOpenPath } from '../helpers/host-path-uses.ts';
import { pathMeaning } from '../helpers/host-paths.ts';
import { cutShort, longPaths } from '../helpers/pod-faults.ts';
import { few, listed, lowered, observed, workloadName, workloadRef } from '../helpers/objects.ts';
import { isAgent, classifyWorkloads, UNRECOGNIZED_SYSTEM_NOTE, undecided } from '../helpers/system.ts';

export default defineCheck({
  id: 'storage/host-path-volume',
  title: 'hostPath volume mounted by a workload',
  control: 'hostPath volumes',
  severity: 'medium',
  why: 'hostPath volumes expose the host file system to the container. Writable system directories allow an attacker to compromise the node; readable ones disclose data of other Pods.',
  remediation:
    'Use a PersistentVolumeClaim (a `local` volume for node-bound data), then enforce the Pod Security level `baseline`, which forbids every hostPath volume. Run agents that require one in a separate namespace, with `readOnly: true` mounts.',
  references: ['CIS 5.2.11', 'NSA Pod security: hostPath', 'K01', 'host-path'],
  peerChecks: [172],
  needs: ['workloads'],
  uses: ['storage', 'addons', 'cluster', 'nodes', 'nodeLayout'],
  passNeeds: ['storage'],
  kinds: { storage: ['PersistentVolume', 'PersistentVolumeClaim'] },
  *run({ workloads, storage, addons, cluster, nodes, nodeLayout }): Iterable<Finding> {
    const meaning = pathMeaning(nodeLayout);
    // Paths that contain, or may contain, keys of the node have a check of their own: workloads/sensitive-host-path.
    const usesOf = (workload: WorkloadFacts) =>
      hostPathUses(workload, storage, nodeLayout).filter(
        ({ kind, writable }) =>
          kind !== 'control-plane' && kind !== 'disk' && (kind !== 'harmless' || writable),
      );
    const permissionsOf = (workload: WorkloadFacts) =>
      usesOf(workload).map(({ path }) => meaning.permissionOf(path));
    const ordinary = workloads
      .map(classifyWorkloads(addons, cluster, permissionsOf))
      .filter(({ origin }) => origin !== 'system');
    let found = 0;
    for (const placed of ordinary) {
      const { workload, origin, isProduct } = placed;
      const uses = usesOf(workload);
      if (uses.length === 0) continue;
      found++;
      if (origin === 'uncertain') {
        yield undecided(placed, 'host directories are mounted');
        continue;
      }
      const unrecognized = origin === 'unrecognized';
      // Agents of every node, and products that need it, use these paths by design, where an administrator installed them.
      const reasons = [isProduct, isAgent(placed, nodes), unrecognized];
      yield evaluate(
        workload,
        uses,
        reasons.filter(Boolean).length,
        unrecognized ? UNRECOGNIZED_SYSTEM_NOTE : '',
      );
    }
    for (const volume of storage.volumes) {
      if (!isOpenPath(volume, meaning)) continue;
      found++;
      yield {
        verdict: 'fail',
        at: { kind: 'PersistentVolume', name: volume.name },
        severity: 'high',
        message: `host path ${cleanPath(volume.target ?? '')} can be claimed by any user of the PersistentVolume`,
        evidence: [
          observed(
            `persistentvolume ${volume.name}`,
            `${volume.type} ${cleanPath(volume.target ?? '')}, claim ${volume.claim ?? 'none'}`,
          ),
        ],
      };
    }
    const cut = [...cutShort(ordinary.map(({ workload }) => workload)), ...longPaths(storage)];
    yield* cut;
    if (found + cut.length === 0)
      yield {
        verdict: 'pass',
        message: `no non-system workload mounts host directories except harmless files (${ordinary.length} evaluated)`,
        evidence: [
          observed('pods', `${plural(workloads.length, 'workload')} evaluated`),
          observed('persistentvolumes', `${storage.volumes.length} evaluated`),
        ],
      };
  },
});

function evaluate(
  workload: WorkloadFacts,
  uses: readonly HostPathUse[],
  steps: number,
  note: string,
): Finding {
  const paths = [...new Set(uses.map(({ path }) => path))];
  const severity = severityOf(uses);
  return {
    verdict: 'fail',
    at: workloadRef(workload),
    detail: paths.toSorted().join(','),
    severity: lowered(severity, steps),
    message: `host path ${listed(paths)} is mounted${uses.some(({ writable }) => writable) ? ' read-write' : ' read-only'}${note}`,
    evidence: few(uses, ({ text }) => observed(workloadName(workload), text)),
  };
}

function severityOf(uses: readonly HostPathUse[]): Severity {
  const more = uses.filter(({ kind }) => kind !== 'plain');
  if (more.length === 0) return 'low';
  return more.some(({ kind, writable }) => writable || kind === 'secret') ? 'high' : 'medium';
}

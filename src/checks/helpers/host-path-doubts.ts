/** Which paths of the node a workload mounts cannot be told: what a check of mounted paths has to report before it passes. */
import type { NodeLayout, StorageFacts, WorkloadFacts } from '../../model/types.ts';
import { hostCommand, list, see } from '../../shared/requirement.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import type { HostPathUse } from './host-path-uses.ts';
import { hostPathUses, mountsClaim } from './host-path-uses.ts';
import { few, listed, observed, workloadName, workloadRef } from './objects.ts';
import { cutShort, longPaths } from './pod-faults.ts';

/**
 * Unknown verdicts for workloads whose mounted paths may lead to keys of the node: templates and paths that were cut, claims whose
 * volumes were not collected, devices, and sub-paths with variables. Empty = the uses of helpers/host-path-uses.ts are all there are.
 */
export function pathDoubts(
  workloads: readonly WorkloadFacts[],
  storage: StorageFacts,
  layout: NodeLayout,
): Finding[] {
  return [
    ...cutShort(workloads),
    ...uncollectedClaims(workloads, storage),
    ...workloads.flatMap((workload) => {
      const uses = hostPathUses(workload, storage, layout);
      return [...disks(workload, uses), ...variables(workload, uses)];
    }),
    ...longPaths(storage),
  ];
}

/** A raw disk of the node in a container, or its file system: write access to the node's system disk is a takeover of the node. */
function disks(workload: WorkloadFacts, all: readonly HostPathUse[]): Finding[] {
  const uses = all.filter(({ kind }) => kind === 'disk');
  if (uses.length === 0) return [];
  const paths = [...new Set(uses.map(({ path }) => path))];
  return [
    {
      verdict: 'unknown',
      at: workloadRef(workload),
      message: `disk ${listed(paths)} of the node is mounted: unknown whether it is the system disk`,
      requires: [hostCommand('lsblk', { after: ' on the nodes of these volumes' })],
      evidence: few(uses, ({ text }) => observed(workloadName(workload), text)),
    },
  ];
}

/** A subPathExpr with a value from a field of the pod, a ConfigMap, a Secret or a Service. */
function variables(workload: WorkloadFacts, all: readonly HostPathUse[]): Finding[] {
  const uses = all.filter(({ kind, open }) => open !== undefined && kind !== 'control-plane');
  if (uses.length === 0) return [];
  return [
    {
      verdict: 'unknown',
      at: workloadRef(workload),
      message: `host path ${listed(uses.map(({ open = '' }) => open))} is mounted: unknown values of the variables in \`subPathExpr\``,
      requires: [see('look at the environment of the containers')],
      evidence: few(uses, ({ text }) => observed(workloadName(workload), text)),
    },
  ];
}

/** A claim may lead to a path of the node, as long as not all volumes were collected. */
export function uncollectedClaims(workloads: readonly WorkloadFacts[], storage: StorageFacts): Finding[] {
  const claiming = workloads.filter(
    (workload) => !storage.isComplete(workload.namespace) && mountsClaim(workload),
  );
  if (claiming.length === 0) return [];
  return [
    {
      verdict: 'unknown',
      restsOn: ['storage'],
      message: `volumes of the claims of ${plural(claiming.length, 'workload')} (${listed(claiming.map(workloadName))}) are not observed`,
      requires: [list('persistentvolumes'), list('persistentvolumeclaims')],
    },
  ];
}

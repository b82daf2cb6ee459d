import { hostCommand, list, see } from '../../shared/requirement.ts';
import type { StorageFacts, WorkloadFacts } from '../../model/types.ts';
import type { Severity } from '../../result/types.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import type { HostPathUse } from '../helpers/host-path-uses.ts';
import { hostPathUses, mountsClaim } from '../helpers/host-path-uses.ts';
import type { PathMeaning } from '../helpers/host-paths.ts';
import { pathMeaning } from '../helpers/host-paths.ts';
import { cutShort, longPaths } from '../helpers/pod-faults.ts';
import { few, listed, lowered, observed, workloadName, workloadRef } from '../helpers/objects.ts';
import { isAgent, classifyWorkloads, UNRECOGNIZED_SYSTEM_NOTE, undecided } from '../helpers/system.ts';

export default defineCheck({
  id: 'workloads/sensitive-host-path',
  title: 'Sensitive host path or container runtime socket mounted',
  control: 'Mounts of sensitive host paths',
  severity: 'high',
  why: 'Control plane files and the container runtime socket give control of the node, and on a control plane node of the entire cluster. An attacker with control of this workload or its image needs no further exploit.',
  remediation:
    'Remove the hostPath volume. Build images without the runtime socket (rootless BuildKit or Buildah), then enforce the Pod Security level `baseline`, which rejects every hostPath volume.',
  references: ['CIS 5.2.11', 'NSA Pod security: hostPath', 'T1611', 'K01'],
  needs: ['workloads'],
  uses: ['storage', 'addons', 'cluster', 'nodes', 'nodeLayout'],
  *run({ workloads, storage, addons, cluster, nodes, nodeLayout }): Iterable<Finding> {
    const meaning = pathMeaning(nodeLayout);
    const keysOf = (workload: WorkloadFacts) =>
      hostPathUses(workload, storage, nodeLayout).filter(({ kind }) => kind === 'control-plane');
    const placed = workloads.map(
      classifyWorkloads(addons, cluster, (workload) =>
        keysOf(workload).map(({ path }) => meaning.permissionOf(path)),
      ),
    );
    const mounting = placed.flatMap((one) => {
      const uses = keysOf(one.workload);
      return uses.length > 0 ? [{ ...one, uses }] : [];
    });
    const looked = placed.filter(({ origin }) => origin !== 'system').length;
    const ordinary = mounting.filter(({ origin }) => origin !== 'system');
    for (const placed of ordinary) {
      const { workload, origin, isProduct, uses } = placed;
      const paths = [...new Set(uses.map(({ path }) => path))];
      if (origin === 'uncertain') {
        yield undecided(placed, `host path ${listed(paths)} is mounted`);
        continue;
      }
      const unrecognized = origin === 'unrecognized';
      const worst = severityOf(uses, meaning, { product: isProduct, agent: isAgent(placed, nodes) });
      yield {
        verdict: 'fail',
        at: workloadRef(workload),
        detail: paths.toSorted().join(','),
        severity: lowered(worst, unrecognized ? 1 : 0),
        message: `host path ${listed(paths)} is mounted${unrecognized ? UNRECOGNIZED_SYSTEM_NOTE : ''}`,
        evidence: few(uses, ({ text }) => observed(workloadName(workload), text)),
      };
    }
    const others = placed.flatMap(({ workload, origin }) => (origin === 'system' ? [] : workload));
    const open = [
      ...cutShort(others),
      ...uncollectedClaims(others, storage),
      ...others.flatMap((workload) => {
        const uses = hostPathUses(workload, storage, nodeLayout);
        return [...disks(workload, uses), ...variables(workload, uses)];
      }),
      ...longPaths(storage),
    ];
    yield* open;
    if (ordinary.length + open.length === 0)
      yield {
        verdict: 'pass',
        message: `no non-system workload mounts a sensitive host path (${looked} evaluated)${mounting.length > 0 ? `; ${mounting.length} system workloads do by design` : ''}`,
        evidence: [
          observed('pods', `${plural(workloads.length, 'workload')} evaluated`),
          ...few(mounting.slice(0, 5), ({ workload, uses }) =>
            observed(workloadName(workload), `${listed(uses.map(({ path }) => path))} (system)`),
          ),
        ],
      };
  },
});

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
function uncollectedClaims(workloads: readonly WorkloadFacts[], storage: StorageFacts): Finding[] {
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

/**
 * Products that need it, and agents that read the whole node, mount it by design: reported with a lower severity. A mount of the
 * keys themselves keeps its severity.
 */
function severityOf(
  uses: readonly HostPathUse[],
  { isKey, holdsSocket }: PathMeaning,
  { product, agent }: { product: boolean; agent: boolean },
): Severity {
  const onlyReads = uses.every(
    ({ path, writable }) => !writable && !isKey(path) && (path === '/' || !holdsSocket(path)),
  );
  return product || (agent && onlyReads) ? 'medium' : 'high';
}

import type { WorkloadFacts } from '../../model/types.ts';
import type { Severity } from '../../result/types.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import type { HostPathUse } from '../helpers/host-path-uses.ts';
import { hostPathUses } from '../helpers/host-path-uses.ts';
import { pathDoubts } from '../helpers/host-path-doubts.ts';
import type { PathMeaning } from '../helpers/host-paths.ts';
import { pathMeaning } from '../helpers/host-paths.ts';
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
    const open = pathDoubts(others, storage, nodeLayout);
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

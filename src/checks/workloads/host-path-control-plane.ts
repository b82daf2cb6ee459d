import type { Severity } from '../../result/types.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import type { HostPathUse } from '../helpers/host-paths.ts';
import { holdsSocket, hostPathUses, isKey } from '../helpers/host-paths.ts';
import { few, listed, lowered, observed, workloadName, workloadRef } from '../helpers/objects.ts';
import { isAgent, standings, STRANGER } from '../helpers/system.ts';

export default defineCheck({
  id: 'workloads/host-path-control-plane',
  title: 'A workload mounts the keys or the runtime of its node',
  severity: 'high',
  why: 'The files of the control plane and the socket of the container runtime are the keys to the machine, and on a control-plane node to the whole cluster. Whoever gets into this workload, or into its image, has them without any further step.',
  fix: 'Take the volume out. Ask the API for what is needed, build images without the runtime socket (BuildKit, Kaniko and the like run without it), and forbid hostPath by Pod Security baseline.',
  references: [
    { framework: 'CIS 1.12', id: '5.2.11' },
    { framework: 'NSA/CISA', id: 'Pod security: hostPath' },
    { framework: 'MITRE ATT&CK', id: 'T1611' },
    { framework: 'OWASP K8s 2025', id: 'K01' },
  ],
  needs: ['workloads'],
  uses: ['addons', 'cluster', 'nodes'],
  *run({ workloads, addons, cluster, nodes }): Iterable<Finding> {
    const placed = workloads.map(standings(addons, cluster));
    const mounting = placed.flatMap((one) => {
      const uses = hostPathUses(one.workload).filter(({ kind }) => kind === 'control-plane');
      return uses.length > 0 ? [{ ...one, uses }] : [];
    });
    const looked = placed.filter(({ standing }) => standing !== 'part').length;
    const ordinary = mounting.filter(({ standing }) => standing !== 'part');
    for (const { workload, standing, isProduct, uses } of ordinary) {
      const stranger = standing === 'stranger';
      const worst = severityOf(uses, isProduct, isAgent(workload, nodes));
      const paths = [...new Set(uses.map(({ path }) => path))];
      yield {
        verdict: 'fail',
        at: workloadRef(workload),
        detail: paths.toSorted().join(','),
        severity: lowered(worst, stranger ? 1 : 0),
        message: `mounts ${listed(paths)} of its node${stranger ? STRANGER : ''}`,
        evidence: few(uses, ({ volume, path, writable }) =>
          observed(
            workloadName(workload),
            `volume ${volume}: hostPath ${path}${writable ? '' : ', read-only'}`,
          ),
        ),
      };
    }
    if (ordinary.length === 0)
      yield {
        verdict: 'pass',
        message: `no ordinary workload mounts them (${looked} looked at)${mounting.length > 0 ? `; ${mounting.length} of the system do by design` : ''}`,
        evidence: [
          observed('pods', `${plural(workloads.length, 'workload')} looked at`),
          ...few(mounting.slice(0, 5), ({ workload, uses }) =>
            observed(workloadName(workload), `${listed(uses.map(({ path }) => path))} (system)`),
          ),
        ],
      };
  },
});

/**
 * Recognised products, and agents that read the whole machine, are made for it: still worth a look, less of an alarm. Who
 * mounts the keys themselves means the keys.
 */
function severityOf(uses: readonly HostPathUse[], product: boolean, agent: boolean): Severity {
  const onlyReads = uses.every(
    ({ path, writable }) => !writable && !isKey(path) && (path === '/' || !holdsSocket(path)),
  );
  return product || (agent && onlyReads) ? 'medium' : 'high';
}

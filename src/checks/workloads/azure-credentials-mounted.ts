import { pathDoubts } from '../helpers/host-path-doubts.ts';
import { hostPathUses } from '../helpers/host-path-uses.ts';
import { few, listed, lowered, observed, workloadName, workloadRef } from '../helpers/objects.ts';
import { classifyWorkloads, undecided } from '../helpers/system.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';

export default defineCheck({
  id: 'workloads/azure-credentials-mounted',
  title: 'Azure credentials of the node mounted (azure.json)',
  control: 'Mounts of azure.json',
  severity: 'high',
  why: '`/etc/kubernetes/azure.json` contains the client secret or the identity of the node in Azure. An attacker with access to the Pod can act as the cluster in the Azure subscription.',
  remediation:
    'Remove the hostPath volume. Use Microsoft Entra Workload ID for access to Azure, and managed identities instead of a service principal.',
  references: ['NSA Pod security: hostPath', 'T1552.001', 'K01'],
  peerChecks: [192],
  needs: ['workloads', 'nodes'],
  uses: ['addons', 'cluster', 'storage', 'nodeLayout'],
  *run({ workloads, nodes, addons, cluster, storage, nodeLayout }): Iterable<Finding> {
    const azure = nodes.filter(({ record }) => record.providerID?.startsWith('azure://') === true);
    if (azure.length === 0) {
      yield {
        verdict: 'not-applicable',
        message: 'no node has a providerID of Azure',
        evidence: few(nodes, ({ name, record }) =>
          observed(`node ${name}`, `providerID ${record.providerID ?? 'not set'}`),
        ),
      };
      return;
    }
    const placed = workloads.map(classifyWorkloads(addons, cluster));
    const ordinary = placed.filter(({ origin }) => origin !== 'system');
    let found = 0;
    for (const one of ordinary) {
      const uses = hostPathUses(one.workload, storage, nodeLayout).filter(({ paths }) =>
        paths.some(holdsFile),
      );
      if (uses.length === 0) continue;
      found++;
      const paths = [...new Set(uses.flatMap((use) => use.paths.filter(holdsFile)))];
      if (one.origin === 'uncertain') {
        yield undecided(one, `host path ${listed(paths)} is mounted`);
        continue;
      }
      yield {
        verdict: 'fail',
        at: workloadRef(one.workload),
        ...((one.isProduct || one.origin === 'unrecognized') && { severity: lowered('high') }),
        message: `host path ${listed(paths)} contains the Azure credentials of the node`,
        evidence: few(uses, ({ text }) => observed(workloadName(one.workload), text)),
      };
    }
    const open = pathDoubts(
      ordinary.map(({ workload }) => workload),
      storage,
      nodeLayout,
    );
    yield* open;
    if (found + open.length === 0)
      yield {
        verdict: 'pass',
        message: `no non-system workload mounts azure.json (${plural(ordinary.length, 'workload')} evaluated)`,
        evidence: few(azure, ({ name }) => observed(`node ${name}`, 'providerID of Azure')),
      };
  },
});

/** On Linux, and on Windows without the drive. */
const FILES = ['/etc/kubernetes/azure.json', '/k/azure.json'];

/** Whether a mounted path is the file, or a folder above it. */
function holdsFile(path: string): boolean {
  const lower = path.toLowerCase();
  return lower === '/' || FILES.some((file) => file === lower || file.startsWith(`${lower}/`));
}

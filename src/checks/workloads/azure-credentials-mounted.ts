import { normalizePath } from '../helpers/host-paths.ts';
import { few, listed, lowered, observed, workloadName, workloadRef } from '../helpers/objects.ts';
import { classifyWorkloads, undecided } from '../helpers/system.ts';
import type { WorkloadFacts } from '../../model/types.ts';
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
  uses: ['addons', 'cluster'],
  *run({ workloads, nodes, addons, cluster }): Iterable<Finding> {
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
      const paths = pathsOf(one.workload);
      if (paths.length === 0) continue;
      found++;
      if (one.origin === 'uncertain') {
        yield undecided(one, `host path ${listed(paths)} is mounted`);
        continue;
      }
      yield {
        verdict: 'fail',
        at: workloadRef(one.workload),
        ...((one.isProduct || one.origin === 'unrecognized') && { severity: lowered('high') }),
        message: `host path ${listed(paths)} contains the Azure credentials of the node`,
        evidence: few(paths, (path) => observed(workloadName(one.workload), `hostPath ${path}`)),
      };
    }
    if (found === 0)
      yield {
        verdict: 'pass',
        message: `no non-system workload mounts azure.json (${plural(ordinary.length, 'workload')} evaluated)`,
        evidence: few(azure, ({ name }) => observed(`node ${name}`, 'providerID of Azure')),
      };
  },
});

const FILE = '/etc/kubernetes/azure.json';

/** Host paths of mounted volumes that are the file, or a folder above it. */
function pathsOf({ templates }: WorkloadFacts): string[] {
  const paths = templates.flatMap(({ template: { volumes, containers } }) => {
    const mounted = new Set(containers.flatMap(({ mounts = [] }) => mounts.map(({ volume }) => volume)));
    return volumes
      .filter(({ name, type }) => type === 'hostPath' && mounted.has(name))
      .map(({ target = '' }) => normalizePath(target))
      .filter((path) => path === '/' || FILE === path || FILE.startsWith(`${path}/`));
  });
  return [...new Set(paths)];
}

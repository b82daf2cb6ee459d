import { document } from '../../shared/requirement.ts';
import { asOf, kernelVulnerabilities } from '../../data/node-software.ts';
import type { NodeFacts } from '../../model/types.ts';
import { groupBy } from '../../shared/group.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { hosts, nodeCount, nodeEvidence, unreported, withoutHosts } from '../helpers/nodes.ts';
import { named, openIn } from '../helpers/vulnerable.ts';

/** Builds with the version numbers of the stable kernels: none, `+` (COS), and these names. */
const STABLE_BUILD = /^\d+\.\d+\.\d+(?:\+|-(?:talos|flatcar|linuxkit))?$/;

export default defineCheck({
  id: 'nodes/kernel-vulnerable',
  title: 'Node kernel vulnerable to container escape',
  control: 'Node kernel vulnerabilities',
  severity: 'high',
  why: 'All containers share the kernel of their node. By exploiting CVE-2022-0185, a process in a container gains root on the node, and access to all its Pods and the kubelet credentials.',
  remediation: 'Update the kernel or the node image, then restart the nodes.',
  references: ['T1611', 'K07', 'Kubescape C-0079', 'CVE-2022-0185'],
  peerChecks: [128],
  needs: ['nodes'],
  *run({ nodes }): Iterable<Finding> {
    const own = hosts(nodes);
    const linux = own.filter(({ record }) => record.os !== 'windows');
    if (linux.length === 0) {
      yield own.length === 0
        ? withoutHosts(nodes)
        : {
            verdict: 'not-applicable',
            message: 'no node runs Linux',
            evidence: nodeEvidence(own, ({ record }) => record.os),
          };
      return;
    }
    let settled = true;
    for (const [kernel, group] of groupBy(linux, ({ record }) => record.kernel ?? '')) {
      const finding = evaluate(kernel, group);
      if (!finding) continue;
      settled = false;
      yield finding;
    }
    if (settled)
      yield {
        verdict: 'pass',
        message: `kernel version of ${linux.length === 1 ? 'the node' : `${linux.length} nodes`} not affected by CVE-2022-0185 (as of ${asOf})`,
        evidence: nodeEvidence(linux, ({ record }) => record.kernel),
      };
  },
});

/** Undefined when the version number alone excludes the fault. */
function evaluate(kernel: string, group: readonly NodeFacts[]): Finding | undefined {
  if (kernel === '') return unreported(group, 'the kernel version');
  const evidence = nodeEvidence(group, ({ record }) => record.kernel);
  const open = openIn(kernel, kernelVulnerabilities);
  // Red Hat backported the fault to its 4.18.
  if (open.length === 0 && !/\.el8/.test(kernel)) return undefined;
  if (open.length > 0 && STABLE_BUILD.test(kernel))
    return {
      verdict: 'fail',
      detail: kernel,
      message: `${nodeCount(group)} with kernel ${kernel}: version is older than the release that fixes ${named(open)}`,
      evidence,
    };
  return {
    verdict: 'unknown',
    message: `${nodeCount(group)} with kernel ${kernel} (vendor build): the version does not indicate whether CVE-2022-0185 is fixed`,
    requires: [
      document(`look up CVE-2022-0185 in the advisories of ${group[0]?.record.osImage ?? 'the vendor'}`),
    ],
    evidence,
  };
}

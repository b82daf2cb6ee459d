import { document } from '../../shared/requirement.ts';
import { asOf, kubeletVulnerabilities } from '../../data/kubernetes-vulnerabilities.ts';
import { parseVersion } from '../../model/version.ts';
import { groupBy } from '../../shared/group.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { hosts, nodeCount, nodeEvidence, unreported, withoutHosts } from '../helpers/nodes.ts';
import { named, openIn } from '../helpers/vulnerable.ts';

export default defineCheck({
  id: 'version/kubelet-vulnerable',
  title: 'Kubelet has known CVEs',
  control: 'Known kubelet vulnerabilities',
  severity: 'high',
  why: 'The kubelet runs as root and processes Pod specifications. An attacker with permission to create a Pod can access host files or run commands on the node.',
  remediation: 'Upgrade the kubelets to the latest patch release of a supported minor version.',
  references: ['T1611', 'K07', 'official-cve-feed'],
  peerChecks: [103],
  needs: ['nodes'],
  *run({ nodes }): Iterable<Finding> {
    const own = hosts(nodes);
    if (own.length === 0) {
      yield withoutHosts(nodes);
      return;
    }
    let settled = true;
    for (const [version, some] of groupBy(own, ({ record }) => record.kubeletVersion ?? '')) {
      const open = openIn(version, kubeletVulnerabilities);
      const parsed = parseVersion(version);
      if (parsed && open.length === 0) continue;
      settled = false;
      const evidence = nodeEvidence(some, ({ record }) => `kubelet ${record.kubeletVersion ?? ''}`);
      if (!parsed) yield unreported(some, 'the kubelet version');
      else if (parsed.suffix !== '')
        yield {
          verdict: 'unknown',
          message: `kubelets of ${nodeCount(some)} at ${version}: version is older than the release that fixes ${named(open)}; the vendor may have backported the fix`,
          requires: [
            document(`look up ${open.map(({ id }) => id).join(', ')} in the advisories of the vendor`),
          ],
          evidence,
        };
      else
        yield {
          verdict: 'fail',
          detail: version,
          message: `kubelets of ${nodeCount(some)} at ${version}: version is older than the release that fixes ${named(open)}`,
          evidence,
        };
    }
    if (settled)
      yield {
        verdict: 'pass',
        message: `no known CVEs for the kubelet versions (as of ${asOf})`,
        evidence: nodeEvidence(own.slice(0, 3), ({ record }) => `kubelet ${record.kubeletVersion ?? ''}`),
      };
  },
});

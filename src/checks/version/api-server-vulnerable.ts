import { GET_VERSION } from '../../model/requirements.ts';
import { document } from '../../shared/requirement.ts';
import { apiServerVulnerabilities, asOf } from '../../data/kubernetes-vulnerabilities.ts';
import { parseVersion } from '../../model/version.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { component } from '../helpers/component.ts';
import { observed } from '../helpers/objects.ts';
import { named, openIn } from '../helpers/vulnerable.ts';
import { ofAllServers } from '../helpers/versionless.ts';

const at = component('kube-apiserver');

export default defineCheck({
  id: 'version/api-server-vulnerable',
  title: 'kube-apiserver has known CVEs',
  control: 'Known kube-apiserver vulnerabilities',
  severity: 'high',
  why: 'Public vulnerabilities are exploited soon after disclosure. Depending on the CVE, attackers with few or no permissions gain control of the cluster or interrupt kube-apiserver.',
  remediation: 'Upgrade kube-apiserver to the latest patch release of a supported minor version.',
  references: ['T1190', 'K07', 'official-cve-feed'],
  peerChecks: [12, 13, 14, 210],
  needs: [],
  uses: ['controlPlane', 'pods'],
  providerManaged: true,
  *run({ controlPlane, pods }): Iterable<Finding> {
    const oldest = controlPlane.apiServer.versions[0];
    if (!oldest) {
      yield { verdict: 'unknown', at, message: 'kube-apiserver version is unknown', requires: [GET_VERSION] };
      return;
    }
    const { version, evidence } = oldest;
    const open = openIn(version, apiServerVulnerabilities);
    const fixes = open.map(({ id, what, fixed }) => observed(id, `${what}; fixed in ${fixed.join(', ')}`));
    if (open.length === 0)
      yield ofAllServers(
        {
          verdict: 'pass',
          at,
          message: `no known CVEs for kube-apiserver ${version} (as of ${asOf})`,
          evidence,
        },
        controlPlane.apiServer,
        pods,
      );
    else if ((parseVersion(version)?.suffix ?? '') !== '')
      yield {
        verdict: 'unknown',
        at,
        message: `${version}: version is older than the release that fixes ${named(open)}; the vendor may have backported the fix`,
        requires: [
          document(`look up ${open.map(({ id }) => id).join(', ')} in the advisories of the vendor`),
        ],
        evidence: [...evidence, ...fixes],
      };
    else
      yield {
        verdict: 'fail',
        at,
        detail: version,
        ...(open.every(({ severity }) => severity === 'medium') && { severity: 'medium' as const }),
        message: `${version}: version is older than the release that fixes ${named(open)}`,
        evidence: [...evidence, ...fixes],
      };
  },
});

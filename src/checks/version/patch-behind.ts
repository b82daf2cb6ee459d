import { GET_VERSION } from '../../model/requirements.ts';
import { UPDATE, document } from '../../shared/requirement.ts';
import { asOf } from '../../data/kubernetes-releases.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { component } from '../helpers/component.ts';
import { behind } from '../helpers/patches.ts';
import { patchedByVendor } from '../helpers/support.ts';
import { ofAllServers } from '../helpers/versionless.ts';

const at = component('kube-apiserver');

export default defineCheck({
  id: 'version/patch-behind',
  title: 'kube-apiserver patch release outdated',
  control: 'kube-apiserver patch release',
  severity: 'low',
  why: 'Patch releases contain security fixes and bug fixes only. An outdated kube-apiserver remains exposed to publicly known vulnerabilities and crashes.',
  remediation: 'Upgrade the control plane to the latest patch release of its minor version.',
  references: ['K07', 'patch-releases'],
  needs: [],
  uses: ['controlPlane', 'cluster', 'pods'],
  *run({ controlPlane, cluster, pods }): Iterable<Finding> {
    const oldest = controlPlane.apiServer.versions[0];
    if (!oldest) {
      yield { verdict: 'unknown', at, message: 'kube-apiserver version is unknown', requires: [GET_VERSION] };
      return;
    }
    const vendor = patchedByVendor(oldest.minor, cluster);
    if (vendor !== undefined) {
      yield {
        verdict: 'unknown',
        at,
        message: `Kubernetes 1.${oldest.minor} is end of life upstream; fixes backported by ${vendor} are not visible in version ${oldest.version}`,
        requires: [document(`look up the releases of ${vendor}`)],
        evidence: oldest.evidence,
      };
      return;
    }
    const gap = behind(oldest.version);
    const context =
      cluster.managed.known && cluster.managed.value ? '; the provider releases patches later' : '';
    if (gap === undefined)
      yield {
        verdict: 'unknown',
        at,
        message: `patch releases of ${oldest.version} are not in the release data (as of ${asOf})`,
        requires: [UPDATE],
        evidence: oldest.evidence,
      };
    else if (gap.missing > 0)
      yield {
        verdict: 'fail',
        at,
        detail: oldest.version,
        // One patch release is a matter of weeks.
        ...(gap.missing === 1 && { severity: 'info' as const }),
        message: `kube-apiserver is at ${oldest.version}; latest patch release is ${gap.newest} (as of ${asOf})${context}`,
        evidence: oldest.evidence,
      };
    else
      yield ofAllServers(
        {
          verdict: 'pass',
          at,
          message: `kube-apiserver ${oldest.version} is the latest patch release (as of ${asOf})`,
          evidence: oldest.evidence,
        },
        controlPlane.apiServer,
        pods,
      );
  },
});

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
  title: 'The API server is some patches behind',
  severity: 'low',
  why: 'Patch releases come every month and hold fixes of security and of crashes, and nothing else. Who is several behind has known faults that others have mended.',
  fix: 'Upgrade the control plane to the newest patch of the same minor.',
  references: ['K07', 'patch-releases'],
  needs: [],
  uses: ['controlPlane', 'cluster', 'pods'],
  *run({ controlPlane, cluster, pods }): Iterable<Finding> {
    const oldest = controlPlane.apiServer.versions[0];
    if (!oldest) {
      yield { verdict: 'unknown', at, message: 'the server version is not known', requires: [GET_VERSION] };
      return;
    }
    const vendor = patchedByVendor(oldest.minor, cluster);
    if (vendor !== undefined) {
      yield {
        verdict: 'unknown',
        at,
        message: `upstream has ended 1.${oldest.minor}; what ${vendor} has mended in ${oldest.version} by itself does not show in the number`,
        requires: [document(`look up the releases of ${vendor}`)],
        evidence: oldest.evidence,
      };
      return;
    }
    const gap = behind(oldest.version);
    const context =
      cluster.managed.known && cluster.managed.value ? '; its provider brings patches later' : '';
    if (gap === undefined)
      yield {
        verdict: 'unknown',
        at,
        message: `the patches of ${oldest.version} are not in the table (as of ${asOf})`,
        requires: [UPDATE],
        evidence: oldest.evidence,
      };
    else if (gap.missing > 0)
      yield {
        verdict: 'fail',
        at,
        detail: oldest.version,
        // One patch is a matter of weeks.
        ...(gap.missing === 1 && { severity: 'info' as const }),
        message: `the API server ${oldest.version} is behind ${gap.newest} (as of ${asOf})${context}`,
        evidence: oldest.evidence,
      };
    else
      yield ofAllServers(
        {
          verdict: 'pass',
          at,
          message: `the API server ${oldest.version} is at the newest patch that was seen (as of ${asOf})`,
          evidence: oldest.evidence,
        },
        controlPlane.apiServer,
        pods,
      );
  },
});

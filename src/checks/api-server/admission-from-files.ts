import { component } from '../helpers/component.ts';
import { counted, labelsOf, notCounted, withoutFlag } from '../helpers/counts.ts';
import { few } from '../helpers/objects.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';

export default defineCheck({
  id: 'api-server/admission-from-files',
  title: 'Admission rules are loaded from files that the API does not show',
  severity: 'info',
  why: 'Webhooks or policies are given to the API server in files on its host. They decide on every request, and nobody sees them with kubectl: neither who inspects the cluster nor who searches a fault.',
  fix: 'Write down which files there are and who may change them.',
  references: ['manifest-based-admission-control'],
  needs: [],
  uses: ['controlPlane', 'cluster'],
  providerManaged: true,
  *run({ controlPlane, cluster }): Iterable<Finding> {
    const counts = controlPlane.apiServer.counts(FAMILY);
    const none = withoutFlag(
      controlPlane.apiServer.flag('admission-control-config-file'),
      'admission is not configured by a file, which would name the folder',
    );
    const found = counted(FAMILY, counts, () => true);
    if (found.length > 0)
      yield {
        verdict: 'fail',
        at,
        message: `${labelsOf(found, 'plugin').join(', ') || 'admission'} takes rules from files on the host`,
        evidence: few(found, ({ evidence }) => evidence),
      };
    else if (cluster.minor.known && cluster.minor.value < 36)
      yield {
        verdict: 'not-applicable',
        at,
        message: 'Kubernetes 1.36 and later can do that',
        evidence: cluster.minor.evidence,
      };
    else if (none) yield none;
    else if (counts.open)
      yield { verdict: 'unknown', at, message: counts.open.reason, requires: counts.open.requires };
    else
      yield {
        verdict: 'pass',
        at,
        message: 'all webhooks and policies are objects of the API',
        evidence: notCounted([FAMILY], counts),
      };
  },
});

const at = component('kube-apiserver');
const FAMILY = 'apiserver_manifest_admission_config_controller_last_config_info';

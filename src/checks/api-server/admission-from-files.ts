import { component } from '../helpers/component.ts';
import { counted, labelsOf, notCounted, withoutFlag } from '../helpers/counts.ts';
import { few } from '../helpers/objects.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';

export default defineCheck({
  id: 'api-server/admission-from-files',
  title: 'Manifest-based admission configuration in use',
  control: 'Manifest-based admission configuration',
  severity: 'info',
  why: 'Admission webhooks or policies are loaded from files on the control plane host. They apply to every matching request but are not visible through the API, so reviews and troubleshooting miss them.',
  remediation:
    'Review the files in `staticManifestsDir` and document their owner. Restrict write access to the directory on each control plane host.',
  references: ['manifest-based-admission-control'],
  needs: [],
  uses: ['controlPlane', 'cluster'],
  providerManaged: true,
  *run({ controlPlane, cluster }): Iterable<Finding> {
    const counts = controlPlane.apiServer.counts(FAMILY);
    const none = withoutFlag(
      controlPlane.apiServer.flag('admission-control-config-file'),
      '--admission-control-config-file is not set: no manifest directory is configured',
    );
    const found = counted(FAMILY, counts, () => true);
    if (found.length > 0)
      yield {
        verdict: 'fail',
        at,
        message: `manifest files on the host configure ${labelsOf(found, 'plugin').join(', ') || 'admission'}`,
        evidence: few(found, ({ evidence }) => evidence),
      };
    else if (cluster.minor.known && cluster.minor.value < 36)
      yield {
        verdict: 'not-applicable',
        at,
        message: 'requires Kubernetes 1.36 or later',
        evidence: cluster.minor.evidence,
      };
    else if (none) yield none;
    else if (counts.open)
      yield { verdict: 'unknown', at, message: counts.open.reason, requires: counts.open.requires };
    else
      yield {
        verdict: 'pass',
        at,
        message: 'all admission webhooks and policies are API objects',
        evidence: notCounted([FAMILY], counts),
      };
  },
});

const at = component('kube-apiserver');
const FAMILY = 'apiserver_manifest_admission_config_controller_last_config_info';

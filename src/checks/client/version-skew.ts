import { command } from '../../shared/requirement.ts';
import { parseVersion } from '../../model/version.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';

export default defineCheck({
  id: 'client/version-skew',
  title: 'Unsupported kubectl version skew',
  control: 'kubectl version skew',
  severity: 'low',
  why: 'kubectl is supported within one minor version of kube-apiserver. Beyond that, it can drop unknown fields when editing objects or use removed APIs.',
  remediation: 'Use a kubectl of the same minor version as kube-apiserver.',
  references: ['version-skew-policy-kubectl'],
  needs: [],
  uses: ['client', 'cluster', 'controlPlane'],
  *run({ client, cluster, controlPlane }): Iterable<Finding> {
    const { means } = client;
    if (!means.known) {
      yield { verdict: 'unknown', at, message: means.reason, requires: means.requires };
      return;
    }
    const { kubectl } = means.value;
    const minor = kubectl === undefined ? undefined : parseVersion(kubectl)?.minor;
    const servers = cluster.minor;
    if (kubectl === undefined || minor === undefined) {
      yield {
        verdict: 'unknown',
        at,
        message:
          'client version unknown: kubectl before 1.37 does not pass it to plugins; run kubectl version',
        requires: [command('kubectl version')],
      };
      return;
    }
    if (!servers.known) {
      yield { verdict: 'unknown', at, message: servers.reason, requires: servers.requires };
      return;
    }
    const minors = [...new Set([servers.value, ...controlPlane.apiServer.versions.map((one) => one.minor)])];
    const far = minors.filter((one) => Math.abs(one - minor) > 1);
    const evidence = [
      ...means.evidence.map((item) => ({ ...item, location: 'kubectl version --client', value: kubectl })),
      ...servers.evidence,
    ];
    yield far.length > 0
      ? {
          verdict: 'fail',
          at,
          message: `kubectl is version 1.${minor}, kube-apiserver is version 1.${far[0] ?? ''}; supported skew is one minor version`,
          evidence,
        }
      : {
          verdict: 'pass',
          at,
          message: `kubectl 1.${minor} is within the supported skew of kube-apiserver 1.${minors.join(', 1.')}`,
          evidence,
        };
  },
});

const at = { kind: 'Kubeconfig', name: 'current context' } as const;

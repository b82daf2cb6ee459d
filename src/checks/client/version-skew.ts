import { command } from '../../shared/requirement.ts';
import { parseVersion } from '../../model/version.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';

export default defineCheck({
  id: 'client/version-skew',
  title: 'Your kubectl is too far from the version of the API server',
  severity: 'low',
  why: 'kubectl is supported one minor release up and down from the API server. Farther away it may drop fields that it does not know when it edits, or use APIs that are gone.',
  fix: 'Use a kubectl of the same minor release as the API server.',
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
        message: 'no kubectl started this tool that tells its version (1.37 and later does)',
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
      ...means.evidence.map((item) => ({ ...item, source: 'kubectl version --client', value: kubectl })),
      ...servers.evidence,
    ];
    yield far.length > 0
      ? {
          verdict: 'fail',
          at,
          message: `kubectl is of 1.${minor}, and an API server of 1.${far[0] ?? ''}`,
          evidence,
        }
      : {
          verdict: 'pass',
          at,
          message: `kubectl 1.${minor} fits API servers of 1.${minors.join(', 1.')}`,
          evidence,
        };
  },
});

const at = { kind: 'Kubeconfig', name: 'current context' } as const;

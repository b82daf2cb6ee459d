import { GET_METRICS } from '../../model/requirements.ts';
import type { DeprecatedRequest } from '../../model/types.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { component } from '../helpers/component.ts';
import { requiresOr } from '../helpers/objects.ts';

const at = component('kube-apiserver');

export default defineCheck({
  id: 'version/deprecated-api-requested',
  title: 'Deprecated APIs in use',
  control: 'Requests to deprecated APIs',
  severity: 'medium',
  why: 'After the upgrade that removes the API, its clients receive errors. Controllers and deployments that depend on it fail, which can delay or revert the upgrade.',
  remediation:
    'Identify the clients in the audit log by the annotation `k8s.io/removed-release`. Migrate them to the replacement API before the upgrade.',
  references: ['K07', 'deprecated-api-migration-guide'],
  peerChecks: [321],
  needs: [],
  uses: ['controlPlane'],
  *run({ controlPlane }): Iterable<Finding> {
    const { deprecatedRequests: answer, versions } = controlPlane.apiServer;
    if (!answer.known) {
      yield {
        verdict: 'unknown',
        at,
        message: answer.reason,
        requires: requiresOr(answer.requires, GET_METRICS),
      };
      return;
    }
    const current = versions[0]?.minor;
    for (const request of answer.value)
      yield {
        verdict: 'fail',
        at,
        detail: nameOf(request),
        // Two releases are more than half a year: time enough.
        ...(current !== undefined && request.removedMinor > current + 1 && { severity: 'low' as const }),
        message: `deprecated API ${nameOf(request)} requested; removed in Kubernetes 1.${request.removedMinor}${current !== undefined && request.removedMinor === current + 1 ? ' (next minor version)' : ''}`,
        evidence: [request.evidence],
      };
    if (answer.value.length === 0)
      yield {
        verdict: 'pass',
        at,
        message: 'no requests for deprecated APIs with a planned removal since kube-apiserver started',
        evidence: answer.evidence,
      };
  },
});

function nameOf({ group, version, resource }: DeprecatedRequest): string {
  return `${resource}.${version}${group ? `.${group}` : ''}`;
}

import { GET_METRICS } from '../../model/requirements.ts';
import type { DeprecatedRequest } from '../../model/types.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { component } from '../helpers/component.ts';
import { requiresOr } from '../helpers/objects.ts';

const at = component('kube-apiserver');

export default defineCheck({
  id: 'version/deprecated-api-requested',
  title: 'Programs still ask for APIs that come to an end',
  severity: 'medium',
  why: 'After the upgrade to the release that removes the API, these programs get an error instead of an answer: controllers stand still, deployments fail, and the upgrade is taken for the culprit.',
  fix: 'Find who asks, in the audit log by the annotation k8s.io/removed-release, and move it to the API that replaces this one.',
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
        // Two releases away is half a year: time enough.
        ...(current !== undefined && request.removedMinor > current + 1 && { severity: 'low' as const }),
        message: `somebody has asked for ${nameOf(request)}, which Kubernetes 1.${request.removedMinor} removes${current !== undefined && request.removedMinor === current + 1 ? ', the next one' : ''}`,
        evidence: [request.evidence],
      };
    if (answer.value.length === 0)
      yield {
        verdict: 'pass',
        at,
        message: 'since the API servers started, nobody has asked for an API that comes to an end',
        evidence: answer.evidence,
      };
  },
});

function nameOf({ group, version, resource }: DeprecatedRequest): string {
  return `${resource}.${version}${group ? `.${group}` : ''}`;
}

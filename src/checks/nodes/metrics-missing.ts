import { RUN_LIVE } from '../../shared/requirement.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { observed } from '../helpers/objects.ts';

export default defineCheck({
  id: 'nodes/metrics-missing',
  title: 'Nobody measures the use of nodes and pods',
  severity: 'low',
  why: 'Without the resource metrics API, kubectl top is blind and autoscalers that go by CPU or memory stand still: the load grows and the replicas do not.',
  fix: 'Install metrics-server, or look why its APIService is not available.',
  references: ['resource-metrics-pipeline'],
  peerChecks: [139, 311],
  needs: ['extensions'],
  collectors: ['apiservices'],
  *run({ extensions }): Iterable<Finding> {
    const service = extensions.apiServices.find(({ group }) => group === 'metrics.k8s.io');
    if (!service)
      yield {
        verdict: 'fail',
        detail: 'missing',
        restsOn: ['apiservices'],
        message: 'the API metrics.k8s.io is not there',
        evidence: [observed('APIServices', 'none of group metrics.k8s.io')],
      };
    else if (service.available === undefined)
      yield {
        verdict: 'unknown',
        message: `APIService ${service.name} does not tell whether it is available`,
        requires: [RUN_LIVE],
      };
    else if (service.available)
      yield {
        verdict: 'pass',
        message: 'the API metrics.k8s.io is available',
        evidence: [observed(`APIService ${service.name}`, 'Available=True')],
      };
    else
      yield {
        verdict: 'fail',
        detail: 'unavailable',
        message: 'the API metrics.k8s.io is not available',
        evidence: [observed(`APIService ${service.name}`, `Available=False ${service.reason ?? ''}`.trim())],
      };
  },
});

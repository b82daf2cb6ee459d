import { RUN_LIVE } from '../../shared/requirement.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { observed } from '../helpers/objects.ts';

export default defineCheck({
  id: 'nodes/metrics-missing',
  title: 'Resource metrics API (metrics-server) unavailable',
  control: 'Resource metrics API',
  severity: 'low',
  why: 'Autoscalers based on CPU or memory cannot scale, so workloads become overloaded when traffic increases. `kubectl top` does not work either.',
  remediation: 'Install metrics-server, or check why its APIService is unavailable.',
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
        message: 'API metrics.k8s.io is not registered',
        evidence: [observed('APIServices', 'none of group metrics.k8s.io')],
      };
    else if (service.available === undefined)
      yield {
        verdict: 'unknown',
        message: `APIService ${service.name}: condition Available is not set`,
        requires: [RUN_LIVE],
      };
    else if (service.available)
      yield {
        verdict: 'pass',
        message: 'API metrics.k8s.io is available',
        evidence: [observed(`APIService ${service.name}`, 'Available=True')],
      };
    else
      yield {
        verdict: 'fail',
        detail: 'unavailable',
        message: 'API metrics.k8s.io is unavailable',
        evidence: [observed(`APIService ${service.name}`, `Available=False ${service.reason ?? ''}`.trim())],
      };
  },
});

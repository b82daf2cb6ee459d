import { component } from '../helpers/component.ts';
import { metricEvidence, notCounted } from '../helpers/counts.ts';
import { few } from '../helpers/objects.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';

export default defineCheck({
  id: 'api-server/requests-rejected',
  title: 'API server rejecting requests (overload)',
  control: 'Requests rejected by API Priority and Fairness',
  severity: 'low',
  why: 'kube-apiserver receives more requests than it can process. Rejected clients retry, controllers fall behind, and scaling and recovery of workloads are delayed.',
  remediation:
    'Identify the client by the `flow_schema` label of `apiserver_flowcontrol_rejected_requests_total` and reduce its load. Alternatively, add API server capacity or a dedicated priority level.',
  references: ['api-priority-and-fairness'],
  needs: [],
  uses: ['controlPlane'],
  providerManaged: true,
  *run({ controlPlane }): Iterable<Finding> {
    const { counts } = controlPlane.apiServer;
    const rejected = counts(REJECTED);
    const totals = new Map(
      counts(TOTAL).servers.map(({ instance, samples }) => [instance, samples[0]?.value ?? 0]),
    );
    const found = rejected.servers.flatMap(({ instance, samples, source }) => {
      const own = samples.filter(({ labels, value }) => value > 0 && labels['reason'] !== 'cancelled');
      const sum = own.reduce((total, { value }) => total + value, 0);
      return sum > 0 && sum >= (totals.get(instance) ?? 0) * SHARE
        ? own.map((sample) => metricEvidence(REJECTED, sample, source))
        : [];
    });
    if (found.length > 0)
      yield {
        verdict: 'fail',
        at,
        message: 'at least 0.1% of requests were rejected since API server start',
        evidence: few(found, (item) => item),
      };
    else if (rejected.open)
      yield { verdict: 'unknown', at, message: rejected.open.reason, requires: rejected.open.requires };
    else
      yield {
        verdict: 'pass',
        at,
        message: 'fewer than 0.1% of requests were rejected since API server start',
        evidence: notCounted([`${REJECTED} at 0.1% of requests or more`], rejected),
      };
  },
});

const at = component('kube-apiserver');
const REJECTED = 'apiserver_flowcontrol_rejected_requests_total';
const TOTAL = 'apiserver_request_total';

/** Every start and every large list causes a few rejections; clients notice from one in a thousand on. */
const SHARE = 0.001;

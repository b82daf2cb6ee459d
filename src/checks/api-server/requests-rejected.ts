import { component } from '../helpers/component.ts';
import { metricEvidence, notCounted } from '../helpers/counts.ts';
import { few } from '../helpers/objects.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';

export default defineCheck({
  id: 'api-server/requests-rejected',
  title: 'The API server turns requests away because it is overloaded',
  severity: 'low',
  why: 'More is asked than it can take. Clients that are turned away wait and come again; controllers fall behind, and what should be repaired or scaled is late.',
  fix: 'Find the client that asks most and slow it down, or give the API server more room.',
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
        message: 'more than one request in a thousand was turned away since the API server was started',
        evidence: few(found, (item) => item),
      };
    else if (rejected.open)
      yield { verdict: 'unknown', at, message: rejected.open.reason, requires: rejected.open.requires };
    else
      yield {
        verdict: 'pass',
        at,
        message: 'hardly a request was turned away',
        evidence: notCounted([`${REJECTED} worth naming`], rejected),
      };
  },
});

const at = component('kube-apiserver');
const REJECTED = 'apiserver_flowcontrol_rejected_requests_total';
const TOTAL = 'apiserver_request_total';

/** A few are turned away at every start and every large list; from one in a thousand on clients feel it. */
const SHARE = 0.001;

import type { Backend } from '../../model/types.ts';
import { command } from '../../shared/requirement.ts';
import { plural } from '../../shared/text.ts';
import type { ApiServiceRecord } from '../../snapshot/records/index.ts';
import { listed, observed } from '../helpers/objects.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';

export default defineCheck({
  id: 'api-server/aggregated-api-unavailable',
  title: 'Aggregated API (APIService) unavailable',
  control: 'Availability of aggregated APIs',
  severity: 'medium',
  why: 'API discovery for this group fails, and clients that depend on it return errors. Namespaces stay in Terminating, because Kubernetes cannot verify that no objects of this API remain.',
  remediation: 'Restore the server of the APIService, or delete the APIService if its product was removed.',
  references: ['aggregation-layer'],
  needs: [],
  uses: ['extensions', 'backends'],
  collectors: ['apiservices'],
  *run({ extensions, backends }): Iterable<Finding> {
    const remote = extensions.apiServices.filter(({ service }) => service !== undefined);
    const dead = remote.filter(({ available }) => available === false);
    // Without a status from the API server, the endpoints of its Service decide.
    const unobserved = remote
      .filter(({ available }) => available === undefined)
      .map((record) => ({ record, backend: backends.of(record) }));
    const down = unobserved.flatMap(({ record, backend }) =>
      backend.state === 'down' ? [unserved(record, backend)] : [],
    );
    yield* dead.map(unavailable);
    yield* down;
    if (dead.length + down.length > 0) return;
    if (unobserved.length > 0)
      yield {
        verdict: 'unknown',
        message: `availability of ${listed(unobserved.map(({ record }) => record.name))} is not reported`,
        requires: [command('kubectl get apiservices')],
      };
    else
      yield {
        verdict: 'pass',
        message:
          remote.length === 0
            ? 'no aggregated API is registered'
            : `${plural(remote.length, 'aggregated API')} available`,
        evidence: [
          observed('APIServices', `${remote.length} of ${extensions.apiServices.length} are aggregated`),
        ],
      };
  },
});

function unavailable({ name, service = '', reason }: ApiServiceRecord): Finding {
  return {
    verdict: 'fail',
    at: { kind: 'APIService', name },
    message: `Service ${service} is unavailable${reason === undefined ? '' : ` (${reason})`}`,
    evidence: [
      observed(`APIService ${name}`, `Available: False${reason === undefined ? '' : `, ${reason}`}`),
    ],
  };
}

function unserved({ name, service = '' }: ApiServiceRecord, backend: Backend & { state: 'down' }): Finding {
  return {
    verdict: 'fail',
    at: { kind: 'APIService', name },
    message: backend.reason,
    evidence: [observed(`APIService ${name}`, `service ${service}`), ...backend.evidence],
  };
}

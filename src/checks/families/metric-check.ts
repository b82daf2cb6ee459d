import type { ApiServerFacts } from '../../model/types.ts';
import type { CheckDefinition, CheckFacts, Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import type { CountQuestion } from '../helpers/counts.ts';
import { evaluateCounts } from '../helpers/counts.ts';

interface MetricCheckInput extends CheckFacts, CountQuestion {
  id: `api-server/${string}`;
  providerManaged?: boolean;
  /** The finding where no event that these metrics count can occur. */
  unless?: (apiServer: ApiServerFacts) => Finding | undefined;
}

/** A check of counters of the API server that should be zero. */
export function metricCheck(input: MetricCheckInput): CheckDefinition {
  const { families, bad, fail, pass, unless, ...facts } = input;
  return defineCheck({
    ...facts,
    needs: [],
    uses: ['controlPlane'],
    *run({ controlPlane: { apiServer } }) {
      yield (
        unless?.(apiServer) ?? evaluateCounts(apiServer.counts, { families, fail, pass, ...(bad && { bad }) })
      );
    },
  });
}

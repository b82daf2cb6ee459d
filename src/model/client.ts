import { RUN_LIVE } from '../shared/requirement.ts';
import { known, unknown } from '../shared/evidence.ts';
import type { Snapshot } from '../snapshot/types.ts';
import type { ClientFacts } from './types.ts';

/** How the user authenticates, and the identity that the API server reports. */
export function buildClient({ records, outcomes }: Snapshot): ClientFacts {
  const [means] = records.client;
  const [identity] = records.identity;
  return {
    means: means
      ? known(means, {
          source: 'endpoint',
          confidence: 'observed',
          location: 'kubeconfig and flags',
          value: `credential: ${means.credential}`,
        })
      : unknown('how the user comes in is not in this input', RUN_LIVE),
    identity: identity
      ? known(identity, {
          source: 'object',
          confidence: 'observed',
          location: 'SelfSubjectReview',
          value: `${identity.username ?? ''} in ${(identity.groups ?? []).join(', ') || 'no group'}`,
        })
      : unknown(
          `the current user is unknown: ${outcomes.get('identity')?.reason ?? 'not requested'}`,
          RUN_LIVE,
        ),
  };
}

import { command } from '../shared/requirement.ts';
import { known, unknown } from '../shared/evidence.ts';
import type { Snapshot } from '../snapshot/types.ts';
import { sorted } from './sorting.ts';
import type { SecretFacts } from './types.ts';

/** The metadata of Secrets. The permission to list them is the permission to read them, so few users have it. */
export function buildSecrets({ records, outcomes }: Snapshot): SecretFacts {
  const seen = sorted(records.secret);
  const outcome = outcomes.get('secrets');
  return {
    seen,
    all:
      outcome?.status === 'ok'
        ? known(seen.length, {
            source: 'object',
            confidence: 'observed',
            location: 'metadata of Secrets',
            value: `${seen.length} in all namespaces`,
          })
        : unknown(
            `not all names of Secrets are observed: ${outcome?.reason ?? 'not collected'}`,
            command('kubectl get secrets -A', { before: 'requires a user with the permission: ' }),
          ),
  };
}

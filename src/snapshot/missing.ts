import { groupBy } from '../shared/group.ts';
import { COLLECTORS } from './collectors.ts';
import type { Outcome } from './types.ts';

/** `pods, controllers (not in the files given); Istio configuration (permission denied)`: what was not collected completely, and why. */
export function missingText(missing: readonly Outcome[]): string {
  return [...groupBy(missing, ({ status, reason }) => reason ?? WORDS[status])]
    .map(
      ([reason, list]) =>
        `${list.map(({ collector }) => COLLECTORS[collector].title).join(', ')} (${reason})`,
    )
    .join('; ');
}

const WORDS = {
  ok: 'collected',
  partial: 'incomplete',
  'permission-denied': 'permission denied',
  unavailable: 'not collected',
  'collection-failed': 'collection failed',
} as const;

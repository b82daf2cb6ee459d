import type { EssentialRequest } from '../../data/cluster-essentials.ts';
import type { WebhookRecord } from '../../snapshot/records/index.ts';
import type { Answer } from '../selectors.ts';

export type Webhook = WebhookRecord['webhooks'][number];

export interface WebhookFacts {
  /**
   * Is the webhook asked about these requests, by its rules and selectors? `maybe` where conditions in CEL, or labels that were not seen,
   * decide.
   */
  requested: (webhook: Webhook, request: EssentialRequest) => Answer;
  /** Is it asked about pods of this namespace as about those of `request`? */
  requestedIn: (webhook: Webhook, namespace: string) => Answer;
  /** Is it asked about an object that carries no label? */
  requestedWithoutLabels: (webhook: Webhook) => Answer;
}

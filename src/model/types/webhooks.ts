import type { EssentialRequest } from '../../data/cluster-essentials.ts';
import type { WebhookRecord } from '../../snapshot/records/index.ts';
import type { Answer } from '../selectors.ts';

export type Webhook = WebhookRecord['webhooks'][number];

export interface WebhookFacts {
  /**
   * Whether the webhook intercepts these requests, by its rules and selectors. `maybe` where CEL conditions, or labels that were not
   * collected, decide.
   */
  requested: (webhook: Webhook, request: EssentialRequest) => Answer;
  /** Whether it intercepts pods of this namespace like those of `request`. */
  requestedIn: (webhook: Webhook, namespace: string) => Answer;
  /** Whether it intercepts an object without labels. */
  requestedWithoutLabels: (webhook: Webhook) => Answer;
}

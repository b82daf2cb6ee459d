import { list, see } from '../../shared/requirement.ts';
import { verifierImages, verifierWebhook } from '../../data/image-verifiers.ts';
import { imageIs } from '../../shared/image.ts';
import type { Evidence } from '../../shared/evidence.ts';
import type { Webhook } from '../../model/types.ts';
import { interceptsPods } from '../../model/webhooks.ts';
import type { WebhookRecord } from '../../snapshot/records/index.ts';
import type { CheckParts } from '../define.ts';
import { listed, observed } from './objects.ts';
import type { Requirement } from '../../shared/requirement.ts';

export type VerifierParts = Pick<CheckParts, 'extensions' | 'webhooks' | 'backends' | 'namespaces'>;

/** Whether it intercepts the images of new pods. `maybe` where a deciding field was not collected. */
export interface Verifier {
  record: WebhookRecord;
  webhook: Webhook;
  verifies: 'yes' | 'maybe' | 'no';
  /** Why not, or why that is unknown. */
  reason: string;
  requires: readonly Requirement[];
  evidence: Evidence;
}

/** Webhooks with the name of a program that verifies images, the best first; the intercepted requests decide, not the name. */
export function imageVerifiers(parts: VerifierParts): Verifier[] {
  const order = ['yes', 'maybe', 'no'];
  return parts.extensions.webhooks
    .flatMap((record) =>
      record.webhooks
        .filter(({ name }) => verifierWebhook.test(name))
        .map((webhook) => ({
          record,
          webhook,
          ...evaluate(webhook, parts),
          evidence: observed(`${record.kind} ${record.name}`, webhook.name),
        })),
    )
    .toSorted((a, b) => order.indexOf(a.verifies) - order.indexOf(b.verifies));
}

type Evaluated = Pick<Verifier, 'verifies' | 'reason' | 'requires'>;

const no = (reason: string): Evaluated => ({ verifies: 'no', reason, requires: [] });
const maybe = (reason: string, ...requires: readonly Requirement[]): Evaluated => ({
  verifies: 'maybe',
  reason,
  requires,
});

function evaluate(webhook: Webhook, parts: VerifierParts): Evaluated {
  if (!interceptsPods(webhook)) return no('its rules do not include Pod creation');
  const evaluated = [byNamespaces(webhook, parts), bySelectors(webhook, parts), byBackend(webhook, parts)];
  return (
    evaluated.find((one) => one?.verifies === 'no') ??
    evaluated.find((one) => one !== undefined) ?? { verifies: 'yes', reason: '', requires: [] }
  );
}

/** Opting in by a namespace label excludes namespaces without it; the webhook's own namespace is excluded by design. */
function byNamespaces(webhook: Webhook, { namespaces, webhooks }: VerifierParts): Evaluated | undefined {
  const own = webhook.service?.split('/', 1)[0];
  const used = namespaces.filter(({ name, system, pods }) => !system && pods.length > 0 && name !== own);
  const left = used.filter(({ name }) => webhooks.requestedIn(webhook, name) === 'no');
  if (left.length > 0) return no(`its namespaceSelector excludes ${listed(left.map(({ name }) => name))}`);
  return (webhook.namespaceSelector ?? []).length > 0 &&
    (used.length === 0 || used.some(({ name }) => webhooks.requestedIn(webhook, name) === 'maybe'))
    ? maybe('namespaces excluded by its namespaceSelector are unknown', list('namespaces'))
    : undefined;
}

/** The author of a pod writes its labels. */
function bySelectors(webhook: Webhook, { webhooks }: VerifierParts): Evaluated | undefined {
  if (webhooks.requestedWithoutLabels(webhook) === 'no')
    return no('its objectSelector limits it to Pods with certain labels');
  if ((webhook.objectSelector ?? []).length > 0)
    return maybe('its objectSelector allows exclusion by Pod labels', see('review its objectSelector'));
  return webhook.matchConditions === true
    ? maybe('its matchConditions limit the matched requests', see('review its matchConditions'))
    : undefined;
}

/** A backend has to be available, and it has to be the program that the name indicates. */
function byBackend(webhook: Webhook, { backends }: VerifierParts): Evaluated | undefined {
  const backend = backends.of(webhook);
  const { failurePolicy = 'Fail', service = '' } = webhook;
  if (backend.state === 'down')
    return failurePolicy === 'Ignore'
      ? no(`${backend.reason}, and its failurePolicy is Ignore`)
      : maybe(`${backend.reason}; matching requests are rejected`, see('review its backend'));
  if (backend.state === 'unknown') return maybe(backend.reason, ...backend.requires);
  if (backend.state !== 'answers')
    return maybe('its backend is outside the cluster', see('review the backend of its URL'));
  const images = (backend.service?.pods ?? []).flatMap(({ template }) =>
    template.containers.map(({ image }) => image),
  );
  return images.some((image) => verifierImages.some((known) => imageIs(image, known)))
    ? undefined
    : maybe(
        `backend of Service ${service} is not a known image verification product`,
        see(`review Service ${service}`),
      );
}

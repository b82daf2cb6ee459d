/**
 * Where control planes of Istio keep their configuration. The collector reads these ConfigMaps and the add-on evaluates
 * them; both have to agree, so both use this file.
 */
import type { WebhookRecord } from './kinds/webhook.ts';

/** Namespace and name of a ConfigMap. */
export interface ConfigMapPlace {
  namespace: string;
  name: string;
}

const INJECTOR = /^istio-(?:sidecar-injector|revision-tag)/;

/**
 * The ConfigMaps of the control planes that inject: the injector's webhook configuration names the Service of its control plane,
 * `istiod` or `istiod-REVISION` (chart istio-discovery of https://github.com/istio/istio, templates mutatingwebhook.yaml and
 * configmap.yaml). Sorted, without duplicates.
 */
export function meshConfigPlaces(webhooks: readonly WebhookRecord[]): ConfigMapPlace[] {
  const places = webhooks.flatMap(({ kind, name, labels, webhooks: list }) =>
    kind === 'MutatingWebhookConfiguration' && INJECTOR.test(name)
      ? list.flatMap(({ service }) =>
          service === undefined ? [] : [placeOf(service, labels['istio.io/rev'])],
        )
      : [],
  );
  const byKey = new Map(places.map((place) => [`${place.namespace}/${place.name}`, place]));
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, place]) => place);
}

function placeOf(service: string, revision: string | undefined): ConfigMapPlace {
  const [namespace = '', name = ''] = service.split('/');
  return { namespace, name: meshConfigName(/^istiod-(.+)$/.exec(name)?.[1] ?? revision) };
}

/** `istio`, or `istio-REVISION`. */
export function meshConfigName(revision: string | undefined): string {
  return revision === undefined || revision === '' || revision === 'default' ? 'istio' : `istio-${revision}`;
}

/** The ConfigMap of the injector for one of a control plane: `istio-sidecar-injector`, with the same revision as suffix. */
export function injectorName(meshConfig: string): string {
  return meshConfig.replace(/^istio(?=-|$)/, 'istio-sidecar-injector');
}

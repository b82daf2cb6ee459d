/** Objects of add-ons that are reduced to what checks read: settings whose names resemble those of secrets, and maps with names of users. */
import type { Raw } from '../raw.ts';
import { arr, isObject, obj, str } from '../raw.ts';

/** EventBus of Argo Events: `auth` is `none` or `token`. */
export function withBusStrategy(raw: Raw): Raw {
  const native = obj(obj(raw['spec'])['nats'])['native'];
  if (!isObject(native)) return { ...raw, spec: {} };
  const strategy = str(native['auth'], 16);
  return { ...raw, spec: { nats: { native: strategy === undefined ? {} : { strategy } } } };
}

/** EC2NodeClass of Karpenter: `httpTokens` is `required` or `optional`. */
export function withMetadataSession(raw: Raw): Raw {
  const options = obj(obj(raw['spec'])['metadataOptions']);
  const session = str(options['httpTokens'], 16);
  return { ...raw, spec: { metadataOptions: { ...options, ...(session !== undefined && { session }) } } };
}

/** Maps of webhook sources by name, and the field with their secret (pkg/apis/events/v1alpha1/eventsource_types.go of argoproj/argo-events). */
const EVENT_SOURCES = [
  ['webhook', 'authSecret'],
  ['github', 'webhookSecret'],
  ['gitlab', 'secretToken'],
] as const;

/** EventSource of Argo Events: `sources`, with whether each verifies its sender. */
export function withEventSources(raw: Raw): Raw {
  const spec = obj(raw['spec']);
  const sources = EVENT_SOURCES.flatMap(([kind, secret]) =>
    Object.entries(obj(spec[kind])).map(([name, source]) => ({
      name: `${kind}.${name}`,
      verifies: obj(obj(source)[secret])['name'] !== undefined,
    })),
  );
  return { ...raw, spec: { sources } };
}

/** TrafficPermission of Kuma before its policies with `targetRef`: whether it allows any service to reach any service. */
export function withAllToAll(raw: Raw): Raw {
  const spec = obj(raw['spec']);
  const isAny = (side: string) =>
    arr(spec[side]).some((one) => {
      const values = Object.values(obj(obj(one)['match']));
      return values.length > 0 && values.every((value) => value === '*');
    });
  return { ...raw, spec: { allToAll: isAny('sources') && isAny('destinations') } };
}

import { CORE_SCHEMA, load } from 'js-yaml';
import type { Raw } from './raw.ts';
import { isObject, obj, str } from './raw.ts';

/** Longer than any configuration of a collector. */
const MAX_TEXT = 200_000;

/** Usual ports (receiver/otlpreceiver, jaegerreceiver and zipkinreceiver of the OpenTelemetry Collector). */
const PORTS: readonly (readonly [receiver: RegExp, protocol: RegExp, port: number])[] = [
  [/^otlp(?:\/|$)/, /^grpc$/, 4317],
  [/^otlp(?:\/|$)/, /^http$/, 4318],
  [/^jaeger(?:\/|$)/, /^grpc$/, 14250],
  [/^jaeger(?:\/|$)/, /^thrift_http$/, 14268],
  [/^zipkin(?:\/|$)/, /^$/, 9411],
];

/**
 * OpenTelemetryCollector: `receivers`, with whether each authenticates its clients. `spec.config` is a text in v1alpha1, and an object since
 * v1beta1 (apis of its operator). A protocol without settings (`grpc:`) is active with its defaults.
 */
export function withReceivers(raw: Raw): Raw {
  const given = obj(raw['spec'])['config'];
  const config = typeof given === 'string' ? parsed(given) : given;
  const all = isObject(config) ? config['receivers'] : undefined;
  if (!isObject(all)) return { ...raw, spec: {} };
  const receivers = Object.entries(all).flatMap(([receiver, settings]) => {
    const { protocols } = obj(settings);
    if (!isObject(protocols)) return [receiverOf(receiver, '', obj(settings))];
    return Object.entries(protocols).map(([protocol, own]) => receiverOf(receiver, protocol, obj(own)));
  });
  return { ...raw, spec: { receivers } };
}

function receiverOf(receiver: string, protocol: string, { endpoint, auth, tls }: Raw): Raw {
  const given = /:(\d{1,5})$/.exec(str(endpoint, 256) ?? '')?.[1];
  const usual = PORTS.find(([one, other]) => one.test(receiver) && other.test(protocol))?.[2];
  return {
    name: protocol === '' ? receiver : `${receiver}/${protocol}`,
    port: given === undefined ? usual : Number(given),
    verifies: obj(auth)['authenticator'] !== undefined || obj(tls)['client_ca_file'] !== undefined,
  };
}

function parsed(text: string): unknown {
  if (text.length > MAX_TEXT) return undefined;
  try {
    return load(text, { schema: CORE_SCHEMA, json: true });
  } catch {
    return undefined;
  }
}

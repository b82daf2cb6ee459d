import type { AddonObjects } from '../../../addons/types.ts';
import type { WorkloadFacts } from '../../../model/types.ts';
import { textAt, valueAt } from './custom.ts';

/** OTLP, Jaeger and Zipkin (receiver/otlpreceiver, jaegerreceiver and zipkinreceiver of the OpenTelemetry Collector). */
const DEFAULT_PORTS: readonly (readonly [receiver: RegExp, protocol: RegExp, port: number])[] = [
  [/^otlp(?:\/|$)/, /^grpc$/, 4317],
  [/^otlp(?:\/|$)/, /^http$/, 4318],
  [/^jaeger(?:\/|$)/, /^grpc$/, 14250],
  [/^jaeger(?:\/|$)/, /^thrift_http$/, 14268],
  [/^zipkin(?:\/|$)/, /^$/, 9411],
];

/** Ports of receivers where their configuration is not known. */
export const receiverPorts: readonly number[] = DEFAULT_PORTS.map(([, , port]) => port);

interface Receiver {
  /** `otlp/grpc`. */
  name: string;
  /** Unknown where neither the endpoint nor a default names it. */
  port?: number;
  /** It authenticates clients, by an extension or by their certificates. */
  verifies: boolean;
}

/**
 * Receivers of a collector that the operator runs, by its object: the workload has the name of the object with `-collector`. Undefined: it
 * has another configuration, or was not read.
 */
export function collectorReceivers(
  { namespace, name }: WorkloadFacts,
  objects: AddonObjects,
): Receiver[] | undefined {
  const found = objects
    .of('opentelemetry.io/OpenTelemetryCollector')
    .all.find((record) => record.namespace === namespace && `${record.name}-collector` === name);
  const receivers = found && valueAt(found.spec, 'config.receivers');
  if (typeof receivers !== 'object' || receivers === null) return undefined;
  return Object.entries(receivers).flatMap(([receiver, settings]) => {
    const protocols = valueAt(settings, 'protocols');
    if (typeof protocols !== 'object' || protocols === null) return [receiverOf(receiver, '', settings)];
    return Object.entries(protocols).map(([protocol, own]) => receiverOf(receiver, protocol, own));
  });
}

function receiverOf(receiver: string, protocol: string, settings: unknown): Receiver {
  const given = /:(\d+)$/.exec(textAt(settings, 'endpoint') ?? '')?.[1];
  const usual = DEFAULT_PORTS.find(([one, other]) => one.test(receiver) && other.test(protocol))?.[2];
  const port = given === undefined ? usual : Number(given);
  return {
    name: protocol === '' ? receiver : `${receiver}/${protocol}`,
    ...(port !== undefined && { port }),
    verifies:
      textAt(settings, 'auth.authenticator') !== undefined ||
      textAt(settings, 'tls.client_ca_file') !== undefined,
  };
}

import type { AddonObjects } from '../../../addons/types.ts';
import type { WorkloadFacts } from '../../../model/types.ts';
import { textAt, valueAt, valuesAt } from './custom.ts';

/** Ports of OTLP, Jaeger and Zipkin receivers where their configuration is not known (as in snapshot/project/collector-config.ts). */
export const receiverPorts: readonly number[] = [4317, 4318, 14250, 14268, 9411];

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
  if (!found || valueAt(found.spec, 'receivers') === undefined) return undefined;
  return valuesAt(found.spec, 'receivers').map((receiver) => {
    const port = textAt(receiver, 'port');
    return {
      name: textAt(receiver, 'name') ?? '',
      ...(port !== undefined && { port: Number(port) }),
      verifies: textAt(receiver, 'verifies') === 'true',
    };
  });
}

import type { CustomRecord } from '../../../snapshot/records/index.ts';
import { textAt, valuesAt } from './custom.ts';

/** A listener of a Kafka cluster (https://strimzi.io/docs/operators/latest/configuring, GenericKafkaListener). */
export interface KafkaListener {
  name: string;
  type: string;
  tls: boolean;
  /** Not published outside the cluster. */
  internal: boolean;
  authentication?: string;
}

export function listenersOf({ spec }: CustomRecord): KafkaListener[] {
  return valuesAt(spec, 'kafka.listeners').map((listener) => {
    const type = textAt(listener, 'type') ?? 'internal';
    const authentication = textAt(listener, 'authentication.type');
    return {
      name: textAt(listener, 'name') ?? '',
      type,
      tls: textAt(listener, 'tls') === 'true',
      internal: type === 'internal' || type === 'cluster-ip',
      ...(authentication !== undefined && { authentication }),
    };
  });
}

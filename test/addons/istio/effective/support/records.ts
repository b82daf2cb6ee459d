import type { CustomRecord } from '../../../../../src/snapshot/records/index.ts';

interface Input {
  namespace?: string;
  name?: string;
  created?: string;
  annotations?: Record<string, string>;
  malformed?: string[];
}

/** A record of one of Istio's kinds, as a snapshot has it. */
export function istioRecord(kind: string, spec: Record<string, unknown>, input: Input = {}): CustomRecord {
  const { namespace = 'shop', name = 'p', created, annotations = {}, malformed } = input;
  return {
    group: kind === 'DestinationRule' ? 'networking.istio.io' : 'security.istio.io',
    version: 'v1',
    kind,
    namespace,
    name,
    labels: {},
    annotations,
    spec,
    ...(created !== undefined && { created }),
    ...(malformed && { malformed }),
  } as CustomRecord;
}

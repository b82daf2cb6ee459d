import type { V1EndpointSlice } from '@kubernetes/client-node';
import { arr, namespaceOf, num, obj, put, str, strings } from '../project/raw.ts';
import { list, number, object, optional, text } from '../schema/shape.ts';
import type { Infer } from '../schema/shape.ts';
import { defineKind } from './define.ts';
import type { Project, ProjectInput } from './define.ts';

/** An EndpointSlice, or a subset of an Endpoints object. */
export type EndpointSliceRecord = Infer<typeof shape>;

const shape = object({
  namespace: text,
  name: text,
  service: optional(text),
  addressType: text,
  addresses: list(text),
  /** Addresses that are not ready. */
  notReady: optional(list(text)),
  ports: list(
    object({
      name: optional(text),
      port: optional(number),
      protocol: optional(text),
    }),
  ),
});

type EndpointPort = EndpointSliceRecord['ports'][number];

function endpointPorts(value: unknown): EndpointPort[] {
  return arr(value).map((item) => {
    const entry: { -readonly [K in keyof EndpointPort]: EndpointPort[K] } = {};
    put(entry, 'name', str(obj(item)['name'], 64));
    put(entry, 'port', num(obj(item)['port']));
    const protocol = str(obj(item)['protocol'], 16);
    // The default of the API is not kept.
    if (protocol !== 'TCP') put(entry, 'protocol', protocol);
    return entry;
  });
}

/** Old clusters and dumps have Endpoints; a subset corresponds to an EndpointSlice. Those with the skip-mirror label are not mirrored. */
const fromEndpoints: Project<EndpointSliceRecord> = ({ raw, meta }) => {
  const namespace = namespaceOf(meta);
  if (obj(meta.raw['labels'])['endpointslice.kubernetes.io/skip-mirror'] === 'true') return undefined;
  const [record, ...others] = arr(raw['subsets']).map((subset, index) => {
    const { addresses, notReadyAddresses, ports } = obj(subset);
    const record: EndpointSliceRecord = {
      namespace,
      name: index === 0 ? meta.name : `${meta.name}-${index}`,
      service: meta.name,
      addressType: 'IPv4',
      addresses: [...arr(addresses), ...arr(notReadyAddresses)].flatMap(
        (item) => str(obj(item)['ip'], 64) ?? [],
      ),
      ports: endpointPorts(ports),
    };
    const waiting = arr(notReadyAddresses).flatMap((item) => str(obj(item)['ip'], 64) ?? []);
    put(record, 'notReady', waiting.length > 0 ? waiting : undefined);
    return record;
  });
  return record && { record, others };
};

export default defineKind({
  record: 'endpointSlice',
  order: 70,
  shape,
  collector: 'endpointslices',
  api: [
    { kinds: ['discovery.k8s.io/EndpointSlice'], scope: 'Namespaced', since: 17 },
    { kinds: ['/Endpoints'], scope: 'Namespaced', since: 0, known: false, project: fromEndpoints },
  ],
  project: ({ raw, meta }: ProjectInput<V1EndpointSlice>) => {
    const record: EndpointSliceRecord = {
      namespace: namespaceOf(meta),
      name: meta.name,
      addressType: str(raw.addressType, 16) ?? 'IPv4',
      addresses: arr(raw.endpoints).flatMap((item) => strings(obj(item).addresses)),
      ports: endpointPorts(raw.ports),
    };
    // An endpoint without the condition is ready (API reference, EndpointConditions).
    const waiting = arr(raw.endpoints)
      .map((item) => obj(item))
      .filter(({ conditions }) => obj(conditions).ready === false)
      .flatMap(({ addresses }) => strings(addresses));
    put(record, 'notReady', waiting.length > 0 ? waiting : undefined);
    put(record, 'service', str(obj(meta.raw.labels)['kubernetes.io/service-name'], 256));
    return { record };
  },
});

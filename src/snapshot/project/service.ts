import type { EndpointSliceRecord, ServiceRecord } from '../records/index.ts';
import { annotationsOf } from './annotations.ts';
import {
  arr,
  namespaceOf,
  num,
  obj,
  put,
  scalar,
  someMap,
  someStrings,
  str,
  stringMap,
  strings,
} from './raw.ts';
import type { Project } from './types.ts';

export const projectService: Project = ({ raw, meta }) => {
  const spec = obj(raw['spec']);
  const record: ServiceRecord = {
    namespace: namespaceOf(meta),
    name: meta.name,
    labels: stringMap(meta.raw['labels']),
    annotations: annotationsOf('service', meta.raw['annotations']),
    // Manifests may leave the type out; the API fixes ClusterIP as its default.
    type: str(spec['type'], 32) ?? 'ClusterIP',
    ports: portsOf(spec['ports']),
  };
  put(record, 'created', meta.created);
  put(record, 'clusterIP', str(spec['clusterIP'], 64));
  const all = someStrings(spec['clusterIPs']);
  put(record, 'clusterIPs', all && all.length > 1 ? all : undefined);
  put(record, 'externalIPs', someStrings(spec['externalIPs']));
  put(record, 'externalName', str(spec['externalName'], 256));
  put(record, 'loadBalancerClass', str(spec['loadBalancerClass'], 256));
  put(record, 'loadBalancerSourceRanges', someStrings(spec['loadBalancerSourceRanges']));
  put(record, 'externalTrafficPolicy', str(spec['externalTrafficPolicy'], 32));
  put(record, 'selector', someMap(spec['selector']));
  put(record, 'publishNotReadyAddresses', spec['publishNotReadyAddresses'] === true || undefined);
  put(record, 'loadBalancer', loadBalancerOf(raw['status']));
  return { kind: 'service', record };
};

/** Addresses and host names of `status.loadBalancer.ingress`; also used by Ingress. */
export function loadBalancerOf(status: unknown): string[] | undefined {
  const result = arr(obj(obj(status)['loadBalancer'])['ingress']).flatMap((item) => {
    const address = str(obj(item)['ip'], 64) ?? str(obj(item)['hostname'], 256);
    return address === undefined ? [] : [address];
  });
  return result.length > 0 ? result : undefined;
}

function portsOf(value: unknown): ServiceRecord['ports'] {
  return arr(value).flatMap((item) => {
    const raw = obj(item);
    const port = num(raw['port']);
    if (port === undefined) return [];
    const entry: { name?: string; port: number; targetPort?: string; nodePort?: number; protocol?: string } =
      { port };
    put(entry, 'name', str(raw['name'], 64));
    put(entry, 'targetPort', scalar(raw['targetPort']));
    const nodePort = num(raw['nodePort']);
    if (nodePort !== 0) put(entry, 'nodePort', nodePort);
    put(entry, 'protocol', str(raw['protocol'], 16));
    return [entry];
  });
}

type EndpointPort = EndpointSliceRecord['ports'][number];

function endpointPorts(value: unknown): EndpointPort[] {
  return arr(value).map((item) => {
    const entry: { -readonly [K in keyof EndpointPort]: EndpointPort[K] } = {};
    put(entry, 'name', str(obj(item)['name'], 64));
    put(entry, 'port', num(obj(item)['port']));
    const protocol = str(obj(item)['protocol'], 16);
    // The API's own default is said of nothing.
    if (protocol !== 'TCP') put(entry, 'protocol', protocol);
    return entry;
  });
}

/** Old clusters and dumps have Endpoints; each subset is what an EndpointSlice is today. Nobody mirrors those that say so. */
export const projectEndpoints: Project = ({ raw, meta }) => {
  const namespace = namespaceOf(meta);
  if (obj(meta.raw['labels'])['endpointslice.kubernetes.io/skip-mirror'] === 'true') return undefined;
  const [first, ...others] = arr(raw['subsets']).map((subset, index) => {
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
    return { kind: 'endpointSlice' as const, record };
  });
  return first && { ...first, ...(others.length > 0 && { extra: others }) };
};

export const projectEndpointSlice: Project = ({ raw, meta }) => {
  const record: EndpointSliceRecord = {
    namespace: namespaceOf(meta),
    name: meta.name,
    addressType: str(raw['addressType'], 16) ?? 'IPv4',
    addresses: arr(raw['endpoints']).flatMap((item) => strings(obj(item)['addresses'])),
    ports: endpointPorts(raw['ports']),
  };
  // One that does not tell is ready (API reference, EndpointConditions).
  const waiting = arr(raw['endpoints'])
    .map(obj)
    .filter(({ conditions }) => obj(conditions)['ready'] === false)
    .flatMap(({ addresses }) => strings(addresses));
  put(record, 'notReady', waiting.length > 0 ? waiting : undefined);
  put(record, 'service', str(obj(meta.raw['labels'])['kubernetes.io/service-name'], 256));
  return { kind: 'endpointSlice', record };
};

import type { V1Service, V1ServicePort } from '@kubernetes/client-node';
import { annotationsOf } from '../project/annotations.ts';
import { loadBalancerOf } from '../project/load-balancer.ts';
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
} from '../project/raw.ts';
import { unmetIn } from '../project/unmet.ts';
import type { Field } from '../project/untrusted.ts';
import { labels } from '../schema/common.ts';
import { flag, list, number, object, optional, text } from '../schema/shape.ts';
import type { Infer } from '../schema/shape.ts';
import { defineKind } from './define.ts';
import type { ProjectInput } from './define.ts';

export type ServiceRecord = Infer<typeof shape>;

const shape = object({
  namespace: text,
  name: text,
  created: optional(text),
  labels,
  /** Annotations that affect exposure (load balancer type, internal, source ranges ...). */
  annotations: labels,
  type: text,
  clusterIP: optional(text),
  /** All of them, where there are several. */
  clusterIPs: optional(list(text)),
  externalIPs: optional(list(text)),
  externalName: optional(text),
  loadBalancerClass: optional(text),
  loadBalancerSourceRanges: optional(list(text)),
  externalTrafficPolicy: optional(text),
  /** Where it is not the default, Cluster. */
  internalTrafficPolicy: optional(text),
  /** Pods that are not ready count as ready in its endpoints. */
  publishNotReadyAddresses: optional(flag),
  selector: optional(labels),
  ports: list(
    object({
      name: optional(text),
      port: number,
      targetPort: optional(text),
      nodePort: optional(number),
      protocol: optional(text),
      appProtocol: optional(text),
    }),
  ),
  /** IPs and host names of status.loadBalancer.ingress. */
  loadBalancer: optional(list(text)),
  /** Of the status: what a controller reports as not met, `istio.io/WaypointBound: MissingWaypoint`. */
  unmet: optional(list(text)),
});

export default defineKind({
  record: 'service',
  order: 60,
  shape,
  collector: 'services',
  api: [{ kinds: ['/Service'], scope: 'Namespaced', since: 0, members: ['default/kubernetes'] }],
  project: ({ raw, meta }: ProjectInput<V1Service>) => {
    const spec = obj(raw.spec);
    const record: ServiceRecord = {
      namespace: namespaceOf(meta),
      name: meta.name,
      labels: stringMap(meta.raw.labels),
      annotations: annotationsOf('service', meta.raw.annotations),
      // Manifests may omit the type; the default of the API is ClusterIP.
      type: str(spec.type, 32) ?? 'ClusterIP',
      ports: portsOf(spec.ports),
    };
    put(record, 'created', meta.created);
    put(record, 'clusterIP', str(spec.clusterIP, 64));
    const all = someStrings(spec.clusterIPs);
    put(record, 'clusterIPs', all && all.length > 1 ? all : undefined);
    put(record, 'externalIPs', someStrings(spec.externalIPs));
    put(record, 'externalName', str(spec.externalName, 256));
    put(record, 'loadBalancerClass', str(spec.loadBalancerClass, 256));
    put(record, 'loadBalancerSourceRanges', someStrings(spec.loadBalancerSourceRanges));
    put(record, 'externalTrafficPolicy', str(spec.externalTrafficPolicy, 32));
    const internal = str(spec.internalTrafficPolicy, 32);
    put(record, 'internalTrafficPolicy', internal === 'Cluster' ? undefined : internal);
    put(record, 'selector', someMap(spec.selector));
    put(record, 'publishNotReadyAddresses', spec.publishNotReadyAddresses === true || undefined);
    put(record, 'loadBalancer', loadBalancerOf(raw.status));
    const unmet = unmetIn(obj(raw.status).conditions);
    if (unmet.length > 0) record.unmet = unmet;
    return { record };
  },
});

function portsOf(value: Field<V1ServicePort[]> | undefined): ServiceRecord['ports'] {
  return arr(value).flatMap((item) => {
    const raw = obj(item);
    const port = num(raw.port);
    if (port === undefined) return [];
    const entry: Mutable<ServiceRecord['ports'][number]> = { port };
    put(entry, 'name', str(raw.name, 64));
    put(entry, 'targetPort', scalar(raw.targetPort));
    const nodePort = num(raw.nodePort);
    if (nodePort !== 0) put(entry, 'nodePort', nodePort);
    put(entry, 'protocol', str(raw.protocol, 16));
    put(entry, 'appProtocol', str(raw.appProtocol, 64));
    return [entry];
  });
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

import type { PodRecord, ServiceRecord } from '../../snapshot/records/index.ts';
import type { UnknownReason } from '../../shared/evidence.ts';

export interface EntryPoint {
  type:
    | 'LoadBalancer'
    | 'NodePort'
    | 'ExternalIP'
    | 'HostPort'
    | 'HostNetwork'
    | 'Ingress'
    | 'Gateway'
    | 'Route'
    | 'Tunnel'
    | 'Proxy';
  kind: string;
  namespace?: string;
  name: string;
  /** All of them; those of nodes with the public ones first. */
  addresses: readonly string[];
  ports: readonly string[];
  hosts: readonly string[];
  /** By addresses: what stands before them does not show. */
  reach: 'public' | 'internal' | 'unknown';
  /** Public by addresses of nodes, or by one that a Service claims: no load balancer is known to let traffic through. */
  onNodes?: boolean;
  /** `Service ns/name` or `Deployment ns/name`. */
  target?: string;
  tls?: boolean;
  /** Of what leads by rules: `namespace/name` of the Services behind it. */
  backends?: readonly string[];
  /** Of what leads by rules: addresses that it names in place of a Service. */
  ends?: readonly Destination[];
  /** Of what leads by rules: places that are not followed, as the rules name them. */
  elsewhere?: readonly string[];
  /** A program, or a part of the rules, that asks for a login or limits addresses before it hands on. */
  guarded?: boolean;
  /** Of a gateway with no other entry point: `namespace/name` of the Services before it, which nothing outside has an address of. */
  inside?: readonly string[];
  /** Who reads the rules: a class, a gateway, a router. */
  controller?: string;
  /** Service behind it, when there is exactly one to name. */
  service?: ServiceRecord;
}

export interface ServiceFacts {
  record: ServiceRecord;
  /** Pods that the selector picks; empty when it has none. */
  pods: readonly PodRecord[];
  /** Addresses that its EndpointSlices name, as far as they were read: those that follow from a selector are not. */
  destinations: readonly Destination[];
  /** Why it may lead elsewhere, too, and what is required to know it. Absent = all is known. */
  unclear?: UnknownReason;
}

/** An address that somebody sends the traffic of a Service to, and who is there. */
export interface Destination {
  address: string;
  ports: readonly { name?: string; port?: number; protocol?: string }[];
  /** The EndpointSlice. */
  source: string;
  /** The node whose address it is. */
  node?: string;
  /** The pods whose address it is; of a node, those on its network that declare one of the ports. */
  pods: readonly PodRecord[];
  /** `namespace/name` of the Services whose address it is: whoever calls it is handed on. */
  services?: readonly string[];
  /** It is the network of the pod that names it: what listens on the loopback interface is there, too. */
  local?: boolean;
  /** Pods on the network of the node that declare no ports at all, where none of the others declares the port. */
  maybe: readonly PodRecord[];
}

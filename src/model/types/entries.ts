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
  /** By addresses: a firewall in front of them is not visible. */
  reach: 'public' | 'internal' | 'unknown';
  /** Public by addresses of nodes, or by one that a Service claims: no load balancer is known to forward traffic. */
  onNodes?: boolean;
  /** `Service ns/name` or `Deployment ns/name`. */
  target?: string;
  tls?: boolean;
  /** For entry points by rules: `namespace/name` of their backend Services. */
  backends?: readonly string[];
  /** Of these Services, those of which every rule names the port, with the ports (numbers or names); absent: none. */
  backendPorts?: ReadonlyMap<string, readonly string[]>;
  /** For entry points by rules: addresses that they name instead of a Service. */
  ends?: readonly Destination[];
  /** For entry points by rules: targets that are not followed, by their name in the rules. */
  elsewhere?: readonly string[];
  /** A program, or a part of the rules, that requires a login or limits addresses before it forwards. */
  guarded?: boolean;
  /** For a gateway with no other entry point: `namespace/name` of its Services, which have no address outside the cluster. */
  inside?: readonly string[];
  /** The reader of the rules: a class, a gateway, a router. */
  controller?: string;
  /** Its backend Service, when there is exactly one. */
  service?: ServiceRecord;
}

export interface ServiceFacts {
  record: ServiceRecord;
  /** Pods that the selector matches; empty when it has none. */
  pods: readonly PodRecord[];
  /** Collected addresses of its EndpointSlices, without those derived from a selector. */
  destinations: readonly Destination[];
  /** Why it may lead elsewhere, too, and what is required to decide it. Absent = everything is known. */
  unclear?: UnknownReason;
}

/** An address that receives the traffic of a Service, and its owner. */
export interface Destination {
  address: string;
  ports: readonly { name?: string; port?: number; protocol?: string }[];
  /** The EndpointSlice. */
  source: string;
  /** The node with this address. */
  node?: string;
  /** The pods with this address; for a node, those on its host network that declare one of the ports. */
  pods: readonly PodRecord[];
  /** `namespace/name` of the Services with this address, which forward the traffic. */
  services?: readonly string[];
  /** The network of the pod that names it, including listeners on the loopback interface. */
  local?: boolean;
  /** Pods on the host network of the node that declare no ports at all, where none of the others declares the port. */
  maybe: readonly PodRecord[];
}

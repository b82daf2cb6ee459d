/** Entry points of a result, and the way of a request behind each. Optional fields are absent if they were not observed. */
import type { ObjectRef } from './object-ref.ts';

export interface EntryPointRow {
  /** LoadBalancer, NodePort, ExternalIP, HostPort, HostNetwork, Ingress, Gateway, Tunnel, Proxy, APIServer; of a route its kind (Route, HTTPRoute, IngressRoute ...). */
  type: string;
  object: ObjectRef;
  addresses: readonly string[];
  /** Further addresses of nodes, which the row does not list. */
  moreAddresses?: number;
  /** Public entry points: number of private addresses of other nodes that serve it, too. */
  privateAddresses?: number;
  ports: readonly string[];
  hosts: readonly string[];
  /** public, internal (private addresses or an internal load balancer), unknown. */
  reach: 'public' | 'internal' | 'unknown';
  /** Its backend. */
  target?: string;
  /** Workloads whose pods are its backends, `ns/name`, fifty at most; absent if none was observed. */
  workloads?: readonly string[];
  tls?: boolean;
  /** Its controller: the class of an Ingress or a Gateway, the Gateway of a route, a router; absent if unknown. */
  controller?: string;
  /** The way of a request, hop by hop; absent in results of older versions. */
  chain?: readonly ExposureHop[];
}

/** One hop on the way of a request from an address to the pods. */
export interface ExposureHop {
  hop: 'entry' | 'listener' | 'route' | 'service' | 'pods';
  /** `LoadBalancer of Service shop/web`, `Gateway infra/edge, listener web`, `Service shop/web`, `Deployment shop/web`. */
  object: string;
  /** Addresses, ports, hosts, targets. */
  detail: string;
  /** What it does with TLS: terminates, passes through, none, redirects to HTTPS, unknown. */
  tls: string;
  /** Login or address list that it requires; `none known` where its settings show none. */
  authentication: string;
  /** What is not known of it. */
  unknown?: string;
}

import type { GatewayRecord, RouteRecord } from '../../snapshot/records/index.ts';

/** A listener of a Gateway, as a controller of the Gateway API accepts it or not. */
export interface ListenerFacts {
  gateway: GatewayRecord;
  listener: GatewayRecord['listeners'][number];
  /** `namespace/gateway`. */
  parent: string;
  /** The kinds of routes that may attach to it. */
  kinds: ReadonlySet<string>;
  /** Why no controller programs it; absent = nothing known speaks against it. */
  fault?: ListenerFault;
}

export type ListenerFault =
  | 'ProtocolConflict'
  | 'HostnameConflict'
  | 'InvalidRouteKinds'
  /** It terminates TLS, and names no certificate. */
  | 'InvalidCertificateRef'
  /** The Secret is in another namespace, which grants no reference to it. */
  | 'RefNotPermitted';

/** Where a route is attached to one of its parents, or why it is not. */
export interface Attachment {
  /** `namespace/gateway`. */
  parent: string;
  section?: string;
  port?: number;
  /** Listeners that forward to the route, with the host names that both have. */
  listeners: readonly { at: ListenerFacts; hosts: readonly string[] }[];
  /** Without a listener: why. */
  refusal?: 'NoMatchingParent' | 'NotAllowedByListeners' | 'NoMatchingListenerHostname' | 'ListenersNotReady';
  /** Whether a namespace is selected is unknown: its labels were not collected. */
  unsure?: true;
}

export interface GatewayApiFacts {
  listeners: readonly ListenerFacts[];
  /** By route of the Gateway API; parents that were not collected are left out. */
  attachments: ReadonlyMap<RouteRecord, readonly Attachment[]>;
  /** Whether a reference to another namespace is granted there; `maybe` where the grant was not read. */
  granted: (from: Reference, to: Reference) => 'yes' | 'no' | 'maybe';
}

/** One side of a reference. */
export interface Reference {
  group: string;
  kind: string;
  namespace: string;
  name: string;
}

/** The group of the Gateway API. */
export const GATEWAY_API = 'gateway.networking.k8s.io';

import type { EntryPoint, ServiceFacts, WorkloadFacts } from '../../../model/types.ts';
import type { CustomRecord, GatewayRecord, RouteRecord } from '../../../snapshot/records/index.ts';
import type { Known } from '../../../shared/evidence.ts';
import type { HostRegistry } from './registry.ts';

/**
 * Where TLS of a client ends: `plain` HTTP, or `tcp` without TLS; `redirect` answers HTTP with a redirect; `tls` and `mutual` end at the
 * gateway; `passthrough` behind it; `auto-passthrough` at any Service that the client names; `mesh` takes proxies of the mesh alone.
 */
export type TlsEnd =
  'plain' | 'tcp' | 'redirect' | 'tls' | 'mutual' | 'passthrough' | 'auto-passthrough' | 'mesh';

/** A host of a server, and the namespace whose routes may bind to it; absent: all namespaces. */
export interface ServerHost {
  namespace?: string;
  host: string;
}

export interface GatewayServer {
  listener: GatewayRecord['listeners'][number];
  hosts: readonly ServerHost[];
  end: TlsEnd;
  /** Those of the gateway that bind to it. */
  routes: readonly RouteRecord[];
}

export interface MeshGateway {
  record: GatewayRecord;
  /** Declared in the API of Istio; others in the Gateway API. */
  classic: boolean;
  servers: readonly GatewayServer[];
  /** Workloads that run its configuration. */
  workloads: readonly WorkloadFacts[];
  /** Services in front of these. */
  services: readonly ServiceFacts[];
  reach: EntryPoint['reach'];
  /** Public by addresses of nodes alone. */
  onNodes: boolean;
  /** VirtualServices, or routes of the Gateway API, that name it. */
  routes: readonly RouteRecord[];
}

export interface MeshEdgeFacts {
  /** Gateways of Istio, of both APIs. */
  gateways: readonly MeshGateway[];
  /** Unknown where not all of them were collected. */
  gatewayCount: Known<number>;
  /** By `namespace/name`; classic ones. */
  gatewayOf: (name: string) => MeshGateway | undefined;
  virtualServices: readonly RouteRecord[];
  destinationRules: readonly CustomRecord[];
  serviceEntries: readonly CustomRecord[];
  sidecars: readonly CustomRecord[];
  registry: HostRegistry;
  outbound: OutboundFacts;
  /** Workloads of one namespace, or of all, with these labels. */
  selected: (labels: Readonly<Record<string, string>>, namespace?: string) => readonly WorkloadFacts[];
}

export type OutboundMode = 'ALLOW_ANY' | 'REGISTRY_ONLY';

export interface OutboundFacts {
  /** Of the whole mesh: what a proxy does with traffic to hosts that the mesh does not know. */
  mesh: Known<OutboundMode>;
  /** Sidecars that set another mode, by their scope. */
  overrides: readonly {
    record: CustomRecord;
    mode: OutboundMode;
    scope: 'mesh' | 'namespace' | 'workload';
  }[];
  /** Sidecars without a policy: the mode of the mesh configuration applies to their workloads, not that of a Sidecar of the root namespace. */
  resets: readonly { record: CustomRecord; scope: 'namespace' | 'workload' }[];
}

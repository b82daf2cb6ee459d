/** What the row of the add-on Envoy contains beside those of other add-ons. */
import type { Known } from '../shared/evidence.ts';
import type { ObjectRef } from './object-ref.ts';

/** Envoys outside a mesh. */
export interface EnvoyDetail {
  fleets: readonly EnvoyFleetRow[];
  listeners: readonly EnvoyListenerRow[];
  /** Products whose proxies run in the Pods of applications, with the number of their workloads. */
  sidecars: readonly { product: string; workloads: number }[];
}

/** A workload whose Pods run Envoy. */
export interface EnvoyFleetRow {
  namespace: string;
  kind: string;
  name: string;
  /** The product that configures it: Envoy Gateway, Contour ...; or standalone. */
  product: string;
  /** Workloads of that product, `ns/name`, five at most. */
  controllers: readonly string[];
  /** Of Envoy; absent where the tag of its image is that of a product. */
  version?: string;
  replicas?: number;
  ready?: number;
  /** Installed by an administrator, as other objects prove. */
  trusted: boolean;
  /** Address of the admin interface, or `none`. */
  admin: Known<string>;
  /** The admin interface accepts connections from other Pods. */
  adminOpen?: boolean;
  /** Services and host ports that lead to it. */
  adminPublishedBy: readonly string[];
  /** How it connects to its xDS servers; `local`: over the loopback interface or a socket. */
  xds: Known<'none' | 'local' | 'TLS' | 'plaintext'>;
  /** Number of listeners of its bootstrap; unknown where they come from a file or an xDS server. */
  listeners: Known<number>;
}

export interface EnvoyListenerRow {
  /** The workload of the bootstrap, or the Gateway. */
  object: ObjectRef;
  name?: string;
  address?: string;
  port?: number;
  protocol?: string;
  /** Fifty at most. */
  hosts: readonly string[];
  /** `redirect`: all of its routes only redirect to HTTPS. */
  tls: 'Terminate' | 'Passthrough' | 'redirect' | 'none';
  minTls?: string;
  clientCertificates?: 'required' | 'optional' | 'unverified';
  /** `Kind ns/name`, fifty at most. */
  routes: readonly string[];
  moreRoutes?: number;
}

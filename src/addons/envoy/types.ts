import type { WorkloadFacts } from '../../model/types.ts';
import type { Evidence, Known } from '../../shared/evidence.ts';
import type { CustomRecord, EnvoyBootstrapRecord } from '../../snapshot/records/index.ts';

/** The product that configures a fleet of proxies. */
export type EnvoyForm =
  | 'Envoy Gateway'
  | 'Contour'
  | 'Emissary'
  | 'kgateway'
  | 'Gloo'
  | 'Consul'
  | 'Cilium'
  | 'Kourier'
  | 'Kuma'
  | 'App Mesh'
  | 'standalone';

/** The merged bootstrap of one Envoy container. */
export interface EnvoyConfiguration {
  container: string;
  /** Absent where nothing of it is known. */
  bootstrap?: EnvoyBootstrapRecord;
  /** Why a part of it is not known: no evidence that something is absent. */
  missing?: string;
  /** Mounted bootstraps that it may use instead. */
  maybe: readonly EnvoyBootstrapRecord[];
}

/** A workload whose pods run Envoy. */
export interface EnvoyProxyFacts {
  workload: WorkloadFacts;
  form: EnvoyForm;
  /** Of Envoy; absent where the tag is that of a product. */
  version?: string;
  image: string;
  /** An administrator installed it, as its form. */
  trusted: boolean;
  configurations: readonly EnvoyConfiguration[];
  /** Address of its admin interface, where it is known. */
  admin: Known<{
    address: string;
    port?: number;
    loopback: boolean;
    /** The address is that of a listener that forwards to it. */
    behind?: true;
  }>;
  /** Service or host ports that lead to the admin port. */
  publishedBy: readonly string[];
}

/** The program that configures the proxies of a form. */
export interface EnvoyControllerFacts {
  form: EnvoyForm;
  workload: WorkloadFacts;
  image: string;
  version?: string;
  trusted: boolean;
}

/** A listener that a Gateway of Envoy Gateway, or of another controller of Envoys, asks for. */
export interface EnvoyListenerFacts {
  form: EnvoyForm;
  /** `Gateway ns/name`. */
  namespace: string;
  gateway: string;
  className: string;
  /** Labels of the Gateway: policies select it by them. */
  gatewayLabels: Readonly<Record<string, string>>;
  name: string;
  port?: number;
  protocol: string;
  hosts: readonly string[];
  tls: 'Terminate' | 'Passthrough' | 'none';
  /** What its ClientTrafficPolicy sets, where it is known which one applies. */
  client?: { minTls?: string; clientCertificates?: 'required' | 'optional' };
  /** `allowedRoutes.namespaces.from`. */
  from: string;
  /** Its routes, and whether each only redirects to https. */
  routes: readonly { name: string; redirects: boolean }[];
  evidence: Evidence;
}

/** Envoy outside Istio. */
export interface EnvoyFacts {
  /** False needs proof, as with Istio. */
  installed: Known<boolean>;
  /** Workloads of their own; sidecars of a mesh are summarized by the mesh. */
  proxies: readonly EnvoyProxyFacts[];
  controllers: readonly EnvoyControllerFacts[];
  /** Proxies in the pods of applications, and gateways, whose bootstraps their programs generate: Consul, Kuma, App Mesh. */
  sidecars: readonly { form: EnvoyForm; workloads: readonly WorkloadFacts[] }[];
  listeners: readonly EnvoyListenerFacts[];
  /** Objects of Envoy Gateway, Contour, Emissary and the Gateway API's policies, by `group/Kind`. */
  objects: (key: string) => readonly CustomRecord[];
  /** EnvoyPatchPolicies, as `ns/name`: what they change is not evaluated. */
  patches: readonly string[];
  /** GatewayClasses of controllers that configure Envoys. */
  classes: readonly { name: string; form: EnvoyForm; parameters?: string }[];
}

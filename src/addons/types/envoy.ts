import type { WorkloadFacts } from '../../model/types.ts';
import type { Known } from '../../shared/evidence.ts';

export interface EnvoyProxyFacts {
  /** `Deployment ns/name` ... */
  workload: WorkloadFacts;
  form: string;
  version?: string;
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

export interface EnvoyFacts {
  /** False needs proof, as with Istio. */
  installed: Known<boolean>;
  /** Outside Istio; sidecars of a mesh are summarized by the mesh. */
  proxies: readonly EnvoyProxyFacts[];
}

import type { Known } from '../../shared/evidence.ts';
import type { WorkloadFacts } from './workloads.ts';

/** A right that nobody but the operator of a product, or what it runs on nodes, needs in the whole cluster. */
export interface VouchingPermission {
  group: string;
  /** One of these; absent = the status or the finalizers of any kind of the group, or all of the group. */
  resources?: readonly string[];
  /** One of these; absent = any verb that changes something. */
  verbs?: readonly string[];
}

/** What cluster-scoped objects say where an administrator installed a product. */
export interface ProductMarks {
  /** Its own API groups: its operator writes the status of their objects everywhere, its webhooks are asked about them. */
  groups?: readonly string[];
  /** Where it has none, or beside them. */
  permissions?: readonly VouchingPermission[];
  /** Names of its webhook configurations and APIServices. */
  calls?: RegExp;
  /** Namespaces where these rights speak for it; absent = any. Only administrators name namespaces. */
  only?: readonly string[];
}

/** Who can have written something, by the least that it takes: somebody with `edit` in one namespace, or more. */
export type Author = 'administrator' | 'tenant';

/** What excuses may rest on; src/model/trust.ts. */
export interface TrustFacts {
  /** Whose objects lie in a namespace; undefined = objects that lie in none. */
  authorIn: (namespace: string | undefined) => Author;
  /**
   * Did an administrator put this workload there, as the product with these marks? True in the distribution's namespaces, and
   * where a cluster-scoped object speaks for the product in this namespace. Not known where those objects could not be read.
   */
  put: (workload: Pick<WorkloadFacts, 'kind' | 'namespace' | 'name'>, marks: ProductMarks) => Known<boolean>;
  /** Is a namespace the distribution's, or that of the add-on that it is named after? */
  isProducts: (namespace: string) => Known<boolean>;
}

import type { Known } from '../../shared/evidence.ts';
import type { WorkloadFacts } from './workloads.ts';

/** A permission that only the operator of a product, or its node agents, need in the whole cluster. */
export interface WriterPermission {
  group: string;
  /** One of these; absent = the status or the finalizers of any kind of the group, or all of the group. */
  resources?: readonly string[];
  /** One of these; absent = any verb that changes something. */
  verbs?: readonly string[];
}

/** Cluster-scoped objects that prove that an administrator installed a product. */
export interface ProductMarks {
  /** Its own API groups: its operator writes the status of their objects everywhere, its webhooks intercept them. */
  groups?: readonly string[];
  /** Where it has no groups, or in addition to them. */
  permissions?: readonly WriterPermission[];
  /** Names of its webhook configurations and APIServices. */
  calls?: RegExp;
  /** Namespaces where these permissions identify it; absent = any. Only administrators name namespaces. */
  only?: readonly string[];
}

/** The author of an object: `tenant` if `edit` in one namespace is sufficient to write it, else `administrator`. */
export type Author = 'administrator' | 'tenant';

/** The basis of exemptions; src/model/trust.ts. */
export interface TrustFacts {
  /** The author of the objects in a namespace; undefined = cluster-scoped objects. */
  authorIn: (namespace: string | undefined) => Author;
  /**
   * Whether an administrator installed this workload, as the product with these marks. True in the distribution's namespaces, and
   * where a cluster-scoped object identifies the product in this namespace. Unknown where those objects were not collected.
   */
  put: (workload: Pick<WorkloadFacts, 'kind' | 'namespace' | 'name'>, marks: ProductMarks) => Known<boolean>;
  /** Whether a namespace is the distribution's, or belongs to the add-on that it is named after. */
  isProductNamespace: (namespace: string) => Known<boolean>;
}

import type {
  BindingRecord,
  PolicyRule,
  RoleRecord,
  SecretRecord,
  ServiceAccountRecord,
  SubjectRecord,
} from '../../snapshot/records/index.ts';
import type { UnknownReason } from '../../shared/evidence.ts';
import type { SecretFacts } from './storage.ts';
import type { PodFacts } from './workloads.ts';

export interface Grant {
  subject: SubjectRecord;
  binding: BindingRecord;
  /** Absent when the role does not exist or was not collected. */
  role?: RoleRecord;
  /**
   * What the role grants by this binding; where it was not collected and Kubernetes ships one of that name, its minimum shipped rules. A
   * RoleBinding grants nothing on cluster-scoped objects.
   */
  rules: readonly PolicyRule[];
  /** The rules are the shipped ones, because the role itself was not collected. */
  assumed?: boolean;
  /** Namespace of a RoleBinding; absent = cluster-wide. */
  namespace?: string;
  /**
   * Kubernetes' own defaults or the distribution's: this subject is bound to this role as shipped, and the role grants no more than
   * shipped.
   */
  builtIn: boolean;
  /** Some distribution ships it so, and the distribution is unknown. */
  perhapsBuiltIn?: true;
  /** The same from an older release: upgrades keep it. The last minor that created it. */
  leftOver?: number;
}

export interface RbacFacts {
  /** A user with the name of a ServiceAccount (`system:serviceaccount:ns:name`) is listed as that ServiceAccount. */
  grants: readonly Grant[];
  roles: readonly RoleRecord[];
  bindings: readonly BindingRecord[];
  serviceAccounts: readonly ServiceAccountRecord[];
  /** Collected Secrets that contain the token of a ServiceAccount. */
  tokens: readonly SecretRecord[];
  /** The objects that names in rules refer to, other than roles and subjects. */
  named: NamedObjects;
}

/** Collected objects with indirect effects. */
export interface NamedObjects {
  pods: PodFacts;
  secrets: SecretFacts;
  /** `Kind name` of the controllers of kube-system. */
  systemControllers: ReadonlySet<string>;
  isControlPlane: (node: string) => boolean;
  /** The automount settings of ServiceAccounts, `ns/name`. */
  automounts: ReadonlyMap<string, boolean | undefined>;
  /** The ConfigMap of kube-system that maps credentials of the cloud to users and groups, and the unknowns of its effect. */
  identities?: UnknownReason & { name: string };
}

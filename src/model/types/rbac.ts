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
  /** Absent when the role does not exist or was not seen. */
  role?: RoleRecord;
  /**
   * What the role gives by this binding; where it was not seen and Kubernetes ships one of that name, what that says at the least. By a
   * RoleBinding it gives nothing on what lies in no namespace.
   */
  rules: readonly PolicyRule[];
  /** The rules are those that are shipped, because the role itself was not seen. */
  assumed?: boolean;
  /** Namespace of a RoleBinding; absent = cluster-wide. */
  namespace?: string;
  /** Kubernetes' own defaults or the distribution's: this subject is bound to this role as shipped, and the role says no more than shipped. */
  builtIn: boolean;
  /** Some distribution ships it so, and which one this is is not known. */
  perhapsBuiltIn?: true;
  /** The same of an older release: upgrades keep it. The last minor that made it. */
  leftOver?: number;
}

export interface RbacFacts {
  /** A user that is a service account by its name (`system:serviceaccount:ns:name`) stands here as that account. */
  grants: readonly Grant[];
  roles: readonly RoleRecord[];
  bindings: readonly BindingRecord[];
  serviceAccounts: readonly ServiceAccountRecord[];
  /** Secrets that hold the token of an account, so far as they were seen. */
  tokens: readonly SecretRecord[];
  /** What names in rules refer to beside roles and subjects. */
  named: NamedObjects;
}

/** Objects that lead further than their name says, so far as they were seen. */
export interface NamedObjects {
  pods: PodFacts;
  secrets: SecretFacts;
  /** `Kind name` of the controllers of kube-system. */
  systemControllers: ReadonlySet<string>;
  isControlPlane: (node: string) => boolean;
  /** What ServiceAccounts, `ns/name`, say about mounting their token. */
  automounts: ReadonlyMap<string, boolean | undefined>;
  /** The ConfigMap of kube-system that maps credentials of the cloud to users and groups, and what is not known of its effect. */
  identities?: UnknownReason & { name: string };
}

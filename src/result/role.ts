/** A role or a binding with all that it leads to, for `describe`. Not a part of the result. */
export interface RoleDetail {
  kind: 'Role' | 'ClusterRole' | 'RoleBinding' | 'ClusterRoleBinding';
  namespace?: string;
  name: string;
  /** Of a binding: the role that it grants, as `ClusterRole admin`. */
  role?: string;
  /** Why the rules are unknown; without it, `rules` are all of them. */
  unknownRules?: string;
  rules: readonly RoleRule[];
  /** What the known rules permit with an impact on the cluster, worst first. */
  privileges: readonly string[];
  subjects: readonly RoleSubject[];
}

/** One rule; a rule names resources or URLs. */
export interface RoleRule {
  /** `deployments.apps`, `pods`; `*.*` = all. */
  resources: readonly string[];
  urls: readonly string[];
  /** Empty = all objects. */
  names: readonly string[];
  verbs: readonly string[];
}

export interface RoleSubject {
  kind: string;
  namespace?: string;
  name: string;
  /** `ClusterRoleBinding ops`. */
  binding: string;
  /** The namespace in which the rules apply; absent = the cluster. */
  within?: string;
  builtIn: boolean;
}

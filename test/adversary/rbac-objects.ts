/** Roles and bindings as YAML, each followed by a document separator. */
export const RBAC = 'rbac.authorization.k8s.io';

/** A rule in flow style: `create pods/exec`, `get secrets`, `* *`; the group comes before a colon: `apps:create,patch deployments`. */
export function rule(text: string, names: readonly string[] = []): string {
  const [, group = '', verbs = '', resources = ''] = /^(?:([^ :]*):)?(\S+) (.*)$/.exec(text) ?? [];
  const list = (items: string) =>
    `[${items
      .split(',')
      .map((item) => `'${item}'`)
      .join(', ')}]`;
  const only = names.length > 0 ? `, resourceNames: ${list(names.join(','))}` : '';
  return `{ apiGroups: ['${group}'], resources: ${list(resources)}, verbs: ${list(verbs)}${only} }`;
}

export const EVERYTHING = "{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }";

export const clusterRole = (name: string, ...rules: readonly string[]): string => `
apiVersion: ${RBAC}/v1
kind: ClusterRole
metadata: { name: '${name}' }
rules: [${rules.join(', ')}]
---`;

export const role = (namespace: string, name: string, ...rules: readonly string[]): string => `
apiVersion: ${RBAC}/v1
kind: Role
metadata: { name: '${name}', namespace: ${namespace} }
rules: [${rules.join(', ')}]
---`;

export const user = (name: string): string => `{ kind: User, apiGroup: ${RBAC}, name: '${name}' }`;
export const group = (name: string): string => `{ kind: Group, apiGroup: ${RBAC}, name: '${name}' }`;
export const account = (namespace: string, name: string): string =>
  `{ kind: ServiceAccount, namespace: ${namespace}, name: ${name} }`;

export const clusterBinding = (name: string, roleName: string, ...subjects: readonly string[]): string => `
apiVersion: ${RBAC}/v1
kind: ClusterRoleBinding
metadata: { name: '${name}' }
roleRef: { apiGroup: ${RBAC}, kind: ClusterRole, name: '${roleName}' }
subjects: [${subjects.join(', ')}]
---`;

export const binding = (
  namespace: string,
  name: string,
  [kind, roleName]: readonly [string, string],
  ...subjects: readonly string[]
): string => `
apiVersion: ${RBAC}/v1
kind: RoleBinding
metadata: { name: '${name}', namespace: ${namespace} }
roleRef: { apiGroup: ${RBAC}, kind: ${kind}, name: '${roleName}' }
subjects: [${subjects.join(', ')}]
---`;

export const JANE = user('jane');

/** A ClusterRole with these rules, bound in the whole cluster. */
export const everywhere = (rules: readonly string[], ...subjects: readonly string[]): string =>
  clusterRole('given', ...rules) + clusterBinding('given', 'given', ...subjects);

/** A Role of these rules, bound in its namespace. */
export const within = (namespace: string, rules: readonly string[], ...subjects: readonly string[]): string =>
  role(namespace, 'given', ...rules) + binding(namespace, 'given', ['Role', 'given'], ...subjects);

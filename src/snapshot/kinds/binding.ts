import type { RbacV1Subject, V1RoleBinding } from '@kubernetes/client-node';
import { arr, namespaceOf, nameText, obj, put, str, stringMap } from '../project/raw.ts';
import type { Field } from '../project/untrusted.ts';
import { labels } from '../schema/common.ts';
import { list, object, oneOf, optional, text } from '../schema/shape.ts';
import type { Infer } from '../schema/shape.ts';
import { defineKind } from './define.ts';
import type { ProjectInput } from './define.ts';

export type SubjectRecord = Infer<typeof subject>;

const subject = object({
  kind: oneOf('User', 'Group', 'ServiceAccount'),
  name: text,
  namespace: optional(text),
});

export type BindingRecord = Infer<typeof shape>;

const shape = object({
  kind: oneOf('RoleBinding', 'ClusterRoleBinding'),
  namespace: optional(text),
  name: text,
  labels,
  role: object({ kind: oneOf('Role', 'ClusterRole'), name: text }),
  subjects: list(subject),
});

export default defineKind({
  record: 'binding',
  order: 180,
  shape,
  collector: 'rbac',
  api: [
    {
      kinds: ['rbac.authorization.k8s.io/ClusterRoleBinding'],
      scope: 'Cluster',
      since: 6,
      members: ['cluster-admin'],
    },
    {
      kinds: ['rbac.authorization.k8s.io/RoleBinding'],
      scope: 'Namespaced',
      since: 6,
      members: ['kube-system/*'],
    },
    { kinds: ['authorization.openshift.io/ClusterRoleBinding'], scope: 'Cluster', known: false },
    { kinds: ['authorization.openshift.io/RoleBinding'], scope: 'Namespaced', known: false },
  ],
  /** RoleBinding and ClusterRoleBinding; dropped without a role, which grants nothing. */
  project: ({ raw, meta, kind }: ProjectInput<V1RoleBinding>) => {
    const ref = obj(raw.roleRef);
    const role = nameText(ref.name, 512);
    if (role === undefined) return undefined;
    const cluster = kind === 'ClusterRoleBinding';
    const namespace = cluster ? undefined : namespaceOf(meta);
    const record: BindingRecord = {
      kind: cluster ? 'ClusterRoleBinding' : 'RoleBinding',
      name: meta.name,
      labels: stringMap(meta.raw.labels),
      role: { kind: isLocal(ref) ? 'Role' : 'ClusterRole', name: role },
      subjects: arr(raw.subjects).flatMap((item) => subjectOf(item, namespace)),
    };
    put(record, 'namespace', namespace);
    return { record };
  },
});

/** OpenShift's own API group has no kind here, but the namespace of a local role. */
function isLocal(ref: Readonly<Record<string, unknown>>): boolean {
  return ref['kind'] === 'Role' || (ref['kind'] === undefined && str(ref['namespace']) !== undefined);
}

function subjectOf(item: Field<RbacV1Subject>, bindingNamespace: string | undefined): SubjectRecord[] {
  const raw = obj(item);
  const name = nameText(raw.name, 512);
  if (name === undefined) return [];
  switch (raw.kind) {
    case 'User':
    case 'Group':
      return [{ kind: raw.kind, name }];
    // OpenShift's own API group has these for names that begin with system:.
    case 'SystemUser':
    case 'SystemGroup':
      return [{ kind: raw.kind === 'SystemUser' ? 'User' : 'Group', name }];
    case 'ServiceAccount': {
      // The API requires a namespace; without one, old objects and manifests refer to the binding's.
      const namespace = str(raw.namespace, 512) ?? bindingNamespace;
      return [
        namespace === undefined
          ? { kind: 'ServiceAccount', name }
          : { kind: 'ServiceAccount', name, namespace },
      ];
    }
    default:
      return [];
  }
}

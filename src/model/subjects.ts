import type { SubjectRecord } from '../snapshot/records/index.ts';

/** Groups that the API server itself adds to a subject, regardless of its credential. */
export function certainGroups({ kind, namespace = '', name }: SubjectRecord): string[] {
  if (kind === 'ServiceAccount')
    return [`system:serviceaccounts:${namespace}`, 'system:serviceaccounts', 'system:authenticated'];
  if (name === 'system:anonymous' || name === 'system:unauthenticated' || name === 'system:authenticated')
    return [];
  if (kind === 'User' && name.startsWith('system:bootstrap:'))
    return ['system:bootstrappers', 'system:authenticated'];
  if (kind === 'Group' && name.startsWith('system:bootstrappers:'))
    return ['system:bootstrappers', 'system:authenticated'];
  return kind === 'Group' && name.startsWith('system:serviceaccounts:')
    ? ['system:serviceaccounts', 'system:authenticated']
    : ['system:authenticated'];
}

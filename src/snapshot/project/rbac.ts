import type { BindingRecord, PolicyRule, RoleRecord, SubjectRecord } from '../records/index.ts';
import { selectorText } from './selector.ts';
import {
  arr,
  isObject,
  namespaceOf,
  nameText,
  nameTexts,
  obj,
  put,
  someStrings,
  str,
  stringMap,
  strings,
} from './raw.ts';
import type { Project } from './types.ts';

/** Role and ClusterRole. A rule without verbs allows nothing and is left out. */
export const projectRole: Project = ({ raw, meta, kind }) => {
  const cluster = kind === 'ClusterRole';
  const record: RoleRecord = {
    kind: cluster ? 'ClusterRole' : 'Role',
    name: meta.name,
    labels: stringMap(meta.raw['labels']),
    rules: rulesOf(raw['rules']),
  };
  if (!cluster) record.namespace = namespaceOf(meta);
  const rule = raw['aggregationRule'];
  if (isObject(rule)) {
    record.aggregated = true;
    const selectors = arr(rule['clusterRoleSelectors']).map((selector) => selectorText(selector) ?? []);
    if (selectors.length > 0) record.gathers = selectors;
  }
  return { kind: 'role', record };
};

function rulesOf(value: unknown): PolicyRule[] {
  return arr(value).flatMap((item) => {
    const raw = obj(item);
    const verbs = strings(raw['verbs']);
    if (verbs.length === 0) return [];
    const rule: {
      verbs: string[];
      apiGroups?: readonly string[];
      resources?: readonly string[];
      resourceNames?: readonly string[];
      nonResourceURLs?: readonly string[];
    } = { verbs };
    // The core group is the empty string, so `strings`, which leaves those out, will not do.
    const groups = arr(raw['apiGroups']).filter((group): group is string => typeof group === 'string');
    if (groups.length > 0) rule.apiGroups = groups.map((group) => str(group, 256) ?? '');
    put(rule, 'resources', someStrings(raw['resources']));
    // An empty name is a limit like any other: it stands for requests that have none.
    const names = nameTexts(raw['resourceNames']);
    if (names.length > 0) rule.resourceNames = names;
    put(rule, 'nonResourceURLs', someStrings(raw['nonResourceURLs']));
    return [rule];
  });
}

/** RoleBinding and ClusterRoleBinding; rejected without a role, which grants nothing. */
export const projectBinding: Project = ({ raw, meta, kind }) => {
  const ref = obj(raw['roleRef']);
  const role = nameText(ref['name'], 512);
  if (role === undefined) return undefined;
  const cluster = kind === 'ClusterRoleBinding';
  const namespace = cluster ? undefined : namespaceOf(meta);
  const record: BindingRecord = {
    kind: cluster ? 'ClusterRoleBinding' : 'RoleBinding',
    name: meta.name,
    labels: stringMap(meta.raw['labels']),
    role: { kind: ref['kind'] === 'Role' ? 'Role' : 'ClusterRole', name: role },
    subjects: arr(raw['subjects']).flatMap((item) => subjectOf(item, namespace)),
  };
  put(record, 'namespace', namespace);
  return { kind: 'binding', record };
};

function subjectOf(item: unknown, bindingNamespace: string | undefined): SubjectRecord[] {
  const raw = obj(item);
  const name = nameText(raw['name'], 512);
  if (name === undefined) return [];
  switch (raw['kind']) {
    case 'User':
    case 'Group':
      return [{ kind: raw['kind'], name }];
    case 'ServiceAccount': {
      // The API demands a namespace; old objects and manifests without one mean the binding's.
      const namespace = str(raw['namespace'], 512) ?? bindingNamespace;
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

/**
 * What an unknown verdict requires, as data: a permission, a flag of this tool, a command, a place to check. Only the functions below
 * create requirements and their texts, and no code parses the texts.
 */

/** One permission, in the fields of RBAC; `path` is a nonResourceURL. */
export interface ReadPermission {
  verb: 'get' | 'list' | 'create';
  group?: string;
  resource?: string;
  namespace?: string;
  resourceNames?: readonly string[];
  path?: string;
}

/** One rule of a Role or ClusterRole, in the fields of RBAC. */
export interface PolicyRule {
  apiGroups?: readonly string[];
  resources?: readonly string[];
  resourceNames?: readonly string[];
  nonResourceURLs?: readonly string[];
  verbs: readonly string[];
}

/** Permissions to read. */
export interface PermissionRequirement {
  kind: 'permission';
  /** A Role or ClusterRole with these rules grants them. */
  rules: readonly PolicyRule[];
  /** A Role in this namespace is enough; absent = cluster-wide. */
  namespace?: string;
  /** What is required in addition to the permission: `of every API server`. */
  detail?: string;
}

/** A flag of this tool to set, or to remove because it limits what is read. */
export interface FlagRequirement {
  kind: 'flag';
  flag: '-n' | '--kubelet' | '--complete';
  leaveOut?: true;
  /** `--complete`: the resources of which the files must contain every object. */
  resources?: readonly string[];
}

/** Manifests missing from the files, by the names that `kubectl get` accepts. */
export interface FilesRequirement {
  kind: 'files';
  resources: readonly string[];
}

/** A collector that did not run, lost data, or lacks permissions. */
export interface CollectorRequirement {
  kind: 'collector';
  collector: string;
  lacks: 'run' | 'data' | 'permissions';
}

export interface CommandRequirement {
  kind: 'command';
  command: string;
  /** `host`: a node or a control-plane host. */
  on: 'workstation' | 'host';
}

/** Something on a host that is not available through the Kubernetes API. */
export interface HostRequirement {
  kind: 'host';
  host: 'control-plane' | 'node';
  /** The file to read there. */
  file?: string;
  /** The collector that provides the same data when it is complete. */
  shownBy?: 'pods';
}

export interface OtherRequirement {
  /**
   * `rerun`: run this tool again, later, elsewhere, against the live cluster or in a newer release. `document`: advisories, life cycles,
   * provider documentation. `change`: a change to the cluster or to a manifest. `see`: anything else to check.
   */
  kind: 'rerun' | 'document' | 'change' | 'see';
}

/** One thing that an unknown verdict requires. */
export type Requirement = (
  | PermissionRequirement
  | FlagRequirement
  | FilesRequirement
  | CollectorRequirement
  | CommandRequirement
  | HostRequirement
  | OtherRequirement
) & {
  /** As printed: `list nodes`, `run without -n`. */
  text: string;
};

/** Parts of a permission's text. */
interface PermissionWords {
  /** Name of the resource in place of `resource.group`. */
  as?: string;
  /** Scope, which the permission itself already covers: `in all namespaces`. */
  extent?: string;
  /** What is required in addition. */
  detail?: string;
}

/** These permissions, worded by the first verb and namespace. */
export function permission(
  rules: ReadPermission | readonly ReadPermission[],
  { as, extent, detail }: PermissionWords = {},
): Requirement {
  const all = 'verb' in rules ? [rules] : rules;
  const [first = { verb: 'get' as const }] = all;
  const { verb, namespace } = first;
  const what = as === undefined ? permissionText(first) : `${verb} ${as}`;
  return {
    kind: 'permission',
    rules: all.map(policyRule),
    ...(namespace !== undefined && { namespace }),
    ...(detail !== undefined && { detail }),
    text: [what, extent, detail].filter((part) => part !== undefined).join(' '),
  };
}

/** `list nodes`, `list leases.coordination.k8s.io in kube-system`. */
export function list(resource: string, namespace?: string, words?: PermissionWords): Requirement {
  return permission(
    { verb: 'list', ...resourceAndGroup(resource), ...(namespace !== undefined && { namespace }) },
    words,
  );
}

/** `list pods in all namespaces`. */
export function listAll(resource: string): Requirement {
  return list(resource, undefined, { extent: 'in all namespaces' });
}

/** `get configmaps/NAME in NAMESPACE`. */
export function getNamed(resource: string, name: string, namespace: string): Requirement {
  return permission({ verb: 'get', ...resourceAndGroup(resource), namespace, resourceNames: [name] });
}

/** `get /metrics`, with `of every API server` as detail. */
export function getUrl(path: string, detail?: string): Requirement {
  return permission({ verb: 'get', path }, { ...(detail !== undefined && { detail }) });
}

/** `leases.coordination.k8s.io` in kubectl's notation. */
function resourceAndGroup(name: string): { resource: string; group?: string } {
  const dot = name.indexOf('.');
  return dot < 0 ? { resource: name } : { resource: name.slice(0, dot), group: name.slice(dot + 1) };
}

function policyRule({ verb, group = '', resource = '*', resourceNames, path }: ReadPermission): PolicyRule {
  if (path !== undefined) return { nonResourceURLs: [path], verbs: [verb] };
  return {
    apiGroups: [group],
    resources: [resource],
    ...(resourceNames && resourceNames.length > 0 && { resourceNames }),
    verbs: [verb],
  };
}

/** A permission in kubectl's terms: `list nodes`, `get /metrics`, `list leases.coordination.k8s.io in kube-system`. */
export function permissionText(rule: ReadPermission): string {
  if (rule.path) return `${rule.verb} ${rule.path}`;
  const resource = rule.group ? `${rule.resource ?? '*'}.${rule.group}` : (rule.resource ?? '*');
  const names = rule.resourceNames && rule.resourceNames.length > 0 ? `/${rule.resourceNames.join(',')}` : '';
  return `${rule.verb} ${resource}${names}${rule.namespace ? ` in ${rule.namespace}` : ''}`;
}

/** For data that `-n` excluded. */
export const WHOLE_CLUSTER: Requirement = {
  kind: 'flag',
  flag: '-n',
  leaveOut: true,
  text: 'run without -n',
};

/** A run with `--kubelet`, and a note about it. */
export function withKubelet(note: string): Requirement {
  return { kind: 'flag', flag: '--kubelet', text: `--kubelet (${note})` };
}

/** A declaration that the files contain every object of these resources. */
export function complete(resources: readonly string[]): Requirement {
  const text = `--complete, if the files contain all ${resources.join(', ')}`;
  return { kind: 'flag', flag: '--complete', resources, text };
}

/** Manifests of these resources in the files. */
export function files(resources: readonly string[]): Requirement {
  const text = `${resources.join(', ')} in the files (kubectl get ${resources.join(',')} -A -o yaml)`;
  return { kind: 'files', resources, text };
}

const COLLECTOR_WORDS = {
  run: (id: string) => `collector ${id} (run against the live cluster)`,
  data: (id: string) => `collect ${id} again`,
  permissions: (id: string) => `permissions of collector ${id}`,
} as const;

/** A collector that must run, run again, or get its permissions. */
export function collector(id: string, lacks: CollectorRequirement['lacks']): Requirement {
  return { kind: 'collector', collector: id, lacks, text: COLLECTOR_WORDS[lacks](id) };
}

/** Another run of this tool, as described by the text. */
export function rerun(text: string): Requirement {
  return { kind: 'rerun', text };
}

export const RUN_LIVE = rerun('run against the live cluster');
/** The same when files were read. */
export const RUN_LIVE_OR_SNAPSHOT = rerun('run against the live cluster or a snapshot of it');
export const RUN_LATER = rerun('run again later');
export const UPDATE = rerun('update kubectl-archmap');

/** A command to run where kubectl runs, with text before and after it. */
export function command(line: string, { before = '', after = '' } = {}): Requirement {
  return { kind: 'command', command: line, on: 'workstation', text: `${before}${line}${after}` };
}

/** A command to run on a node or a control-plane host, with text before and after it. */
export function hostCommand(line: string, { before = '', after = '' } = {}): Requirement {
  return { kind: 'command', command: line, on: 'host', text: `${before}${line}${after}` };
}

/** Something on a control-plane host, as described by the text. */
export function onControlPlaneHost(text: string): Requirement {
  return { kind: 'host', host: 'control-plane', text };
}

/** Something on a node, as described by the text. */
export function onNode(text: string): Requirement {
  return { kind: 'host', host: 'node', text };
}

/** A file on the control-plane host. */
export function controlPlaneFile(file: string): Requirement {
  return { kind: 'host', host: 'control-plane', file, text: `read ${file} on the control plane host` };
}

/** Data that control-plane pods provide where they are visible. */
export const LOOK_ON_HOST: Requirement = {
  kind: 'host',
  host: 'control-plane',
  shownBy: 'pods',
  text: 'check the control plane host',
};

/** Documents to consult, as described by the text. */
export function document(text: string): Requirement {
  return { kind: 'document', text };
}

/** A change to the cluster or to a manifest. */
export function change(text: string): Requirement {
  return { kind: 'change', text };
}

/** Anything else to check. */
export function see(text: string): Requirement {
  return { kind: 'see', text };
}

/** The texts of the requirements on one line. */
export function requirementsText(requirements: readonly Requirement[], separator = ', '): string {
  return requirements.map(({ text }) => text).join(separator);
}

/** Without duplicates, in order. */
export function distinctRequirements(requirements: Iterable<Requirement>): Requirement[] {
  return [...new Map([...requirements].map((one) => [one.text, one])).values()];
}

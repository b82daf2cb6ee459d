/**
 * Fields of a wrong type. The API server rejects them, so that such an object never existed in a cluster; with the field dropped, it
 * would count as harmless. Only fields that checks rely on are validated.
 */
import { arr, isObject, obj } from './raw.ts';
import type { Raw } from './raw.ts';

const TEMPLATED: ReadonlySet<string> = new Set(
  'Deployment DaemonSet StatefulSet ReplicaSet ReplicationController Job'.split(' '),
);
const FLAGS = ['hostPID', 'hostNetwork', 'hostIPC', 'automountServiceAccountToken'];
const SECURITY = ['privileged', 'allowPrivilegeEscalation', 'runAsNonRoot', 'readOnlyRootFilesystem'];

/** The field of an object whose value every API server rejects: `spec.hostPID is no boolean`; undefined where there is none. */
export function invalidFieldOf(kind: string, raw: Raw): string | undefined {
  if (kind === 'Pod') return ofPod(raw, 'spec');
  if (kind === 'CronJob') {
    const job = obj(obj(raw['spec'])['jobTemplate']);
    return ofPod(obj(obj(job['spec'])['template']), 'spec.jobTemplate.spec.template.spec');
  }
  if (TEMPLATED.has(kind)) return ofPod(obj(obj(raw['spec'])['template']), 'spec.template.spec');
  if (/^(?:Cluster)?RoleBinding$/.test(kind)) return ofBinding(raw);
  if (/^(?:Cluster)?Role$/.test(kind)) return lists(raw, 'rules');
  return undefined;
}

/** Kinds in whose spec the API server requires or sets something; of a NetworkPolicy that may be an empty selector alone. */
const SPECIFIED: ReadonlySet<string> = new Set(
  (
    'Service Ingress PersistentVolume PersistentVolumeClaim HorizontalPodAutoscaler PodDisruptionBudget ' +
    'CertificateSigningRequest CustomResourceDefinition APIService'
  ).split(' '),
);

/**
 * What an object lacks that the API server asks for or sets: pods and what makes them something to run, others their spec. Undefined where
 * nothing is missing.
 */
export function missingPartOf(kind: string, raw: Raw): string | undefined {
  const spec = obj(raw['spec']);
  if (SPECIFIED.has(kind)) return Object.keys(spec).length > 0 ? undefined : 'a spec';
  if (kind === 'NetworkPolicy') return isObject(raw['spec']) ? undefined : 'a spec';
  if (kind === 'Pod') return hasContainers(spec) ? undefined : 'containers';
  const job = kind === 'CronJob' ? obj(obj(spec['jobTemplate'])['spec']) : spec;
  if (kind !== 'CronJob' && !TEMPLATED.has(kind)) return undefined;
  return hasContainers(obj(obj(job['template'])['spec'])) ? undefined : 'a pod template';
}

function hasContainers({ containers }: Raw): boolean {
  return Array.isArray(containers) ? containers.length > 0 : containers !== undefined && containers !== null;
}

/** Whether Kustomize merges it into another object: it has patch directives, or containers of a workload without an image. */
export function isPatch(kind: string, raw: Raw): boolean {
  const spec = obj(raw['spec']);
  const inside = obj(obj(spec['template'])['spec']);
  const containers = arr(inside['containers']).map(obj);
  if ([raw, obj(raw['metadata']), spec, inside, ...containers].some((part) => part['$patch'] !== undefined))
    return true;
  return TEMPLATED.has(kind) && containers.some(({ image }) => image === undefined || image === null);
}

const OPERATIONS: ReadonlySet<unknown> = new Set(['add', 'remove', 'replace', 'move', 'copy', 'test']);

/** Is it an operation of a JSON patch (RFC 6902), which Kustomize applies to an object? */
export function isPatchOperation({ op, path }: Raw): boolean {
  return OPERATIONS.has(op) && typeof path === 'string' && (path === '' || path.startsWith('/'));
}

function ofPod(holder: Raw, path: string): string | undefined {
  const { spec } = holder;
  if (spec === undefined || spec === null) return undefined;
  if (!isObject(spec)) return `${path} is no object`;
  const odd = ofPodSpec(spec);
  return odd && `${path}.${odd}`;
}

/** Without the path, which is only needed for an invalid field: every pod of the cluster is checked. */
function ofPodSpec(spec: Raw): string | undefined {
  const odd = notBoolean(spec, FLAGS) ?? security(spec) ?? lists(spec, 'volumes');
  if (odd !== undefined) return odd;
  for (const key of ['containers', 'initContainers', 'ephemeralContainers']) {
    const containers = spec[key];
    if (containers === undefined || containers === null) continue;
    const found = lists(spec, key);
    if (found !== undefined) return found;
    for (const container of arr(containers)) {
      const inside =
        security(obj(container)) ?? lists(obj(container), 'ports') ?? commandLine(obj(container));
      if (inside !== undefined) return `${key}.${inside}`;
    }
  }
  return undefined;
}

/** A word or a variable that is no text would count as one that is not set. */
function commandLine(container: Raw): string | undefined {
  for (const key of ['command', 'args']) {
    const value = container[key];
    if (value === undefined || value === null) continue;
    if (!Array.isArray(value) || !value.every((word) => typeof word === 'string'))
      return `${key} is no list of texts`;
  }
  const odd = lists(container, 'env');
  if (odd !== undefined) return odd;
  const wrong = arr(container['env'])
    .map(obj)
    .some(
      ({ name, value = '' }) => typeof name !== 'string' || (value !== null && typeof value !== 'string'),
    );
  return wrong ? 'env has a name or a value that is no text' : undefined;
}

function security(holder: Raw): string | undefined {
  const value = holder['securityContext'];
  if (value === undefined || value === null) return undefined;
  if (!isObject(value)) return 'securityContext is no object';
  const odd = capabilities(value) ?? notBoolean(value, SECURITY);
  return odd && `securityContext.${odd}`;
}

function capabilities(context: Raw): string | undefined {
  const sets = context['capabilities'];
  if (sets === undefined || sets === null) return undefined;
  if (!isObject(sets)) return 'capabilities is no object';
  for (const key of ['add', 'drop'])
    if (sets[key] !== undefined && sets[key] !== null && !Array.isArray(sets[key]))
      return `capabilities.${key} is no list`;
  return undefined;
}

function notBoolean(holder: Raw, keys: readonly string[]): string | undefined {
  for (const key of keys) {
    const value = holder[key];
    if (value !== undefined && value !== null && typeof value !== 'boolean') return `${key} is no boolean`;
  }
  return undefined;
}

/** A list of objects, or nothing. */
function lists(holder: Raw, key: string): string | undefined {
  const value = holder[key];
  if (value === undefined || value === null) return undefined;
  return Array.isArray(value) && value.every(isObject) ? undefined : `${key} is no list of objects`;
}

function ofBinding(raw: Raw): string | undefined {
  const { roleRef } = raw;
  if (roleRef !== undefined && roleRef !== null && !isObject(roleRef)) return 'roleRef is no object';
  return lists(raw, 'subjects');
}

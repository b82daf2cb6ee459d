/**
 * Objects with other field names, converted to those of the API.
 *
 * - `kubectl cluster-info dump` printed Kubernetes' internal types until 1.11: metadata flat in the object and the fields under their Go
 *   names from 1.6 on (pkg/apis/core/types.go without JSON tags), and in all of them the host namespaces within the pod's security context.
 * - The Python client's `to_dict()` writes `host_network` for hostNetwork.
 */
import { isDangerousKey, isObject, obj } from '../project/raw.ts';
import type { Raw } from '../project/raw.ts';

/** Values with arbitrary keys: labels, quantities, data. */
const FREE = new Set(
  (
    'labels annotations matchLabels nodeSelector limits requests capacity allocatable data stringData binaryData ' +
    'parameters hard used default defaultRequest'
  ).split(' '),
);
/** Fields of metadata that internal types have in the object itself. */
const META = new Set(
  (
    'name generateName namespace selfLink uid resourceVersion generation continue creationTimestamp deletionTimestamp ' +
    'labels annotations ownerReferences finalizers'
  ).split(' '),
);
const MAX_DEPTH = 64;

/** The object in the form of the API. An object that has it already is returned unchanged. */
export function apiSpelling(raw: Raw): Raw {
  if (isInternal(raw)) return hostNamespacesUp(renamed(raw, goName, 0));
  if (isPython(raw)) return renamed(raw, pythonName, 0);
  return raw['kind'] === undefined ? hostNamespacesUp(raw) : raw;
}

function isInternal(raw: Raw): boolean {
  return ['Spec', 'Status', 'Items', 'ObjectMeta', 'ListMeta'].some((key) => raw[key] !== undefined);
}

function isPython(raw: Raw): boolean {
  const meta = obj(raw['metadata']);
  return ['creation_timestamp', 'resource_version', 'self_link', 'owner_references', 'managed_fields'].some(
    (key) => Object.hasOwn(meta, key),
  );
}

function renamed(raw: Raw, rename: (key: string) => string, depth: number): Raw {
  const result: Record<string, unknown> = {};
  const meta: Record<string, unknown> = {};
  const flat = rename === goName && (raw['Spec'] !== undefined || depth === 0);
  for (const key of Object.keys(raw)) {
    // Unset fields are null here, and absent in the API.
    if (isDangerousKey(key) || raw[key] === null) continue;
    if (flat && META.has(key)) meta[key] = raw[key];
    else if (key === 'ObjectMeta' || key === 'ListMeta')
      Object.assign(meta, renamed(obj(raw[key]), rename, depth + 1));
    else if (key === 'TypeMeta') Object.assign(result, renamed(obj(raw[key]), rename, depth + 1));
    else result[rename(key)] = inner(raw[key], rename(key), rename, depth);
  }
  if (Object.keys(meta).length > 0) result['metadata'] = { ...obj(result['metadata']), ...meta };
  return result;
}

function inner(value: unknown, key: string, rename: (key: string) => string, depth: number): unknown {
  if (depth >= MAX_DEPTH) return undefined;
  if (Array.isArray(value)) return value.map((item) => inner(item, '', rename, depth + 1));
  // The only object of the API with a capitalized field.
  if (!isObject(value) || FREE.has(key) || key === 'kubeletEndpoint') return value;
  // A Service's selector is a map of labels, a Deployment's has fields.
  if (key === 'selector' && !Object.keys(value).some((name) => /^match_?(?:labels|expressions)$/i.test(name)))
    return value;
  return renamed(value, rename, depth + 1);
}

/** `HostPath` -> hostPath, `DNSPolicy` -> dnsPolicy, `TTY` -> tty. */
function goName(key: string): string {
  return key.replace(/^[A-Z]+(?=[A-Z][a-z])|^[A-Z]+(?![a-z])|^[A-Z]/, (capitals) => capitals.toLowerCase());
}

/** Names that the client splits in its own way. */
const PYTHON: Readonly<Record<string, string>> = {
  external_i_ps: 'externalIPs',
  load_balancer_ip: 'loadBalancerIP',
  non_resource_ur_ls: 'nonResourceURLs',
  pod_cid_rs: 'podCIDRs',
};

/** `host_network` -> hostNetwork, `pod_ip` -> podIP, `_continue` -> continue. */
function pythonName(key: string): string {
  return (
    PYTHON[key] ??
    key
      .replace(/^_/, '')
      .replace(/_(ip|id|pid|ipc|cidr|uid)$/, (_, word: string) => word.toUpperCase())
      .replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
  );
}

const HOST_NAMESPACES = ['hostNetwork', 'hostPID', 'hostIPC'] as const;

/** Internal types have them in the security context of the pod, the API in its spec. */
function hostNamespacesUp(raw: Raw): Raw {
  const spec = obj(raw['spec']);
  const template = obj(spec['template']);
  if (isObject(template['spec'])) {
    const lifted = hostNamespacesUp(template);
    return lifted === template ? raw : { ...raw, spec: { ...spec, template: lifted } };
  }
  const security = obj(spec['securityContext']);
  const found = HOST_NAMESPACES.filter((name) => security[name] === true);
  if (found.length === 0) return raw;
  return { ...raw, spec: { ...spec, ...Object.fromEntries(found.map((name) => [name, true])) } };
}

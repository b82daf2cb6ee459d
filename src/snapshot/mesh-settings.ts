/**
 * Settings of a mesh: the key `mesh` of the ConfigMaps of mesh-config.ts (https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/).
 * istiod reads it as YAML or JSON, and its fields by either name of protobuf (istio pkg/config/mesh, ApplyMeshConfig, which uses protojson).
 */
import { CORE_SCHEMA, load, mergeTag } from 'js-yaml';
import { isDangerousKey, isObject, strings } from './project/raw.ts';
import type { Raw } from './project/raw.ts';
import { selectorText } from './project/selector.ts';
import { NOT_YAML, UNREADABLE } from './unreadable.ts';

/** The settings that are used; absent = the default of istiod. */
export interface MeshSettings {
  rootNamespace?: string;
  trustDomain?: string;
  trustDomainAliases?: readonly string[];
  enableAutoMtls?: boolean;
  outboundTrafficPolicy?: { mode?: string };
  inboundTrafficPolicy?: { mode?: string };
  accessLogFile?: string;
  defaultProviders?: { accessLogging?: readonly string[] };
  extensionProviders?: readonly {
    name?: string;
    envoyExtAuthzHttp?: ExternalAuthorizer;
    envoyExtAuthzGrpc?: ExternalAuthorizer;
  }[];
  pathNormalization?: { normalization?: string };
  meshMTLS?: { minProtocolVersion?: string };
  tlsDefaults?: { minProtocolVersion?: string };
  defaultServiceExportTo?: readonly string[];
  defaultVirtualServiceExportTo?: readonly string[];
  defaultDestinationRuleExportTo?: readonly string[];
  ingressControllerMode?: string;
  ingressService?: string;
  ingressSelector?: string;
  /** `interceptionMode`: how traffic is redirected to the proxies, unless a pod overrides it. */
  defaultConfig?: { interceptionMode?: string; proxyMetadata?: Readonly<Record<string, string>> };
  /** Namespaces that the control plane reads objects of, as selectors of which one is enough; absent: all of them. */
  discoverySelectors?: readonly (readonly string[])[];
}

interface ExternalAuthorizer {
  service?: string;
  port?: number;
  failOpen?: boolean;
}

/** Values of an enum by number, as protobuf also accepts them. */
type Enum = readonly string[];

/** Type of a field; an array with one element: a list of such. */
type Node = 'text' | 'flag' | 'number' | { oneOf: Enum } | 'selectors' | readonly [Node] | Tree;
interface Tree {
  readonly fields: Readonly<Record<string, Node>>;
}

const tree = (fields: Readonly<Record<string, Node>>): Tree => ({ fields });
const TEXTS: Node = ['text'];
const TLS_VERSION = tree({ minProtocolVersion: { oneOf: ['TLS_AUTO', 'TLSV1_2', 'TLSV1_3'] } });
const AUTHORIZER = tree({ service: 'text', port: 'number', failOpen: 'flag' });

/** Numbers of the enums: istio.io/api mesh/v1alpha1/config.proto and proxy.proto. */
const SETTINGS = tree({
  rootNamespace: 'text',
  trustDomain: 'text',
  trustDomainAliases: TEXTS,
  enableAutoMtls: 'flag',
  outboundTrafficPolicy: tree({ mode: { oneOf: ['REGISTRY_ONLY', 'ALLOW_ANY'] } }),
  inboundTrafficPolicy: tree({ mode: { oneOf: ['PASSTHROUGH', 'LOCALHOST'] } }),
  accessLogFile: 'text',
  defaultProviders: tree({ accessLogging: TEXTS }),
  extensionProviders: [tree({ name: 'text', envoyExtAuthzHttp: AUTHORIZER, envoyExtAuthzGrpc: AUTHORIZER })],
  pathNormalization: tree({
    normalization: { oneOf: ['DEFAULT', 'NONE', 'BASE', 'MERGE_SLASHES', 'DECODE_AND_MERGE_SLASHES'] },
  }),
  meshMTLS: TLS_VERSION,
  tlsDefaults: TLS_VERSION,
  defaultServiceExportTo: TEXTS,
  defaultVirtualServiceExportTo: TEXTS,
  defaultDestinationRuleExportTo: TEXTS,
  ingressControllerMode: { oneOf: ['UNSPECIFIED', 'OFF', 'DEFAULT', 'STRICT'] },
  ingressService: 'text',
  ingressSelector: 'text',
  defaultConfig: tree({
    interceptionMode: { oneOf: ['REDIRECT', 'TPROXY', 'NONE'] },
    // How proxies assign addresses to hosts.
    proxyMetadata: tree({
      ISTIO_META_DNS_CAPTURE: 'text',
      ISTIO_META_DNS_AUTO_ALLOCATE: 'text',
      PILOT_ENABLE_IP_AUTOALLOCATE: 'text',
    }),
  }),
  discoverySelectors: 'selectors',
});

const SCHEMA = CORE_SCHEMA.withTags(mergeTag);
/** More than any mesh configuration has. */
const MAX_TEXT = 1_000_000;
/** The replacement of secrets is no valid YAML. */
const MASKED = /\*{3}/g;
/** Comment lines: the parser rejects a document without a value. */
const REMARKS = /^\s*#.*$/gm;

/**
 * The settings in such a text. Undefined where istiod would reject it, or this parser cannot read it: the configuration of the mesh is then
 * unknown.
 */
export function meshSettings(text: string): MeshSettings | undefined {
  const found = readMesh(text);
  return typeof found === 'string' ? undefined : found;
}

/** The settings, or the mark that replaces a text without any. */
export function readMesh(text: string): MeshSettings | typeof UNREADABLE | typeof NOT_YAML {
  if (text === NOT_YAML) return NOT_YAML;
  if (text.length > MAX_TEXT || text === UNREADABLE) return UNREADABLE;
  if (text.replace(REMARKS, '').trim() === '') return {};
  let parsed: unknown;
  try {
    parsed = load(text.replace(MASKED, 'masked'), { schema: SCHEMA, json: true, maxAliases: 100 });
  } catch {
    return NOT_YAML;
  }
  if (parsed === null || parsed === undefined) return {};
  try {
    return read(parsed, SETTINGS) as MeshSettings;
  } catch {
    return UNREADABLE;
  }
}

/** A value that the API does not accept for its field. */
class Rejected extends Error {}

function read(value: unknown, node: Node): unknown {
  if (node === 'text') {
    if (typeof value !== 'string') throw new Rejected();
    return value;
  }
  if (node === 'flag') {
    if (typeof value !== 'boolean') throw new Rejected();
    return value;
  }
  if (node === 'number') {
    const number = typeof value === 'string' ? Number(value) : value;
    if (typeof number !== 'number' || !Number.isFinite(number)) throw new Rejected();
    return number;
  }
  if (node === 'selectors') return selectors(value);
  if ('fields' in node) return readTree(value, node);
  if ('oneOf' in node) {
    const name = typeof value === 'number' ? node.oneOf[value] : value;
    if (typeof name !== 'string') throw new Rejected();
    return name;
  }
  if (!Array.isArray(value)) throw new Rejected();
  return value.map((item) => read(item, node[0]));
}

function readTree(value: unknown, { fields }: Tree): Raw {
  if (!isObject(value)) throw new Rejected();
  const result: Record<string, unknown> = {};
  for (const [name, node] of Object.entries(fields)) {
    const given = fieldOf(value, name);
    if (given !== undefined) result[name] = read(given, node);
  }
  return result;
}

/** A field of an object by either of its names; both at once are rejected. */
function fieldOf(value: Raw, name: string): unknown {
  const other = name.replace(/[A-Z]+(?![a-z])|[A-Z]/g, (letters) => `_${letters.toLowerCase()}`);
  const given = [...new Set([name, other])]
    .filter((one) => Object.hasOwn(value, one) && !isDangerousKey(one))
    .map((one) => value[one])
    .filter((one) => one !== undefined && one !== null);
  if (given.length > 1) throw new Rejected();
  // An empty root namespace cannot be written by accident: istiod would read policies of no namespace.
  if (name === 'rootNamespace' && given[0] === '') throw new Rejected();
  return given[0];
}

/** Selectors as objects, or as what is kept of them; without any, there is no limit. */
function selectors(value: unknown): string[][] | undefined {
  if (!Array.isArray(value)) throw new Rejected();
  if (value.length === 0) return undefined;
  return value.map((one) => (Array.isArray(one) ? strings(one) : (selectorText(one) ?? [])));
}

/**
 * Where control planes of Istio keep their configuration. The collector reads these ConfigMaps and the add-on evaluates
 * them; both have to agree, so both use this file.
 */
import { CORE_SCHEMA, load, mergeTag } from 'js-yaml';
import type { WebhookRecord } from './kinds/webhook.ts';
import { strings } from './project/raw.ts';
import { selectorText } from './project/selector.ts';
import { UNREADABLE } from './unreadable.ts';

/** Namespace and name of a ConfigMap. */
export interface ConfigMapPlace {
  namespace: string;
  name: string;
}

const INJECTOR = /^istio-(?:sidecar-injector|revision-tag)/;

/**
 * The ConfigMaps of the control planes that inject: the injector's webhook configuration names the Service of its control plane,
 * `istiod` or `istiod-REVISION` (chart istio-discovery of https://github.com/istio/istio, templates mutatingwebhook.yaml and
 * configmap.yaml). Sorted, without duplicates.
 */
export function meshConfigPlaces(webhooks: readonly WebhookRecord[]): ConfigMapPlace[] {
  const places = webhooks.flatMap(({ kind, name, labels, webhooks: list }) =>
    kind === 'MutatingWebhookConfiguration' && INJECTOR.test(name)
      ? list.flatMap(({ service }) =>
          service === undefined ? [] : [placeOf(service, labels['istio.io/rev'])],
        )
      : [],
  );
  const byKey = new Map(places.map((place) => [`${place.namespace}/${place.name}`, place]));
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, place]) => place);
}

function placeOf(service: string, revision: string | undefined): ConfigMapPlace {
  const [namespace = '', name = ''] = service.split('/');
  return { namespace, name: meshConfigName(/^istiod-(.+)$/.exec(name)?.[1] ?? revision) };
}

/** `istio`, or `istio-REVISION`. */
export function meshConfigName(revision: string | undefined): string {
  return revision === undefined || revision === '' || revision === 'default' ? 'istio' : `istio-${revision}`;
}

/** The ConfigMap of the injector for one of a control plane: `istio-sidecar-injector`, with the same revision as suffix. */
export function injectorName(meshConfig: string): string {
  return meshConfig.replace(/^istio(?=-|$)/, 'istio-sidecar-injector');
}

const SCHEMA = CORE_SCHEMA.withTags(mergeTag);
/** More than any mesh configuration has. */
const MAX_TEXT = 1_000_000;
/** The replacement of secrets is no valid YAML. */
const MASKED = /\*{3}/g;

/** Comment lines: the parser rejects a document without a value. */
const REMARKS = /^\s*#.*$/gm;

/** Settings in the key `mesh` of such a ConfigMap, as far as they are used. */
export interface MeshSettings {
  rootNamespace?: string;
  /** `defaultConfig.interceptionMode`: how traffic is redirected to the proxies, unless a pod overrides it. */
  interceptionMode?: string;
  /** Namespaces that the control plane reads objects of, as selectors of which one is enough; absent: all of them. */
  discoverySelectors?: readonly (readonly string[])[];
}

/**
 * istiod reads it as YAML or JSON, and its fields by either name of protobuf (istio pkg/config/mesh, ApplyMeshConfig, which uses
 * protojson). Undefined where istiod would reject it, or this parser cannot read it: the configuration of the mesh is then unknown.
 */
export function meshSettings(text: string): MeshSettings | undefined {
  if (text.length > MAX_TEXT || text === UNREADABLE) return undefined;
  if (text.replace(REMARKS, '').trim() === '') return {};
  let parsed: unknown;
  try {
    parsed = load(text.replace(MASKED, 'masked'), { schema: SCHEMA, json: true, maxAliases: 100 });
  } catch {
    return undefined;
  }
  if (parsed === null || parsed === undefined) return {};
  if (typeof parsed !== 'object' || Array.isArray(parsed)) return undefined;
  const root = fieldOf(parsed, 'rootNamespace', 'root_namespace');
  const proxy = fieldOf(parsed, 'defaultConfig', 'default_config');
  const mode = fieldOf(proxy, 'interceptionMode', 'interception_mode');
  const discovery = fieldOf(parsed, 'discoverySelectors', 'discovery_selectors');
  if (root === TWICE || proxy === TWICE || mode === TWICE || discovery === TWICE) return undefined;
  if (discovery !== undefined && !Array.isArray(discovery)) return undefined;
  if (root !== undefined && (typeof root !== 'string' || root === '')) return undefined;
  const interceptionMode = typeof mode === 'number' ? MODES[mode] : mode;
  return {
    ...(root !== undefined && { rootNamespace: root }),
    ...(typeof interceptionMode === 'string' && { interceptionMode }),
    ...(discovery && discovery.length > 0 && { discoverySelectors: discovery.map(selectorOf) }),
  };
}

/** As an object, or as what is kept of one. */
function selectorOf(value: unknown): string[] {
  return Array.isArray(value) ? strings(value) : (selectorText(value) ?? []);
}

/** As numbers, as protobuf has them. */
const MODES: readonly string[] = ['REDIRECT', 'TPROXY', 'NONE'];
const TWICE = Symbol('by both of its names');

/** A field of an object by either of its names. */
function fieldOf(value: unknown, name: string, other: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  const fields = value as Readonly<Record<string, unknown>>;
  const given = [fields[name], fields[other]].filter((one) => one !== undefined && one !== null);
  return given.length > 1 ? TWICE : given[0];
}

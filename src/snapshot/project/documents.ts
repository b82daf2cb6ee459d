/**
 * Documents in ConfigMaps. They may contain secrets, so none is kept unchanged: each is parsed, and written again with the few fields that
 * the model requires. A document that cannot be parsed is replaced by a mark.
 */
import { CORE_SCHEMA, load, mergeTag } from 'js-yaml';
import { isKeptFlag, NOT_KEPT } from '../../data/kept-flags.ts';
import { readMesh } from '../mesh-settings.ts';
import { redactText, redactValue } from '../redact.ts';
import { cleanLine } from '../text.ts';
import { UNREADABLE } from '../unreadable.ts';
import { arr, isDangerousKey, isObject, obj, scalar, strings } from './raw.ts';
import type { Raw } from './raw.ts';

/** The kept part of a document. */
export type Keep = (text: string) => string;

const SCHEMA = CORE_SCHEMA.withTags(mergeTag);
/** Longer than any document that these programs read. */
const MAX_TEXT = 1_000_000;
const MAX_FLAGS = 500;

function keeping(kept: (document: Raw) => readonly string[]): Keep {
  return (text) => {
    const document = parse(text);
    return document === undefined ? UNREADABLE : kept(document).join('\n');
  };
}

function parse(text: string): Raw | undefined {
  if (text.length > MAX_TEXT) return undefined;
  try {
    const value: unknown = load(text, { schema: SCHEMA, json: true });
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/**
 * kubeadm's ClusterConfiguration, v1alpha3 on, and the MasterConfiguration before it (kubernetes/kubernetes cmd/kubeadm/app/apis/kubeadm):
 * the API server address for nodes, and the flags of the control plane components. Read by model/control-plane/sources/kubeadm.ts and
 * checks/helpers/intent.ts.
 */
export const clusterConfiguration = keeping((document) => {
  const etcd = obj(document['etcd']);
  return [
    ...setting('controlPlaneEndpoint' in document ? document : obj(document['api']), 'controlPlaneEndpoint'),
    ...['apiServer', 'controllerManager', 'scheduler'].flatMap((part) =>
      below([part], extraArgs(obj(document[part])['extraArgs'] ?? document[`${part}ExtraArgs`])),
    ),
    ...below(['etcd', 'local'], extraArgs(obj(etcd['local'])['extraArgs'] ?? etcd['extraArgs'])),
  ];
});

/** kube-proxy's configuration: checks kube-proxy-metrics-open and upgrade-blocked. */
export const proxyConfiguration = keeping((document) =>
  ['metricsBindAddress', 'mode'].flatMap((key) => setting(document, key)),
);

/** Istio's mesh configuration: the settings that snapshot/mesh-settings.ts reads, as JSON with the names of the documentation. */
export const meshConfiguration: Keep = (text) => {
  const settings = readMesh(text);
  return typeof settings === 'string'
    ? settings
    : JSON.stringify(settings, (_key, value: unknown) =>
        typeof value === 'string' ? redactText(cleanLine(value)) : value,
      );
};

const INTERCEPTION = [
  'includeInboundPorts',
  'excludeInboundPorts',
  'includeIPRanges',
  'excludeIPRanges',
  'includeOutboundPorts',
  'excludeOutboundPorts',
];

/** Values of Istio's injector: the traffic that it excludes from sidecars unless pods override them (addons/istio/interception.ts). */
export const injectorValues: Keep = (text) => {
  const document = parse(text);
  if (document === undefined) return UNREADABLE;
  const proxy = obj(obj(document['global'])['proxy']);
  const kept = INTERCEPTION.flatMap((key): [string, string][] => {
    const value = proxy[key];
    const text = value === '' ? value : scalar(value);
    return text === undefined ? [] : [[key, redactText(cleanLine(text))]];
  });
  return JSON.stringify(Object.fromEntries(kept));
};

/** Antrea's agent and controller: the feature gates of policies (checks/helpers/acting-policies.ts). */
export const antreaConfiguration = keeping(({ featureGates }) =>
  ['AntreaPolicy', 'AdminNetworkPolicy', 'AllAlpha', 'AllBeta'].flatMap((gate) => {
    const on = obj(featureGates)[gate];
    return typeof on === 'boolean' ? `${gate}: ${on}` : [];
  }),
);

/** Kiali: whether it asks for a login (data/web-interfaces/monitoring.ts), and whether it changes objects (istio/dashboard-without-login). */
export const kialiConfiguration = keeping(({ auth, deployment }) => [
  ...below(['auth'], setting(obj(auth), 'strategy')),
  ...below(['deployment'], obj(deployment)['view_only_mode'] === true ? ['view_only_mode: "true"'] : []),
]);

function setting(document: Raw, key: string): string[] {
  const value = scalar(document[key]);
  return value === undefined ? [] : [`${key}: ${quoted(redactText(value))}`];
}

function quoted(text: string): string {
  return `"${cleanLine(text)}"`;
}

function below(keys: readonly string[], lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  const indent = (depth: number) => '  '.repeat(depth);
  return [
    ...keys.map((key, depth) => `${indent(depth)}${key}:`),
    ...lines.map((line) => `${indent(keys.length)}${line}`),
  ];
}

/** In the form of v1beta4, from any version: a list of names and values. */
function extraArgs(given: unknown): string[] {
  const reported = argumentsOf(given).slice(0, MAX_FLAGS);
  if (reported.length === 0) return [];
  return [
    'extraArgs:',
    ...reported.flatMap(({ name, value, merge }) => [
      `- name: ${name}`,
      `  value: ${quoted(isKeptFlag(name) ? redactValue(name, value) : NOT_KEPT)}`,
      ...(merge === undefined ? [] : [`  mergeMethod: ${merge}`]),
    ]),
  ];
}

const FLAG = /^[A-Za-z][\w.-]{0,99}$/;

interface Argument {
  name: string;
  value: string;
  /** How kubeadm merges it with its own value (kubeadm v1, Kubernetes 1.37 on). */
  merge?: string;
}

/** From a list, or a map; entries without the name of a flag are dropped. */
function argumentsOf(value: unknown): Argument[] {
  const given: [name: unknown, value: unknown, merge?: unknown][] = Array.isArray(value)
    ? arr(value)
        .map(obj)
        .map((item) => [item['name'], item['value'], item['mergeMethod']])
    : Object.entries(obj(value));
  return given.flatMap(([name, text, merge]): Argument[] =>
    typeof name === 'string' && FLAG.test(name) && !isDangerousKey(name)
      ? [
          {
            name,
            value: textOf(text),
            ...(typeof merge === 'string' && /^[A-Za-z]{1,20}$/.test(merge) && { merge }),
          },
        ]
      : [],
  );
}

function textOf(value: unknown): string {
  return typeof value === 'boolean' ? String(value) : (scalar(value) ?? '');
}

/**
 * The configuration that OpenShift's operator renders for the API servers, as JSON: model/control-plane/sources/openshift.ts. Of an audit
 * configuration in the old form only the presence is kept.
 */
export const operatorConfiguration: Keep = (text) => {
  const document = parse(text);
  if (document === undefined) return UNREADABLE;
  const flags = Object.entries(obj(document['apiServerArguments'])).flatMap(
    ([name, values]): [string, string[]][] =>
      isKeptFlag(name) ? [[name, strings(values).map((value) => redactValue(name, value))]] : [],
  );
  const tls = scalar(obj(document['servingInfo'])['minTLSVersion']);
  return JSON.stringify({
    ...(isObject(document['apiServerArguments']) && { apiServerArguments: Object.fromEntries(flags) }),
    ...(tls !== undefined && { servingInfo: { minTLSVersion: redactText(tls) } }),
    ...('auditConfig' in document && { auditConfig: {} }),
  });
};

/** Presence without the value. */
export const presence: Keep = (text) => (text.trim() === '' ? '' : '(set)');

/** One setting, unchanged. */
export const plainText: Keep = (text) => redactText(cleanLine(text));

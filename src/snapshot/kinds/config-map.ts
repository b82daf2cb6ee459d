import { snippetMark } from '../../data/ingress-places.ts';
import { ciliumPolicySettings, ciliumTransportSettings } from '../../data/network-policy.ts';
import { ADDON_CONFIG_MAPS, INGRESS_NGINX_KEYS } from '../project/addon-config-maps.ts';
import { corefile } from '../project/corefile.ts';
import {
  antreaConfiguration,
  clusterConfiguration,
  injectorValues,
  kialiConfiguration,
  meshConfiguration,
  operatorConfiguration,
  plainText,
  presence,
  proxyConfiguration,
} from '../project/documents.ts';
import type { Keep } from '../project/documents.ts';
import { contourSettings, envoyGatewaySettings } from '../project/envoy-settings.ts';
import { certificatesOf } from '../parse/certificate.ts';
import type { CertificatePlace } from '../parse/certificate.ts';
import { bootstrapFromText } from '../project/envoy.ts';
import { isObject, namespaceOf } from '../project/raw.ts';
import type { Raw } from '../project/raw.ts';
import type { CertificateUse } from '../schema/certificate.ts';
import { block, map, object, text } from '../schema/shape.ts';
import type { Infer } from '../schema/shape.ts';
import { cleanBlock } from '../text.ts';
import { defineKind } from './define.ts';
import type { Extra } from './define.ts';

/** Only ConfigMaps that are requested by name (see collect/collectors/configmaps.ts), only the keys listed there, redacted. */
export type ConfigMapRecord = Infer<typeof shape>;

const shape = object({ namespace: text, name: text, data: map(block) });

interface KnownConfigMap {
  /** Absent = any namespace (add-ons may be installed anywhere). */
  namespaces?: readonly string[];
  name: RegExp;
  /** Keys, and how each is reduced; without any, only the existence of the ConfigMap. */
  keys: Readonly<Record<string, Keep>>;
}

const SYSTEM = ['kube-system'];

/** Collectors request those with a plain name; the others are recognized when they are given. */
export const KNOWN_CONFIG_MAPS: readonly KnownConfigMap[] = [
  {
    namespaces: SYSTEM,
    name: /^kubeadm-config$/,
    keys: { ClusterConfiguration: clusterConfiguration, MasterConfiguration: clusterConfiguration },
  },
  {
    namespaces: SYSTEM,
    name: /^kube-proxy(-config)?$/,
    keys: { 'config.conf': proxyConfiguration, config: proxyConfiguration },
  },
  { namespaces: SYSTEM, name: /^coredns$/, keys: { Corefile: corefile } },
  {
    namespaces: SYSTEM,
    name: /^extension-apiserver-authentication$/,
    keys: {
      'client-ca-file': presence,
      'requestheader-client-ca-file': presence,
      'requestheader-allowed-names': plainText,
    },
  },
  { namespaces: ['default', 'kube-system'], name: /^kube-root-ca\.crt$/, keys: {} },
  { namespaces: ['kube-public'], name: /^(cluster-info|microshift-version)$/, keys: {} },
  {
    namespaces: ['openshift-kube-apiserver'],
    name: /^config$/,
    keys: { 'config.yaml': operatorConfiguration },
  },
  { name: /^istio-sidecar-injector(-[a-z0-9-]+)?$/, keys: { values: injectorValues } },
  { name: /^istio-cni-config$/, keys: { AMBIENT_ENABLED: plainText, REPAIR_ENABLED: plainText } },
  { name: /^istio(-[a-z0-9-]+)?$/, keys: { mesh: meshConfiguration } },
  {
    name: /^cilium-config$/,
    keys: Object.fromEntries(
      [...ciliumPolicySettings, ...ciliumTransportSettings].map((name) => [name, plainText]),
    ),
  },
  {
    name: /^antrea-config$/,
    keys: { 'antrea-agent.conf': antreaConfiguration, 'antrea-controller.conf': antreaConfiguration },
  },
  // Ports and snippets are kept whatever they are called (portsOf, snippetsOf).
  { namespaces: ['ingress-nginx'], name: /^(?:tcp-services|ingress-nginx-controller)$/, keys: {} },
  {
    name: /^argocd-cmd-params-cm$/,
    keys: { 'server.disable.auth': plainText, 'server.insecure': plainText },
  },
  { name: /^argocd-cm$/, keys: { 'users.anonymous.enabled': plainText, 'admin.enabled': plainText } },
  { name: /^argocd-rbac-cm$/, keys: { 'policy.default': plainText } },
  { name: /^envoy-gateway-config$/, keys: { 'envoy-gateway.yaml': envoyGatewaySettings } },
  // Bootstraps of Envoy are recognized whatever they are called (bootstrapsOf).
  { name: /^(?:kourier-bootstrap|cilium-envoy-config)$/, keys: {} },
  { name: /^contour$/, keys: { 'contour.yaml': contourSettings } },
  { name: /^kiali$/, keys: { 'config.yaml': kialiConfiguration } },
  {
    namespaces: SYSTEM,
    name: /^amazon-vpc-cni$/,
    keys: { 'enable-network-policy-controller': plainText },
  },
  ...ADDON_CONFIG_MAPS,
];

/** The first entry that matches; names of add-ons match in every namespace. */
function knownEntry(namespace: string, name: string): KnownConfigMap | undefined {
  return KNOWN_CONFIG_MAPS.find(
    (item) => item.name.test(name) && (item.namespaces?.includes(namespace) ?? true),
  );
}

export default defineKind({
  record: 'configMap',
  order: 100,
  shape,
  collector: 'configmaps',
  api: [{ kinds: ['/ConfigMap'], scope: 'Namespaced', since: 0 }],
  project: ({ raw, meta }) => {
    const namespace = namespaceOf(meta);
    const data = isObject(raw['data']) ? raw['data'] : {};
    const known = knownEntry(namespace, meta.name);
    const kept = {
      ...(known === undefined ? {} : keptData(known, data)),
      ...portsOf(data),
      ...snippetsOf(data),
    };
    const extra = [...authorities(data, namespace, meta.name), ...bootstrapsOf(data, namespace, meta.name)];
    if (Object.keys(kept).length > 0 || known?.namespaces !== undefined)
      return { record: { namespace, name: meta.name, data: kept }, extra };
    return { extra };
  },
});

/** Longer than any document that is read, so that a truncated one never counts as complete. */
const LARGEST = 2_000_000;

function keptData({ keys }: KnownConfigMap, data: Raw): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [key, keep] of Object.entries(keys)) {
    const value = Object.hasOwn(data, key) ? data[key] : undefined;
    if (typeof value === 'string') result[key] = keep(cleanBlock(value, LARGEST));
  }
  return result;
}

/** Ports that ingress-nginx opens, in a ConfigMap of any name: `9000: namespace/service:80`. Nothing else of it is kept. */
function portsOf(data: Raw): Record<string, string> {
  return Object.fromEntries(
    Object.entries(data).flatMap(([key, value]): [string, string][] => {
      const place = /^\d{1,5}$/.test(key) && typeof value === 'string' ? PLACE.exec(value)?.[0] : undefined;
      return place === undefined ? [] : [[key, place]];
    }),
  );
}

/** Texts that ingress-nginx puts into each server or place, and who may add them, whatever the ConfigMap is called: what they may do is kept. */
function snippetsOf(data: Raw): Record<string, string> {
  return Object.fromEntries(
    Object.entries(data).flatMap(([key, value]): [string, string][] => {
      if (typeof value !== 'string' || value === '') return [];
      if (INGRESS_NGINX_KEYS.includes(key)) return [[key, plainText(value)]];
      return SNIPPET.test(key) ? [[key, snippetMark(value)]] : [];
    }),
  );
}

const SNIPPET = /^(?:main|http|server|location|stream)-snippet$/;

const PLACE = /^[a-z\d][a-z\d-]{0,62}\/[a-z\d][a-z\d.-]{0,62}:[\w-]{1,63}/;

/** Keys of well-known ConfigMaps that contain certificates. */
const AUTHORITIES: Readonly<Record<string, Readonly<Record<string, CertificateUse>>>> = {
  'kube-system/extension-apiserver-authentication': {
    'client-ca-file': 'client-ca',
    'requestheader-client-ca-file': 'front-proxy-ca',
  },
  'kube-system/kube-root-ca.crt': { 'ca.crt': 'cluster-ca' },
  'default/kube-root-ca.crt': { 'ca.crt': 'cluster-ca' },
  'kube-public/cluster-info': { kubeconfig: 'cluster-ca' },
};

function authorities(data: Raw, namespace: string, name: string): Extra[] {
  return Object.entries(AUTHORITIES[`${namespace}/${name}`] ?? {}).flatMap(([part, use]): Extra[] => {
    const value = data[part];
    if (typeof value !== 'string') return [];
    const place: CertificatePlace = { holder: 'ConfigMap', namespace, name, part, use };
    return certificatesOf(part === 'kubeconfig' ? embedded(value) : value, place).map((record) => ({
      kind: 'certificate',
      record,
    }));
  });
}

/** The CA of a kubeconfig, in base64 there. */
function embedded(kubeconfig: string): string {
  const [, data = ''] = /certificate-authority-data:\s*"?([A-Za-z0-9+/=]+)/.exec(kubeconfig) ?? [];
  return Buffer.from(data, 'base64').toString('utf8');
}

function bootstrapsOf(data: Raw, namespace: string, name: string): Extra[] {
  const result: Extra[] = [];
  for (const key of Object.keys(data).sort()) {
    const value = data[key];
    if (typeof value !== 'string') continue;
    const record = bootstrapFromText(value, namespace, `ConfigMap/${name}/${cleanBlock(key, 256)}`);
    if (record !== undefined) result.push({ kind: 'envoyBootstrap', record });
  }
  return result;
}

/**
 * ConfigMaps. Only those below are kept, only the keys named, masked. Anything else is dropped, except that a value that
 * is an Envoy bootstrap gives its facts.
 */
import { certificatesOf } from '../parse/certificate.ts';
import type { CertificatePlace } from '../parse/certificate.ts';
import type { CertificateUse, ConfigMapRecord } from '../records/index.ts';
import { redactText, redactValue } from '../redact.ts';
import { cleanBlock } from '../text.ts';
import { bootstrapFromText } from './envoy.ts';
import { isDangerousKey, isObject, namespaceOf } from './raw.ts';
import type { Raw } from './raw.ts';
import type { Project, Projected } from './types.ts';

interface KnownConfigMap {
  /** Absent = any namespace (add-ons may be installed anywhere). */
  namespaces?: readonly string[];
  name: RegExp;
  keys: RegExp;
}

const SYSTEM = ['kube-system'];

/** The list. A collector asks for those with a plain name; the others are recognised when an object passes by. */
export const KNOWN_CONFIG_MAPS: readonly KnownConfigMap[] = [
  { namespaces: SYSTEM, name: /^kubeadm-config$/, keys: /^ClusterConfiguration$/ },
  { namespaces: SYSTEM, name: /^kubelet-config(-1\.\d+)?$/, keys: /^kubelet$/ },
  { namespaces: SYSTEM, name: /^kube-proxy(-config)?$/, keys: /^(config\.conf|config)$/ },
  {
    namespaces: SYSTEM,
    name: /^(rke2-)?coredns(-rke2-coredns|-custom)?$/,
    keys: /^(Corefile|.*\.(server|override))$/,
  },
  {
    namespaces: SYSTEM,
    name: /^extension-apiserver-authentication$/,
    keys: /^(client-ca-file|requestheader-(client-ca-file|allowed-names|username-headers|group-headers|extra-headers-prefix))$/,
  },
  { namespaces: ['default', 'kube-system'], name: /^kube-root-ca\.crt$/, keys: /^ca\.crt$/ },
  { namespaces: ['kube-public'], name: /^cluster-info$/, keys: /^kubeconfig$/ },
  { namespaces: ['kube-public'], name: /^microshift-version$/, keys: /^(version|major|minor|patch)$/ },
  { namespaces: SYSTEM, name: /^kube-apiserver-legacy-service-account-token-tracking$/, keys: /^since$/ },
  { namespaces: SYSTEM, name: /^aws-auth$/, keys: /^map(Roles|Users|Accounts)$/ },
  {
    namespaces: SYSTEM,
    name: /^amazon-vpc-cni$/,
    keys: /^(enable-network-policy-controller|enable-windows-ipam)$/,
  },
  { namespaces: SYSTEM, name: /^cluster-autoscaler-status$/, keys: /^status$/ },
  { namespaces: SYSTEM, name: /^(k3s|rke2)-etcd-snapshots$/, keys: /.*/ },
  {
    namespaces: ['openshift-kube-apiserver', 'openshift-apiserver'],
    name: /^config(-\d+)?$/,
    keys: /^config\.yaml$/,
  },
  { namespaces: ['openshift-etcd'], name: /^etcd-endpoints$/, keys: /.*/ },
  { name: /^istio(-[a-z0-9-]+)?$/, keys: /^(mesh|meshNetworks)$/ },
  { name: /^istio-shared-configmap-[a-z0-9-]+$/, keys: /^(mesh|meshNetworks)$/ },
  {
    name: /^istio-cni-config$/,
    keys: /^(AMBIENT_\w+|CHAINED_CNI_PLUGIN|EXCLUDE_NAMESPACES|REPAIR_ENABLED|CURRENT_AGENT_VERSION|NATIVE_NFTABLES)$/,
  },
  {
    name: /^istio-ca-root-cert$/,
    keys: /^root-cert\.pem$/,
    namespaces: ['istio-system', 'aks-istio-system'],
  },
  { name: /^kiali$/, keys: /^config\.yaml$/ },
  {
    name: /^argocd-cm$/,
    keys: /^(admin\.enabled|users\.anonymous\.enabled|url|exec\.enabled|statusbadge\.enabled|dex\.config|oidc\.config)$/,
  },
  { name: /^argocd-rbac-cm$/, keys: /^(policy\.default|policy\.csv|scopes)$/ },
  {
    name: /^argocd-cmd-params-cm$/,
    keys: /^(server\.(insecure|disable\.auth|rootpath|enable\.gzip)|application\.namespaces|controller\.[\w.]+)$/,
  },
  { name: /^envoy-gateway-config$/, keys: /^envoy-gateway\.ya?ml$/ },
  { name: /^contour$/, keys: /^contour\.ya?ml$/ },
  {
    name: /^cilium-config$/,
    keys: /^(enable-(policy|wireguard|ipsec|encryption.*|hubble|host-firewall|l7-proxy|envoy-config|gateway-api|ingress-controller|node-encryption)|encrypt-node|hubble-(disable-tls|listen-address|tls-.*)|kube-proxy-replacement|routing-mode|tunnel(-protocol)?|ipam|cluster-(name|id)|external-envoy-proxy|policy-audit-mode|policy-cidr-match-mode|cni-exclusive|mesh-auth-enabled)$/,
  },
  {
    name: /^(kube-flannel-cfg|canal-config|calico-config)$/,
    keys: /^(net-conf\.json|calico_backend|veth_mtu|typha_service_name)$/,
  },
  { name: /^linkerd-config$/, keys: /^(values|linkerd)$/ },
  { name: /^linkerd-identity-trust-roots$/, keys: /^ca-bundle\.crt$/ },
  {
    name: /^ingress-nginx-controller$|^nginx-configuration$/,
    keys: /^(allow-snippet-annotations|annotations-risk-level|enable-modsecurity|enable-owasp-modsecurity-crs|ssl-protocols|ssl-redirect|hsts|use-forwarded-headers|use-proxy-protocol|enable-real-ip|proxy-real-ip-cidr|strict-validate-path-type)$/,
  },
  { name: /^config-(domain|network)$/, keys: /^(?!_example$).*/, namespaces: ['knative-serving'] },
];

/** Values that are one setting each, not a document. */
const SHORT = 512;

/** Sign-on configuration with client secrets in it: only that it is there counts. */
const PRESENCE = /^(?:dex|oidc)\.config$/;

/** The first entry that fits; names of add-ons count in every namespace. */
function knownEntry(namespace: string, name: string): KnownConfigMap | undefined {
  return KNOWN_CONFIG_MAPS.find(
    (item) => item.name.test(name) && (item.namespaces?.includes(namespace) ?? true),
  );
}

export const projectConfigMap: Project = ({ raw, meta }) => {
  const namespace = namespaceOf(meta);
  const data = isObject(raw['data']) ? raw['data'] : {};
  const known = knownEntry(namespace, meta.name);
  const kept = known === undefined ? {} : keptData(known, data);
  const extra = [...authorities(data, namespace, meta.name), ...bootstrapsOf(data, namespace, meta.name)];
  const [first, ...rest] = extra;
  if (Object.keys(kept).length > 0 || (known !== undefined && known.namespaces !== undefined)) {
    const record: ConfigMapRecord = { namespace, name: meta.name, data: kept };
    return first === undefined ? { kind: 'configMap', record } : { kind: 'configMap', record, extra };
  }
  if (first === undefined) return undefined;
  return rest.length > 0 ? { ...first, extra: rest } : first;
};

function keptData(known: KnownConfigMap, data: Raw): Record<string, string> {
  const result: Record<string, string> = {};
  for (const key of Object.keys(data)) {
    const value = data[key];
    if (typeof value !== 'string' || !known.keys.test(key) || isDangerousKey(key)) continue;
    if (PRESENCE.test(key)) {
      result[key] = value.trim() === '' ? '' : '(set)';
      continue;
    }
    const text = cleanBlock(value);
    result[key] = text.length <= SHORT && !text.includes('\n') ? redactValue(key, text) : redactText(text);
  }
  return result;
}

/** Keys of well-known ConfigMaps that hold certificates. */
const AUTHORITIES: Readonly<Record<string, Readonly<Record<string, CertificateUse>>>> = {
  'kube-system/extension-apiserver-authentication': {
    'client-ca-file': 'client-ca',
    'requestheader-client-ca-file': 'front-proxy-ca',
  },
  'kube-system/kube-root-ca.crt': { 'ca.crt': 'cluster-ca' },
  'default/kube-root-ca.crt': { 'ca.crt': 'cluster-ca' },
  'kube-public/cluster-info': { kubeconfig: 'cluster-ca' },
};

function authorities(data: Raw, namespace: string, name: string): Projected[] {
  return Object.entries(AUTHORITIES[`${namespace}/${name}`] ?? {}).flatMap(([part, use]): Projected[] => {
    const value = data[part];
    if (typeof value !== 'string') return [];
    const place: CertificatePlace = { holder: 'ConfigMap', namespace, name, part, use };
    return certificatesOf(part === 'kubeconfig' ? embedded(value) : value, place).map((record) => ({
      kind: 'certificate',
      record,
    }));
  });
}

/** The CA of a kubeconfig, which holds it in base64. */
function embedded(kubeconfig: string): string {
  const [, data = ''] = /certificate-authority-data:\s*"?([A-Za-z0-9+/=]+)/.exec(kubeconfig) ?? [];
  return Buffer.from(data, 'base64').toString('utf8');
}

function bootstrapsOf(data: Raw, namespace: string, name: string): Projected[] {
  const result: Projected[] = [];
  for (const key of Object.keys(data).sort()) {
    const value = data[key];
    if (typeof value !== 'string') continue;
    const record = bootstrapFromText(value, namespace, `ConfigMap/${name}/${cleanBlock(key, 256)}`);
    if (record !== undefined) result.push({ kind: 'envoyBootstrap', record });
  }
  return result;
}

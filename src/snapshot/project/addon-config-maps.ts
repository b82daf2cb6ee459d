/**
 * ConfigMaps of add-ons: the collector requests those of running programs, and the projection keeps these keys of them. As of 2026-12-01;
 * sources: the projects' charts (hashicorp/vault-helm, hashicorp/consul-k8s, grafana/helm-charts, grafana/loki, linkerd/linkerd2,
 * cilium/cilium, coredns/helm) and https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/configmap/.
 */
import { ciliumTransportSettings } from '../../data/network-policy.ts';
import { corefile } from './corefile.ts';
import {
  certificateEnds,
  grafanaConfiguration,
  lokiConfiguration,
  scheme,
  settingNames,
  vaultConfiguration,
} from './addon-documents.ts';
import type { Keep } from './documents.ts';
import { plainText, presence } from './documents.ts';

export interface AddonConfigMap {
  /** Programs that read it, by image. */
  images: readonly string[];
  /** Its name in the namespace of the program; absent: the ConfigMaps that the pod mounts, if they have a name like `name`. */
  fixed?: string;
  name: RegExp;
  keys: Readonly<Record<string, Keep>>;
}

export const ADDON_CONFIG_MAPS: readonly AddonConfigMap[] = [
  {
    images: ['cilium/cilium', 'hardened-cilium'],
    fixed: 'cilium-config',
    name: /^cilium-config$/,
    keys: Object.fromEntries(ciliumTransportSettings.map((name) => [name, plainText])),
  },
  {
    images: ['hashicorp/vault', 'vault'],
    name: /(?:^|-)vault(?:-.+)?-config$|^vault-config/,
    keys: { 'extraconfig-from-values.hcl': vaultConfiguration },
  },
  {
    images: ['grafana/grafana', 'grafana/grafana-oss', 'grafana/grafana-enterprise'],
    name: /(?:^|-)grafana$/,
    keys: { 'grafana.ini': grafanaConfiguration },
  },
  {
    images: ['grafana/loki', 'loki'],
    name: /(?:^|-)loki(?:-config)?$/,
    keys: { 'config.yaml': lokiConfiguration, 'loki.yaml': lokiConfiguration },
  },
  {
    images: ['linkerd/controller'],
    fixed: 'linkerd-identity-trust-roots',
    name: /^linkerd-identity-trust-roots$/,
    keys: { 'ca-bundle.crt': certificateEnds },
  },
  {
    images: ['hashicorp/consul', 'consul'],
    name: /-server-config$|-tmp-extra-config$/,
    keys: {
      'server.json': presence,
      'acl-config.json': presence,
      'tls-config.json': presence,
      'extra-from-values.json': settingNames,
    },
  },
  {
    images: ['goharbor/harbor-core', 'harbor-core'],
    name: /(?:^|-)harbor-core$|-core$/,
    keys: { EXT_ENDPOINT: scheme },
  },
  {
    images: ['serving/cmd/controller', 'knative-serving-controller', 'serving/controller'],
    fixed: 'config-network',
    name: /^config-network$/,
    keys: Object.fromEntries(
      ['external-domain-tls', 'auto-tls', 'autoTLS', 'http-protocol', 'httpProtocol'].map((name) => [
        name,
        plainText,
      ]),
    ),
  },
  {
    images: ['coredns'],
    name: /coredns/,
    keys: { Corefile: corefile },
  },
];

/** Settings of ingress-nginx that are kept whatever its ConfigMap is called. */
export const INGRESS_NGINX_KEYS: readonly string[] = ['allow-snippet-annotations', 'annotations-risk-level'];

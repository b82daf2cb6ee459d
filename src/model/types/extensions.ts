import type { Known } from '../../shared/evidence.ts';
import type {
  ApiServiceRecord,
  ClassRecord,
  ConfigMapRecord,
  CrdRecord,
  CustomRecord,
  DiscoveryRecord,
  EnvoyBootstrapRecord,
  GatewayRecord,
  IngressRecord,
  RouteRecord,
  WebhookRecord,
} from '../../snapshot/records/index.ts';

/** Data for add-on detectors: inexpensive lists, as collected. */
export interface ExtensionFacts {
  crds: readonly CrdRecord[];
  discovery: readonly DiscoveryRecord[];
  apiServices: readonly ApiServiceRecord[];
  webhooks: readonly WebhookRecord[];
  classes: readonly ClassRecord[];
  gateways: readonly GatewayRecord[];
  routes: readonly RouteRecord[];
  ingresses: readonly IngressRecord[];
  custom: readonly CustomRecord[];
  /** All objects of a network policy kind; a known empty list where the API does not have the kind. */
  ofPolicyKind: (group: string, kind: string) => Known<readonly CustomRecord[]>;
  configMaps: readonly ConfigMapRecord[];
  /** One of the ConfigMaps that are collected by name; a known undefined: it does not exist. */
  configMap: (namespace: string, name: string) => Known<ConfigMapRecord | undefined>;
  /** Where the control planes that inject Istio's proxies keep their configuration, by the injector's webhook configurations. */
  meshConfigs: readonly { namespace: string; name: string }[];
  envoyBootstraps: readonly EnvoyBootstrapRecord[];
  /** API groups that are served or have CRDs. */
  groups: ReadonlySet<string>;
}

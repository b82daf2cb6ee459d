/** What checks of add-ons read, in terms of permissions. */
import { pluralOf } from './plural.ts';
import { ADDON_CONFIG_MAPS } from './project/addon-config-maps.ts';
import { ADDON_KINDS } from './project/kinds/addons.ts';

/** Kinds that are kept by name, and of which checks of add-ons read whether there are any. */
const COUNTED: readonly string[] = [
  'metallb.io/IPAddressPool',
  'metallb.io/L2Advertisement',
  'metallb.io/BGPAdvertisement',
  'cilium.io/CiliumEndpoint',
  'cilium.io/TracingPolicy',
  'postgresql.cnpg.io/Cluster',
];

/** Resources of the collector `platform` by API group. */
export function addonResources(): Readonly<Record<string, readonly string[]>> {
  const resources: Record<string, string[]> = {};
  for (const key of [...Object.keys(ADDON_KINDS), ...COUNTED]) {
    const slash = key.indexOf('/');
    (resources[key.slice(0, slash)] ??= []).push(pluralOf(key.slice(slash + 1)));
  }
  return resources;
}

const OTHERS = /^(?:argocd-(?:cm|rbac-cm|cmd-params-cm)|ingress-nginx-controller)$/;

/** Whether checks of add-ons read a ConfigMap of this name. */
export function isAddonConfigMap(_namespace: string, name: string): boolean {
  return OTHERS.test(name) || ADDON_CONFIG_MAPS.some((row) => row.name.test(name));
}

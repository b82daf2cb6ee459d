import type { Snapshot } from '../snapshot/types.ts';
import { sorted } from './sorting.ts';
import type { ExtensionFacts } from './types.ts';

/** What add-on detectors look at, sorted, otherwise as collected. */
export function buildExtensions({ records }: Snapshot): ExtensionFacts {
  return {
    crds: sorted(records.crd),
    discovery: [...records.discovery].sort((a, b) => (a.group < b.group ? -1 : 1)),
    apiServices: sorted(records.apiService),
    webhooks: sorted(records.webhook),
    classes: sorted(records.class),
    gateways: sorted(records.gateway),
    routes: sorted(records.route),
    ingresses: sorted(records.ingress),
    custom: sorted(records.custom),
    configMaps: sorted(records.configMap),
    envoyBootstraps: [...records.envoyBootstrap].sort((a, b) =>
      `${a.namespace}/${a.source}` < `${b.namespace}/${b.source}` ? -1 : 1,
    ),
    groups: new Set([
      ...records.discovery.map(({ group }) => group),
      ...records.crd.map(({ group }) => group),
    ]),
  };
}

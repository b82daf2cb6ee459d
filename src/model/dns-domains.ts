import type { ApiServerFacts, KubeletsFacts } from './types.ts';
import { listItems } from './control-plane/sources/flag-values.ts';

/** DNS domains of the cluster, in which `web.shop.svc.DOMAIN` is the Service shop/web. */
export interface DnsDomains {
  names: ReadonlySet<string>;
  /** Reported by kubelets: a pod of this cluster finds Services under no other domain. */
  sure: boolean;
}

/** `https://kubernetes.default.svc.cluster.local`, as kubeadm derives it from its dnsDomain. */
const ISSUER = /^https:\/\/kubernetes\.default\.svc\.([^/:]+)\/?$/i;

/** The clusterDomain of the kubelets, else the domain of the token issuer. Empty where neither is known. */
export function dnsDomains(kubelets: KubeletsFacts, { flag }: Pick<ApiServerFacts, 'flag'>): DnsDomains {
  const reported = kubelets.reported
    .map(({ setting }) => setting('clusterDomain'))
    .filter((name) => name !== '');
  if (reported.length > 0) return { names: lower(reported), sure: true };
  const issuers = flag('service-account-issuer');
  const named = issuers.known
    ? issuers.observations.flatMap(({ value }) =>
        listItems(value).flatMap((url) => ISSUER.exec(url)?.[1] ?? []),
      )
    : [];
  return { names: lower(named), sure: false };
}

function lower(names: readonly string[]): ReadonlySet<string> {
  return new Set(names.map((name) => name.toLowerCase().replace(/\.$/, '')));
}

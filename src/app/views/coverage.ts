import { rightText } from '../../model/control-plane/silence.ts';
import type { CoverageRow, RightsRow } from '../../result/types.ts';
import type { CollectorId, Snapshot } from '../../snapshot/types.ts';

/** What each collector brings, in words, and the area of the map that is dark without it. */
const TITLES: Readonly<Record<CollectorId, { title: string; area: string }>> = {
  version: { title: 'server version', area: 'version' },
  discovery: { title: 'served APIs', area: 'addons' },
  identity: { title: 'who is asking', area: 'identities' },
  rights: { title: 'what the user may see', area: 'identities' },
  endpoint: { title: 'address of the API server', area: 'api-server' },
  probe: { title: 'requests without credentials', area: 'api-server' },
  health: { title: 'health checks', area: 'api-server' },
  flagz: { title: '/flagz of the API server', area: 'api-server' },
  metrics: { title: '/metrics of the API server', area: 'api-server' },
  openid: { title: 'service account issuer', area: 'identities' },
  configmaps: { title: 'well-known ConfigMaps', area: 'control-plane' },
  nodes: { title: 'nodes', area: 'nodes' },
  kubelets: { title: 'kubelets, through the node proxy', area: 'kubelet' },
  leases: { title: 'leases', area: 'control-plane' },
  namespaces: { title: 'namespaces', area: 'namespaces' },
  pods: { title: 'pods', area: 'workloads' },
  workloads: { title: 'controllers', area: 'workloads' },
  availability: { title: 'Budgets and autoscalers', area: 'workloads' },
  services: { title: 'services', area: 'exposure' },
  endpointslices: { title: 'endpoints', area: 'exposure' },
  ingresses: { title: 'ingresses', area: 'exposure' },
  gateways: { title: 'gateways and routes', area: 'exposure' },
  networkpolicies: { title: 'network policies', area: 'network' },
  rbac: { title: 'roles and bindings', area: 'identities' },
  serviceaccounts: { title: 'service accounts', area: 'identities' },
  secrets: { title: 'names of Secrets', area: 'etcd' },
  storage: { title: 'storage', area: 'storage' },
  crds: { title: 'custom resource definitions', area: 'addons' },
  apiservices: { title: 'API services', area: 'addons' },
  webhooks: { title: 'admission webhooks', area: 'addons' },
  certificates: { title: 'signing requests and trust bundles', area: 'certificates' },
  flowcontrol: { title: 'priority and fairness', area: 'api-server' },
  istio: { title: 'Istio configuration', area: 'istio' },
  envoy: { title: 'Envoy configuration', area: 'envoy' },
  platform: { title: 'platform objects', area: 'addons' },
};

/** Older tools asked for it beside the rights of the collectors; only `--kubelet` needs it. */
const KUBELETS = 'nodes/proxy';

/** What the API server said about the rights of the user; undefined when it was not asked. */
export function rightsRow({ records, outcomes }: Snapshot): RightsRow | undefined {
  const kubelets = outcomes.get('kubelets')?.status ?? 'absent';
  const asked = records.right.filter(({ resource }) => resource !== KUBELETS || kubelets !== 'absent');
  if (asked.length === 0) return undefined;
  return { asked: asked.length, allowed: asked.filter(({ allowed }) => allowed).length };
}

export function coverageRows({ outcomes }: Snapshot): CoverageRow[] {
  return [...outcomes.values()].map(({ collector, status, count, reason, missing, notes }) => ({
    collector,
    ...TITLES[collector],
    status,
    count,
    ...(reason && { reason }),
    missing: (missing ?? []).map(rightText),
    notes: notes ?? [],
  }));
}

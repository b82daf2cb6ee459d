import { isLoopback } from '../../model/addresses.ts';
import type { ClusterModel, ServiceFacts, WorkloadFacts } from '../../model/types.ts';
import type { EnvoyBootstrapRecord } from '../../snapshot/records/index.ts';
import type { Known } from '../../shared/evidence.ts';
import { known, unknown } from '../../shared/evidence.ts';
import { rightText } from '../../model/control-plane/silence.ts';
import type { AddonFacts, EnvoyFacts, EnvoyProxyFacts } from '../types.ts';
import { containerOf, imageVersion } from '../images.ts';

/** Images of Envoy itself, whoever configures it. Mesh sidecars (istio-proxy, linkerd) are the mesh's. */
const IMAGES = [
  'envoy',
  'envoyproxy/envoy',
  'envoy-distroless',
  'envoyproxy/envoy-contrib',
  'cilium-envoy',
  'cilium/cilium-envoy',
  'envoy-wrapper',
  'gloo-envoy-wrapper',
];

/** Envoy outside Istio: proxies, what controls them, and where their admin interface listens. */
export function buildEnvoy(model: ClusterModel): EnvoyFacts {
  const bootstraps = indexed(model.extensions.envoyBootstraps);
  const services = new Map<string, ServiceFacts[]>();
  for (const service of model.services) {
    const list = services.get(service.record.namespace);
    if (list) list.push(service);
    else services.set(service.record.namespace, [service]);
  }
  const proxies = model.workloads.flatMap((workload) =>
    proxyOf(workload, bootstraps, services.get(workload.namespace) ?? [], model),
  );
  return { installed: installed(model, proxies), proxies };
}

/** Bootstraps by where they stand, each with its place in the order: of several that a workload has, the first counts. */
type BootstrapIndex = ReadonlyMap<string, { record: EnvoyBootstrapRecord; order: number }>;

function indexed(records: readonly EnvoyBootstrapRecord[]): BootstrapIndex {
  const index = new Map<string, { record: EnvoyBootstrapRecord; order: number }>();
  for (const [order, record] of records.entries()) {
    const [kind = '', name = ''] = record.source.split('/');
    const key = placeKey(record.namespace, kind, name);
    if (!index.has(key)) index.set(key, { record, order });
  }
  return index;
}

/** ConfigMaps and pods by kind and name; everything else is a controller, of whatever kind. */
function placeKey(namespace: string, kind: string, name: string): string {
  return `${namespace}/${kind === 'ConfigMap' || kind === 'Pod' ? kind : 'controller'}/${name}`;
}

function bootstrapOf(
  { namespace, name, pods, template }: WorkloadFacts,
  index: BootstrapIndex,
): EnvoyBootstrapRecord | undefined {
  const maps = template.volumes.filter(({ type }) => type === 'configMap');
  const keys = [
    ...maps.map(({ target = '' }) => placeKey(namespace, 'ConfigMap', target)),
    ...pods.map((pod) => placeKey(namespace, 'Pod', pod.name)),
    placeKey(namespace, 'controller', name),
  ];
  const found = keys.flatMap((key) => index.get(key) ?? []);
  return found.sort((a, b) => a.order - b.order)[0]?.record;
}

function proxyOf(
  workload: WorkloadFacts,
  bootstraps: BootstrapIndex,
  services: readonly ServiceFacts[],
  model: ClusterModel,
): EnvoyProxyFacts[] {
  const container = containerOf(workload, IMAGES);
  if (!container || container.name === 'istio-proxy') return [];
  const version = imageVersion(container.image);
  const admin = adminOf(workload, bootstraps, model);
  return [
    {
      workload,
      form: formOf(workload),
      ...(version && { version }),
      admin,
      publishedBy:
        admin.known && admin.value.port !== undefined ? publishers(workload, admin.value.port, services) : [],
    },
  ];
}

function formOf({ template: { labels, containers } }: WorkloadFacts): string {
  if (labels['app.kubernetes.io/managed-by'] === 'envoy-gateway') return 'Envoy Gateway';
  if (containers.some(({ name }) => name === 'envoy-initconfig')) return 'Contour';
  if (labels['k8s-app'] === 'cilium-envoy') return 'Cilium';
  return 'standalone';
}

function adminOf(
  workload: WorkloadFacts,
  bootstraps: BootstrapIndex,
  model: ClusterModel,
): EnvoyProxyFacts['admin'] {
  const found = bootstrapOf(workload, bootstraps);
  const outcome = model.outcome('envoy');
  if (!found) {
    return unknown(
      outcome.status === 'ok'
        ? 'its configuration is generated or mounted from where it cannot be read'
        : (outcome.reason ?? 'its configuration was not read'),
      ...(outcome.missing ?? []).map(rightText),
    );
  }
  const evidence = {
    witness: 'object',
    confidence: 'observed',
    source: `${found.source.split('/').slice(0, 2).join(' ')} in ${found.namespace}`,
  } as const;
  if (!found.admin)
    return known(
      { address: 'none', loopback: true },
      { ...evidence, value: 'no admin interface is configured' },
    );
  const { address, port, pipe } = found.admin;
  const loopback = pipe === true || isLoopback(address);
  return known(
    { address, ...(port !== undefined && { port }), loopback },
    { ...evidence, value: `admin on ${address}${port === undefined ? '' : `:${port}`}` },
  );
}

/** Services whose target port is the admin port, and host ports that open it. */
function publishers(workload: WorkloadFacts, port: number, services: readonly ServiceFacts[]): string[] {
  const names = new Set(
    workload.template.containers.flatMap(({ ports }) =>
      (ports ?? []).filter((entry) => entry.port === port).map(({ name }) => name ?? ''),
    ),
  );
  const own = new Set(workload.pods);
  const byService = services
    .filter(
      ({ record, pods }) =>
        pods.some((pod) => own.has(pod)) &&
        record.ports.some(
          ({ targetPort, port: same }) =>
            (targetPort ?? String(same)) === String(port) ||
            (targetPort !== undefined && names.has(targetPort)),
        ),
    )
    .map(({ record }) => `Service ${record.namespace}/${record.name} (${record.type})`);
  const byHost = workload.template.containers.flatMap(({ ports }) =>
    (ports ?? [])
      .filter((entry) => entry.port === port && entry.hostPort !== undefined)
      .map(({ hostPort }) => `host port ${hostPort ?? ''}`),
  );
  return [...byService, ...byHost];
}

function installed({ outcome }: ClusterModel, proxies: readonly EnvoyProxyFacts[]): Known<boolean> {
  const first = proxies[0]?.workload;
  if (first)
    return known(true, {
      witness: 'object',
      confidence: 'observed',
      source: `${first.kind} ${first.namespace}/${first.name}`,
      value: containerOf(first, IMAGES)?.image ?? '',
    });
  const pods = outcome('pods');
  if (pods.status !== 'ok')
    return unknown(`pods: ${pods.reason ?? 'not collected'}`, ...(pods.missing ?? []).map(rightText));
  return known(false, {
    witness: 'object',
    confidence: 'observed',
    source: 'pods',
    value: 'no Envoy outside a mesh',
  });
}

export function envoyAddon({ proxies }: EnvoyFacts): AddonFacts | undefined {
  if (proxies.length === 0) return undefined;
  const versions = [
    ...new Set(proxies.map(({ version }) => version).filter((version) => version !== undefined)),
  ].sort();
  return {
    id: 'envoy',
    name: 'Envoy',
    category: 'ingress',
    ...(versions.length > 0 && { version: versions.join(', ') }),
    namespaces: [...new Set(proxies.map(({ workload }) => workload.namespace))].sort(),
    form: [...new Set(proxies.map(({ form }) => form))].sort().join(', '),
    workloads: proxies.map(({ workload }) => workload),
    evidence: proxies.slice(0, 3).map(({ workload }) => ({
      witness: 'object',
      confidence: 'observed',
      source: `${workload.kind} ${workload.namespace}/${workload.name}`,
      value: containerOf(workload, IMAGES)?.image ?? '',
    })),
    notes: [],
  };
}

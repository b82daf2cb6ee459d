import { isLoopback } from '../../shared/addresses.ts';
import type { ClusterModel } from '../../model/parts.ts';
import type { ProductMarks, ServiceFacts, WorkloadFacts } from '../../model/types.ts';
import type { Known } from '../../shared/evidence.ts';
import { groupBy, groupByEach } from '../../shared/group.ts';
import { known, unknown } from '../../shared/evidence.ts';
import type { RecognizedAddon, EnvoyFacts, EnvoyProxyFacts } from '../types.ts';
import { containerOf } from '../images.ts';
import { origins } from '../origin.ts';
import type { BootstrapIndex } from './bootstraps.ts';
import { bootstrapOf, indexed, isLocal } from './bootstraps.ts';
import { imageVersion } from '../../shared/image.ts';
import { permission, see } from '../../shared/requirement.ts';

/** Images of Envoy itself, with any control plane. Mesh sidecars (istio-proxy, linkerd) belong to the mesh. */
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

/** API groups of the products that configure Envoy. */
const MARKS: ProductMarks = {
  groups: ['gateway.envoyproxy.io', 'projectcontour.io', 'getambassador.io', 'cilium.io'],
};

/** Envoy outside Istio: proxies, their control planes, and the addresses of their admin interfaces. */
export function buildEnvoy(model: ClusterModel): EnvoyFacts {
  const bootstraps = indexed(model.extensions.envoyBootstraps);
  const inNamespace = groupBy(model.services, ({ record }) => record.namespace);
  // EndpointSlices can point from any namespace to any pod.
  const byAddress = groupByEach(model.services, ({ destinations }) =>
    destinations.flatMap(({ pods, maybe }) => [...pods, ...maybe]),
  );
  const servicesOf = ({ namespace, pods }: WorkloadFacts) => [
    ...new Set([...(inNamespace.get(namespace) ?? []), ...pods.flatMap((pod) => byAddress.get(pod) ?? [])]),
  ];
  const proxies = model.workloads.flatMap((workload) => proxyOf(workload, bootstraps, servicesOf, model));
  return { installed: installed(model, proxies), proxies };
}

function proxyOf(
  workload: WorkloadFacts,
  bootstraps: BootstrapIndex,
  servicesOf: (workload: WorkloadFacts) => readonly ServiceFacts[],
  model: ClusterModel,
): EnvoyProxyFacts[] {
  const container = containerOf(workload, IMAGES, 'istio-proxy');
  if (!container) return [];
  const version = imageVersion(container.image);
  const admin = adminOf(workload, bootstraps, model);
  return [
    {
      workload,
      form: formOf(workload),
      ...(version && { version }),
      admin,
      publishedBy:
        admin.known && admin.value.port !== undefined
          ? publishers(workload, admin.value.port, servicesOf(workload))
          : [],
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
      ...(outcome.missing ?? []).map((rule) => permission(rule)),
    );
  }
  const evidence = {
    source: 'object',
    confidence: 'observed',
    location: `${found.source.split('/').slice(0, 2).join(' ')} in ${found.namespace}`,
  } as const;
  if (!found.admin)
    return known(
      { address: 'none', loopback: true },
      { ...evidence, value: 'no admin interface is configured' },
    );
  const { address, port } = found.admin;
  const own = `admin on ${address}${port === undefined ? '' : `:${port}`}`;
  const through = isLocal(found.admin)
    ? (found.adminBehind ?? []).find((listener) => !isLoopback(listener.address))
    : undefined;
  if (through)
    return known(
      { ...through, loopback: false, behind: true },
      {
        ...evidence,
        value: `${own}, and a listener on ${through.address}:${through.port ?? '?'} that passes on to it`,
      },
    );
  // The uncollected listeners may forward to the admin interface, which accepts commands without authentication.
  if (isLocal(found.admin) && found.adminUncollected !== undefined)
    return unknown(
      `${own}, but ${found.adminUncollected} and may forward to it`,
      see(
        `look at the listeners of ${workload.kind} ${workload.namespace}/${workload.name} in config_dump of its admin interface`,
      ),
    );
  return known(
    { address, ...(port !== undefined && { port }), loopback: isLocal(found.admin) },
    { ...evidence, value: own },
  );
}

/** Services whose target port is the admin port, and host ports that open it. */
function publishers(workload: WorkloadFacts, port: number, services: readonly ServiceFacts[]): string[] {
  const declared = workload.templates
    .flatMap(({ template }) => template.containers)
    .flatMap(({ ports = [] }) => ports.filter((entry) => entry.port === port));
  const names = new Set(declared.map(({ name }) => name ?? ''));
  const own = new Set(workload.pods);
  const byService = services
    .filter(
      ({ record, pods, destinations }) =>
        (pods.some((pod) => own.has(pod)) &&
          record.ports.some(
            ({ targetPort, port: same }) =>
              (targetPort ?? String(same)) === String(port) ||
              (targetPort !== undefined && names.has(targetPort)),
          )) ||
        destinations.some(
          (one) =>
            one.ports.some((entry) => entry.port === port) &&
            [...one.pods, ...one.maybe].some((pod) => own.has(pod)),
        ),
    )
    .map(({ record }) => `Service ${record.namespace}/${record.name} (${record.type})`);
  const byHost = declared.flatMap(({ hostPort }) => (hostPort === undefined ? [] : `host port ${hostPort}`));
  return [...byService, ...new Set(byHost)];
}

function installed({ outcome }: ClusterModel, proxies: readonly EnvoyProxyFacts[]): Known<boolean> {
  const first = proxies[0]?.workload;
  if (first)
    return known(true, {
      source: 'object',
      confidence: 'observed',
      location: `${first.kind} ${first.namespace}/${first.name}`,
      value: containerOf(first, IMAGES)?.image ?? '',
    });
  // A controller without pods is only in the list of controllers; its settings count as soon as it has pods.
  const lists = [outcome('pods'), outcome('workloads')];
  const missing = lists.find(({ status }) => status !== 'ok');
  if (missing)
    return unknown(
      `${missing.collector}: ${missing.reason ?? 'not collected'}`,
      ...(missing.missing ?? []).map((rule) => permission(rule)),
    );
  return known(false, {
    source: 'object',
    confidence: 'observed',
    location: 'pods and controllers',
    value: 'no Envoy outside a mesh',
  });
}

export function envoyAddon(model: ClusterModel, { proxies }: EnvoyFacts): RecognizedAddon | undefined {
  if (proxies.length === 0) return undefined;
  const workloads = proxies.map(({ workload }) => workload);
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
    workloads,
    ...origins(workloads, MARKS, model.trust),
    evidence: proxies.slice(0, 3).map(({ workload }) => ({
      source: 'object',
      confidence: 'observed',
      location: `${workload.kind} ${workload.namespace}/${workload.name}`,
      value: containerOf(workload, IMAGES)?.image ?? '',
    })),
    notes: [],
  };
}

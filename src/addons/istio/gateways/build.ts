import type { Known } from '../../../shared/evidence.ts';
import { known, unknown } from '../../../shared/evidence.ts';
import { permission } from '../../../shared/requirement.ts';
import { missingText } from '../../../snapshot/missing.ts';
import { narrowedTo } from '../../../snapshot/narrowed.ts';
import type { ClusterModel } from '../../../model/parts.ts';
import { widest } from '../../../model/exposure/around.ts';
import { podsBehind } from '../../../model/services.ts';
import type { EntryPoint, ServiceFacts, WorkloadFacts } from '../../../model/types.ts';
import { groupBy, groupByEach } from '../../../shared/group.ts';
import type { GatewayRecord, PodRecord, RouteRecord } from '../../../snapshot/records/index.ts';
import { isIstioRoute } from '../../../snapshot/schema/route.ts';
import type { IstioFacts } from '../../types.ts';
import { withRoutes } from './bound.ts';
import { outboundOf } from './outbound.ts';
import { registryOf } from './registry.ts';
import { workloadFinder } from './select.ts';
import { serversOf } from './servers.ts';
import type { MeshEdgeFacts, MeshGateway } from './types.ts';

interface Parts extends Pick<
  ClusterModel,
  'cluster' | 'extensions' | 'workloads' | 'services' | 'exposure' | 'outcome'
> {
  istio: IstioFacts;
}

const NETWORKING = 'networking.istio.io';

/** The edge of the mesh: gateways of both APIs with the workloads behind and the routes bound to them, hosts, and outbound modes. */
export function buildMeshEdge(model: Parts): MeshEdgeFacts {
  const { extensions, workloads, services, exposure, istio } = model;
  const ofKind = groupBy(
    extensions.custom.filter(({ group }) => group === NETWORKING),
    ({ kind }) => kind,
  );
  const virtualServices = extensions.routes.filter(isIstioRoute);
  const finder: Finder = {
    selected: workloadFinder(workloads),
    servicesOf: groupByEach(services, podsBehind),
    opened: groupBy(
      exposure.filter(({ kind, service }) => kind === 'Service' && service !== undefined),
      ({ service }) => service,
    ),
    templatesOf: groupBy(services, ({ record }) => record.namespace),
    points: new Map(
      exposure
        .filter(({ type }) => type === 'Gateway')
        .map((point) => [`${point.kind} ${point.namespace ?? ''}/${point.name}`, point]),
    ),
    bound: groupByEach(extensions.routes, (route) =>
      isIstioRoute(route) || isGatewayRoute(route)
        ? route.parents.map((parent) => `${isIstioRoute(route) ? 'istio' : 'api'} ${parent}`)
        : [],
    ),
    scoped: isScoped(workloads, istio),
  };
  const classes = istioClasses(extensions.classes);
  const gateways = extensions.gateways
    .filter(({ api, className = '' }) => api === NETWORKING || classes.has(className))
    .map((record) => gatewayOf(record, finder));
  const byName = new Map(
    gateways
      .filter(({ classic }) => classic)
      .map((gateway) => [`${gateway.record.namespace}/${gateway.record.name}`, gateway]),
  );
  const serviceEntries = ofKind.get('ServiceEntry') ?? [];
  const sidecars = ofKind.get('Sidecar') ?? [];
  return {
    gateways,
    gatewayCount: counted(gateways.length, model),
    gatewayOf: (name) => byName.get(name),
    virtualServices,
    destinationRules: ofKind.get('DestinationRule') ?? [],
    serviceEntries,
    sidecars,
    registry: registryOf(services, serviceEntries),
    outbound: outboundOf({ extensions, workloads }, istio, sidecars),
    selected: finder.selected,
  };
}

/** The number of gateways; unknown where a list of either API is not complete. An API that a live cluster does not serve has none. */
function counted(number: number, { outcome, cluster }: Pick<Parts, 'outcome' | 'cluster'>): Known<number> {
  const missing = [narrowedTo(outcome('istio'), [`${NETWORKING}/Gateway`]), outcome('gateways')].filter(
    ({ status }) => status !== 'ok' && !(status === 'unavailable' && cluster.source === 'live'),
  );
  return missing.length === 0
    ? known(number)
    : unknown(
        `${number === 0 ? 'none' : String(number)} collected, but data is incomplete: ${missingText(missing)}`,
        ...missing.flatMap(({ missing: rules = [] }) => rules.map((rule) => permission(rule))),
      );
}

interface Finder {
  selected: MeshEdgeFacts['selected'];
  servicesOf: ReadonlyMap<PodRecord, readonly ServiceFacts[]>;
  templatesOf: ReadonlyMap<string, readonly ServiceFacts[]>;
  points: ReadonlyMap<string, EntryPoint>;
  /** Entry points that Services open themselves. */
  opened: ReadonlyMap<ServiceFacts['record'] | undefined, readonly EntryPoint[]>;
  bound: ReadonlyMap<string, readonly RouteRecord[]>;
  /** Gateways select workloads of their own namespace only. */
  scoped: boolean;
}

function gatewayOf(record: GatewayRecord, finder: Finder): MeshGateway {
  const { api, namespace, name, selector } = record;
  const classic = api === NETWORKING;
  const workloads = classic
    ? finder.selected(selector ?? {}, finder.scoped ? namespace : undefined)
    : finder.selected({ [GATEWAY_NAME]: name }, namespace);
  const point = finder.points.get(
    `${classic ? 'Gateway.networking.istio.io' : 'Gateway'} ${namespace}/${name}`,
  );
  const services = servicesBefore(workloads, finder);
  const routes = finder.bound.get(`${classic ? 'istio' : 'api'} ${namespace}/${name}`) ?? [];
  // The entry point of a Gateway is known by its pods; a controller in a manifest has none yet.
  const future = workloads.length > 0 && workloads.every(({ pods }) => pods.length === 0);
  const opened = future ? services.flatMap((service) => finder.opened.get(service.record) ?? []) : [];
  return {
    record,
    classic,
    servers: withRoutes(record, serversOf(record), routes),
    workloads,
    services,
    reach: opened.length > 0 ? widest(opened.map(({ reach }) => reach)) : (point?.reach ?? 'unknown'),
    onNodes: opened.length > 0 ? opened.every(({ onNodes }) => onNodes === true) : point?.onNodes === true,
    routes,
  };
}

/** Label of what istiod deploys for a Gateway of the Gateway API. */
const GATEWAY_NAME = 'gateway.networking.k8s.io/gateway-name';

/** Services of the pods; for a controller in a manifest, of the pods that it will create. */
function servicesBefore(workloads: readonly WorkloadFacts[], finder: Finder): ServiceFacts[] {
  const found = workloads.flatMap((workload) =>
    workload.pods.length > 0
      ? workload.pods.flatMap((pod) => finder.servicesOf.get(pod) ?? [])
      : (finder.templatesOf.get(workload.namespace) ?? []).filter(({ record: { selector = {} } }) => {
          const wanted = Object.entries(selector);
          return wanted.length > 0 && wanted.every(([key, value]) => workload.template.labels[key] === value);
        }),
  );
  return [...new Set(found)];
}

function isGatewayRoute({ group, kind }: RouteRecord): boolean {
  return group === 'gateway.networking.k8s.io' && kind.endsWith('Route');
}

/** Classes that istiod creates (istio pilot/pkg/config/kube/gateway/controller.go, as of 1.31), and those that name its controllers. */
function istioClasses(classes: ClusterModel['extensions']['classes']): ReadonlySet<string> {
  return new Set([
    'istio',
    'istio-remote',
    'istio-waypoint',
    'istio-east-west',
    ...classes
      .filter(({ controller }) => controller?.startsWith('istio.io/') === true)
      .map(({ name }) => name),
  ]);
}

/** PILOT_SCOPE_GATEWAY_TO_NAMESPACE of every control plane. */
function isScoped(workloads: readonly WorkloadFacts[], { revisions }: IstioFacts): boolean {
  const names = new Set(
    revisions.flatMap(({ workload }) => (workload ? [`${workload.namespace}/${workload.name}`] : [])),
  );
  const control = workloads.filter(
    ({ kind, namespace, name }) => kind === 'Deployment' && names.has(`${namespace}/${name}`),
  );
  return (
    control.length > 0 &&
    control.every(({ template }) =>
      template.containers.some(({ env }) => env?.['PILOT_SCOPE_GATEWAY_TO_NAMESPACE'] === 'true'),
    )
  );
}

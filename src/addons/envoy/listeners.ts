/** Listeners that Gateways ask of controllers of Envoys (Gateway API), with what their routes do. */
import type { ExtensionFacts } from '../../model/types.ts';
import { groupByEach } from '../../shared/group.ts';
import type { GatewayRecord, RouteRecord } from '../../snapshot/records/index.ts';
import { overlap } from '../istio/gateways/servers.ts';
import { clientTls } from './policies.ts';
import type { EnvoyFacts, EnvoyForm, EnvoyListenerFacts } from './types.ts';

/** `controllerName` of GatewayClasses, by the documentation of each product. */
const CONTROLLER_NAMES: Readonly<Record<string, EnvoyForm>> = {
  'gateway.envoyproxy.io/gatewayclass-controller': 'Envoy Gateway',
  'projectcontour.io/gateway-controller': 'Contour',
  'kgateway.dev/kgateway': 'kgateway',
  'solo.io/gloo-gateway': 'Gloo',
  'io.cilium/gateway-controller': 'Cilium',
  'gateway.api.hashicorp.com/gateway-controller': 'Consul',
  'consul.hashicorp.com/gateway-controller': 'Consul',
  'gateways.kuma.io/controller': 'Kuma',
};

/** GatewayClasses of these products. */
export function classesOf({ classes }: Pick<ExtensionFacts, 'classes'>): EnvoyFacts['classes'] {
  return classes.flatMap(({ kind, name, controller = '', parameters }) => {
    const form = kind === 'GatewayClass' ? CONTROLLER_NAMES[controller] : undefined;
    return form ? [{ name, form, ...(parameters !== undefined && { parameters }) }] : [];
  });
}

/** Listeners of the Gateways of these classes. */
export function listenersOf(
  { gateways, routes }: Pick<ExtensionFacts, 'gateways' | 'routes'>,
  classes: EnvoyFacts['classes'],
  objects: EnvoyFacts['objects'],
): EnvoyListenerFacts[] {
  const forms = new Map(classes.map(({ name, form }) => [name, form]));
  const attached = groupByEach(
    routes,
    ({ parents, sections }) => sections ?? parents.map((parent) => `${parent}/*`),
  );
  return gateways.flatMap((gateway) => {
    const form = gateway.className === undefined ? undefined : forms.get(gateway.className);
    if (gateway.api !== 'gateway.networking.k8s.io' || !form) return [];
    const place = `${gateway.namespace}/${gateway.name}`;
    return gateway.listeners.map((listener) => {
      const own = [
        ...(attached.get(`${place}/*`) ?? []),
        ...(attached.get(`${place}/${listener.name ?? ''}`) ?? []),
      ].filter((route) => sharesHost(route, listener));
      const facts = listenerOf(gateway, listener, form, own);
      const client =
        form === 'Envoy Gateway' && facts.tls === 'Terminate' ? clientTls(facts, objects) : undefined;
      return client ? { ...facts, client } : facts;
    });
  });
}

/** A route attaches where one of its hosts matches that of the listener; no host is any (gateway-api, Listener.hostname). */
function sharesHost(
  { hosts }: RouteRecord,
  listener: Pick<GatewayRecord['listeners'][number], 'hosts'>,
): boolean {
  return (
    hosts.length === 0 ||
    listener.hosts.length === 0 ||
    hosts.some((host) => listener.hosts.some((own) => overlap(own, host)))
  );
}

function listenerOf(
  { namespace, name: gateway, className = '', labels }: GatewayRecord,
  { name = '', port, protocol = '', hosts, tlsMode, allowedRoutes }: GatewayRecord['listeners'][number],
  form: EnvoyForm,
  routes: readonly RouteRecord[],
): EnvoyListenerFacts {
  return {
    form,
    namespace,
    gateway,
    className,
    gatewayLabels: labels,
    name,
    ...(port !== undefined && { port }),
    protocol,
    hosts,
    tls: tlsMode === 'Passthrough' ? 'Passthrough' : tlsMode === undefined ? 'none' : 'Terminate',
    // The default of the API.
    from: allowedRoutes ?? 'Same',
    routes: routes.map((route) => ({
      name: `${route.kind} ${route.namespace}/${route.name}`,
      redirects: route.redirectsToHttps === true,
    })),
    evidence: {
      source: 'object',
      confidence: 'observed',
      location: `Gateway ${namespace}/${gateway}`,
      value: `listener ${name}: ${protocol}${port === undefined ? '' : ` ${port}`}`,
    },
  };
}

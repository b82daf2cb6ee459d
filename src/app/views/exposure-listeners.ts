/** Listeners of gateways, as hops of a chain. */
import { GATEWAY_API } from '../../model/gateway-api/types.ts';
import type { EntryPoint } from '../../model/types.ts';
import type { ExposureHop } from '../../result/types.ts';
import type { GatewayRecord, RouteRecord } from '../../snapshot/records/index.ts';
import type { Around } from './exposure-context.ts';

/** The listeners of a Gateway that is an entry point itself. */
export function gatewayHops(
  { type, kind, namespace = '', name }: EntryPoint,
  { gateways }: Around,
): ExposureHop[] {
  if (type !== 'Gateway') return [];
  const api = kind === 'Gateway' ? GATEWAY_API : 'networking.istio.io';
  const gateway = gateways.get(`${api} ${namespace}/${name}`);
  return gateway ? gateway.listeners.map((listener) => listenerHop(gateway, listener)) : [];
}

/** The listeners that a route of the Gateway API is attached to, or why there is none. */
export function routeListeners(route: RouteRecord, { model }: Around): ExposureHop[] {
  return (model.gatewayApi.attachments.get(route) ?? []).flatMap(({ parent, listeners, refusal, unsure }) =>
    listeners.length === 0
      ? [
          {
            hop: 'listener' as const,
            object: `Gateway ${parent}`,
            detail: `not attached: ${refusal ?? 'no listener'}`,
            tls: 'unknown',
            authentication: 'unknown',
          },
        ]
      : listeners.map(({ at, hosts }) => ({
          ...listenerHop(at.gateway, at.listener, hosts),
          ...(unsure && { unknown: 'whether the namespace is selected: its labels are not collected' }),
        })),
  );
}

/** Its rules answer with redirects alone. */
export function isFilteredRoute({ redirects, redirectsToHttps }: RouteRecord): boolean {
  return redirects === true || redirectsToHttps === true;
}

type Listener = GatewayRecord['listeners'][number];

function listenerHop(gateway: GatewayRecord, listener: Listener, hosts = listener.hosts): ExposureHop {
  const { name = '', port, protocol = '', credentials = [] } = listener;
  return {
    hop: 'listener',
    object: `Gateway ${gateway.namespace}/${gateway.name}, listener ${name}`,
    detail: [
      `${protocol} ${port ?? 'port not set'}`,
      hosts.length > 0 ? `hosts ${hosts.slice(0, 4).join(', ')}` : 'any host',
      ...(credentials.length > 0 ? [`certificate ${credentials.join(', ')}`] : []),
    ].join('; '),
    tls: tlsOf(listener),
    authentication: listener.tlsMode === 'MUTUAL' ? 'client certificate' : 'none known',
  };
}

function tlsOf({ protocol = '', tlsMode, httpsRedirect }: Listener): string {
  if (tlsMode !== undefined)
    return /^(?:AUTO_)?passthrough$/i.test(tlsMode) ? 'passes through' : 'terminates';
  if (httpsRedirect) return 'redirects to HTTPS';
  return /^(?:HTTPS|TLS)$/.test(protocol) ? 'terminates' : 'none';
}

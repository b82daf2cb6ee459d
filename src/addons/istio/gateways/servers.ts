import type { GatewayRecord } from '../../../snapshot/records/index.ts';
import type { GatewayServer, ServerHost, TlsEnd } from './types.ts';

type Listener = GatewayRecord['listeners'][number];

/** The servers of a Gateway, with the hosts that routes of each namespace may use, and where TLS ends. */
export function serversOf({ api, namespace, listeners }: GatewayRecord): Omit<GatewayServer, 'routes'>[] {
  const classic = api === 'networking.istio.io';
  return listeners.map((listener) => ({
    listener,
    hosts: classic ? listener.hosts.map((host) => serverHost(host, namespace)) : hostsOf(listener, namespace),
    end: classic ? endOf(listener) : endOfListener(listener),
  }));
}

/** `[namespace/]host`; the namespace `.` is the Gateway's own, `*` is any (networking/gateway/#Server). */
function serverHost(text: string, own: string): ServerHost {
  const slash = text.indexOf('/');
  if (slash < 0) return { host: text };
  const place = text.slice(0, slash);
  const host = text.slice(slash + 1);
  return place === '*' || place === '' ? { host } : { namespace: place === '.' ? own : place, host };
}

/** Without a host name a listener accepts all of them; routes of other namespaces bind where it allows that. */
function hostsOf({ hosts, allowedRoutes }: Listener, own: string): ServerHost[] {
  const limited = allowedRoutes !== 'All' && allowedRoutes !== 'Selector';
  return (hosts.length > 0 ? hosts : ['*']).map((host) => ({ host, ...(limited && { namespace: own }) }));
}

const HTTP = /^(?:HTTP|HTTP2|GRPC|GRPC-WEB)$/i;
const TLS = /^(?:HTTPS|TLS)$/i;

/** The mode of a server without one is PASSTHROUGH, the first of the enum (istio.io/api networking/v1alpha3/gateway.proto). */
function endOf({ protocol = '', tlsMode, httpsRedirect }: Listener): TlsEnd {
  if (HTTP.test(protocol)) return httpsRedirect ? 'redirect' : 'plain';
  if (!TLS.test(protocol) && tlsMode === undefined) return 'tcp';
  if (tlsMode === 'SIMPLE') return 'tls';
  if (tlsMode === 'MUTUAL') return 'mutual';
  if (tlsMode === 'OPTIONAL_MUTUAL') return 'tls';
  if (tlsMode === 'ISTIO_MUTUAL') return 'mesh';
  return tlsMode === 'AUTO_PASSTHROUGH' ? 'auto-passthrough' : 'passthrough';
}

/** Options of Istio's listeners (istio pilot/pkg/config/kube/gateway, buildTLS and listenerProtocolToIstio). */
function endOfListener({ protocol = '', tlsMode, options = {} }: Listener): TlsEnd {
  if (options['gateway.istio.io/listener-protocol'] === 'auto-passthrough') return 'auto-passthrough';
  if (/^(?:HBONE|istio\.io\/)/.test(protocol)) return 'mesh';
  const mode = options['gateway.istio.io/tls-terminate-mode'];
  if (protocol === 'HTTP') return 'plain';
  if (!TLS.test(protocol)) return 'tcp';
  if (tlsMode === 'Passthrough') return 'passthrough';
  if (mode === 'MUTUAL') return 'mutual';
  return mode === 'ISTIO_MUTUAL' || mode === 'ISTIO_SIMPLE' ? 'mesh' : 'tls';
}

/** Whether a host, or a pattern such as `*.example.com`, has names in common with another one. */
export function overlap(a: string, b: string): boolean {
  if (a === '*' || b === '*' || a === b) return true;
  const wild = [a, b].map((host) => host.startsWith('*'));
  if (wild[0] && wild[1]) return a.slice(1).endsWith(b.slice(1)) || b.slice(1).endsWith(a.slice(1));
  if (wild[0]) return b.endsWith(a.slice(1));
  return wild[1] ? a.endsWith(b.slice(1)) : false;
}

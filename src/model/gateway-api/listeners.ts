/** Which listeners of a Gateway a controller of the Gateway API accepts. */
import type { GatewayRecord } from '../../snapshot/records/index.ts';
import { groupBy } from '../../shared/group.ts';
import type { GatewayApiFacts, ListenerFacts, ListenerFault } from './types.ts';
import { GATEWAY_API } from './types.ts';

/** The listeners of a Gateway. Those that conflict with one another on a port have a fault, as the specification asks. */
export function listenersOf(gateway: GatewayRecord, granted: GatewayApiFacts['granted']): ListenerFacts[] {
  const parent = `${gateway.namespace}/${gateway.name}`;
  const all = gateway.listeners.map((listener): ListenerFacts => {
    const fault = certificateFault(gateway, listener, granted) ?? kindFault(listener);
    return { gateway, listener, parent, kinds: kindsOf(listener), ...(fault && { fault }) };
  });
  const sound = all.filter(({ fault }) => fault === undefined);
  const conflicts = new Map<ListenerFacts, ListenerFault>(
    [...groupBy(sound, ({ listener }) => listener.port).values()].flatMap(conflictsOf),
  );
  return all.map((one) => {
    const conflict = conflicts.get(one);
    return conflict ? { ...one, fault: conflict } : one;
  });
}

type Listener = GatewayRecord['listeners'][number];

/** Of the listeners of one port: without a common protocol none works; of one protocol and host name at most the first does. */
function conflictsOf(onPort: readonly ListenerFacts[]): [ListenerFacts, ListenerFault][] {
  const lasting = onPort.filter(({ listener }) => listener.protocol !== 'UDP');
  const protocols = new Set(lasting.map(({ listener }) => family(listener)));
  if (protocols.size > 1) return lasting.map((one) => [one, 'ProtocolConflict']);
  const byHost = groupBy(
    lasting.filter(({ listener }) => listener.protocol !== 'TCP'),
    ({ listener }) => listener.hosts[0] ?? '',
  );
  const twice = [...byHost.values()].filter((group) => group.length > 1).flat();
  const streams = ['TCP', 'UDP'].flatMap((protocol) =>
    onPort.filter(({ listener }) => listener.protocol === protocol).slice(1),
  );
  return [
    ...twice.map((one): [ListenerFacts, ListenerFault] => [one, 'HostnameConflict']),
    ...streams.map((one): [ListenerFacts, ListenerFault] => [one, 'ProtocolConflict']),
  ];
}

/** HTTPS and TLS are told apart by the server name of the handshake. */
function family({ protocol = '' }: Listener): string {
  return protocol === 'HTTPS' || protocol === 'TLS' ? 'TLS' : protocol;
}

/** The kinds of routes that the protocol permits, of those that the listener names. */
function kindsOf(listener: Listener): ReadonlySet<string> {
  const permitted = PERMITTED.get(protocolKey(listener)) ?? [];
  const named = listener.routeKinds;
  return new Set(named === undefined ? permitted : named.filter((kind) => permitted.includes(kind)));
}

const PERMITTED: ReadonlyMap<string, readonly string[]> = new Map([
  ['HTTP', ['HTTPRoute', 'GRPCRoute']],
  ['HTTPS', ['HTTPRoute', 'GRPCRoute']],
  ['TLS', ['TLSRoute', 'TCPRoute']],
  ['TLS passthrough', ['TLSRoute']],
  ['TCP', ['TCPRoute']],
  ['UDP', ['UDPRoute']],
]);

function protocolKey({ protocol = '', tlsMode }: Listener): string {
  return protocol === 'TLS' && tlsMode === 'Passthrough' ? 'TLS passthrough' : protocol;
}

/** A protocol of an implementation has kinds of its own, which are not known. */
export function isKnownProtocol(listener: Listener): boolean {
  return PERMITTED.has(protocolKey(listener));
}

function kindFault(listener: Listener): ListenerFault | undefined {
  if (!isKnownProtocol(listener)) return undefined;
  const permitted = PERMITTED.get(protocolKey(listener)) ?? [];
  return listener.routeKinds?.some((kind) => !permitted.includes(kind)) ? 'InvalidRouteKinds' : undefined;
}

/** `namespace/name` of the Secrets of its certificates. */
export function secretsOf({ namespace }: GatewayRecord, { credentials = [] }: Listener): string[] {
  return credentials.map((name) => (name.includes('/') ? name : `${namespace}/${name}`));
}

function certificateFault(
  gateway: GatewayRecord,
  listener: Listener,
  granted: GatewayApiFacts['granted'],
): ListenerFault | undefined {
  const { protocol, tlsMode = 'Terminate', options = {} } = listener;
  if ((protocol !== 'HTTPS' && protocol !== 'TLS') || tlsMode !== 'Terminate') return undefined;
  const secrets = secretsOf(gateway, listener);
  // Implementations have options for certificates of their own (of clouds, of ACME).
  if (secrets.length === 0) return Object.keys(options).length > 0 ? undefined : 'InvalidCertificateRef';
  const from = { group: GATEWAY_API, kind: 'Gateway', namespace: gateway.namespace, name: gateway.name };
  const refused = secrets.some((secret) => {
    const [namespace = '', name = ''] = secret.split('/');
    return granted(from, { group: '', kind: 'Secret', namespace, name }) === 'no';
  });
  return refused ? 'RefNotPermitted' : undefined;
}

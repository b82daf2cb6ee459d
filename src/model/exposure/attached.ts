/** The listeners of gateways that a route of the Gateway API is attached to. */
import type { RouteRecord } from '../../snapshot/records/index.ts';
import type { Attachment, GatewayApiFacts } from '../gateway-api/types.ts';
import type { EntryPoint } from '../types.ts';
import { portText } from './around.ts';

/** No controller attaches the route there; a conflict of listeners may be resolved in several ways. */
const FINAL: ReadonlySet<Attachment['refusal']> = new Set([
  'NoMatchingParent',
  'NotAllowedByListeners',
  'NoMatchingListenerHostname',
]);

export interface Attached {
  /** Whether one of its listeners takes the route, as far as is known. */
  isParent: (parent: string) => boolean;
  /** The entry point of its gateway, with the ports of its listeners alone. */
  narrowed: (point: EntryPoint) => EntryPoint;
}

/** By the attachments of a route; a parent that was not collected may have any listener. */
export function attachedTo(
  route: RouteRecord,
  { attachments }: Pick<GatewayApiFacts, 'attachments'>,
): Attached {
  const all = attachments.get(route) ?? [];
  return {
    isParent: (parent) => {
      const own = all.filter((one) => one.parent === parent);
      return own.length === 0 || own.some(({ refusal }) => !FINAL.has(refusal));
    },
    narrowed: (point) => {
      if (point.type !== 'Gateway' || point.kind !== 'Gateway') return point;
      const own = all.filter(({ parent }) => parent === `${point.namespace ?? ''}/${point.name}`);
      if (own.length === 0 || own.some(({ refusal }) => refusal === 'ListenersNotReady')) return point;
      const listeners = own.flatMap((one) => one.listeners.map(({ at }) => at.listener));
      const ports = new Set(
        listeners.flatMap(({ port, protocol }) =>
          port === undefined ? [] : [portText(port, protocol === 'UDP' ? protocol : 'TCP')],
        ),
      );
      const tls = listeners.every(({ protocol }) => protocol === 'HTTPS' || protocol === 'TLS');
      return { ...point, ports: point.ports.filter((port) => ports.has(port)), tls };
    },
  };
}

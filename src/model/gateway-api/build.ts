import type { Snapshot } from '../../snapshot/types.ts';
import { groupBy } from '../../shared/group.ts';
import { attachmentsOf } from './attachments.ts';
import { grantFinder } from './grants.ts';
import { listenersOf } from './listeners.ts';
import type { GatewayApiFacts } from './types.ts';
import { GATEWAY_API } from './types.ts';

/** Listeners and routes of the Gateway API, as its specification puts them together: every conformant controller does the same. */
export function buildGatewayApi({ records }: Pick<Snapshot, 'records'>): GatewayApiFacts {
  const granted = grantFinder(records.custom);
  const listeners = records.gateway
    .filter(({ api }) => api === GATEWAY_API)
    .flatMap((gateway) => listenersOf(gateway, granted));
  const input = {
    listeners: groupBy(listeners, ({ parent }) => parent),
    labels: new Map(records.namespace.map(({ name, labels }) => [name, labels])),
  };
  return {
    listeners,
    attachments: new Map(
      records.route.filter(isOfGateway).map((route) => [route, attachmentsOf(route, input)]),
    ),
    granted,
  };
}

/** Snapshots of older versions omit the group. */
export function isOfGateway({ kind, group }: { kind: string; group?: string }): boolean {
  return group === undefined ? /^(?:HTTP|GRPC|TLS|TCP|UDP)Route$/.test(kind) : group === GATEWAY_API;
}

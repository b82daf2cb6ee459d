import type { EntryPointRow, Result } from '../../../result/types.ts';
import { plural } from '../../../shared/text.ts';
import { portsText } from '../ports.ts';
import { addressText } from '../../text.ts';
import type { Draft } from '../types.ts';

/** One network per reach of entry points; unknown reach has its own. */
export const NETWORKS = {
  public: { id: 'outside/public', title: 'Internet', line: 'public addresses' },
  internal: { id: 'outside/internal', title: 'Internal networks', line: 'private addresses' },
  unknown: {
    id: 'outside/unknown',
    title: 'Reachability unknown',
    line: 'scope of the address unknown',
  },
} as const;

/** Sources of requests; only networks with a known entry point. */
export function networkCards({ entryPoints }: Result): Draft[] {
  return (['public', 'internal', 'unknown'] as const).flatMap((reach) => {
    const count = entryPoints.filter((row) => row.reach === reach).length;
    const { id, title, line } = NETWORKS[reach];
    return count === 0
      ? []
      : [{ id, kind: 'network', title, lines: [plural(count, 'entry point'), line], objects: [] }];
  });
}

/** One card per object with an entry point: the ports of one Service are one entry point. */
export function entryPointCards({ entryPoints }: Result): Draft[] {
  const seen = new Set<string>();
  return entryPoints.flatMap((row) => {
    const id = entryPointId(row);
    if (seen.has(id)) return [];
    seen.add(id);
    const { type, object, ports, tls } = row;
    return [
      {
        id,
        kind: 'entry-point',
        title: object.namespace ? `${object.namespace}/${object.name}` : object.name,
        lines: [
          `${type}${ports.length === 0 ? ',' : ''} ${portsText(ports, 2)}${tls === false ? ', no TLS' : ''}`,
          addressText(row) || 'no address observed',
        ],
        objects: object.kind === 'Component' ? [] : [object],
      },
    ];
  });
}

/** `entry-point/LoadBalancer/shop/web`. */
export function entryPointId({ type, object: { namespace, name } }: EntryPointRow): string {
  return `entry-point/${type}/${namespace ? `${namespace}/` : ''}${name}`;
}

import { labelOf } from '../../model/selectors.ts';
import type { StringMap } from '../../snapshot/records/index.ts';

const USE = 'istio.io/use-waypoint';

/**
 * `namespace/name` of the waypoint that labels of a Service or namespace name; those of the namespace count where the Service has none, and
 * `none` is no waypoint (istio pilot/pkg/serviceregistry/ambient/waypoints.go).
 */
export function waypointOf(
  namespace: string,
  labels: StringMap,
  ofNamespace: StringMap = {},
): string | undefined {
  const own = labelOf(labels, USE);
  const from = own === undefined ? ofNamespace : labels;
  const name = labelOf(from, USE);
  if (name === undefined || name === '' || name === 'none') return undefined;
  return `${labelOf(from, `${USE}-namespace`) ?? namespace}/${name}`;
}

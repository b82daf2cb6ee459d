import type { TargetRef } from '../../addons/istio/effective/types.ts';
import { labelOf } from '../../model/selectors.ts';
import type { ExtensionFacts } from '../../model/types.ts';
import type { GatewayRecord, StringMap } from '../../snapshot/records/index.ts';

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

/** API groups of the objects that `targetRefs` can name. */
const GROUPS: Readonly<Record<string, readonly string[]>> = {
  Service: ['', 'core'],
  ServiceEntry: ['networking.istio.io'],
  Gateway: ['gateway.networking.k8s.io'],
  GatewayClass: ['gateway.networking.k8s.io'],
};

/**
 * `Kind namespace/name` of the object that a targetRef of a policy in this namespace names; undefined where istiod matches it with nothing
 * (istio pilot/pkg/model/policyattachment.go): another API group, or a Gateway of another namespace. For a Service and a ServiceEntry only
 * the namespace of the policy counts.
 */
export function targetOf({ group, kind, name, namespace }: TargetRef, own: string): string | undefined {
  if (GROUPS[kind]?.includes(group) !== true) return undefined;
  if (kind === 'Gateway' && (namespace ?? own) !== own) return undefined;
  return `${kind} ${own}/${name}`;
}

const WAYPOINT_CONTROLLER = 'istio.io/mesh-controller';

/** Whether the workloads of a namespace can use the Gateway as their waypoint, and why not or why that is unknown. */
export interface WaypointAnswer {
  is: 'yes' | 'no' | 'maybe';
  reason: string;
}

/** Finds waypoints by `namespace/name` (istio pilot/pkg/serviceregistry/ambient/waypoints.go). */
export function waypointFinder({
  gateways,
  classes,
}: Pick<ExtensionFacts, 'gateways' | 'classes'>): (name: string, namespace: string) => WaypointAnswer {
  const byName = new Map<string, GatewayRecord>(
    gateways
      .filter(({ api }) => api === 'gateway.networking.k8s.io')
      .map((record) => [`${record.namespace}/${record.name}`, record]),
  );
  const own = new Set([
    'istio-waypoint',
    ...classes.filter(({ controller }) => controller === WAYPOINT_CONTROLLER).map(({ name }) => name),
  ]);
  return (name, namespace) => {
    const found = byName.get(name);
    if (!found) return { is: 'no', reason: 'which does not exist' };
    const from = found.listeners.map(({ allowedRoutes }) => allowedRoutes);
    if (found.namespace !== namespace && !from.includes('All')) {
      if (!from.includes('Selector'))
        return { is: 'no', reason: `whose allowedRoutes do not include namespace ${namespace}` };
      return { is: 'maybe', reason: `whose allowedRoutes select namespaces by label` };
    }
    const { className = '' } = found;
    return own.has(className)
      ? { is: 'yes', reason: '' }
      : { is: 'maybe', reason: `of class ${className}, whose controller may not provide waypoints` };
  };
}

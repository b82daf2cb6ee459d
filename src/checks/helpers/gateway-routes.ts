/** Routes of gateways, as checks name them. */
import type { ObjectRef } from '../../result/types.ts';
import type { RouteRecord } from '../../snapshot/records/index.ts';
import type { CheckParts } from '../define.ts';

/** The object of a finding about a route. */
export function routeRef({ kind, namespace, name }: RouteRecord): ObjectRef {
  return { kind, namespace, name };
}

/** `HTTPRoute shop/web`. */
export function routeName({ kind, namespace, name }: RouteRecord): string {
  return `${kind} ${namespace}/${name}`;
}

/** Whether a Gateway, by `namespace/name`, has a model of its own with checks: that of Istio, or one of Envoy's controllers. */
export function otherModels({
  envoy,
  meshEdge,
}: Pick<CheckParts, 'envoy' | 'meshEdge'>): (parent: string) => boolean {
  const names = new Set([
    ...meshEdge.gateways.map(({ record }) => `${record.namespace}/${record.name}`),
    ...envoy.listeners.map(({ namespace, name }) => `${namespace}/${name}`),
  ]);
  return (parent) => names.has(parent);
}

import { labelOf } from '../../../model/selectors.ts';
import type { WorkloadFacts } from '../../../model/types.ts';
import type { PodTemplate, StringMap } from '../../../snapshot/records/index.ts';
import { hasSidecar, isCaptured } from '../recognition/proxies.ts';
import type { Injectors } from './injection.ts';
import type { Membership } from './types.ts';

export interface MembershipFacts {
  membership: Membership;
  /** A pod of it was observed in the mesh. */
  observed: boolean;
}

/** How a workload takes part in the mesh; undefined: it does not, as far as is observed. */
export function membershipOf(
  workload: WorkloadFacts,
  namespaceLabels: StringMap | undefined,
  injectors: Injectors,
): MembershipFacts | undefined {
  const { template, pods, namespace } = workload;
  const proxy = gatewayOrWaypoint(template);
  if (proxy) return { membership: proxy, observed: pods.length > 0 };
  if (pods.some(hasSidecar)) return { membership: 'sidecar', observed: true };
  if (pods.some(isCaptured)) return { membership: 'ambient', observed: true };
  // Pods that exist show what they have; only future ones follow from the configuration.
  if (pods.length > 0) return undefined;
  if (asksForAmbient(template, namespaceLabels)) return { membership: 'ambient', observed: false };
  return injectors.of({ namespace, namespaceLabels, template }).injects === 'yes'
    ? { membership: 'sidecar', observed: false }
    : undefined;
}

const MODE = 'istio.io/dataplane-mode';

/** By label: that of the pod takes precedence (istio cni/pkg/util/podutil.go). */
export function asksForAmbient(
  { labels, hostNetwork }: Pick<PodTemplate, 'labels' | 'hostNetwork'>,
  namespaceLabels: StringMap = {},
): boolean {
  if (hostNetwork) return false;
  return (labelOf(labels, MODE) ?? labelOf(namespaceLabels, MODE)) === 'ambient';
}

/**
 * A proxy of its own, without an application: from the gateway template of the injector, or deployed for a Gateway of the Gateway API. Anyone
 * can write the label and the annotation on a workload with an application.
 */
function gatewayOrWaypoint({ labels, annotations, containers }: PodTemplate): Membership | undefined {
  const managed = labelOf(labels, 'gateway.istio.io/managed');
  const words = containers.flatMap(({ name, args = [] }) => (name === 'istio-proxy' ? args : []));
  if (words.includes('waypoint')) return 'waypoint';
  if (words.includes('router')) return 'gateway';
  if (!containers.every(({ name, role }) => name === 'istio-proxy' || role !== undefined)) return undefined;
  if (managed !== undefined) return managed === 'istio.io-mesh-controller' ? 'waypoint' : 'gateway';
  const templates = (annotations['inject.istio.io/templates'] ?? '').split(',');
  return templates.includes('gateway') ? 'gateway' : undefined;
}

import type { IstioFacts } from '../../addons/types.ts';
import type { ClusterFacts, NamespaceFacts, WorkloadFacts } from '../../model/types.ts';
import type { PodTemplate } from '../../snapshot/records/index.ts';

/** The container of Istio's proxy, as the injector and gateways name it. */
export const PROXY = 'istio-proxy';

export function hasProxy({ containers }: PodTemplate): boolean {
  return containers.some(({ name, role }) => name === PROXY && (role === undefined || role === 'sidecar'));
}

/** A proxy alone: a gateway or a waypoint. */
export function isGatewayPod({ containers }: PodTemplate): boolean {
  return containers
    .filter(({ role }) => role !== 'init' && role !== 'ephemeral')
    .every(({ name }) => name === PROXY);
}

export interface Members {
  /** The namespace requests proxies for its pods, or has some in the mesh. */
  includes: (namespace: string) => boolean;
  /** It may: the namespace itself was not collected. */
  mayInclude: (namespace: string) => boolean;
}

/**
 * Namespaces of the mesh, by their labels and pods. Manifests of a mesh rarely contain their namespaces: in files with traces of a mesh, one
 * that is absent counts as a member, as for `istioctl analyze`. A live cluster has them, and one that was not collected decides nothing.
 */
export function membersOf(
  istio: IstioFacts,
  namespaces: readonly NamespaceFacts[],
  { source }: Pick<ClusterFacts, 'source'>,
): Members {
  const own = new Set(istio.namespaces.map(({ name }) => name));
  const seen = new Set(namespaces.map(({ name }) => name));
  return {
    includes: (namespace) =>
      own.has(namespace) || (source === 'files' && istio.traces && !seen.has(namespace)),
    mayInclude: (namespace) => own.has(namespace) || !seen.has(namespace),
  };
}

/** Whether a workload is part of Istio itself: by the labels of its charts, in a namespace where only administrators create Pods. */
export function partOfIstio({ revisions, rootNamespace }: IstioFacts): (workload: WorkloadFacts) => boolean {
  const own = new Set([
    'kube-system',
    ...(rootNamespace.known ? [rootNamespace.value] : []),
    ...revisions.flatMap(({ trusted, namespace }) => (trusted ? namespace : [])),
  ]);
  return ({ namespace, template: { labels } }) =>
    own.has(namespace) &&
    (labels['app'] === 'istiod' ||
      labels['app'] === 'ztunnel' ||
      labels['k8s-app'] === 'istio-cni-node' ||
      labels['istio'] === 'pilot');
}

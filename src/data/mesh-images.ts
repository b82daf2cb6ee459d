/**
 * Init containers by which a mesh sets up the network of the pods that it injects into. As of 2026-11-29; sources:
 * https://istio.io/latest/docs/setup/additional-setup/cni/ (istio-init runs proxyv2 with NET_ADMIN and NET_RAW),
 * https://linkerd.io/2/reference/architecture/#linkerd-init-container. Arguments: the injection templates of Istio
 * (manifests/charts/istio-control/istio-discovery/files) and Linkerd (charts/partials).
 */
export const asOf = '2026-11-29';

export interface MeshInit {
  image: string;
  name: string;
  /** How the arguments begin that the injector sets. The image's own entry point stays. */
  args: RegExp;
  /** API groups that are served where an administrator installed the mesh. */
  groups: readonly string[];
  /** The webhook configuration that injects it, cluster-scoped as well. */
  injector: RegExp;
}

export const meshInits: readonly MeshInit[] = [
  {
    image: 'proxyv2',
    name: 'Istio',
    args: /^istio-iptables$/,
    groups: ['networking.istio.io', 'security.istio.io'],
    injector: /^istio-(?:sidecar-injector|revision-tag)/,
  },
  {
    image: 'proxy-init',
    name: 'Linkerd',
    args: /^--/,
    groups: ['policy.linkerd.io', 'linkerd.io'],
    injector: /^linkerd-proxy-injector/,
  },
];

/** The capabilities that such a container adds, and no more. */
export const meshInitCapabilities: ReadonlySet<string> = new Set(['NET_ADMIN', 'NET_RAW']);

/**
 * How nodes apply settings of pods. As of 2026-11-29; read in the sources of containerd 1.7.28, 2.1.4, 2.3.7 and 2.4.2
 * (https://github.com/containerd/containerd, cri/opts/spec_opts.go WithCapabilities), CRI-O 1.34.0
 * (https://github.com/cri-o/cri-o, internal/factory/container SpecSetupCapabilities), Docker 28.4.0
 * (https://github.com/moby/moby, oci/caps NormalizeLegacyCapabilities) and Kubernetes 1.29.14, 1.30.14 and 1.37.2
 * (https://github.com/kubernetes/kubernetes, pkg/kubelet/userns/userns_manager.go GetOrCreateUserNamespaceMappings).
 */
export const asOf = '2026-11-29';

/**
 * Runtimes, as nodes name them, that accept `CAP_NET_RAW` for NET_RAW. containerd adds the prefix once more: that drops a
 * capability which does not exist. All of them accept `all` and `net_raw` in any case.
 */
export const prefixReaders: ReadonlySet<string> = new Set(['cri-o', 'docker']);

/** Kubelets from this minor on refuse a pod with `hostUsers: false` where they cannot apply it; older ones run it without. */
export const userNamespacesKept = 30;

import type { ProductMarks } from '../../../model/types.ts';

/** API groups of a mesh (chart base, crd-all.gen.yaml). */
export const GROUPS = ['networking.istio.io', 'security.istio.io'];

/** Cluster-scoped objects of an Istio installation. */
export const MARKS: ProductMarks = {
  groups: GROUPS,
  // The node agent deletes or repairs pods whose traffic redirection failed.
  permissions: [{ group: '', resources: ['pods'], verbs: ['delete', 'patch', 'update'] }],
  calls: /^istio-/,
};

/** Images of the control plane, from upstream and from packagers (`istio-pilot-rhel9`, `mirrored-istio-pilot`). */
export const PILOT = ['pilot', 'pilot-discovery', 'istio-pilot', 'istio/pilot'];

export const PROXY = ['proxyv2', 'istio-proxyv2', 'istio/proxyv2'];
export const ZTUNNEL = ['ztunnel', 'istio-ztunnel', 'istio/ztunnel'];
export const CNI = ['install-cni', 'istio-cni', 'istio-install-cni', 'istio/install-cni'];
export const OPERATOR = ['istio/operator', 'istio-release/operator', 'istio-operator'];

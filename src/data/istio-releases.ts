/**
 * Support of Istio minors by the project. As of 2026-11-24; source:
 * https://istio.io/latest/docs/releases/supported-releases/ and announcements (a minor
 * is supported until six weeks after the second minor that follows it).
 */
export const asOf = '2026-11-24';

export type IstioSupport =
  | { minor: number; endOfLife: string }
  /** No end is published: by the policy it cannot be before this date, which is six weeks after `asOf`. */
  | { minor: number; notBefore: string };

export const istioReleases: readonly IstioSupport[] = [
  { minor: 25, endOfLife: '2025-09-30' },
  { minor: 26, endOfLife: '2025-12-22' },
  { minor: 27, endOfLife: '2026-04-07' },
  { minor: 28, endOfLife: '2026-07-01' },
  { minor: 29, endOfLife: '2026-10-15' },
  { minor: 30, notBefore: '2027-01-05' },
  { minor: 31, notBefore: '2027-01-05' },
];

/**
 * Newest known patch of a minor on that date: there may be newer ones. Sources: the announcements under
 * https://istio.io/latest/news/releases/ and their repository (istio/istio.io, content/en/news/releases).
 */
export const istioPatches: ReadonlyMap<number, number> = new Map([
  [27, 9],
  [28, 10],
  [29, 9],
  [30, 7],
  [31, 1],
]);

/**
 * Kubernetes minors that a minor of Istio supports, by its announcement ("is officially supported on Kubernetes versions"), same place.
 */
export const istioKubernetes: ReadonlyMap<number, { from: number; to: number }> = new Map([
  [27, { from: 29, to: 33 }],
  [28, { from: 29, to: 35 }],
  [29, { from: 31, to: 35 }],
  [30, { from: 32, to: 36 }],
  [31, { from: 32, to: 36 }],
]);

/**
 * Registries whose images are removed, by https://istio.io/latest/blog/2026/retirement-of-gcp/ (2026-08-21): in December 2026, and images
 * of Istio 1.31 on are published elsewhere only.
 */
export const retiredRegistries: readonly { mark: RegExp; name: string; month: string }[] = [
  { mark: /^gcr\.io\/istio-release\//, name: 'gcr.io/istio-release', month: '2026-12' },
  { mark: /^registry\.istio\.io\//, name: 'registry.istio.io', month: '2026-12' },
];

/**
 * Where debug endpoints authorize by namespace: these patches and every later minor (ENABLE_DEBUG_ENDPOINT_AUTH, upgrade notes of 1.29 and
 * istio pilot/pkg/features/pilot.go). Before, any identity of the mesh reads those of all namespaces.
 */
export const debugAuthorization = {
  patches: new Map([
    [27, 6],
    [28, 4],
  ]),
  from: 29,
} as const;

/** Builds of vendors with their own support calendar: marks in image tags and paths. */
export const istioVendors: readonly { mark: RegExp; name: string }[] = [
  { mark: /-asm\./, name: 'Google Cloud Service Mesh' },
  { mark: /-solo|solo-io\//, name: 'Solo.io' },
  { mark: /-tetrate|tetratefips|tetrate\//, name: 'Tetrate' },
  { mark: /openshift-service-mesh/, name: 'Red Hat OpenShift Service Mesh' },
  { mark: /mcr\.microsoft\.com\/oss/, name: 'Azure (Istio add-on of AKS)' },
];

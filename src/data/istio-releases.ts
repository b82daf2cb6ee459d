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

/** Builds of vendors with their own support calendar: marks in image tags and paths. */
export const istioVendors: readonly { mark: RegExp; name: string }[] = [
  { mark: /-asm\./, name: 'Google Cloud Service Mesh' },
  { mark: /-solo|solo-io\//, name: 'Solo.io' },
  { mark: /-tetrate|tetratefips|tetrate\//, name: 'Tetrate' },
  { mark: /openshift-service-mesh/, name: 'Red Hat OpenShift Service Mesh' },
  { mark: /mcr\.microsoft\.com\/oss/, name: 'Azure (Istio add-on of AKS)' },
];

/**
 * Upstream support of Kubernetes minors. As of 2026-11-23; source: https://kubernetes.io/releases/ and the https://endoflife.date data set
 * of 2026-08-22, tags on the Go module proxy. A vendor may support a minor for longer: see `vendorSupport`.
 */
export const asOf = '2026-11-23';

export interface ReleaseSupport {
  minor: number;
  /** End of upstream patches, ISO date. */
  endOfLife: string;
  /** Newest patch seen at `asOf`; a floor. */
  patch: number;
}

export const kubernetesReleases: readonly ReleaseSupport[] = [
  { minor: 24, endOfLife: '2023-07-28', patch: 17 },
  { minor: 25, endOfLife: '2023-10-27', patch: 16 },
  { minor: 26, endOfLife: '2024-02-28', patch: 15 },
  { minor: 27, endOfLife: '2024-06-28', patch: 16 },
  { minor: 28, endOfLife: '2024-10-28', patch: 15 },
  { minor: 29, endOfLife: '2025-02-28', patch: 14 },
  { minor: 30, endOfLife: '2025-07-15', patch: 14 },
  { minor: 31, endOfLife: '2025-11-11', patch: 14 },
  { minor: 32, endOfLife: '2026-02-28', patch: 13 },
  { minor: 33, endOfLife: '2026-06-28', patch: 13 },
  { minor: 34, endOfLife: '2026-10-27', patch: 13 },
  { minor: 35, endOfLife: '2027-02-28', patch: 10 },
  { minor: 36, endOfLife: '2027-06-28', patch: 6 },
  // Computed by the 14-month rule: no date was published yet.
  { minor: 37, endOfLife: '2027-10-28', patch: 2 },
];

export interface VendorWindow {
  minor: number;
  /** End of standard support. */
  standard: string;
  /** End of extended (paid) support. */
  extended: string;
}

/** By distribution id; same sources. */
export const vendorSupport: Readonly<Record<string, readonly VendorWindow[]>> = {
  eks: [
    { minor: 30, standard: '2025-07-23', extended: '2026-07-23' },
    { minor: 31, standard: '2025-11-26', extended: '2026-11-26' },
    { minor: 32, standard: '2026-03-23', extended: '2027-03-23' },
    { minor: 33, standard: '2026-07-29', extended: '2027-07-29' },
    { minor: 34, standard: '2026-12-02', extended: '2027-12-02' },
    { minor: 35, standard: '2027-03-27', extended: '2028-03-27' },
    { minor: 36, standard: '2027-08-02', extended: '2028-08-02' },
  ],
  aks: [
    { minor: 33, standard: '2026-07-31', extended: '2027-07-31' },
    { minor: 34, standard: '2026-11-30', extended: '2027-11-30' },
    { minor: 35, standard: '2027-03-31', extended: '2028-03-31' },
    { minor: 36, standard: '2027-06-30', extended: '2028-06-30' },
  ],
  gke: [
    { minor: 33, standard: '2026-06-30', extended: '2026-08-03' },
    { minor: 34, standard: '2026-08-30', extended: '2026-10-01' },
    { minor: 35, standard: '2027-02-28', extended: '2027-04-11' },
    { minor: 36, standard: '2027-06-30', extended: '2027-08-09' },
  ],
};

/** A kubelet may be this many minors older than its API server (version skew policy, since 1.28; 2 before). */
export function allowedKubeletLag(apiServerMinor: number): number {
  return apiServerMinor >= 28 ? 3 : 2;
}

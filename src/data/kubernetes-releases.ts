/**
 * Upstream support of Kubernetes minors. As of 2026-11-23; source: https://kubernetes.io/releases/ and the https://endoflife.date data set
 * of 2026-08-22, tags on the Go module proxy. A vendor may support a minor for longer: see `vendorSupport`.
 */
export const asOf = '2026-11-23';

export interface ReleaseSupport {
  minor: number;
  /** End of upstream patches, ISO date. */
  endOfLife: string;
  /** Highest known patch on that date: there may be newer ones. */
  lastPatch: number;
}

export const kubernetesReleases: readonly ReleaseSupport[] = [
  { minor: 24, endOfLife: '2023-07-28', lastPatch: 17 },
  { minor: 25, endOfLife: '2023-10-27', lastPatch: 16 },
  { minor: 26, endOfLife: '2024-02-28', lastPatch: 15 },
  { minor: 27, endOfLife: '2024-06-28', lastPatch: 16 },
  { minor: 28, endOfLife: '2024-10-28', lastPatch: 15 },
  { minor: 29, endOfLife: '2025-02-28', lastPatch: 15 },
  { minor: 30, endOfLife: '2025-07-15', lastPatch: 14 },
  { minor: 31, endOfLife: '2025-11-11', lastPatch: 14 },
  { minor: 32, endOfLife: '2026-02-28', lastPatch: 13 },
  { minor: 33, endOfLife: '2026-06-28', lastPatch: 13 },
  { minor: 34, endOfLife: '2026-10-27', lastPatch: 13 },
  { minor: 35, endOfLife: '2027-02-28', lastPatch: 10 },
  { minor: 36, endOfLife: '2027-06-28', lastPatch: 6 },
  // Computed by the 14-month rule: no date was published yet.
  { minor: 37, endOfLife: '2027-10-28', lastPatch: 2 },
];

export interface VendorWindow {
  minor: number;
  /** End of standard support. */
  standard: string;
  /** End of the paid support after that; absent where there was none. */
  extended?: string;
}

export interface VendorSupport {
  /** What a cluster must be enrolled in to get patches after the standard support. The cluster does not expose it. */
  plan?: string;
  windows: readonly VendorWindow[];
}

/**
 * By distribution id; oldest first. Sources: for EKS, GKE and OpenShift the same data set, for AKS
 * https://learn.microsoft.com/azure/aks/supported-kubernetes-versions, where a month means its last day.
 */
export const vendorSupport: Readonly<Record<string, VendorSupport>> = {
  // Every cluster enters extended support by default; with it disabled, the cluster is upgraded.
  eks: {
    windows: [
      { minor: 24, standard: '2024-01-31', extended: '2025-01-31' },
      { minor: 25, standard: '2024-05-01', extended: '2025-05-01' },
      { minor: 26, standard: '2024-06-11', extended: '2025-06-11' },
      { minor: 27, standard: '2024-07-24', extended: '2025-07-24' },
      { minor: 28, standard: '2024-11-26', extended: '2025-11-26' },
      { minor: 29, standard: '2025-03-23', extended: '2026-03-23' },
      { minor: 30, standard: '2025-07-23', extended: '2026-07-23' },
      { minor: 31, standard: '2025-11-26', extended: '2026-11-26' },
      { minor: 32, standard: '2026-03-23', extended: '2027-03-23' },
      { minor: 33, standard: '2026-07-29', extended: '2027-07-29' },
      { minor: 34, standard: '2026-12-02', extended: '2027-12-02' },
      { minor: 35, standard: '2027-03-27', extended: '2028-03-27' },
      { minor: 36, standard: '2027-08-02', extended: '2028-08-02' },
    ],
  },
  aks: {
    plan: 'long-term support (LTS)',
    windows: [
      { minor: 24, standard: '2023-07-31' },
      { minor: 25, standard: '2024-01-14' },
      { minor: 26, standard: '2024-03-31' },
      { minor: 27, standard: '2024-07-31', extended: '2025-07-31' },
      { minor: 28, standard: '2025-01-31', extended: '2026-02-28' },
      { minor: 29, standard: '2025-03-31', extended: '2026-04-30' },
      { minor: 30, standard: '2025-08-22', extended: '2026-07-31' },
      { minor: 31, standard: '2025-11-01', extended: '2026-11-30' },
      { minor: 32, standard: '2026-03-31', extended: '2027-03-31' },
      { minor: 33, standard: '2026-07-31', extended: '2027-07-31' },
      { minor: 34, standard: '2026-11-30', extended: '2027-11-30' },
      { minor: 35, standard: '2027-03-31', extended: '2028-03-31' },
      { minor: 36, standard: '2027-06-30', extended: '2028-06-30' },
      { minor: 37, standard: '2027-10-31', extended: '2028-10-31' },
    ],
  },
  // Extended: up to 24 months from the day in the Regular channel (https://cloud.google.com/kubernetes-engine/versioning),
  // computed, for the minors of that channel (1.27 is its first).
  gke: {
    plan: 'the Extended release channel',
    windows: [
      { minor: 24, standard: '2023-10-31' },
      { minor: 25, standard: '2024-03-30' },
      { minor: 26, standard: '2024-06-30' },
      { minor: 27, standard: '2024-10-01', extended: '2025-06-15' },
      { minor: 28, standard: '2025-02-04', extended: '2025-12-04' },
      { minor: 29, standard: '2025-04-12', extended: '2026-01-26' },
      { minor: 30, standard: '2025-09-30', extended: '2026-07-31' },
      { minor: 31, standard: '2026-01-16', extended: '2026-10-25' },
      { minor: 32, standard: '2026-04-11', extended: '2027-02-11' },
      { minor: 33, standard: '2026-08-03', extended: '2027-06-03' },
      { minor: 34, standard: '2026-10-01', extended: '2027-09-30' },
      { minor: 35, standard: '2027-04-11', extended: '2028-02-11' },
      { minor: 36, standard: '2027-08-09', extended: '2028-06-09' },
    ],
  },
  // OpenShift 4.N contains Kubernetes 1.(N + 13). Even releases have a paid extension.
  openshift: {
    plan: 'Extended Update Support (EUS)',
    windows: [
      { minor: 31, standard: '2026-08-25', extended: '2027-02-25' },
      { minor: 32, standard: '2026-12-17' },
      { minor: 33, standard: '2027-04-21' },
      { minor: 34, standard: '2027-08-03' },
      { minor: 35, standard: '2027-12-31' },
    ],
  },
};

/**
 * The version skew policy for the other programs. Controller managers and the scheduler: at most this much older than the API
 * server; kube-proxy: this far from its kubelet, older or newer, since 1.28 (2 before).
 */
export const allowedControllerLag = 1;

/** A kubelet may be this many minors older than its API server (version skew policy, since 1.28; 2 before). */
export function allowedKubeletLag(apiServerMinor: number): number {
  return apiServerMinor >= 28 ? 3 : 2;
}

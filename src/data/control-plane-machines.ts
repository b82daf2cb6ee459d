/**
 * Size of a control-plane node in the set-up that Kubernetes was tested with, by the number of nodes. As of 2026-11-26;
 * source: https://kubernetes.io/docs/setup/best-practices/cluster-large/ (sizes of the scripts for GCE and AWS).
 */
export const asOf = '2026-11-26';

/** Smallest first: up to so many nodes, so many CPUs and GiB. */
export const controlPlaneHosts: readonly { nodes: number; cpus: number; gib: number }[] = [
  { nodes: 5, cpus: 1, gib: 3.75 },
  { nodes: 10, cpus: 2, gib: 7.5 },
  { nodes: 100, cpus: 4, gib: 15 },
  { nodes: 250, cpus: 8, gib: 30 },
  { nodes: 500, cpus: 16, gib: 60 },
  { nodes: Infinity, cpus: 32, gib: 120 },
];

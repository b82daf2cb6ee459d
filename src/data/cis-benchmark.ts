/**
 * The rows of the CIS Kubernetes Benchmark 1.12: numbers as published, titles reworded. As of 2026-11-26; source: the
 * numbering that https://github.com/aquasecurity/kube-bench (cfg/cis-1.12) and https://github.com/prowler-cloud/prowler
 * (compliance/kubernetes/cis_1.12_kubernetes.json) agree on; sections 2 and 3 read again in kube-bench's etcd.yaml and controlplane.yaml on
 * 2026-11-29. The benchmark itself: https://www.cisecurity.org/benchmark/kubernetes.
 */
import { controlPlane } from './cis-benchmark/control-plane.ts';
import { nodes } from './cis-benchmark/nodes.ts';
import { policies } from './cis-benchmark/policies.ts';
import type { BenchmarkSection } from './cis-benchmark/row.ts';

export type { BenchmarkRow, BenchmarkSection, Need } from './cis-benchmark/row.ts';

export const asOf = '2026-11-26';

/** Name of the framework in the references of checks. */
export const CIS = 'CIS 1.12';

export const cisSections: readonly BenchmarkSection[] = [...controlPlane, ...nodes, ...policies];

import type { Need } from '../cis-benchmark/row.ts';

/** One question about a component that the tools answer. */
export interface PeerQuestion {
  /** Number of the row; checks name it in `peerChecks`. */
  n: number;
  /** Row of the CIS Benchmark 1.12 with the same question; its requirements are listed there. */
  cis?: string;
  question: string;
  /** What it requires when the Kubernetes API cannot answer it. */
  needs?: Need;
  /** Why its subject is no risk, where no check evaluates it for that reason. */
  harmless?: string;
}

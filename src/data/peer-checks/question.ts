import type { Need } from '../cis-benchmark/row.ts';

/** One question of a component that the tools ask. */
export interface PeerQuestion {
  /** Number of the row; checks name it in `peerChecks`. */
  n: number;
  /** Row of the CIS Benchmark 1.12 that asks the same; what it needs stands there. */
  cis?: string;
  question: string;
  /** What it would need when the Kubernetes API cannot answer. */
  needs?: Need;
}

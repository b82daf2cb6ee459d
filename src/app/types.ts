import type { FrameworkId, Result, Severity } from '../result/types.ts';
import type { CheckDefinition } from '../checks/define.ts';
import type { PlacedWaiver } from '../result/waivers/apply.ts';
import type { ConnectionFlags } from '../kube/types.ts';

/** Everything a use case may touch of the process. Tests pass their own. */
export interface AppIo {
  stdin: NodeJS.ReadableStream & { isTTY?: boolean };
  stdout: NodeJS.WritableStream;
  stderr: NodeJS.WritableStream;
  env: Readonly<Record<string, string | undefined>>;
  /** Aborted on Ctrl-C. */
  signal: AbortSignal;
  now: () => Date;
  /** Progress for people; a no-op unless stderr is a terminal. */
  progress: (text: string) => void;
  /** One line to stderr about something that is worth knowing and no error; nothing with --quiet. */
  note: (text: string) => void;
}

/** Where evidence comes from: exactly one of the three. */
export interface SourceOptions {
  connection: ConnectionFlags;
  /** Files, directories or `-`; instead of a live cluster. */
  from?: readonly string[];
  /** The user vouches that files hold every object of each kind that they hold any of. */
  complete?: boolean;
  /** The built-in example cluster. */
  demo?: boolean;
  namespace?: string;
  /** Read at most so many kubelets through the node proxy; absent = none. Only a live cluster has them. */
  kubelets?: number;
  /** Total deadline of the collection in milliseconds; 0 = none, absent = ten minutes. */
  deadlineMs?: number;
}

export interface CheckSelection {
  /** Check ids, areas, or globs over ids. */
  only?: readonly string[];
  skip?: readonly string[];
  /** Only checks that refer to this framework, and its rows in the result. */
  framework?: FrameworkId;
}

/** What else goes into the judgement beside the evidence. */
export interface GateInputs {
  waivers?: readonly PlacedWaiver[];
  /** An earlier result: what failed there already counts for no threshold. */
  baseline?: Result;
  /** Checks that users wrote. */
  rules?: readonly CheckDefinition[];
}

/** The exit code of a run with a threshold; the README has the table. */
export type ExitCode = 0 | 1 | 2 | 3 | 130;

export interface Gate {
  /** Lowest severity that makes the run fail; `none` = never. */
  failOn: Severity | 'none';
  requireComplete: boolean;
}

export type ScanResult = Result;

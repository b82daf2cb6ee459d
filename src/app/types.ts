import type { FrameworkId, Result, Severity } from '../result/types.ts';
import type { CheckDefinition } from '../checks/define.ts';
import type { ConfigRules } from '../result/config/types.ts';
import type { PlacedWaiver } from '../result/waivers/apply.ts';
import type { ConnectionFlags } from '../kube/types.ts';

/** The parts of the process that a use case can access. Tests pass their own. */
export interface AppIo {
  stdin: NodeJS.ReadableStream & { isTTY?: boolean };
  stdout: NodeJS.WritableStream;
  stderr: NodeJS.WritableStream;
  env: Readonly<Record<string, string | undefined>>;
  /** Aborted on Ctrl-C. */
  signal: AbortSignal;
  now: () => Date;
  /** Progress messages; a no-op unless stderr is a terminal. */
  progress: (text: string) => void;
  /** Prints one line of information (not an error) to stderr; nothing with --quiet. */
  note: (text: string) => void;
}

/** Where evidence comes from: exactly one of the three. */
export interface SourceOptions {
  connection: ConnectionFlags;
  /** Files, directories or `-`; instead of a live cluster. */
  from?: readonly string[];
  /** The user declares that files contain every object of each kind that occurs in them. */
  complete?: boolean;
  /** The built-in example cluster. */
  demo?: boolean;
  namespace?: string;
  /**
   * The namespace selects objects of the result and does not limit the collection, because statements about an object depend on others. A
   * user who may list the Pods of this namespace alone gets the limited collection.
   */
  namespaceSelects?: boolean;
  /** Maximum number of kubelets to read through the node proxy; absent = none. Live clusters only. */
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

/** Input of the evaluation in addition to the evidence. */
export interface GateInputs {
  waivers?: readonly PlacedWaiver[];
  /** An earlier result: its risks do not count for any threshold. */
  baseline?: Result;
  /** Custom rules. */
  rules?: readonly CheckDefinition[];
  /** Rules of a Config document. */
  config?: ConfigRules;
}

/** The exit code of a run with a threshold; the table is in the README. */
export type ExitCode = 0 | 1 | 2 | 3 | 130;

export interface Gate {
  /** Lowest severity that makes the run fail; `none` = never. */
  failOn: Severity | 'none';
  requireComplete: boolean;
}

export type ScanResult = Result;

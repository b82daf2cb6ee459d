import type { Severity, VerdictKind } from '../../src/result/types.ts';
import type { ServedResource } from '../collect/support/server.ts';

/** Author of the input: a user with `edit` in one namespace, a cluster administrator, a proxy of the API server, or the API server. */
export type Player = 'tenant' | 'administrator' | 'network' | 'server';

/** The response to a path in place of the recorded one. */
export type Answer =
  /** A Status with this code. */
  | number
  /** An empty list of the requested kind. */
  | 'empty'
  /** The true answer, cut in the middle. */
  | 'cut'
  /** A login page with status 200. */
  | 'html'
  /** The server behind the API group does not respond: aggregated discovery marks the group as stale. */
  | 'stale'
  | { status?: number; type?: string; body: string };

/** A correct verdict. */
export interface Expected {
  check: string;
  /** One of these. */
  verdict: VerdictKind | readonly VerdictKind[];
  severity?: Severity;
  /** `Deployment shop/web`, `Node n1`; absent = any object: the worst verdict counts (error, fail, unknown, pass, not-applicable). */
  object?: string;
}

/** One attempt to get an unjustified verdict, or a look-alike that must not be reported. */
export interface Attempt {
  /** Area and description: `workloads/mirror annotation on a tenant's pod`. Unique. */
  name: string;
  player: Player;
  /** Why the expected verdicts are correct, in one or two sentences. */
  why: string;
  /**
   * Kubernetes objects as YAML documents. They are added to the base cluster (test/adversary/world.ts) and replace those of the same kind,
   * namespace and name.
   */
  objects?: string;
  /** Objects of the base cluster that are removed first: `Pod kube-system/etcd-cp-1`, `Node n1`; a trailing `*` matches a prefix. */
  without?: readonly string[];
  /** By path without query, e.g. `/apis/apps/v1/deployments`; a trailing `*` matches a prefix. */
  answers?: Readonly<Record<string, Answer>>;
  /** Additional kinds to those of the base cluster; those of the given objects are always served, by their CRD or a guess. */
  serves?: readonly ServedResource[];
  /** Correct verdicts against the live simulated server. */
  expect: readonly Expected[];
  /** Correct verdicts when only `objects` are given as a file with --from; absent = not tried from files. */
  files?: readonly Expected[];
  /**
   * Contents of files by path below the folder that is given with --from. Such an attempt has no `objects` and is tried
   * from files only: `expect` is empty and `files` contains the correct verdicts.
   */
  raw?: Readonly<Record<string, string>>;
  /** `--complete`: the user asserts that `raw` or `objects` contain all objects of their kinds. */
  complete?: boolean;
  /** Each of these is part of a warning of the run from files. */
  warns?: readonly string[];
}

import type { Severity, VerdictKind } from '../../src/result/types.ts';
import type { ServedResource } from '../collect/support/server.ts';

/** Who writes the input: somebody with `edit` in one namespace, a cluster administrator, what lies between us and the API server, or the API server itself. */
export type Player = 'tenant' | 'administrator' | 'network' | 'server';

/** What the server says on a path in place of the truth. */
export type Answer =
  /** A Status with this code. */
  | number
  /** An empty list of the kind asked for. */
  | 'empty'
  /** The true answer, cut in the middle. */
  | 'cut'
  /** A login page with status 200. */
  | 'html'
  /** The server behind the API group does not answer: aggregated discovery calls the group stale. */
  | 'stale'
  | { status?: number; type?: string; body: string };

/** A verdict that is right. */
export interface Expected {
  check: string;
  /** One of these. */
  verdict: VerdictKind | readonly VerdictKind[];
  severity?: Severity;
  /** `Deployment shop/web`, `Node n1`; absent = any object: the worst verdict of the check counts (error, fail, unknown, pass, not-applicable). */
  object?: string;
}

/** One attempt to get a verdict that was not earned, or a look-alike that must not be alarmed. */
export interface Attempt {
  /** Area and what is tried: `workloads/mirror annotation on a pod of one's own`. Unique. */
  name: string;
  player: Player;
  /** Why the expected verdicts are right, one sentence or two. */
  why: string;
  /**
   * Kubernetes objects as YAML documents. They are added to the base cluster (test/adversary/world.ts) and replace those of the same kind,
   * namespace and name.
   */
  objects?: string;
  /** Objects of the base cluster that are taken away first: `Pod kube-system/etcd-cp-1`, `Node n1`; a trailing `*` matches what begins so. */
  without?: readonly string[];
  /** By path without query, e.g. `/apis/apps/v1/deployments`; a trailing `*` matches what begins so. */
  answers?: Readonly<Record<string, Answer>>;
  /** Kinds that are served beside those of the base cluster; kinds of objects that are given are served anyway, by their CRD or a guess. */
  serves?: readonly ServedResource[];
  /** Right verdicts against the live stand-in server. */
  expect: readonly Expected[];
  /** Right verdicts when `objects` alone are given as a file with --from; absent = not tried from files. */
  files?: readonly Expected[];
  /**
   * Contents of files as they lie on a disk, by path below the folder that is given with --from. Such an attempt has no `objects` and is tried
   * from files only: `expect` is empty and `files` holds the right verdicts.
   */
  raw?: Readonly<Record<string, string>>;
  /** `--complete`: the user vouches that what is given with `raw` or `objects` is all there is of its kinds. */
  complete?: boolean;
  /** Each of these stands in a warning of the run from files. */
  warns?: readonly string[];
}

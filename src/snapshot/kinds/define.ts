/**
 * What one kind of record is. Each is declared in a file of this folder, by its shape, the Kubernetes objects that it is made from and how;
 * `npm run generate` lists the files in index.generated.ts, and everything that is a list of kinds follows from there.
 */
import type { CollectorId } from '../collectors.ts';
import type { Meta, Raw } from '../project/raw.ts';
import type { Fields } from '../project/untrusted.ts';
import type { TemplateTable } from '../project/template.ts';
import type { CertificateRecord } from '../schema/certificate.ts';
import type { EnvoyBootstrapRecord } from '../schema/envoy.ts';
import type { Shape } from '../schema/shape.ts';

/**
 * What a projection of one object is given. `kind` and `group` are those of the API, `raw` is the whole object: with `ProjectInput<V1Pod>` the
 * compiler knows the names of its fields, and nothing of what they hold.
 */
export interface ProjectInput<T = unknown> {
  raw: unknown extends T ? Raw : Fields<T>;
  meta: Meta;
  group: string;
  kind: string;
  version: string;
}

/** A record of another kind that an object gives beside its own. */
export type Extra =
  | { kind: 'certificate'; record: CertificateRecord }
  | { kind: 'envoyBootstrap'; record: EnvoyBootstrapRecord };

/** What an object gives. */
export interface Projection<R extends object> {
  record?: R;
  /** Further records of the same kind. */
  others?: readonly R[];
  extra?: readonly Extra[];
}

/**
 * Pure: one object to its record; undefined when nothing of it is kept. A method, so that a kind may say as what type its objects are
 * documented.
 */
export type Project<R extends object> = {
  project(input: ProjectInput): Projection<R> | undefined;
}['project'];

/** What the projections of one snapshot share. */
export interface Shared {
  templates: TemplateTable;
  /** What is read are files of the user: objects without uid and status are manifests. */
  fromFiles: boolean;
}

/** Kinds of the Kubernetes API that are read alike. */
export interface ApiKinds<R extends object> {
  /** `group/Kind`; `/Pod` in the core group. */
  kinds: readonly string[];
  scope: 'Namespaced' | 'Cluster';
  /** Part of Kubernetes, from this minor release on; 0 = in all that can be met. Absent: there when somebody installed it or turned it on. */
  since?: number;
  /** Version that every server in use has, of a part of Kubernetes; absent = v1. */
  version?: string;
  /** Group and version where it stood before it came to its group. */
  formerly?: string;
  /** Read where it is met, but no list of it has to be whole: its objects stand elsewhere too, or are no part of Kubernetes. */
  known?: false;
  /**
   * Objects that the API server or a controller of the control plane keeps in every cluster: a list of the whole cluster without them is not
   * the whole list, whether a server gave it or a file. `namespace/name`, `name`, `namespace/*`, or `*` for any.
   */
  members?: readonly string[];
  /** Where its collector looks, when that is not the whole cluster. */
  only?: readonly string[];
  /** Where the collector of the kind depends on the record: which it is here. */
  collector?: CollectorId;
  /** Place among the kinds of its collector; absent = that of the record. */
  order?: number;
  /** Absent = as the kind says. */
  project?: Project<R>;
}

/** A kind that several collectors bring, the first of them where an API kind does not say; and which of them brought a record. */
interface Collectors<R extends object> {
  among: readonly [CollectorId, ...CollectorId[]];
  of(record: R): CollectorId;
}

export interface Kind<K extends string = string, R extends object = object> {
  /** `t` of its lines in a snapshot file; another name is another schema. */
  record: K;
  /** Place in a snapshot file. */
  order: number;
  shape: Shape<R>;
  /** Who brings it. */
  collector: CollectorId | Collectors<R>;
  /** What it is made from; absent: a collector makes the record itself. */
  api?: readonly ApiKinds<R>[];
  project?: Project<R>;
  /** For projections that hold something as long as their snapshot is read. */
  createProject?: (shared: Shared) => Project<R>;
}

export function defineKind<const K extends string, R extends object>(
  kind: Kind<K, R> & { project?: Project<NoInfer<R>> },
): Kind<K, R> {
  return kind;
}

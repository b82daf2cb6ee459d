/**
 * Declaration of one kind of record. Each is in a file of this folder, with its shape, its Kubernetes objects and their projection;
 * `npm run generate` lists the files in index.generated.ts, from which every list of kinds is derived.
 */
import type { CollectorId } from '../collectors.ts';
import type { Meta, Raw } from '../project/raw.ts';
import type { Fields } from '../project/untrusted.ts';
import type { TemplateTable } from '../project/template.ts';
import type { CertificateRecord } from '../schema/certificate.ts';
import type { EnvoyBootstrapRecord } from '../schema/envoy.ts';
import type { Shape } from '../schema/shape.ts';

/**
 * Input of the projection of one object. `kind` and `group` are those of the API, `raw` is the whole object: with `ProjectInput<V1Pod>` the
 * compiler checks the names of its fields, but not their content.
 */
export interface ProjectInput<T = unknown> {
  raw: unknown extends T ? Raw : Fields<T>;
  meta: Meta;
  group: string;
  kind: string;
  version: string;
}

/** A record of another kind that an object gives in addition to its own. */
export type Extra =
  | { kind: 'certificate'; record: CertificateRecord }
  | { kind: 'envoyBootstrap'; record: EnvoyBootstrapRecord };

/** Records of one object. */
export interface Projection<R extends object> {
  record?: R;
  /** Further records of the same kind. */
  others?: readonly R[];
  extra?: readonly Extra[];
}

/**
 * Pure: one object to its record; undefined when nothing of it is kept. A method, so that a kind may declare the documented type of
 * its objects.
 */
export type Project<R extends object> = {
  project(input: ProjectInput): Projection<R> | undefined;
}['project'];

/** State that the projections of one snapshot share. */
export interface Shared {
  templates: TemplateTable;
  /** The source is files of the user: objects without uid and status are manifests. */
  fromFiles: boolean;
}

/** Kinds of the Kubernetes API with the same projection. */
export interface ApiKinds<R extends object> {
  /** `group/Kind`; `/Pod` in the core group. */
  kinds: readonly string[];
  scope: 'Namespaced' | 'Cluster';
  /** Part of Kubernetes, from this minor release on; 0 = in all supported ones. Absent: exists where it was installed or enabled. */
  since?: number;
  /** Version that every server in use has, of a part of Kubernetes; absent = v1. */
  version?: string;
  /** Group and version that served it before its present group. */
  formerly?: string;
  /** Read where it occurs, but no list of it has to be complete: its objects are also served elsewhere, or are no part of Kubernetes. */
  known?: false;
  /**
   * Objects that the API server or a controller of the control plane keeps in every cluster: a list of the whole cluster without them is
   * incomplete, from a server or from a file. `namespace/name`, `name`, `namespace/*`, or `*` for any.
   */
  members?: readonly string[];
  /** Namespaces that its collector reads, when that is not the whole cluster. */
  only?: readonly string[];
  /** The collector of this API kind, where it depends on the record. */
  collector?: CollectorId;
  /** Position among the kinds of its collector; absent = that of the record. */
  order?: number;
  /** Absent = that of the record kind. */
  project?: Project<R>;
}

/** A kind that several collectors read, the first of them where an API kind names none; and which of them read a record. */
interface Collectors<R extends object> {
  among: readonly [CollectorId, ...CollectorId[]];
  of(record: R): CollectorId;
}

export interface Kind<K extends string = string, R extends object = object> {
  /** `t` of its lines in a snapshot file; a rename changes the schema. */
  record: K;
  /** Position in a snapshot file. */
  order: number;
  shape: Shape<R>;
  /** The collector that reads it. */
  collector: CollectorId | Collectors<R>;
  /** API kinds that it is created from; absent: a collector creates the record itself. */
  api?: readonly ApiKinds<R>[];
  project?: Project<R>;
  /** For projections with state that lasts as long as their snapshot is read. */
  createProject?: (shared: Shared) => Project<R>;
}

export function defineKind<const K extends string, R extends object>(
  kind: Kind<K, R> & { project?: Project<NoInfer<R>> },
): Kind<K, R> {
  return kind;
}

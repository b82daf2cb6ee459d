/** Every kind of record, from the files of ../kinds. */
import { allKinds } from '../kinds/index.generated.ts';
import type { Kind } from '../kinds/define.ts';
import type { Infer, Shape } from '../schema/shape.ts';

export type * from '../kinds/index.generated.ts';
export type * from '../schema/certificate.ts';
export type * from '../schema/common.ts';
export type * from '../schema/envoy.ts';
export type * from '../schema/node-term.ts';
export type * from '../schema/policy.ts';
export type * from '../schema/route.ts';
export type * from '../schema/template.ts';

/** Every record kind of a snapshot. The key is the `t` of a line in the file; adding one is a schema change. */
export type RecordTypes = {
  [K in (typeof allKinds)[number] as K['record']]: Infer<K['shape']>;
};

export type RecordKind = keyof RecordTypes;

/** In the order in which a snapshot file lists them. */
export const recordDeclarations: readonly Kind<RecordKind>[] = [...allKinds].sort(
  (a, b) => a.order - b.order,
);

/** Every record kind, in that order. */
export const recordKinds: readonly RecordKind[] = recordDeclarations.map(({ record }) => record);

/** One shape per record kind. */
export const recordShapes = Object.fromEntries(
  recordDeclarations.map(({ record, shape }) => [record, shape]),
) as unknown as { readonly [K in RecordKind]: Shape<RecordTypes[K]> };

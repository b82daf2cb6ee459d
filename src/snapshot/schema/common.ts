import { map, object, optional, text } from './shape.ts';
import type { Infer, Shape } from './shape.ts';

/** Identity of a record. `namespace` is absent for cluster-scoped kinds. */
export interface Named {
  namespace?: string;
  name: string;
}

export type StringMap = Readonly<Record<string, string>>;

export const labels: Shape<StringMap> = map(text);

export type OwnerRecord = Infer<typeof owner>;

export const owner = object({
  kind: text,
  name: text,
  /** Absent in manifests, and in snapshots of older tools. */
  uid: optional(text),
  /** API group, where it is not one of Kubernetes' own controllers: a `Job` may be a custom kind. */
  group: optional(text),
});

import type { Raw } from '../raw.ts';

/**
 * Custom resources (and a few built-in kinds without a record of their own) that are kept, and which fields of them. A field
 * is a dotted path below `spec` or `status`; lists are traversed, and `*` is every key of a map.
 */
export interface CustomKind {
  spec?: readonly string[];
  status?: readonly string[];
  /** Paths from the top of the object, for kinds without a spec; kept as if they were in it. */
  top?: readonly string[];
  /** Its creation time. */
  created?: boolean;
  /** Labels by name. */
  labels?: readonly string[];
  /** Applied to the object before its fields are taken: for values that are reduced rather than kept or dropped. Pure. */
  prepare?: (raw: Raw) => Raw;
  /** Annotations by name, of which none holds more than a word. */
  annotations?: readonly string[];
}

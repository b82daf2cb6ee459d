/**
 * Custom resources (and a few built-in kinds without a record of their own) that are kept, and which fields of them.
 * A field is a dotted path below `spec` or `status`; lists are walked through. `path?` keeps only that it is set, and
 * `path%` only the names of its keys: both stand where the value may hold a secret.
 */
export interface CustomKind {
  spec?: readonly string[];
  status?: readonly string[];
  /** Paths from the top of the object, for kinds without a spec; kept as if they stood in it. */
  top?: readonly string[];
}

/** Conditions without their messages. */
export const CONDITIONS = ['conditions.type', 'conditions.status', 'conditions.reason'];
/** What a policy applies to. */
export const TARGETS = ['selector', 'targetRef', 'targetRefs'];

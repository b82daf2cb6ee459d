/**
 * Untrusted objects: their fields have the names that Kubernetes documents, and may be absent or have any value. The compiler knows the
 * names; `obj`, `arr`, `str` and the like (raw.ts) check the values.
 */
declare const documented: unique symbol;

/** The value of a field that is documented as an object or a list. It is unusable before it is checked. */
export interface Field<out T> {
  readonly [documented]: T;
}

/** The fields of a documented type. The official client puts `_` before names that TypeScript reserves (`_from`, `_default`). */
export type Fields<T> = {
  readonly [K in keyof T as K extends `_${infer Name}` ? Name : K]?: Untrusted<NonNullable<T[K]>> | undefined;
};

/** The untrusted form of `T`: values other than objects and lists are unknown until they are checked. */
export type Untrusted<T> = T extends Date ? unknown : T extends object ? Field<T> : unknown;

/**
 * Objects as they come in: their fields have the names that Kubernetes documents, and may be absent or hold anything. The compiler knows the
 * names; what is in a field is known when `obj`, `arr`, `str` and the like (raw.ts) have looked.
 */
declare const documented: unique symbol;

/** What stands in a field that is documented as an object or a list. Nothing can be done with it before it was looked at. */
export interface Field<out T> {
  readonly [documented]: T;
}

/** The fields of a documented type. The official client puts `_` before names that TypeScript reserves (`_from`, `_default`). */
export type Fields<T> = {
  readonly [K in keyof T as K extends `_${infer Name}` ? Name : K]?: Untrusted<NonNullable<T[K]>> | undefined;
};

/** What stands where `T` is documented: of anything but objects and lists, nobody knows anything before it was looked at. */
export type Untrusted<T> = T extends Date ? unknown : T extends object ? Field<T> : unknown;

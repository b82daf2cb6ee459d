import { lazily } from '../shared/once.ts';
import type { CollectorId } from '../snapshot/types.ts';

/** What a part is made from. Rights, gates, pages and the proof of a pass follow from it. */
export interface PartSources {
  /**
   * Collectors that show the part. One of them must have delivered before the part means anything; a pass needs all of them
   * complete: a Deployment in a manifest proves a fault without its pods, but pods without their controllers hide what is
   * scaled to zero or runs at night. A part without any carries its own unknowns (`Known<T>`, `FlagAnswer`).
   */
  sources: readonly CollectorId[];
  /** Collectors that it reads beside them, because they add to it or can stand in for one another. */
  alternatives?: readonly CollectorId[];
  /** Of the ConfigMaps that are read by name, those that this part reads; absent = none. */
  configMaps?: (namespace: string, name: string) => boolean;
  /** Of the collector `platform`, the resources that this part reads, by group. What no part reads is shown by the report only. */
  platform?: Readonly<Record<string, readonly string[]>>;
  /** It lives in namespaces: a check of it may find a risk in any of them. */
  namespaced?: true;
}

/** A part of the model: what it is made from, and how. `Parts` are those that it can read. */
export interface PartDefinition<Parts, Facts> extends PartSources {
  /** Pure. Reads the parts that it needs from `parts`, which builds them at that moment. */
  build: (parts: Parts) => Facts;
}

/** Nobody changes a list that others read, too. */
type Kept<Facts> = Facts extends readonly (infer Item)[] ? readonly Item[] : Facts;

/** A name that no part has yet. */
type Free<Name extends string, Taken> = Name extends keyof Taken ? never : Name;

/** A table of parts over a `Base` that is given, in the order of their dependencies. */
export interface PartTable<Base extends object, Facts extends object> {
  /** What the parts of this table are made from. */
  readonly sources: { readonly [Name in keyof Facts]: PartSources };
  /** Declares one more part, which can read the base and the parts above it: neither a misspelt one nor one that reads it in turn. */
  part: <const Name extends string, F>(
    name: Free<Name, Base & Facts>,
    definition: PartDefinition<Base & Facts, F>,
  ) => PartTable<Base, Facts & { readonly [N in Name]: Kept<F> }>;
  /** The parts over this base. Each is built when it is first read, and then kept. */
  over: (base: Base) => Base & Facts;
}

/** The facts that a table of parts gives. */
export type FactsOf<Table> =
  Table extends PartTable<infer _Base, infer Facts> ? { readonly [Name in keyof Facts]: Facts[Name] } : never;

/** A table of parts that rest on `Base`, without any part yet. */
export function partsOver<Base extends object>(): PartTable<Base, object> {
  return tableOf({});
}

type Definitions = Readonly<Record<string, PartDefinition<never, unknown>>>;

/** The names and types of the definitions are known where they are declared, in `part`. */
function tableOf<Base extends object, Facts extends object>(
  definitions: Definitions,
): PartTable<Base, Facts> {
  return {
    sources: definitions as PartTable<Base, Facts>['sources'],
    part: (name, definition) => tableOf({ ...definitions, [name]: definition }),
    over: (base) => {
      const parts: object = lazily(
        Object.fromEntries(
          Object.entries(definitions).map(([name, { build }]) => [name, () => build(parts as never)]),
        ),
        base,
      );
      return parts as Base & Facts;
    },
  };
}

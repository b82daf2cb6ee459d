import { lazily } from '../shared/once.ts';
import type { CollectorId } from '../snapshot/types.ts';

/** The sources of a part. Permissions, gates, pages and the completeness for a pass are derived from it. */
export interface PartSources {
  /**
   * Collectors of the part. One of them must have collected data before the part means anything; a pass requires all of them to be
   * complete: a Deployment in a manifest proves a fault without its pods, but pods without their controllers omit what is scaled to
   * zero or runs at night. A part without any carries its own unknowns (`Known<T>`, `FlagAnswer`).
   */
  sources: readonly CollectorId[];
  /** Further collectors that it reads, because they add to it or can replace one another. */
  alternatives?: readonly CollectorId[];
  /** The ConfigMaps, of those collected by name, that this part reads; absent = none. */
  configMaps?: (namespace: string, name: string) => boolean;
  /**
   * The resources of the collector `platform` that this part reads, by group. Resources that no part reads are only shown in the
   * report.
   */
  platform?: Readonly<Record<string, readonly string[]>>;
  /** It is namespaced: a check of it may find a risk in any namespace. */
  namespaced?: true;
}

/** A part of the model: its sources, and its builder. `Parts` are those that it can read. */
export interface PartDefinition<Parts, Facts> extends PartSources {
  /** Pure. Reads the parts that it needs from `parts`, which builds them on demand. */
  build: (parts: Parts) => Facts;
}

/** Lists are shared between readers, and therefore readonly. */
type Kept<Facts> = Facts extends readonly (infer Item)[] ? readonly Item[] : Facts;

/** A name that no part has yet. */
type Free<Name extends string, Taken> = Name extends keyof Taken ? never : Name;

/** A table of parts over a given `Base`, in the order of their dependencies. */
export interface PartTable<Base extends object, Facts extends object> {
  readonly sources: { readonly [Name in keyof Facts]: PartSources };
  /** Declares one more part, which can read the base and the parts above it: misspelled names and cycles do not compile. */
  part: <const Name extends string, F>(
    name: Free<Name, Base & Facts>,
    definition: PartDefinition<Base & Facts, F>,
  ) => PartTable<Base, Facts & { readonly [N in Name]: Kept<F> }>;
  /** The parts over this base. Each is built when it is first read, and then cached. */
  over: (base: Base) => Base & Facts;
}

export type FactsOf<Table> =
  Table extends PartTable<infer _Base, infer Facts> ? { readonly [Name in keyof Facts]: Facts[Name] } : never;

/** A table of parts over `Base`, without any part yet. */
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

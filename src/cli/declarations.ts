import type { Argv } from 'yargs';
import { connectionOptions, globalOptions } from './options.ts';

/** An option as declared for yargs; only what parsing, completion and help require. */
export interface Declared {
  type?: string;
  describe?: string;
  default?: unknown;
  alias?: string | readonly string[];
  array?: boolean;
  choices?: readonly string[];
  hidden?: boolean;
}

/** Records declarations in the place of yargs, which takes a tenth of a second for those of all commands. */
export class Declarations {
  readonly byName = new Map<string, Declared>();
  readonly positionals = new Map<string, Declared>();

  options(declared: Readonly<Record<string, Declared>>): this {
    for (const [name, option] of Object.entries(declared)) this.byName.set(name, option);
    return this;
  }

  positional(name: string, declared: Declared): this {
    this.positionals.set(name, declared);
    return this;
  }
}

/** The flags that `options` lists: of the connection, and those that every command accepts. */
export function declaredGlobals(): ReadonlyMap<string, Declared> {
  const declared = new Declarations();
  globalOptions(connectionOptions(declared as unknown as Argv));
  return declared.byName;
}

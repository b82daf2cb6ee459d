import { NAMED_KINDS } from './kinds/named.ts';
import { READ_KINDS } from './kinds/read.ts';
import type { CustomKind } from './kinds/types.ts';

/** `group/Kind` -> fields; `group/*` stands for every kind of the group that is not named. */
export const CUSTOM_KINDS: ReadonlyMap<string, CustomKind> = new Map([
  ...Object.entries(READ_KINDS),
  ...NAMED_KINDS.map((key): [string, CustomKind] => [key, {}]),
]);

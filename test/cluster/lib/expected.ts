import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { load } from 'js-yaml';
import type { VerdictKind } from '../../../src/result/types.ts';
import type { UserName } from './users.ts';
import type { Variant } from './variants.ts';

/**
 * The truth about a variant: verdict per check for who sees everything, and per user where fewer witnesses mean another
 * answer. Written down from the variant's settings, never from what the program says.
 */
export interface Expected {
  admin: Record<string, VerdictKind>;
  users: Partial<Record<UserName, Record<string, VerdictKind>>>;
}

export async function loadExpected(variant: Pick<Variant, 'dir'>): Promise<Expected> {
  const { admin, ...users } = load(await readFile(join(variant.dir, 'expected.yaml'), 'utf8')) as Record<
    string,
    Record<string, VerdictKind>
  >;
  return { admin: admin ?? {}, users };
}

export function expectedFor({ admin, users }: Expected, user: UserName): Record<string, VerdictKind> {
  return { ...admin, ...users[user] };
}

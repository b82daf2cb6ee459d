/** Lists and regular expressions: https://kubernetes.io/docs/reference/using-api/cel/#kubernetes-list-library and the regex one. */
import type { Environment } from '@marcbachmann/cel-js';
import { RE2JS } from 're2js';
import { RE2_MATCHES } from './rewrite.ts';

type Ordered = string | number | bigint | boolean;

function compare(a: Ordered, b: Ordered): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

const patterns = new Map<string, RE2JS>();

/** RE2, as in Go: linear in the text, whatever the pattern. */
function compiled(pattern: string): RE2JS {
  const known = patterns.get(pattern) ?? RE2JS.compile(pattern);
  if (patterns.size < 1000) patterns.set(pattern, known);
  return known;
}

export function registerLists(env: Environment): void {
  const best = (wanted: number) => (items: Ordered[]) => {
    const [first, ...rest] = items;
    if (first === undefined) throw new Error('the list is empty');
    return rest.reduce((kept, item) => (compare(item, kept) === wanted ? item : kept), first);
  };
  env
    .registerFunction('list.isSorted(): bool', (items: Ordered[]) =>
      items.every((item, index) => index === 0 || compare(items[index - 1] ?? item, item) <= 0),
    )
    .registerFunction('list.sum(): dyn', (items: (number | bigint)[]) =>
      items.every((item) => typeof item === 'bigint')
        ? items.reduce((sum, item) => sum + item, 0n)
        : items.reduce<number>((sum, item) => sum + Number(item), 0),
    )
    .registerFunction('list.min(): dyn', best(-1))
    .registerFunction('list.max(): dyn', best(1))
    .registerFunction('list.indexOf(dyn): int', (items: unknown[], wanted: unknown) =>
      BigInt(items.indexOf(wanted)),
    )
    .registerFunction('list.lastIndexOf(dyn): int', (items: unknown[], wanted: unknown) =>
      BigInt(items.lastIndexOf(wanted)),
    )
    .registerFunction(`string.${RE2_MATCHES}(string): bool`, (text: string, pattern: string) =>
      compiled(pattern).matcher(text).find(),
    )
    .registerFunction('string.find(string): string', (text: string, pattern: string) => {
      const matcher = compiled(pattern).matcher(text);
      return matcher.find() ? (matcher.group() ?? '') : '';
    })
    .registerFunction('string.findAll(string): list<string>', (text: string, pattern: string) =>
      findAll(text, pattern, -1n),
    )
    .registerFunction('string.findAll(string, int): list<string>', findAll);
}

function findAll(text: string, pattern: string, limit: bigint): string[] {
  const matcher = compiled(pattern).matcher(text);
  const found: string[] = [];
  while ((limit < 0n || BigInt(found.length) < limit) && matcher.find()) found.push(matcher.group() ?? '');
  return found;
}

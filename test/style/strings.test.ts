import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { wordsBanned } from './banned.ts';

const src = join(import.meta.dirname, '../../src');

/** Files whose strings are no texts of ours, with the reason. */
const EXEMPT: readonly (readonly [file: RegExp, why: string])[] = [
  [/\.generated\.ts$/, 'generated from texts that are tested where they are written'],
  [/^report\/page\/style\.ts$/, 'CSS'],
  [/^data\/peer-checks\//, 'names of checks of other tools, as those tools write them'],
];

/** Quoted texts of a source file that have at least two words: comments are no strings. */
function texts(source: string): string[] {
  const code = source.replace(/^\s*(?:\/\/|\/?\*).*$/gm, '');
  return [...code.matchAll(/'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`/g)]
    .map((found) => found[1] ?? found[2] ?? found[3] ?? '')
    .map((text) => text.replace(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g, '...').replaceAll('\\`', '`'))
    .filter((text) => /[a-z]{2,} [a-z]{2,}/.test(text));
}

it('texts in the source have the terms of the field (docs/style.md)', () => {
  const found = readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !EXEMPT.some(([file]) => file.test(name)))
    .flatMap((name) =>
      texts(readFileSync(join(src, name), 'utf8')).flatMap((text) =>
        wordsBanned(text).map((word) => `${name}: ${word}: ${text.trim().slice(0, 120)}`),
      ),
    );
  expect(found).toEqual([]);
});

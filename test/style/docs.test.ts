import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { longSentences, wordsBanned } from './banned.ts';

const root = join(import.meta.dirname, '../..');

/** Files of which one part is exempt, with the reason. */
const EXEMPT: readonly (readonly [file: string, part: RegExp, why: string])[] = [
  ['docs/coverage.md', /^\|/, 'names of checks of other tools, as those tools write them'],
];

function markdownFiles(): string[] {
  const docs = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`);
  return [...docs, 'README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md', 'test/cluster/README.md'];
}

/** Prose of a Markdown file with its line numbers: no code blocks, no link targets, no comments; lines of a paragraph are one. */
function prose(file: string): { line: number; text: string }[] {
  const paragraphs: { line: number; text: string }[] = [];
  let fence = false;
  let open = false;
  for (const [index, line] of readFileSync(join(root, file), 'utf8').split('\n').entries()) {
    if (/^\s*```/.test(line)) fence = !fence;
    const text = line.replace(/\]\([^)]*\)/g, ']').replace(/<!--.*?-->/g, '');
    const isCode = fence || (!open && /^ {4}/.test(line));
    if (isCode || text.trim() === '' || /^\s*```/.test(line)) {
      open = false;
      continue;
    }
    const starts = /^\s*(?:[-*#|>]|\d+\.)/.test(text);
    const last = paragraphs.at(-1);
    if (open && !starts && last) last.text += ` ${text.trim()}`;
    else paragraphs.push({ line: index + 1, text: text.trim() });
    open = !/^\s*[#|]/.test(text);
  }
  return paragraphs.filter(({ text }) => !EXEMPT.some(([name, part]) => name === file && part.test(text)));
}

describe('Markdown files (docs/style.md)', () => {
  it.each(markdownFiles())('%s: no word that is not of the field, no sentence above 25 words', (file) => {
    const found = prose(file).flatMap(({ line, text }) => {
      const long = text.startsWith('|') ? [] : longSentences(text);
      return [...wordsBanned(text), ...long.map((sentence) => `long: ${sentence}`)].map(
        (one) => `${line}: ${one}`,
      );
    });
    // docs/style.md quotes the words that it bans.
    expect(file === 'docs/style.md' ? [] : found).toEqual([]);
  });
});

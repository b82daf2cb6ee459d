/**
 * Remembers what the formatter made of each generated text: formatting takes most of the time of `npm run generate`, and little of it
 * changes. The memory is in dist, which is not committed; without it everything is formatted. It is asked by content only, so that it
 * cannot be wrong, but for a formatter that changes: its version and options are part of the question.
 */
import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { format, resolveConfig, version } from 'prettier';

const FILE = 'dist/.generated.json';

/** File -> hash of what was last asked for it, and of the answer. */
type Memory = Record<string, { question: string; answer: string }>;

const hash = (...parts: readonly string[]) => createHash('sha256').update(parts.join('\0')).digest('hex');

export interface Formatter {
  /** The text of a file as the formatter wants it; undefined when `present` is that text. */
  differing(file: string, text: string, present: string): Promise<string | undefined>;
  /** Keeps what was learned. */
  save(): Promise<void>;
}

export async function formatter(root: string): Promise<Formatter> {
  const place = join(root, FILE);
  const memory = await readFile(place, 'utf8').then(
    (text) => JSON.parse(text) as Memory,
    (): Memory => ({}),
  );
  const learned: Memory = {};
  return {
    async differing(file, text, present) {
      const path = join(root, file);
      const options = await resolveConfig(path);
      const question = hash(version, JSON.stringify(options), text);
      const known = memory[file];
      if (known?.question === question && known.answer === hash(present)) return undefined;
      const formatted = await format(text, { ...options, filepath: path });
      learned[file] = { question, answer: hash(formatted) };
      return formatted === present ? undefined : formatted;
    },
    async save() {
      await mkdir(dirname(place), { recursive: true });
      const aside = `${place}.${process.pid}`;
      await writeFile(aside, JSON.stringify({ ...memory, ...learned }));
      await rename(aside, place);
    },
  };
}

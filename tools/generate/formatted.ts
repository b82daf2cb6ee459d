/**
 * Caches the formatter's output for each generated text: formatting takes most of the time of `npm run generate`, and few texts change. The
 * cache is in dist, which is not committed; without it everything is formatted. Keys contain the content and the formatter's version and
 * options, so that entries cannot be outdated.
 */
import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { format, resolveConfig, version } from 'prettier';

const FILE = 'dist/.generated.json';

/** File -> hash of the last input, and of the output. */
type Memory = Record<string, { question: string; answer: string }>;

const hash = (...parts: readonly string[]) => createHash('sha256').update(parts.join('\0')).digest('hex');

export interface Formatter {
  /** The formatted text of a file; undefined when `present` is that text. */
  differing(file: string, text: string, present: string): Promise<string | undefined>;
  /** Writes the cache. */
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

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { readInput } from '../../../src/snapshot/read.ts';
import type { ReadIo } from '../../../src/snapshot/read.ts';
import { TextReader } from '../../../src/snapshot/read/text.ts';
import type { Snapshot } from '../../../src/snapshot/types.ts';

/** A temporary directory for a test; `remove` when done. */
export interface Scratch {
  root: string;
  /** Writes a file below the directory and returns its path. */
  file(name: string, content: string | Buffer): string;
  remove(): void;
}

export function scratch(): Scratch {
  const root = mkdtempSync(join(tmpdir(), 'archmap-snapshot-'));
  return {
    root,
    file(name, content) {
      const path = join(root, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, content);
      return path;
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** Reads with an empty stdin (or the given one) and collects the problems and notes. */
export async function read(
  paths: string | readonly string[],
  stdin: Buffer | string = '',
  settings: Pick<ReadIo, 'complete' | 'namespace'> = {},
): Promise<{ snapshot: Snapshot; problems: string[]; notes: string[] }> {
  const [problems, notes]: [string[], string[]] = [[], []];
  const snapshot = await readInput(typeof paths === 'string' ? [paths] : paths, {
    stdin: Readable.from([Buffer.from(stdin)]),
    signal: new AbortController().signal,
    now: () => new Date('2026-11-01T00:00:00Z'),
    ...settings,
    onProblem: (_problem, text) => problems.push(text),
    onNote: (text) => notes.push(text),
  });
  return { snapshot, problems, notes };
}

/** The result of the text reader for this text, passed in chunks of this many bytes. */
export function eventsOf(text: string, size: number): unknown[][] {
  const found: unknown[][] = [];
  const reader = new TextReader(
    {
      list: (position, before) => {
        found.push(['list', position, before()]);
        return {
          item: (value, at) => found.push(['item', value, at]),
          lost: () => found.push(['lost']),
          close: (envelope, end) => found.push(['close', envelope, end]),
        };
      },
      document: (value, position) => found.push(['document', value, position]),
      problem: (reason, position) => found.push(['problem', reason, position]),
      stray: (line, bytes) => found.push(['stray', line, bytes]),
      logs: () => {},
    },
    'test',
    'yaml',
  );
  const bytes = Buffer.from(text);
  for (let i = 0; i < bytes.length; i += size) reader.push(bytes.subarray(i, i + size));
  reader.end();
  return found;
}

/** Names of the records of a kind, `namespace/name`. */
export function names(records: readonly { namespace?: string; name: string }[]): string[] {
  return records.map(({ namespace, name }) => (namespace === undefined ? name : `${namespace}/${name}`));
}

export function pod(name: string, extra: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'shop', labels: { app: 'web' } },
    spec: { containers: [{ name: 'web', image: 'registry.example.com/shop/web:1.0' }] },
    ...extra,
  };
}

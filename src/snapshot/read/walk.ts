/** Which files of a directory are read. */
import { readdir, realpath, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { reasonOf } from '../../shared/errors.ts';

export interface FoundFile {
  path: string;
  /** Path below the directory given, with `/`. */
  name: string;
  /** Its name promises data of ours; one that cannot be read is worth a word. */
  expected: boolean;
  mtimeMs: number;
}

/** Names that hold manifests, lists or snapshots. */
const EXPECTED = /\.(?:ya?ml|json|jsonl|ndjson|archmap)(?:\.gz)?$/i;
/** Names that may hold a saved answer of the API server; used only when their content says so. */
const POSSIBLE = /(?:^[^.]+|\.(?:txt|prom|metrics|out|gz))$/i;
const NEVER = /\.(?:log|tmpl|tpl|md)(?:\.gz)?$|^(?:logs\.txt|current\.log|NOTES\.txt|LICENSE|README)$/i;
/** Directories without manifests; audit logs and profiles are big. */
const SKIPPED = new Set([
  'node_modules',
  'audit_logs',
  'host_service_logs',
  'logs',
  'charts.lock',
  '__MACOSX',
]);

const MAX_DEPTH = 32;
const MAX_FILES = 500_000;

export interface WalkFault {
  name: string;
  reason: string;
}

/**
 * All readable files below a directory, sorted by path. Hidden entries are left out. Links to files are followed when they
 * stay inside the directory: a dump from a stranger must not pull in other files of this machine.
 */
export async function walk(root: string, onFault: (fault: WalkFault) => void): Promise<FoundFile[]> {
  const real = await realpath(root);
  const found: FoundFile[] = [];
  await visit(real, 0);
  return found;

  async function visit(directory: string, depth: number): Promise<void> {
    let entries;
    try {
      entries = await readdir(directory, { withFileTypes: true });
    } catch (error) {
      if (depth === 0) throw error;
      onFault({ name: nameOf(directory), reason: reasonOf(error) });
      return;
    }
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      if (entry.name.startsWith('.') || found.length >= MAX_FILES) continue;
      const path = join(directory, entry.name);
      if (entry.isDirectory()) {
        if (depth < MAX_DEPTH && !SKIPPED.has(entry.name)) await visit(path, depth + 1);
      } else if (entry.isFile() || entry.isSymbolicLink()) {
        await consider(path, entry.name, entry.isSymbolicLink());
      }
    }
  }

  async function consider(path: string, base: string, link: boolean): Promise<void> {
    const expected = EXPECTED.test(base);
    if (NEVER.test(base) || (!expected && !POSSIBLE.test(base))) return;
    try {
      if (link && !(await realpath(path)).startsWith(real + sep)) return;
      const info = await stat(path);
      if (info.isFile()) found.push({ path, name: nameOf(path), expected, mtimeMs: info.mtimeMs });
    } catch (error) {
      if (expected) onFault({ name: nameOf(path), reason: reasonOf(error) });
    }
  }

  function nameOf(path: string): string {
    return relative(real, path).split(sep).join('/');
  }
}

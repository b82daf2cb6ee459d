/** From the paths of the user to the files that are read, in a fixed order. */
import { realpath, stat } from 'node:fs/promises';
import { ArchmapError, reasonOf } from '../../shared/errors.ts';
import { cleanLine } from '../text.ts';
import { walk } from './walk.ts';
import type { LeftOut } from './walk.ts';

export interface Source {
  /** Absent for standard input. */
  path?: string;
  name: string;
  /** Path below the given directory; absent for a path that the user gave. */
  below?: string;
  /** Given by the user, not found in a folder. */
  named?: true;
  /** Given by the user, or recognized by its extension; others are used only when their content is usable. */
  expected: boolean;
  /** A hidden file of a folder: nobody asks why it is of no use. */
  hidden?: true;
  mtimeMs: number;
  /** In bytes; absent for pipes. */
  size?: number;
}

/** Files of a directory that are not read. */
export interface LeftOutOf {
  directory: string;
  what: readonly LeftOut[];
}

export interface Sources {
  sources: Source[];
  leftOut: LeftOutOf[];
}

interface FindOptions {
  stdinIsTerminal: boolean;
  /** Time of inputs without one. */
  now: Date;
  /** Called for a file that should be read and cannot. */
  onFault: (file: string, reason: string) => void;
}

/** Throws ArchmapError `input` when a path is missing or cannot be read. A file that is given twice is read once. */
export async function findSources(paths: readonly string[], options: FindOptions): Promise<Sources> {
  if (paths.length === 0)
    throw new ArchmapError(
      'input',
      'no input was named',
      'name a file, a directory, or - for standard input',
    );
  const found: Sources = { sources: [], leftOut: [] };
  const known = new Set<string>();
  for (const path of new Set(paths)) {
    if (path === '-') found.sources.push(standardInput(options));
    else await fromPath(path, found, known, options);
  }
  return found;
}

function standardInput({ stdinIsTerminal, now }: FindOptions): Source {
  if (stdinIsTerminal) {
    throw new ArchmapError(
      'input',
      'standard input is a terminal',
      'pipe something into it, e.g. kubectl get pods -A -o json | kubectl archmap --from -',
    );
  }
  return { name: 'standard input', named: true, expected: true, mtimeMs: now.getTime() };
}

async function fromPath(
  path: string,
  found: Sources,
  known: Set<string>,
  { onFault, now }: FindOptions,
): Promise<void> {
  try {
    const info = await stat(path);
    if (info.isDirectory()) {
      const { files, leftOut } = await walk(path, (name, reason) => onFault(join(path, name), reason));
      for (const file of files)
        if (isNew(file.path, known))
          found.sources.push({ ...file, name: join(path, file.name), below: file.name });
      if (leftOut.length > 0) found.leftOut.push({ directory: path, what: leftOut });
    } else if (info.isCharacterDevice() || info.isBlockDevice() || info.isSocket()) {
      throw new Error('a device or a socket, no file');
    } else if (info.isFIFO()) {
      // A pipe of a shell (`<(kubectl get ...)`) has no modification time.
      found.sources.push({ path, name: path, named: true, expected: true, mtimeMs: now.getTime() });
    } else if (isNew(await realpath(path), known)) {
      found.sources.push({
        path,
        name: path,
        named: true,
        expected: true,
        mtimeMs: info.mtimeMs,
        size: info.size,
      });
    }
  } catch (error) {
    throw new ArchmapError('input', `cannot read ${cleanLine(path)}: ${reasonOf(error)}`, 'check the path', {
      cause: error,
    });
  }
}

function isNew(path: string, known: Set<string>): boolean {
  const fresh = !known.has(path);
  known.add(path);
  return fresh;
}

function join(directory: string, name: string): string {
  return `${directory.replace(/\/+$/, '')}/${name}`;
}

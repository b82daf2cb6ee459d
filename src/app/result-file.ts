import { createReadStream } from 'node:fs';
import { gunzip } from 'node:zlib';
import { promisify } from 'node:util';
import { RESULT_FORMAT, RESULT_VERSION } from '../result/types.ts';
import type { Result } from '../result/types.ts';
import { ArchmapError, messageOf, reasonOf } from '../shared/errors.ts';
import { isInstant, printable } from '../shared/text.ts';
import type { validator } from '../documents/validator.ts';
import type { AppIo } from './types.ts';

/** More than any realistic result; a JavaScript string can hold twice as much. */
const MAX_BYTES = 256 * 1024 * 1024;

const MARK = new RegExp(`"format"\\s*:\\s*"${RESULT_FORMAT}"`);

/**
 * A saved result (`check -o json`), gzipped or not, from a file or `-`. Throws `input` when it is not a result, is damaged or was written
 * by a newer version.
 */
export async function readResult(path: string, io: Pick<AppIo, 'stdin' | 'signal'>): Promise<Result> {
  const found = await tryResult(path, io);
  if (found) return found;
  throw new ArchmapError(
    'input',
    `${shown(path)} is not a saved result`,
    'save one with: kubectl archmap check -o json=FILE; for a snapshot use: kubectl archmap check --from FILE',
  );
}

/** The same; undefined for a file with other content, such as a snapshot. */
export async function tryResult(
  path: string,
  io: Pick<AppIo, 'stdin' | 'signal'>,
): Promise<Result | undefined> {
  const text = await readText(path, io);
  return text === undefined ? undefined : await resultIn(text, path);
}

/** The result in a text that was read from `path`; undefined for other content. Throws like `readResult`. */
export async function resultIn(text: string, path: string): Promise<Result | undefined> {
  // Cheap, before hundreds of megabytes of other content are parsed; jq -S moves the mark to the end.
  if (!MARK.test(text)) return undefined;
  const value = parse(text, path);
  const { format, schemaVersion } = value as { format?: unknown; schemaVersion?: unknown };
  if (format !== RESULT_FORMAT) return undefined;
  if (typeof schemaVersion !== 'number' || !Number.isInteger(schemaVersion) || schemaVersion < 1)
    throw new ArchmapError(
      'input',
      `${shown(path)} is an invalid result: unknown schemaVersion ${printable(String(schemaVersion))}`,
      'save it again with: kubectl archmap check -o json=FILE',
    );
  if (schemaVersion > RESULT_VERSION)
    throw new ArchmapError(
      'input',
      `${shown(path)} has result version ${schemaVersion}; supported: ${RESULT_VERSION}`,
      'upgrade kubectl-archmap',
    );
  if (schemaVersion < RESULT_VERSION)
    throw new ArchmapError(
      'input',
      `${shown(path)} has result version ${schemaVersion}; supported: ${RESULT_VERSION}`,
      'save it again with: kubectl archmap check -o json=FILE',
    );
  const validate = await (validation ??= resultValidator());
  if (!validate(value)) {
    const [error] = validate.errors ?? [];
    throw new ArchmapError(
      'input',
      `${shown(path)} is an invalid result: ${printable(error?.instancePath || '/')} ${printable(error?.message ?? 'is invalid')}`,
      'save it again with: kubectl archmap check -o json=FILE',
    );
  }
  const result = value as Result;
  if (isInstant(result.takenAt)) return result;
  throw new ArchmapError(
    'input',
    `${shown(path)} is an invalid result: invalid time ${printable(result.takenAt)}`,
    'save it again with: kubectl archmap check -o json=FILE',
  );
}

/** Compiled once: `fleet merge` reads a thousand results. */
let validation: ReturnType<typeof resultValidator> | undefined;

async function resultValidator(): Promise<ReturnType<typeof validator>> {
  const [{ validator: compile }, { resultSchema }] = await Promise.all([
    import('../documents/validator.ts'),
    import('../result/schema.generated.ts'),
  ]);
  return compile(JSON.parse(resultSchema) as object);
}

function parse(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ArchmapError(
      'input',
      `${shown(path)} is an invalid result: ${printable(messageOf(error))}`,
      'save it again',
      {
        cause: error,
      },
    );
  }
}

/** The whole text; undefined for what cannot be a result: a directory, or a file that is too large. Throws `input`. */
export async function readText(
  path: string,
  { stdin, signal }: Pick<AppIo, 'stdin' | 'signal'>,
): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    const stream = path === '-' ? stdin : createReadStream(path, { signal });
    for await (const chunk of stream) {
      const bytes = Buffer.from(chunk as Buffer | string);
      size += bytes.length;
      if (size > MAX_BYTES) return undefined;
      chunks.push(bytes);
    }
  } catch (error) {
    if ((error as { code?: unknown }).code === 'EISDIR') return undefined;
    throw new ArchmapError(
      'input',
      `cannot read ${shown(path)}: ${reasonOf(error)}`,
      'check the path and its permissions',
      {
        cause: error,
      },
    );
  }
  const bytes = Buffer.concat(chunks);
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes.toString('utf8').replace(/^\ufeff/, '');
  // A truncated snapshot is gzipped, too: the snapshot reader reports it.
  return await promisify(gunzip)(bytes, { maxOutputLength: 2 * MAX_BYTES }).then(
    (unpacked) => unpacked.toString('utf8'),
    () => undefined,
  );
}

function shown(path: string): string {
  return path === '-' ? 'standard input' : printable(path);
}

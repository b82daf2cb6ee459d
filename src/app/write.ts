import { writeText } from '../snapshot/index.ts';
import type { AppIo } from './types.ts';

/** Writes a report to a file atomically. Throws ArchmapError `output`. */
export async function saveText(
  path: string,
  text: string | Iterable<string>,
  io: Pick<AppIo, 'signal'>,
): Promise<void> {
  await writeText(path, text, io.signal);
}

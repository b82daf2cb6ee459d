import { writeSnapshot } from '../snapshot/index.ts';
import type { Snapshot } from '../snapshot/types.ts';
import type { AppIo } from './types.ts';

/** Writes a snapshot to a file (aside, then renamed) or, for `-`, to stdout. Throws `output` when it cannot. */
export async function saveSnapshot(snapshot: Snapshot, path: string, io: AppIo): Promise<void> {
  await writeSnapshot(snapshot, path === '-' ? io.stdout : path, { signal: io.signal });
}

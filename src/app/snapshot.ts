import { writeSnapshot } from '../snapshot/index.ts';
import { plural } from '../shared/text.ts';
import type { Outcome, Snapshot } from '../snapshot/types.ts';
import type { AppIo } from './types.ts';
import { permissionText } from '../shared/requirement.ts';

/** Writes a snapshot to a file (atomically, by a rename) or, for `-`, to stdout. Throws `output` when it cannot. */
export async function saveSnapshot(snapshot: Snapshot, path: string, io: AppIo): Promise<void> {
  await writeSnapshot(snapshot, path === '-' ? io.stdout : path, { signal: io.signal });
}

/** A note for a file name whose extension belongs to another format than the one written. */
export function formatNote(path: string): string | undefined {
  return /\.(?:json|ya?ml|txt|log)$/i.test(path)
    ? `${path} holds compressed JSON lines, regardless of its name. End it in .archmap.gz, or in .jsonl for lines that are not compressed.`
    : undefined;
}

/** One line for each incomplete collector. */
export function incompleteLines({ outcomes }: Snapshot): string[] {
  return [...outcomes.values()]
    .filter(
      ({ status }) =>
        status === 'permission-denied' || status === 'collection-failed' || status === 'partial',
    )
    .map(incompleteLine);
}

function incompleteLine({ collector, status, count, reason, missing = [] }: Outcome): string {
  const [first, ...more] = missing.map((rule) => permissionText(rule));
  const permissions =
    first && `lacks ${first}${more.length > 0 ? ` and ${plural(more.length, 'more right')}` : ''}`;
  const kept = count > 0 ? ` (${plural(count, 'record')} kept)` : '';
  return `${collector}: ${status}, ${permissions ?? reason ?? 'no reason given'}${kept}`;
}

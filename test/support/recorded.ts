import { fileURLToPath } from 'node:url';
import { readInput } from '../../src/snapshot/read.ts';
import type { Snapshot } from '../../src/snapshot/types.ts';

/** A snapshot of the repository: `demo`, or a recorded variant of test/cluster. */
export function recorded(name: string): Promise<Snapshot> {
  const file =
    name === 'demo' ? '../../examples/demo/demo.archmap.gz' : `../fixtures/snapshots/${name}.archmap.gz`;
  return readInput([fileURLToPath(new URL(file, import.meta.url))], {
    stdin: process.stdin,
    signal: new AbortController().signal,
  });
}

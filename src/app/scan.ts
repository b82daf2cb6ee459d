import type { Result } from '../result/types.ts';
import { assess } from './assess.ts';
import { chosenChecks } from './selection.ts';
import { loadSnapshot } from './source.ts';
import type { AppIo, CheckSelection, GateInputs, SourceOptions } from './types.ts';

/** Collects or reads the evidence and evaluates it. A selection that matches nothing is rejected before anything is read. */
export async function scan(
  source: SourceOptions,
  selection: CheckSelection,
  io: AppIo,
  gateInputs: GateInputs = {},
): Promise<Result> {
  chosenChecks(selection, gateInputs);
  const snapshot = await loadSnapshot(source, io);
  io.progress('Evaluating checks');
  const result = assess(snapshot, selection, gateInputs);
  if (snapshot.places === undefined || snapshot.places.size === 0) return result;
  const { withPlaces } = await import('./declared-in.ts');
  return withPlaces(result, snapshot.places, { env: io.env, directory: process.cwd() });
}

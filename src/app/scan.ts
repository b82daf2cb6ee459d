import type { Result } from '../result/types.ts';
import { plural } from '../shared/text.ts';
import type { Snapshot } from '../snapshot/types.ts';
import { assess, assessLabeled } from './assess.ts';
import { readSelector } from './label-selector.ts';
import type { Labeled } from './labels.ts';
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
  const snapshot = await load(source, selection, io, gateInputs);
  return await placed(assess(snapshot, selection, gateInputs), snapshot, io);
}

/** The same, limited to objects with these labels (kubectl's `-l`). A selector that cannot be read is rejected before anything is read. */
export async function scanLabeled(
  source: SourceOptions,
  selection: CheckSelection,
  io: AppIo,
  gateInputs: GateInputs,
  labels: string,
): Promise<Labeled> {
  readSelector(labels);
  const snapshot = await load(source, selection, io, gateInputs);
  const { shown, gated } = assessLabeled(snapshot, selection, gateInputs, labels);
  return { shown: await placed(shown, snapshot, io), gated };
}

async function load(
  source: SourceOptions,
  selection: CheckSelection,
  io: AppIo,
  gateInputs: GateInputs,
): Promise<Snapshot> {
  const checks = chosenChecks(selection, gateInputs);
  const snapshot = await loadSnapshot(source, io);
  io.progress(`Evaluating ${plural(checks.length, 'check')}`);
  return snapshot;
}

/** With file and line of each object, where the source is files. */
async function placed(result: Result, { places }: Snapshot, io: AppIo): Promise<Result> {
  if (places === undefined || places.size === 0) return result;
  const { withPlaces } = await import('./declared-in.ts');
  return withPlaces(result, places, { env: io.env, directory: process.cwd() });
}

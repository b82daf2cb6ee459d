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
  return assess(await load(source, selection, io, gateInputs), selection, gateInputs);
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
  return assessLabeled(await load(source, selection, io, gateInputs), selection, gateInputs, labels);
}

async function load(
  source: SourceOptions,
  selection: CheckSelection,
  io: AppIo,
  { rules }: GateInputs,
): Promise<Snapshot> {
  const checks = chosenChecks(selection, rules);
  const snapshot = await loadSnapshot(source, io);
  io.progress(`Evaluating ${plural(checks.length, 'check')}`);
  return snapshot;
}

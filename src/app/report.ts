import type { Result } from '../result/types.ts';
import { marked } from './assess.ts';
import type { GateInputFiles } from './gate-inputs.ts';
import { loadGateInputs } from './gate-inputs.ts';
import { readResult } from './result-file.ts';
import type { AppIo } from './types.ts';

/** A saved result, with the specified waivers and baseline in place of those it was saved with. */
export async function report(file: string, files: GateInputFiles, io: AppIo): Promise<Result> {
  const [result, gateInputs] = await Promise.all([readResult(file, io), loadGateInputs(files, io)]);
  // A result contains no labels of its objects; waivers that select by label report it.
  return marked(result, gateInputs, () => undefined);
}

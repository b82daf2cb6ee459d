import type { Result } from '../result/types.ts';
import { marked } from './assess.ts';
import type { GateInputFiles } from './gate-inputs.ts';
import { loadGateInputs } from './gate-inputs.ts';
import { readResult } from './result-file.ts';
import type { AppIo } from './types.ts';

/** A saved result, with the waivers and the baseline that are named now in place of those that it was saved with. */
export async function report(file: string, files: GateInputFiles, io: AppIo): Promise<Result> {
  const [result, gateInputs] = await Promise.all([readResult(file, io), loadGateInputs(files, io)]);
  // A result has no labels of its objects; waivers that ask for them say so.
  return marked(result, gateInputs, () => undefined);
}

import type { Result } from '../result/types.ts';
import { marked } from './assess.ts';
import type { ExtrasFiles } from './gate-inputs.ts';
import { loadExtras } from './gate-inputs.ts';
import { readResult } from './result-file.ts';
import type { AppIo } from './types.ts';

/** A saved result, with the waivers and the baseline that are named now in place of those that it was saved with. */
export async function report(file: string, files: ExtrasFiles, io: AppIo): Promise<Result> {
  const [result, extras] = await Promise.all([readResult(file, io), loadExtras(files, io)]);
  // A result has no labels of its objects; waivers that ask for them say so.
  return marked(result, extras, () => undefined);
}

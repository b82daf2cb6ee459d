import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import type { Log } from 'sarif';
import { sarif } from '../../../src/report/formats/sarif.ts';
import { evaluatedFile } from '../../support/evaluated-results.ts';
import { filled, marked, NASTY } from './support/results.ts';

/** The SARIF authors' validator, for this platform. */
const multitool = createRequire(import.meta.url)('@microsoft/sarif-multitool') as string;

/** Ids of the rules that the validator reports, including those for the upload to code scanning. */
async function objections(text: string): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'archmap-sarif-'));
  try {
    await writeFile(join(folder, 'in.sarif'), text);
    const out = join(folder, 'out.sarif');
    // Its exit code repeats the log.
    await promisify(execFile)(
      multitool,
      ['validate', join(folder, 'in.sarif'), '--output', out, '--rule-kind', 'Sarif;Ghas'],
      { env: { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1' } },
    ).catch(() => undefined);
    const log = JSON.parse((await readFile(out, 'utf8')).replace(/^\ufeff/, '')) as Log;
    return log.runs.flatMap(({ results = [] }) => results.map(({ ruleId = '' }) => ruleId));
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe('SARIF', () => {
  it("has no errors in the authors' validator, neither by the standard nor by code scanning", async () => {
    const demo = await evaluatedFile();
    expect(await objections(sarif(marked(demo), { all: true }).text)).toEqual([]);
    expect(await objections(sarif(filled(demo, NASTY.join(' ')), { all: true }).text)).toEqual([]);
    const wrong = sarif(demo, { all: false }).text.replaceAll('"startLine": 1', '"startLine": -1');
    expect(await objections(wrong)).not.toEqual([]);
  });
});

/**
 * `node tools/run.mjs bench/policies.ts` after `npm run build`: time and memory of `get network` with many pods and policies from one file,
 * and their growth. Linux only, as run.ts.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LARGE_POLICIES, networkOf, policyFile } from './policy-file.ts';

const work = mkdtempSync(join(tmpdir(), 'archmap-policies-'));
const SIZES = [{ pods: 10_000, policies: 0 }, { pods: 5_000, policies: 1_000 }, LARGE_POLICIES];

try {
  console.log('pods, policies: wall s, CPU s, peak MB');
  for (const size of SIZES) {
    const file = await policyFile({ ...size, policies: Math.max(size.policies, 1) }, work);
    for (const args of [[], ['team-1/checkout-1']]) {
      const { wall, cpu, memory } = await networkOf(file, ...args);
      const what = args.length > 0 ? ', one workload' : '';
      console.log(
        `${size.pods}, ${size.policies}${what}: ${wall.toFixed(2)}, ${cpu.toFixed(2)}, ${memory.toFixed(0)}`,
      );
    }
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}

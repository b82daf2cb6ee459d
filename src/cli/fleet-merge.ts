import { FLEET_FORMATS } from '../report/fleet/names.ts';
import { ArchmapError } from '../shared/errors.ts';
import type { FleetArgs } from './fleet-args.ts';
import type { CommandContext } from './context.ts';
import { writeFleet } from './fleet-output.ts';
import { readOutputs } from './outputs.ts';

/** Flags that select or evaluate clusters: saved results are used as they are. */
const LIVE = {
  contexts: '--contexts',
  contextsFile: '--contexts-file',
  parallel: '--parallel',
  shard: '--shard',
  outputDir: '--output-dir',
  snapshots: '--snapshots',
  namespace: '--namespace',
  kubelet: '--kubelet',
  timeout: '--timeout',
  only: '--only',
  skip: '--skip',
  waivers: '--waivers',
  config: '--config',
  rules: '--rules',
} as const;

/** `fleet merge FILE...`: the report of saved results. */
export async function runMerge(args: FleetArgs, context: CommandContext): Promise<void> {
  for (const [key, flag] of Object.entries(LIVE))
    if (args[key as keyof typeof LIVE] !== undefined)
      throw new ArchmapError(
        'usage',
        `${flag} does not apply to fleet merge`,
        'saved results are used as they are; remove the flag',
      );
  const { files = [] } = args;
  if (files.length === 0)
    throw new ArchmapError(
      'usage',
      'fleet merge requires files or directories',
      'kubectl archmap fleet merge RESULTS_DIR',
    );
  const outputs = readOutputs(args.output, { formats: FLEET_FORMATS, preset: 'table' });
  const rules = { failOn: args.failOn ?? 'none', requireComplete: args.requireComplete ?? false } as const;
  const { mergeFleet } = await import('../app/fleet/merge.ts');
  await writeFleet(await mergeFleet(files, rules, context.io), outputs, rules, args, context);
}

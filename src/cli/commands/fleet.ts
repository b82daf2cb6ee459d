import type { Argv } from 'yargs';
import { FLEET_FORMATS } from '../../report/fleet/names.ts';
import { ArchmapError } from '../../shared/errors.ts';
import { ACCEPTED, CHECKS, CONFIG, RULES, SELECTED } from '../check-options.ts';
import type { CommandContext } from '../context.ts';
import type { FleetArgs } from '../fleet-args.ts';
import { FLEET_THRESHOLDS } from '../fleet-args.ts';
import { connectionOptions, KUBELET, OUTPUT, SOURCE, tableOptions } from '../options.ts';

const FLEET = 'Clusters:';
/** Clusters at a time: each is a snapshot in memory. */
const PARALLEL = 4;

export const formats = FLEET_FORMATS;

/** Which clusters, and how many at a time. */
const CONTEXTS = {
  contexts: {
    type: 'string',
    array: true,
    nargs: 1,
    group: FLEET,
    describe: 'kubeconfig context or glob (repeatable or comma-separated)',
  },
  'contexts-file': {
    type: 'string',
    group: FLEET,
    describe: 'file with one context per line; - = stdin',
  },
  parallel: { type: 'number', group: FLEET, describe: `clusters at a time (${PARALLEL})` },
  shard: {
    type: 'string',
    group: FLEET,
    describe:
      'share of the contexts: INDEX/COUNT, from 1/COUNT; job/COUNT = the index of this Pod of an Indexed Job',
  },
} as const;

export function options(yargs: Argv) {
  return tableOptions(connectionOptions(yargs))
    .positional('action', {
      choices: ['merge'] as const,
      describe: 'read saved results instead of clusters',
    })
    .positional('files', {
      type: 'string',
      array: true,
      describe: 'with merge: results (check -o json) or directories of them; - = stdin',
    })
    .options({
      ...CONTEXTS,
      'output-dir': {
        type: 'string',
        group: OUTPUT,
        describe: 'directory for one result per cluster (JSON)',
      },
      snapshots: {
        type: 'boolean',
        group: OUTPUT,
        describe: 'with --output-dir: save the snapshot of each cluster as well',
      },
      namespace: { type: 'string', alias: 'n', group: SOURCE, describe: 'limit the scope to this namespace' },
      ...KUBELET,
      timeout: {
        type: 'string',
        group: SOURCE,
        describe: 'timeout of the collection of each cluster: 90s, 1h30m; 0 = no timeout',
      },
      'fail-on': {
        choices: FLEET_THRESHOLDS,
        group: CHECKS,
        describe:
          'exit 1 if a risk of any cluster has this severity or a higher one (default: high; with merge: none)',
      },
      'require-complete': {
        type: 'boolean',
        group: CHECKS,
        describe: 'exit 3 if a result is unknown or an error',
      },
      ...SELECTED,
      waivers: ACCEPTED.waivers,
      config: CONFIG.config,
      ...RULES,
      output: {
        alias: 'o',
        type: 'string',
        array: true,
        nargs: 1,
        group: OUTPUT,
        describe: `${FLEET_FORMATS.join(', ')}; with =FILE, repeatable. Default: table`,
      },
    } as const);
}

export async function run(args: FleetArgs, context: CommandContext) {
  if (args.action === 'merge') return await (await import('../fleet-merge.ts')).runMerge(args, context);
  const parallel = args.parallel ?? PARALLEL;
  if (!(Number.isInteger(parallel) && parallel > 0))
    throw new ArchmapError('usage', '--parallel must be a positive number', 'specify 1 or more');
  return await (await import('../fleet-run.ts')).runContexts({ ...args, parallel }, context);
}

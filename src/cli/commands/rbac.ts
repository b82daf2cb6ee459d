import type { Argv } from 'yargs';
import type { CommandContext } from '../context.ts';
import type { SelectionArgs, SourceArgs } from '../options.ts';
import { CHECKS, OUTPUT, connectionOptions, selectionOptions, toSelection, toSource } from '../options.ts';

export function options(yargs: Argv) {
  return selectionOptions(connectionOptions(yargs)).options({
    'what-is-missing': {
      type: 'boolean',
      default: false,
      group: CHECKS,
      describe: 'ask the cluster which of these rights you lack',
    },
    output: {
      alias: 'o',
      choices: ['yaml', 'json'] as const,
      default: 'yaml' as const,
      describe: 'format',
      group: OUTPUT,
    },
  } as const);
}

export async function run(
  args: SourceArgs &
    SelectionArgs & {
      whatIsMissing: boolean;
      output: 'yaml' | 'json';
    },
  context: CommandContext,
) {
  const [{ leastRole, missingRights }, { data }] = await Promise.all([
    import('../../app/rbac.ts'),
    import('../../report/data.ts'),
  ]);
  const selection = toSelection(args);
  await context.io.print(data(leastRole(selection), args.output));
  if (!args.whatIsMissing) return;
  const missing = await missingRights(toSource(args), context.io);
  context.io.note(missing.length === 0 ? 'You have all of these rights.' : `You lack: ${missing.join('; ')}`);
}

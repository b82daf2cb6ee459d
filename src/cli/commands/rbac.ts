import type { Argv } from 'yargs';
import type { CommandContext } from '../context.ts';
import type { SourceArgs } from '../options.ts';
import { connectionOptions, toSource } from '../options.ts';

export function options(yargs: Argv) {
  return connectionOptions(yargs).options({
    only: {
      type: 'string',
      array: true,
      nargs: 1,
      group: 'Checks:',
      describe: 'check, area or glob, repeatable',
    },
    skip: {
      type: 'string',
      array: true,
      nargs: 1,
      group: 'Checks:',
      describe: 'check, area or glob to leave out, repeatable',
    },
    'what-is-missing': {
      type: 'boolean',
      default: false,
      group: 'Checks:',
      describe: 'ask the cluster which of these rights you lack',
    },
    output: {
      alias: 'o',
      choices: ['yaml', 'json'] as const,
      default: 'yaml' as const,
      describe: 'format',
      group: 'Output:',
    },
  } as const);
}

export async function run(
  args: SourceArgs & {
    only?: string[] | undefined;
    skip?: string[] | undefined;
    whatIsMissing: boolean;
    output: 'yaml' | 'json';
  },
  context: CommandContext,
) {
  const [{ leastRole, missingRights }, { data }] = await Promise.all([
    import('../../app/rbac.ts'),
    import('../../report/data.ts'),
  ]);
  const selection = { ...(args.only && { only: args.only }), ...(args.skip && { skip: args.skip }) };
  await context.io.print(data(leastRole(selection), args.output));
  if (!args.whatIsMissing) return;
  const missing = await missingRights(toSource(args), context.io);
  context.io.note(missing.length === 0 ? 'You have all of these rights.' : `You lack: ${missing.join('; ')}`);
}

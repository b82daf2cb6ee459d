import type { Argv } from 'yargs';
import type { CommandContext } from '../context.ts';
import type { SelectionArgs } from '../check-options.ts';
import type { SourceArgs } from '../options.ts';
import { CHECKS, selectionOptions, toSelection } from '../check-options.ts';
import { KUBELET, OUTPUT, connectionOptions, toSource } from '../options.ts';

export function options(yargs: Argv) {
  return selectionOptions(connectionOptions(yargs)).options({
    from: {
      type: 'string',
      array: true,
      nargs: 1,
      group: CHECKS,
      describe: 'with --what-is-missing: ask a snapshot what its taker lacked',
    },
    demo: { type: 'boolean', group: CHECKS, describe: 'with --what-is-missing: ask the example cluster' },
    kubelet: {
      ...KUBELET.kubelet,
      group: CHECKS,
      describe: 'with get nodes/proxy, which --kubelet of the other commands needs',
    },
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
  const [{ leastRole, missingPermissions, NODES_PROXY }, { data }] = await Promise.all([
    import('../../app/rbac.ts'),
    import('../../report/data.ts'),
  ]);
  const selection = toSelection(args);
  const source = toSource(args);
  const role = data(leastRole(selection, args.kubelet), args.output);
  // Asked first: a role on stdout without the answer would be half the job.
  const missing = args.whatIsMissing ? await missingPermissions(selection, source, context.io) : undefined;
  context.io.progress('');
  await context.io.print(role);
  if (args.kubelet) context.io.note(`warning: ${NODES_PROXY}.`);
  if (missing) {
    context.io.note(
      missing.length === 0
        ? 'You have all of these rights.'
        : `You lack: ${missing.map(({ text }) => text).join('; ')}`,
    );
  } else if (source.demo || source.from) {
    context.io.note('The role is the same for every cluster; add --what-is-missing to ask this one.');
  }
}

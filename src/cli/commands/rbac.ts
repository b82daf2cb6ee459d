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
      describe: 'with --missing: read the permissions recorded in a snapshot',
    },
    demo: { type: 'boolean', group: CHECKS, describe: 'with --missing: use the bundled example cluster' },
    kubelet: {
      ...KUBELET.kubelet,
      group: CHECKS,
      describe: 'include get nodes/proxy, which --kubelet requires',
    },
    missing: {
      type: 'boolean',
      default: false,
      group: CHECKS,
      describe: 'only the permissions that the current user lacks',
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
      missing: boolean;
      output: 'yaml' | 'json';
    },
  context: CommandContext,
) {
  const [{ minimalRole, missingPermissions, NODES_PROXY }, { data }] = await Promise.all([
    import('../../app/rbac.ts'),
    import('../../report/data.ts'),
  ]);
  const selection = toSelection(args);
  const source = toSource(args);
  if (args.missing) {
    const { permissions, role } = await missingPermissions(selection, source, context.io);
    context.io.progress('');
    if (role) await context.io.print(data(role, args.output));
    if (role && args.kubelet) context.io.note(`warning: ${NODES_PROXY}.`);
    context.io.note(
      role
        ? `Missing permissions: ${permissions.map(({ text }) => text).join('; ')}`
        : 'All required permissions are granted.',
    );
    return;
  }
  await context.io.print(data(minimalRole(selection, args.kubelet), args.output));
  if (args.kubelet) context.io.note(`warning: ${NODES_PROXY}.`);
  if (source.demo || source.from) {
    context.io.note(
      'The ClusterRole is the same for every cluster; use --missing to compare it with your permissions.',
    );
  }
}

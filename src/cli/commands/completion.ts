import type { Argv } from 'yargs';
import type { CommandContext } from '../context.ts';

const SHELLS = ['bash', 'zsh', 'fish', 'powershell', 'install'] as const;

export function options(yargs: Argv) {
  return yargs.positional('shell', {
    choices: SHELLS,
    demandOption: true,
    describe: 'bash, zsh, fish, powershell, or install',
  });
}

export async function run(args: { shell: (typeof SHELLS)[number] }, context: CommandContext) {
  if (args.shell === 'install') {
    const { installHelper } = await import('../../app/completion.ts');
    context.io.note(await installHelper(context.io.env));
    return;
  }
  const { completionScript } = await import('../completion-scripts.ts');
  await context.io.print(completionScript(args.shell));
}

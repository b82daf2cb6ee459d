import type { Argv } from 'yargs';
import type { CommandContext } from '../context.ts';

const COLUMNS = 100;

export function options(yargs: Argv) {
  return yargs;
}

export async function run(_args: object, { io }: CommandContext) {
  const { optionsHelp } = await import('../help.ts');
  await io.print(`${optionsHelp(Math.min(COLUMNS, io.width ?? COLUMNS))}\n`);
}

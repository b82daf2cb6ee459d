import type { Argv } from 'yargs';
import type { CommandContext } from '../context.ts';

/** Maximum width of help, in columns. */
const COLUMNS = 100;

export function options(yargs: Argv) {
  return yargs;
}

export async function run(_args: object, { io }: CommandContext) {
  const [{ declaredGlobals }, { flagRows, rows, section }] = await Promise.all([
    import('../declarations.ts'),
    import('../help-layout.ts'),
  ]);
  const columns = Math.min(COLUMNS, io.width ?? COLUMNS);
  await io.print(
    `Every command accepts --color, -q and -v; commands that read a cluster accept all of these.

${section('Flags', rows(flagRows(declaredGlobals()), columns))}
`,
  );
}

import { once } from 'node:events';
import type { Argv } from 'yargs';
import { ArchmapError } from '../../shared/errors.ts';
import type { GateInputs, SelectionArgs } from '../check-options.ts';
import { ACCEPTED, RULES, selectionOptions, toSelection } from '../check-options.ts';
import type { CommandContext } from '../context.ts';
import { printWarnings } from '../context.ts';
import { openInBrowser } from '../open.ts';
import type { SourceArgs } from '../options.ts';
import { OUTPUT, sourceOptions, toSource } from '../options.ts';

export function options(yargs: Argv) {
  return selectionOptions(sourceOptions(yargs)).options({
    port: { type: 'number', default: 0, group: OUTPUT, describe: 'port on 127.0.0.1; 0 = any free port' },
    ...ACCEPTED,
    ...RULES,
    open: { type: 'boolean', default: false, group: OUTPUT, describe: 'open the page in a browser' },
  } as const);
}

const MAX_PORT = 65_535;

export async function run(
  args: SourceArgs & SelectionArgs & GateInputs & { port: number; open: boolean },
  context: CommandContext,
) {
  const { io } = context;
  if (!Number.isInteger(args.port) || args.port < 0 || args.port > MAX_PORT)
    throw new ArchmapError(
      'usage',
      `invalid value "${args.port}" for --port`,
      'specify a port, or 0 for any',
    );
  const source = toSource(args);
  if (source.from?.includes('-'))
    throw new ArchmapError(
      'usage',
      'serve cannot read standard input',
      'it reads its source at each refresh; specify a file or a live cluster',
    );
  const [{ scan }, { loadGateInputs }, { earlierResults }, { servedPage }, { startPageServer }] =
    await Promise.all([
      import('../../app/scan.ts'),
      import('../../app/gate-inputs.ts'),
      import('../../app/earlier.ts'),
      import('../../report/page/page.ts'),
      import('../page-server.ts'),
    ]);
  const collect = async () => await scan(source, toSelection(args), io, await loadGateInputs(args, io));
  const earlier = await earlierResults(args.baseline, io);
  let result = await collect();
  io.progress('');
  printWarnings(context, result);
  const server = await startPageServer({
    port: args.port,
    page: () => servedPage(result, earlier),
    refresh: async () => {
      result = await collect();
      io.progress('');
      printWarnings(context, result);
    },
  });
  try {
    await io.print(`${server.url}\n`);
    io.note('Serving on localhost only; press Ctrl-C to stop.');
    if (args.open) await openInBrowser(new URL(server.url), io);
    if (!io.signal.aborted) await once(io.signal, 'abort');
  } finally {
    await server.close();
  }
}

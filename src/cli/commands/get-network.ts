import type { NetworkDetail } from '../../result/types.ts';
import type { CommandContext } from '../context.ts';
import { reportOptions } from '../context.ts';
import type { SourceArgs } from '../options.ts';
import { toSource } from '../options.ts';

interface Args extends SourceArgs {
  name: string;
  output: 'table' | 'wide' | 'json' | 'yaml' | 'name';
  headers?: boolean;
  borders?: boolean;
}

/** `get network WORKLOAD`: its connections. False when no workload has that name, which may be that of a namespace. */
export async function runNetworkDetail(args: Args, context: CommandContext): Promise<boolean> {
  const { networkDetails } = await import('../../app/network.ts');
  const details = await networkDetails(toSource(args), args.name, context.io);
  context.io.progress('');
  if (details.length === 0) return false;
  if (args.output === 'json' || args.output === 'yaml') {
    const { data } = await import('../../report/data.ts');
    await context.io.print(data(details.length === 1 ? details[0] : details, args.output));
    return true;
  }
  if (args.output === 'name') {
    await context.io.print(details.map(({ workload }) => `${typed(workload)}\n`).join(''));
    return true;
  }
  const { networkText } = await import('../../report/network.ts');
  const options = reportOptions(context, args, args.output === 'wide');
  await context.io.print(
    details.map((detail: NetworkDetail) => `${networkText(detail, options)}\n`).join('\n'),
  );
  return true;
}

/** `deployment/shop/cart`. */
function typed(workload: string): string {
  const [kind = '', name = ''] = workload.split(' ');
  return `${kind.toLowerCase()}/${name}`;
}

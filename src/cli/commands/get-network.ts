import type { NetworkDetail } from '../../result/types.ts';
import type { CommandContext } from '../context.ts';
import { reportOptions } from '../context.ts';
import type { SourceArgs } from '../options.ts';
import { toSource } from '../options.ts';
import type { RecordOutput } from '../record-outputs.ts';
import { recordText } from '../record-outputs.ts';
import { kubectlName } from '../../report/selection.ts';

interface Args extends SourceArgs {
  name: string;
  format: RecordOutput;
  headers?: boolean;
  borders?: boolean;
}

/** `get network WORKLOAD`: its connections. False when no workload has that name, which may be that of a namespace. */
export async function runNetworkDetail(args: Args, context: CommandContext): Promise<boolean> {
  const { networkDetails } = await import('../../app/network.ts');
  const details = await networkDetails({ ...toSource(args), namespaceSelects: true }, args.name, context.io);
  context.io.progress('');
  if (details.length === 0) return false;
  const { format } = args.format;
  const options = reportOptions(context, args, format === 'wide');
  if (format === 'name') {
    await context.io.print(details.map(({ workload }) => `${typed(workload)}\n`).join(''));
    return true;
  }
  if (format !== 'table' && format !== 'wide') {
    const { listOf } = await import('../../report/lists/list.ts');
    const root = details.length === 1 ? details[0] : undefined;
    await context.io.print(
      await recordText(args.format, root ?? listOf('network', details), details, options),
    );
    return true;
  }
  const { networkText } = await import('../../report/network.ts');
  await context.io.print(
    details.map((detail: NetworkDetail) => `${networkText(detail, options)}\n`).join('\n'),
  );
  return true;
}

/** `Deployment shop/cart` as `deployment.apps/cart`. */
function typed(workload: string): string {
  const [kind = '', name = ''] = workload.split(' ');
  return kubectlName({ kinds: [kind], name });
}

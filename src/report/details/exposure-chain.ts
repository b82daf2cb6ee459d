/** The hops of entry points, for `get exposure NAME`. */
import type { EntryPointRow } from '../../result/types.ts';
import { plural, printable } from '../../shared/text.ts';
import type { ReportOptions } from '../options.ts';
import { paint } from '../options.ts';
import { table } from '../table.ts';

/** Entry points in the terminal without `-o wide`. */
const MAX_CHAINS = 20;

const HEAD = ['HOP', 'OBJECT', 'TLS', 'AUTHENTICATION', 'NOT KNOWN'];
const WIDE_HEAD = ['DETAIL'];

/** Names of the objects that an entry point leads through, of its workloads, and its hosts. */
export function namesInChain({ chain = [], workloads = [], hosts }: EntryPointRow): string[] {
  return [...chain.flatMap(({ object }) => object.match(/[^\s,]+\/[^\s,]+/g) ?? []), ...workloads, ...hosts];
}

/** For each entry point its hops, with a title. */
export function chainTexts(rows: readonly EntryPointRow[], options: ReportOptions): string[] {
  const shown = options.wide ? rows : rows.slice(0, MAX_CHAINS);
  const more = rows.length - shown.length;
  return [
    ...shown.flatMap((row) => chainText(row, options)),
    ...(more > 0 ? [`and ${plural(more, 'more entry point')}: add -o wide`] : []),
  ];
}

function chainText({ type, object, chain = [] }: EntryPointRow, options: ReportOptions): string[] {
  if (chain.length === 0) return [];
  const name = object.namespace === undefined ? object.name : `${object.namespace}/${object.name}`;
  const rows = chain.map(({ hop, object: at, detail, tls, authentication, unknown = '-' }) => {
    // Without -o wide the details are part of the object, so that each hop explains itself.
    const cells = [hop, options.wide ? at : `${at}: ${detail}`, tls, authentication, unknown];
    return (options.wide ? [...cells, detail] : cells).map(printable);
  });
  const drawn = table(options.wide ? [...HEAD, ...WIDE_HEAD] : HEAD, rows, options);
  return [[...(options.headers ? [paint(options, 'bold', `${type} ${name}`)] : []), drawn].join('\n')];
}

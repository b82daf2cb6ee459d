import type { Argv } from 'yargs';
import type { Result } from '../../result/types.ts';
import type { Section, Wanted } from '../../report/sections.ts';
import { ArchmapError } from '../../shared/errors.ts';
import { printable } from '../../shared/text.ts';
import type { CommandContext } from '../context.ts';
import { reportOptions } from '../context.ts';
import type { SourceArgs } from '../options.ts';
import { OUTPUT, sourceOptions, tableOptions, toSource } from '../options.ts';
import type { RecordOutput } from '../record-outputs.ts';
import { readRecordOutput, RECORD_FORMATS, recordText } from '../record-outputs.ts';
import type { Target } from '../section-words.ts';
import { SECTION_NAMES, targetOf } from '../section-words.ts';

/** Values of `-o`, for completion. */
export const formats = RECORD_FORMATS;

export function options(yargs: Argv) {
  return tableOptions(sourceOptions(yargs))
    .positional('section', {
      type: 'string',
      demandOption: true,
      describe: `${SECTION_NAMES}, risks; or a kind of kubectl: svc, ing, pvc, sa, deploy ...`,
    })
    .positional('name', { type: 'string', describe: 'name of one object' })
    .options({
      output: {
        alias: 'o',
        type: 'string',
        default: 'table',
        describe: `${RECORD_FORMATS.join(', ')}; the last four as FORMAT=VALUE, as in kubectl`,
        group: OUTPUT,
      },
      'sort-by': {
        type: 'string',
        describe: 'sort by a field of -o json: .name, .ready, .daysLeft',
        group: OUTPUT,
      },
    } as const);
}

interface Args extends SourceArgs {
  section: string;
  name?: string | undefined;
  output: string;
  sortBy?: string | undefined;
  headers?: boolean;
  borders?: boolean;
}

export async function run(args: Args, context: CommandContext) {
  const [word, name] = wordAndName(args);
  if (word === 'risks' || word === 'risk') return await risks(args, name, context);
  const target = targetOf(word);
  const output = await readRecordOutput(args.output);
  if (target.note !== undefined) context.io.note(`note: ${target.note}`);
  if (output.format === 'describe') {
    if (name === undefined)
      throw new ArchmapError(
        'usage',
        '-o describe requires a name',
        `example: kubectl archmap get ${word} NAME -o describe`,
      );
    const { describe } = await import('./describe.ts');
    return await describe({ ...args, kind: word, name, target }, context);
  }
  if (target.section === 'network' && name !== undefined) {
    const { runNetworkDetail } = await import('./get-network.ts');
    if (await runNetworkDetail({ ...args, name, format: output }, context)) return;
  }
  await list({ ...args, name }, target, output, context);
}

/** `deployment/cart` is a kind and a name, as in kubectl. */
function wordAndName({ section, name }: Args): [word: string, name: string | undefined] {
  const slash = section.indexOf('/');
  return name === undefined && slash > 0
    ? [section.slice(0, slash).toLowerCase(), section.slice(slash + 1)]
    : [section.toLowerCase(), name];
}

/** What these list about one namespace follows from objects of others: roles, policies, CNI plugins, gateways. */
const DEPENDENT: ReadonlySet<Section> = new Set(['identities', 'exposure', 'network']);

async function list(
  args: Omit<Args, 'section'>,
  { section, kinds }: Target,
  output: RecordOutput,
  context: CommandContext,
): Promise<void> {
  const [{ scan }, { notShown }, { namesOf, sectionData, sectionTable, typedNames }] = await Promise.all([
    import('../../app/scan.ts'),
    import('../../report/gaps.ts'),
    import('../../report/sections.ts'),
  ]);
  const { name, sortBy } = args;
  const source = toSource(args);
  const { namespace } = source;
  const namespaceSelects = name !== undefined || DEPENDENT.has(section);
  const result = await scan({ ...source, namespaceSelects }, {}, context.io);
  context.io.progress('');
  const place: Wanted = namespace === undefined ? {} : { namespace };
  const wanted: Wanted = {
    ...place,
    ...(name !== undefined && { name }),
    ...(kinds && { kinds }),
    ...(sortBy !== undefined && sortBy !== '' && { sortBy }),
  };
  const records = sectionData(result, section, wanted);
  if (name !== undefined && records.length === 0)
    throw await notFound(section, { name, namespace, names: namesOf(result, section) }, result);
  const table = reportOptions(context, args, output.format === 'wide');
  if (output.format === 'name') {
    const shown = typedNames(result, section, wanted);
    await context.io.print(shown.map((full) => `${printable(full)}\n`).join(''));
    return;
  }
  if (output.format !== 'table' && output.format !== 'wide') {
    const { listOf } = await import('../../report/lists/list.ts');
    // One record by its name, or a list.
    const root = name !== undefined && records.length === 1 ? records[0] : undefined;
    await context.io.print(await recordText(output, root ?? listOf(section, records), records, table));
    return;
  }
  const text = sectionTable(result, section, wanted, table);
  if (text !== '') {
    await context.io.print(`${text}\n`);
    return;
  }
  const unavailable = notShown(result, section);
  context.io.note(
    unavailable === ''
      ? `No ${nounOf(section)} found.`
      : `No ${nounOf(section)} observed. Not fully collected: ${unavailable}`,
  );
}

async function notFound(
  section: Section,
  { name, namespace, names }: { name: string; namespace: string | undefined; names: readonly string[] },
  result: Result,
): Promise<ArchmapError> {
  const [{ missingHint }, { notShown }] = await Promise.all([
    import('../not-found.ts'),
    import('../../report/gaps.ts'),
  ]);
  const where = namespace === undefined ? '' : ` of namespace ${printable(namespace)}`;
  return new ArchmapError(
    'usage',
    `"${printable(name)}" not found in ${section}${where}`,
    missingHint({
      name,
      namespace,
      names,
      unavailable: notShown(result, section),
      otherwise: `list all with: kubectl archmap get ${section}`,
    }),
  );
}

/** `get risks` is `check` without a threshold. */
async function risks(args: Args, name: string | undefined, context: CommandContext): Promise<void> {
  if (name !== undefined)
    throw new ArchmapError(
      'usage',
      'get risks accepts no name',
      'for one check: kubectl archmap check --only CHECK; for one object: kubectl archmap describe KIND/NAME',
    );
  const check = await import('./check.ts');
  await check.run({ ...args, output: [args.output], failOn: 'none', requireComplete: false }, context);
}

/** What the rows of a section are. */
function nounOf(section: Section): string {
  return section === 'network'
    ? 'Pods on the Pod network'
    : section === 'exposure'
      ? 'entry points'
      : section;
}

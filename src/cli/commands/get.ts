import type { Argv } from 'yargs';
import type { Section } from '../../report/sections.ts';
import { ArchmapError } from '../../shared/errors.ts';
import { nearest, printable } from '../../shared/text.ts';
import type { CommandContext } from '../context.ts';
import { reportOptions } from '../context.ts';
import type { SourceArgs } from '../options.ts';
import { OUTPUT, sourceOptions, tableOptions, toSource } from '../options.ts';

const FORMATS = ['table', 'wide', 'json', 'yaml', 'name'] as const;

/** kubectl's short and singular names. */
const ALIASES: ReadonlyMap<string, Section> = new Map(
  Object.entries({
    'control-plane': 'control-plane',
    controlplane: 'control-plane',
    cp: 'control-plane',
    components: 'control-plane',
    nodes: 'nodes',
    node: 'nodes',
    no: 'nodes',
    namespaces: 'namespaces',
    namespace: 'namespaces',
    ns: 'namespaces',
    workloads: 'workloads',
    workload: 'workloads',
    wl: 'workloads',
    addons: 'addons',
    addon: 'addons',
    'add-ons': 'addons',
    storage: 'storage',
    exposure: 'exposure',
    'entry-points': 'exposure',
    network: 'network',
    net: 'network',
    identities: 'identities',
    identity: 'identities',
    id: 'identities',
    certificates: 'certificates',
    certificate: 'certificates',
    certs: 'certificates',
  } as const),
);

export function options(yargs: Argv) {
  return tableOptions(sourceOptions(yargs))
    .positional('section', {
      type: 'string',
      demandOption: true,
      describe:
        'control-plane, nodes, namespaces, workloads, addons, storage, exposure, network, identities, certificates',
    })
    .positional('name', { type: 'string', describe: 'name of one object' })
    .options({
      output: {
        alias: 'o',
        choices: FORMATS,
        default: 'table' as const,
        describe: 'format',
        group: OUTPUT,
      },
    } as const);
}

export async function run(
  args: SourceArgs & {
    section: string;
    name?: string | undefined;
    output: (typeof FORMATS)[number];
    headers?: boolean;
    borders?: boolean;
  },
  context: CommandContext,
) {
  const section = ALIASES.get(args.section.toLowerCase());
  if (!section) throw unknownSection(args.section);
  if (section === 'network' && args.name !== undefined) {
    const { runNetworkDetail } = await import('./get-network.ts');
    if (await runNetworkDetail({ ...args, name: args.name }, context)) return;
  }
  const [{ scan }, { notShown }, { namesOf, sectionData, sectionTable, typedNames }] = await Promise.all([
    import('../../app/scan.ts'),
    import('../../report/gaps.ts'),
    import('../../report/sections.ts'),
  ]);
  const result = await scan(toSource(args), {}, context.io);
  context.io.progress('');
  const { name } = args;
  const records = sectionData(result, section, name);
  if (name !== undefined && records.length === 0)
    throw unknownName(section, name, namesOf(result, section), notShown(result, section));
  if (args.output === 'json' || args.output === 'yaml') {
    const { data } = await import('../../report/data.ts');
    // One record by its name, or several records with the same name.
    await context.io.print(
      data(name !== undefined && records.length === 1 ? records[0] : records, args.output),
    );
    return;
  }
  if (args.output === 'name') {
    const shown = typedNames(result, section, name);
    await context.io.print(shown.map((full) => `${printable(full)}\n`).join(''));
    return;
  }
  const text = sectionTable(result, section, name, reportOptions(context, args, args.output === 'wide'));
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

/** What the rows of a section are. */
function nounOf(section: Section): string {
  return section === 'network'
    ? 'Pods on the Pod network'
    : section === 'exposure'
      ? 'entry points'
      : section;
}

function unknownSection(word: string): ArchmapError {
  const sections = [...new Set(ALIASES.values())];
  const guess = nearest(word, sections)[0];
  return new ArchmapError(
    'usage',
    `unknown section "${word}"`,
    guess ? `did you mean ${guess}?` : `available sections: ${sections.join(', ')}`,
  );
}

function unknownName(
  section: Section,
  name: string,
  names: readonly string[],
  unavailable: string,
): ArchmapError {
  const guess = nearest(name, names);
  return new ArchmapError(
    'usage',
    `"${printable(name)}" not found in ${section}`,
    guess.length > 0
      ? `did you mean ${guess.map(printable).join(' or ')}?`
      : unavailable === ''
        ? `list all with: kubectl archmap get ${section}`
        : `it may exist; not fully collected: ${unavailable}`,
  );
}

import type { Argv } from 'yargs';
import type { Result, WorkloadRow } from '../../result/types.ts';
import { ArchmapError } from '../../shared/errors.ts';
import { nearest, printable } from '../../shared/text.ts';
import type { CommandContext } from '../context.ts';
import { reportOptions, printWarnings } from '../context.ts';
import type { SourceArgs } from '../options.ts';
import { sourceOptions, tableOptions, toSource } from '../options.ts';
import type { Target } from '../section-words.ts';
import { targetOf } from '../section-words.ts';

export function options(yargs: Argv) {
  return tableOptions(sourceOptions(yargs))
    .positional('object', {
      type: 'string',
      demandOption: true,
      describe: 'KIND/NAME, or a kind or section, followed by a name',
    })
    .positional('name', { type: 'string', describe: 'name of the object' });
}

interface Args extends SourceArgs {
  object: string;
  name?: string | undefined;
  headers?: boolean;
  borders?: boolean;
}

export async function run(args: Args, context: CommandContext) {
  const slash = args.object.indexOf('/');
  const [kind, name] =
    args.name === undefined && slash > 0
      ? [args.object.slice(0, slash), args.object.slice(slash + 1)]
      : [args.object, args.name];
  if (name === undefined || name === '')
    throw new ArchmapError(
      'usage',
      'describe requires a kind and a name',
      'example: kubectl archmap describe deployment/cart -n shop',
    );
  await describe({ ...args, kind, name, target: targetIfKnown(kind) }, context);
}

/** Kinds without a section are described by their risks alone. */
function targetIfKnown(kind: string): Target | undefined {
  try {
    const target = targetOf(kind);
    // A role is not one of the subjects that are listed instead.
    return target.note === undefined ? target : undefined;
  } catch {
    return undefined;
  }
}

export interface Question extends SourceArgs {
  /** As typed. */
  kind: string;
  name: string;
  target: Target | undefined;
  headers?: boolean;
  borders?: boolean;
}

/** Prints everything about every object of this kind and name. Throws `usage` when there is none. */
export async function describe(question: Question, context: CommandContext): Promise<void> {
  const { name, target } = question;
  const [{ describeCluster }, { loadGateInputs }, { sectionRecords }, reports] = await Promise.all([
    import('../../app/describe.ts'),
    import('../../app/gate-inputs.ts'),
    import('../../report/sections.ts'),
    import('../../report/describe/describe.ts'),
  ]);
  const gateInputs = await loadGateInputs({}, context.io);
  const { result, networkOf } = await describeCluster(toSource(question), context.io, gateInputs);
  context.io.progress('');
  printWarnings(context, result);
  const options = reportOptions(context, question, true);
  const wanted = { name, ...(target?.kinds && { kinds: target.kinds }) };
  const records = target ? sectionRecords(result, target.section, wanted) : [];
  const texts = target
    ? records.map((record) =>
        reports.describeRecord(
          result,
          {
            section: target.section,
            record,
            ...(target.section === 'workloads' && { network: networkOf(record as WorkloadRow) }),
          },
          options,
        ),
      )
    : [];
  const found =
    texts.length > 0
      ? texts
      : (await objectsOf(result, question)).map((object) => reports.describeObject(result, object, options));
  if (found.length === 0) throw await notFound(result, question);
  await context.io.print(`${found.join('\n\n\n')}\n`);
}

async function objectsOf(result: Result, { kind, name, target }: Question) {
  const [{ objectsNamed }, { means }] = await Promise.all([
    import('../../report/describe/describe.ts'),
    import('../../report/selection.ts'),
  ]);
  // The singular that kubectl prints, and the plural that people type.
  const kinds = target?.kinds ?? [
    kind,
    kind.replace(/(?:e?s)$/, ''),
    kind.replace(/s$/, ''),
    kind.replace(/ies$/, 'y'),
  ];
  return objectsNamed(result, (named) => kinds.some((one) => means(named, `${one}/${name}`)));
}

async function notFound(result: Result, { kind, name, target }: Question): Promise<ArchmapError> {
  const [{ namesOf }, { notShown }, { objectsNamed }] = await Promise.all([
    import('../../report/sections.ts'),
    import('../../report/gaps.ts'),
    import('../../report/describe/describe.ts'),
  ]);
  const names = target
    ? namesOf(result, target.section)
    : objectsNamed(result, ({ kinds }) => kinds.some((one) => one.toLowerCase() === kind.toLowerCase())).map(
        (object) => object.name,
      );
  const guess = nearest(name, names);
  const unavailable = target ? notShown(result, target.section) : '';
  return new ArchmapError(
    'usage',
    `${printable(kind)} "${printable(name)}" not found`,
    guess.length > 0
      ? `did you mean ${guess.map(printable).join(' or ')}?`
      : unavailable !== ''
        ? `it may exist; not fully collected: ${unavailable}`
        : target
          ? `list all with: kubectl archmap get ${target.section}`
          : 'no section lists this kind, and no check has a result about an object of this name',
  );
}

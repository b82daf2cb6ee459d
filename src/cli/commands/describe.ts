import type { Argv } from 'yargs';
import type { DescribedCluster } from '../../app/describe.ts';
import type { ReportOptions } from '../../report/options.ts';
import type { Result, WorkloadRow } from '../../result/types.ts';
import { ArchmapError } from '../../shared/errors.ts';
import { printable } from '../../shared/text.ts';
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
  const [{ describeCluster }, { loadGateInputs }] = await Promise.all([
    import('../../app/describe.ts'),
    import('../../app/gate-inputs.ts'),
  ]);
  const gateInputs = await loadGateInputs({}, context.io);
  const source = toSource(question);
  const cluster = await describeCluster({ ...source, whole: true }, context.io, gateInputs);
  context.io.progress('');
  printWarnings(context, cluster.result);
  const asked: Asked = {
    kind: question.kind,
    name: question.name,
    target: question.target,
    ...(source.namespace !== undefined && { namespace: source.namespace }),
  };
  const options = reportOptions(context, question, true);
  const texts = await textsOf(cluster, asked, options);
  if (texts.length === 0) throw await notFound(cluster, asked);
  await context.io.print(`${texts.join('\n\n\n')}\n`);
}

interface Asked {
  kind: string;
  name: string;
  namespace?: string;
  target: Target | undefined;
}

/** By the record of its section, as a role or a binding, or by its results alone. */
async function textsOf(cluster: DescribedCluster, asked: Asked, options: ReportOptions): Promise<string[]> {
  const { result, networkOf, rolesOf } = cluster;
  const { name, namespace, target } = asked;
  const [{ sectionRecords }, reports] = await Promise.all([
    import('../../report/sections.ts'),
    import('../../report/describe/describe.ts'),
  ]);
  if (target) {
    const { section, kinds } = target;
    const wanted = { name, ...(kinds && { kinds }), ...(namespace !== undefined && { namespace }) };
    const texts = sectionRecords(result, section, wanted).map((record) =>
      reports.describeRecord(
        result,
        {
          section,
          record,
          ...(section === 'workloads' && { network: networkOf(record as WorkloadRow) }),
        },
        options,
      ),
    );
    if (texts.length > 0) return texts;
  }
  const kind = ROLE_KINDS.get(asked.kind.toLowerCase().split('.')[0] ?? '');
  if (kind !== undefined) {
    const { describeRole } = await import('../../report/describe/role.ts');
    return rolesOf({ kind, name, namespace }).map((role) => describeRole(result, role, options));
  }
  return (await objectsOf(result, asked)).map((object) => reports.describeObject(result, object, options));
}

const ROLE_KINDS: ReadonlyMap<string, string> = new Map(
  ['role', 'clusterrole', 'rolebinding', 'clusterrolebinding'].flatMap((kind) => [
    [kind, kind],
    [`${kind}s`, kind],
  ]),
);

async function objectsOf(result: Result, { kind, name, namespace, target }: Asked) {
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
  return objectsNamed(result, (named) => kinds.some((one) => means(named, `${one}/${name}`))).filter(
    (object) => namespace === undefined || object.namespace === undefined || object.namespace === namespace,
  );
}

async function notFound(
  { result }: DescribedCluster,
  { kind, name, namespace, target }: Asked,
): Promise<ArchmapError> {
  const [{ namesOf }, { notShown }, { objectsNamed }, { missingHint }] = await Promise.all([
    import('../../report/sections.ts'),
    import('../../report/gaps.ts'),
    import('../../report/describe/describe.ts'),
    import('../not-found.ts'),
  ]);
  const names = target
    ? namesOf(result, target.section)
    : objectsNamed(result, ({ kinds }) => kinds.some((one) => one.toLowerCase() === kind.toLowerCase())).map(
        (object) => (object.namespace === undefined ? object.name : `${object.namespace}/${object.name}`),
      );
  const where = namespace === undefined ? '' : ` in namespace ${printable(namespace)}`;
  return new ArchmapError(
    'usage',
    `${printable(kind)} "${printable(name)}" not found${where}`,
    missingHint({
      name,
      namespace,
      names,
      unavailable: target ? notShown(result, target.section) : '',
      otherwise: target
        ? `list all with: kubectl archmap get ${target.section}`
        : 'no section lists this kind, and no check has a result about an object of this name',
    }),
  );
}

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
import type { Missing } from '../not-found.ts';
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
  const cluster = await describeCluster({ ...source, namespaceSelects: true }, context.io, gateInputs);
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

type Asked = Pick<Question, 'kind' | 'name' | 'target'> & { namespace?: string };

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
  const kind = roleKind(asked.kind);
  if (kind !== undefined) {
    const { describeRole } = await import('../../report/describe/role.ts');
    return rolesOf({ kind, name, namespace }).map((role) => describeRole(result, role, options));
  }
  return (await objectsOf(result, asked)).map((object) => reports.describeObject(result, object, options));
}

/** `clusterrole` of `ClusterRoles.rbac.authorization.k8s.io`; undefined for other kinds. */
function roleKind(word: string): string | undefined {
  return /^(?<kind>(?:cluster)?role(?:binding)?)s?(?:\.|$)/.exec(word.toLowerCase())?.groups?.['kind'];
}

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

async function notFound(cluster: DescribedCluster, asked: Asked): Promise<ArchmapError> {
  const { kind, name, namespace } = asked;
  const { missingHint } = await import('../not-found.ts');
  const ofCluster = roleKind(kind)?.startsWith('cluster') === true;
  const where = namespace === undefined || ofCluster ? '' : ` in namespace ${printable(namespace)}`;
  return new ArchmapError(
    'usage',
    `${printable(kind)} "${printable(name)}" not found${where}`,
    missingHint({ name, namespace, ...(await alternatives(cluster, asked)) }),
  );
}

/** Names of the same kind, what may hide the wanted one, and what to do when neither helps. */
async function alternatives(
  { result, rolesOf }: DescribedCluster,
  { kind, target }: Asked,
): Promise<Pick<Missing, 'names' | 'unavailable' | 'otherwise'>> {
  const [{ namesOf }, { notShown }, { objectsNamed }] = await Promise.all([
    import('../../report/sections.ts'),
    import('../../report/gaps.ts'),
    import('../../report/describe/describe.ts'),
  ]);
  if (target)
    return {
      names: namesOf(result, target.section),
      unavailable: notShown(result, target.section),
      otherwise: `list all with: kubectl archmap get ${target.section}`,
    };
  const role = roleKind(kind);
  if (role !== undefined)
    return {
      names: rolesOf({ kind: role }).map(fullName),
      unavailable: notShown(result, 'identities'),
      otherwise: `list all with: kubectl get ${role}s -A`,
    };
  const sameKind = ({ kinds }: { kinds: readonly string[] }) =>
    kinds.some((one) => one.toLowerCase() === kind.toLowerCase());
  return {
    names: objectsNamed(result, sameKind).map(fullName),
    unavailable: '',
    otherwise: 'no section lists this kind, and no check has a result about an object of this name',
  };
}

function fullName({ namespace, name }: { namespace?: string; name: string }): string {
  return namespace === undefined ? name : `${namespace}/${name}`;
}

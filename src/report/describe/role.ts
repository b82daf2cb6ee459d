/** A role or a binding, laid out as `kubectl describe clusterrole`. */
import type { RoleDetail } from '../../result/role.ts';
import type { Result } from '../../result/types.ts';
import { printable } from '../../shared/text.ts';
import { notShown } from '../gaps.ts';
import type { ReportOptions } from '../options.ts';
import { table } from '../table.ts';
import { block, fieldLines } from './fields.ts';
import { objectRisks } from './object-risks.ts';

/** Its rules, what they permit, the subjects that have it, and its risks. */
export function describeRole(result: Result, role: RoleDetail, options: ReportOptions): string {
  const { kind, namespace, name } = role;
  const gap = notShown(result, 'identities');
  const own = namespace === undefined ? { kind, name } : { kind, namespace, name };
  return [
    fieldLines(
      [
        ['Name', [name]],
        ['Namespace', namespace === undefined ? [] : [namespace]],
        ['Kind', [kind]],
        ['Role', role.role === undefined ? [] : [role.role]],
        ['Permissions', permissions(role)],
      ],
      options,
    ).join('\n'),
    section('Rules', rulesTable(role, options), role.unknownRules ?? 'none', options),
    section('Subjects', subjectsTable(role, options), gap === '' ? 'none' : 'none observed', options),
    ...(gap === '' ? [] : [fieldLines([['Not Fully Collected', [gap]]], options).join('\n')]),
    objectRisks(result, [own], options).join('\n'),
  ].join('\n\n');
}

/** Rules that are not known permit an unknown amount. */
function permissions({ privileges, unknownRules }: RoleDetail): readonly string[] {
  if (unknownRules !== undefined) return [...privileges, `unknown: ${unknownRules}`];
  return privileges.length > 0 ? privileges : ['none that the checks evaluate'];
}

function section(title: string, drawn: string, without: string, options: ReportOptions): string {
  const lines =
    drawn === '' ? fieldLines([[title, [without]]], options) : block(title, drawn.split('\n'), options);
  return lines.join('\n');
}

function rulesTable({ rules }: RoleDetail, options: ReportOptions): string {
  return table(
    ['RESOURCE', 'NON-RESOURCE URL', 'RESOURCE NAMES', 'VERBS'],
    rules.flatMap(({ resources, urls, names, verbs }) => [
      ...resources.map((resource) => rowOf(resource, '', names, verbs)),
      ...urls.map((url) => rowOf('', url, names, verbs)),
    ]),
    options,
  );
}

/** One row per resource, as `kubectl describe` has them: lists of resources are longer than a screen is wide. */
function rowOf(resource: string, url: string, names: readonly string[], verbs: readonly string[]): string[] {
  return [resource, url, names.join(', '), verbs.join(', ')].map((cell) => printable(cell) || '-');
}

function subjectsTable({ subjects }: RoleDetail, options: ReportOptions): string {
  return table(
    ['NAMESPACE', 'KIND', 'NAME', 'BINDING', 'APPLIES TO', 'BUILT-IN'],
    subjects.map(({ kind, namespace, name, binding, within, builtIn }) =>
      [
        namespace ?? '-',
        kind,
        name,
        binding,
        within === undefined ? 'cluster' : `namespace ${within}`,
        builtIn ? 'yes' : 'no',
      ].map(printable),
    ),
    options,
  );
}

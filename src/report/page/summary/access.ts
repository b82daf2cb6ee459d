import { ENTRY_POINT_SOURCES, risksByEntryPoint } from '../../../result/entry-points.ts';
import type { EntryPointRow, IdentityRow, Result, Verdict } from '../../../result/types.ts';
import { uncollected } from '../../../result/uncollected.ts';
import { plural } from '../../../shared/text.ts';
import { addressText, some } from '../../text.ts';
import { severityMark, text } from '../html.ts';

const MAX_ROWS = 10;

/** Entry points with a public address or tunnel, each with its backend and its most severe risk. */
export function entryPointsHtml(result: Result): string {
  const { entryPoints } = result;
  const open = entryPoints.filter(({ reach }) => reach === 'public');
  const incomplete = uncollected(result, ENTRY_POINT_SOURCES).length > 0;
  const unclear = entryPoints.filter(({ reach }) => reach === 'unknown').length;
  const rest = unclear > 0 ? ` Reachability of ${plural(unclear, 'entry point')} is unknown.` : '';
  if (open.length === 0) return `<p>${text(noneText(entryPoints.length > 0, incomplete) + rest)}</p>`;
  const risks = risksByEntryPoint(result);
  const list = incomplete ? ' The list is incomplete.' : '';
  const note = `${plural(open.length, 'entry point')} with a public address or tunnel. Firewalls are not observable.${rest}${list}`;
  return (
    `<p>${text(note)}</p>` +
    tableHtml(
      'Entry points from the internet',
      ['Entry point', 'Address and ports', 'Leads to', 'Most severe risk'],
      open.slice(0, MAX_ROWS).map((row) => entryRow(row, risks.get(row) ?? [])),
    ) +
    moreHtml(open.length, 'exposure', 'entry point')
  );
}

function noneText(hasOthers: boolean, incomplete: boolean): string {
  if (!incomplete) return 'No entry points with a public address.';
  return hasOthers
    ? 'No entry points with a public address observed; the list is incomplete.'
    : 'Entry points could not be collected.';
}

function entryRow(row: EntryPointRow, [worst]: readonly Verdict[]): string[] {
  const { type, object, ports, hosts, target, workloads = [] } = row;
  const name = object.namespace ? `${object.namespace}/${object.name}` : object.name;
  const where = addressText(row) || some(hosts, 1) || 'no address observed';
  return [
    text(`${type} ${name}`),
    text(ports.length === 0 ? where : `${where}: ${some(ports, 3)}`),
    text(workloads.length > 0 ? some(workloads, 3) : (target ?? 'unknown')),
    worst ? `${severityMark(worst.severity)} ${text(worst.title)}` : 'none found',
  ];
}

/** Identities with cluster-admin, and the bindings that grant it. */
export function administratorsHtml(result: Result): string {
  const admins = result.identities.filter(({ permissions }) => permissions.includes('cluster-admin'));
  const incomplete = uncollected(result, ['rbac']).length > 0;
  const unclear = result.identities.filter(({ uncollectedRoles = [] }) => uncollectedRoles.length > 0).length;
  const notes = [
    ...(incomplete ? ['Subjects with cluster-admin are unknown where RBAC data is incomplete.'] : []),
    ...(unclear > 0
      ? [`${plural(unclear, 'subject')} may have more permissions: roles were not collected.`]
      : []),
  ];
  const note = notes.length > 0 ? `<p>${text(notes.join(' '))}</p>` : '';
  if (admins.length === 0) return note === '' ? '<p>No subject with cluster-admin.</p>' : note;
  const sorted = [...admins.filter(({ builtIn }) => !builtIn), ...admins.filter(({ builtIn }) => builtIn)];
  const own = admins.filter(({ builtIn }) => !builtIn).length;
  const count =
    own === 0
      ? 'cluster-admin is granted through built-in bindings only.'
      : `${plural(own, 'subject')} with cluster-admin in addition to built-in bindings.`;
  return (
    `<p>${text(count)}</p>${note}` +
    tableHtml(
      'Cluster administrators',
      ['Subject', 'Granted through', 'Used by'],
      sorted.slice(0, MAX_ROWS).map(adminRow),
    ) +
    moreHtml(admins.length, 'identities', 'subject')
  );
}

function adminRow({ kind, subject, bindings, builtIn, pods, atLeast = [] }: IdentityRow): string[] {
  const used =
    kind === 'ServiceAccount'
      ? pods === undefined
        ? 'unknown'
        : `${pods}${atLeast.includes('pods') ? '+' : ''} ${pods === 1 ? 'Pod' : 'Pods'}`
      : '-';
  return [text(`${kind} ${subject}${builtIn ? ' (built-in)' : ''}`), text(some(bindings, 3)), text(used)];
}

/** A short table; cells are HTML. */
function tableHtml(label: string, head: readonly string[], rows: readonly string[][]): string {
  const body = rows.map(
    ([first = '', ...others]) =>
      `<tr><th scope="row">${first}</th>${others.map((cell) => `<td>${cell}</td>`).join('')}</tr>`,
  );
  return (
    `<div class="scroll" tabindex="0" role="group" aria-label="${label}"><table data-name="${label.toLowerCase().replaceAll(' ', '-')}"><thead><tr>` +
    `${head.map((name) => `<th scope="col">${name}</th>`).join('')}</tr></thead><tbody>${body.join('')}</tbody></table></div>`
  );
}

function moreHtml(count: number, section: string, noun: string): string {
  return count > MAX_ROWS
    ? `<p><a href="#${section}">${plural(count - MAX_ROWS, `more ${noun}`)}</a></p>`
    : '';
}

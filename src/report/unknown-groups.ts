import type { Verdict } from '../result/types.ts';
import { groupBy } from '../shared/group.ts';
import type { Requirement } from '../shared/requirement.ts';
import { plural, printable } from '../shared/text.ts';
import type { ReportOptions } from './options.ts';
import { paint } from './options.ts';
import { wrap } from './text.ts';

const MAX_GROUPS = 8;
const INDENT = '  ';

/** Unknown results grouped by what they require, one imperative line each: many often require the same missing permission. */
export function unknownGroups(verdicts: readonly Verdict[], options: ReportOptions): string {
  const unknown = verdicts.filter(({ verdict }) => verdict === 'unknown');
  if (unknown.length === 0) return '';
  const groups = [...groupBy(unknown, todo)].sort(
    (a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1),
  );
  const width = options.width === undefined ? Infinity : options.width - INDENT.length;
  const lines = groups
    .slice(0, MAX_GROUPS)
    .flatMap(([text, group]) => wrap(printable(worded(text, group.length)), width, INDENT))
    .map((line) => `${INDENT}${line}`);
  const more = groups.length - MAX_GROUPS;
  return [
    paint(options, 'bold', `UNKNOWN (${plural(unknown.length, 'result')})`),
    ...lines,
    ...(more > 0 ? [`  and ${plural(more, 'more reason')}; list all results with --all`] : []),
  ].join('\n');
}

/** Reason and instruction, separated by a tab: the number of results is between them. */
function todo({ requires = [], message }: Verdict): string {
  const [first] = requires;
  if (!first) return `No data\t${message}`;
  const link = requires.every(isAlternative) ? ' or ' : ' and ';
  const granted = requires.filter(isToGrant).map(({ text }) => text);
  const instructions = requires.flatMap((requirement) =>
    !isToGrant(requirement)
      ? [instruction(requirement)]
      : requirement.text === granted[0]
        ? [`grant ${granted.join(', ')}`]
        : [],
  );
  return `${reasonOf(first)}\t${instructions.join(link)}`;
}

/** A permission that the user lacks. */
function isToGrant(requirement: Requirement): boolean {
  return requirement.kind === 'permission' && !isOfEveryServer(requirement);
}

function worded(text: string, count: number): string {
  const at = text.indexOf('\t');
  return `${text.slice(0, at)} (${count}): ${text.slice(at + 1)}`;
}

/** Any one of them is enough: more files, a declaration about them, or the live cluster. */
function isAlternative(requirement: Requirement): boolean {
  return (
    requirement.kind === 'files' ||
    requirement.kind === 'rerun' ||
    (requirement.kind === 'flag' && requirement.flag === '--complete')
  );
}

function reasonOf(requirement: Requirement): string {
  switch (requirement.kind) {
    case 'permission':
      return isOfEveryServer(requirement) ? 'Not observed' : 'Missing permission';
    case 'flag':
      return {
        '-n': 'Outside of the namespace',
        '--kubelet': 'Not requested',
        '--complete': 'Incomplete files',
      }[requirement.flag];
    case 'files':
      return 'Not in the files';
    case 'collector':
      return { run: 'Not collected', data: 'Collection incomplete', permissions: 'Missing permission' }[
        requirement.lacks
      ];
    case 'command':
    case 'host':
    case 'document':
    case 'see':
      return 'Manual';
    case 'rerun':
      return 'Not available now';
    case 'change':
      return 'Requires a change';
    default:
      return requirement satisfies never;
  }
}

/** A path of each API server: where the permission lacks, the collector's own requirement names it without the detail. */
function isOfEveryServer({ rules, detail }: Requirement & { kind: 'permission' }): boolean {
  return detail !== undefined && rules.some(({ nonResourceURLs }) => nonResourceURLs !== undefined);
}

/** The requirement as an imperative. */
function instruction(requirement: Requirement): string {
  const { text } = requirement;
  switch (requirement.kind) {
    case 'permission':
      return isOfEveryServer(requirement) ? `${text}: only some of them responded` : `grant ${text}`;
    case 'flag':
      return requirement.flag === '-n'
        ? text
        : requirement.flag === '--kubelet'
          ? 'run again with --kubelet (requires get nodes/proxy)'
          : `add ${text}`;
    case 'files':
      return `add ${text}`;
    case 'collector':
      return requirement.lacks === 'data'
        ? text
        : requirement.lacks === 'run'
          ? `run against the live cluster (collector ${requirement.collector})`
          : `grant the permissions of collector ${requirement.collector}`;
    case 'command':
      if (!text.startsWith(requirement.command)) return text;
      return requirement.on === 'host' ? `run on the host: ${text}` : `run: ${text}`;
    default:
      return text;
  }
}

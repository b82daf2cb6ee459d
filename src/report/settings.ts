import { dump } from 'js-yaml';
import type { Placed, Setting, Settings } from '../result/config/types.ts';
import { printable } from '../shared/text.ts';

/** The settings as a Config document, each with its origin as a comment. Usable as `.archmap.yaml`. */
export function settingsText(settings: Settings): string {
  const { only, skip, severities, systemNamespaces, failOn, requireComplete } = settings;
  const lists = Object.entries({ only, skip, severities, systemNamespaces });
  return [
    'apiVersion: archmap.io/v1',
    'kind: Config',
    `failOn: ${failOn.value} # ${printable(failOn.origin)}`,
    `requireComplete: ${requireComplete.value} # ${printable(requireComplete.origin)}`,
    ...lists.map(([name, list]) => listText(name, list)),
    '',
  ].join('\n');
}

function listText(name: string, { value, origin }: Setting<readonly Placed<object>[]>): string {
  // A schema requires an entry in a list, so an empty one is a comment.
  if (value.length === 0) return `# ${name}: none (${printable(origin)})`;
  const rules = value.map(({ place: _place, ...rule }) => rule);
  const safe = JSON.parse(JSON.stringify(rules), (_key, one: unknown) =>
    typeof one === 'string' ? printable(one) : one,
  ) as object[];
  return `${name}: # ${printable(origin)}\n${dump(safe, { lineWidth: -1 }).trimEnd().replace(/^/gm, '  ')}`;
}

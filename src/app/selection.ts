import { catalogue } from '../checks/index.ts';
import type { CheckDefinition } from '../checks/define.ts';
import { selectChecks } from '../checks/select.ts';
import { frameworks } from '../data/frameworks.ts';
import { ArchmapError } from '../shared/errors.ts';
import type { CheckSelection } from './types.ts';

/** The selected checks, including custom rules; a framework keeps the checks that refer to it. Throws `usage` when none is left. */
export function chosenChecks(
  selection: CheckSelection,
  rules: readonly CheckDefinition[] = [],
): CheckDefinition[] {
  const chosen = selectChecks([...catalogue, ...rules], selection);
  const { framework } = selection;
  if (framework === undefined) return chosen;
  const { name, title } = frameworks[framework];
  const left = chosen.filter(({ references }) =>
    references.some((reference) => reference.framework === name),
  );
  if (left.length === 0)
    throw new ArchmapError(
      'usage',
      `none of the selected checks refers to ${title}`,
      `remove --only and --skip, or see: kubectl archmap check --framework ${framework}`,
    );
  return left;
}

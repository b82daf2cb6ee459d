import { catalogue } from '../checks/index.ts';
import type { CheckDefinition } from '../checks/define.ts';
import { selectChecks } from '../checks/select.ts';
import { frameworks } from '../data/frameworks.ts';
import { ArchmapError } from '../shared/errors.ts';
import { meansCheck } from '../result/selector.ts';
import { controlNamed, explainRow } from './framework.ts';
import type { ConfigRules } from '../result/config/types.ts';
import type { SkippedCheck } from '../result/types.ts';
import { nearest, printable } from '../shared/text.ts';
import type { CheckSelection, GateInputs } from './types.ts';

/**
 * The selected checks, including custom rules; a framework keeps the checks that refer to it. Selections of the command line take precedence
 * over those of a Config document. Throws `usage` when none is left, `input` for a rule of the document that matches no check.
 */
export function chosenChecks(
  selection: CheckSelection,
  { rules = [], config = {} }: Pick<GateInputs, 'rules' | 'config'> = {},
): CheckDefinition[] {
  const all = [...catalogue, ...rules];
  refuseUnmatched(all, config);
  const { only = config.only?.map(({ check }) => check), skip = config.skip?.map(({ check }) => check) } =
    selection;
  const chosen = selectChecks(all, {
    ...(only && { only: withControls(only, all) }),
    ...(skip && { skip: withControls(skip, all) }),
  });
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

/**
 * The words with controls of frameworks (`cis/1.2.6`, `CIS 1.2.6`, `T1552`) replaced by the checks that evaluate them. Throws `usage` for a
 * control without checks: none of its results would be among those of the run.
 */
function withControls(words: readonly string[], all: readonly CheckDefinition[]): string[] {
  return words.flatMap((word) => {
    const name = all.some((check) => meansCheck(check, word)) ? undefined : controlNamed(word);
    if (name === undefined) return [word];
    const { framework, id, checks } = explainRow(name);
    if (checks.length > 0) return checks.map((check) => check.id);
    throw new ArchmapError(
      'usage',
      `no check evaluates ${id} of ${framework}`,
      `for a manual check see: kubectl archmap explain ${name}`,
    );
  });
}

/** The checks that the Config document or the environment exclude, with reasons; not those that flags exclude. */
export function skippedChecks(
  selection: CheckSelection,
  { rules = [], config = {} }: Pick<GateInputs, 'rules' | 'config'>,
): SkippedCheck[] {
  const only = selection.only === undefined ? config.only : undefined;
  const skip = selection.skip === undefined ? (config.skip ?? []) : [];
  return [...catalogue, ...rules].flatMap((check) => {
    const rule = skip.find((one) => meansCheck(check, one.check));
    const [first] = only ?? [];
    if (rule !== undefined) return [{ check: check.id, reason: rule.reason, place: rule.place }];
    if (first === undefined || only?.some((one) => meansCheck(check, one.check)) === true) return [];
    return [{ check: check.id, reason: `not in the list "only" (${first.reason})`, place: first.place }];
  });
}

/** A misspelled rule would exclude or change nothing. */
function refuseUnmatched(all: readonly CheckDefinition[], { only, skip, severities }: ConfigRules): void {
  for (const { check, place } of [...(only ?? []), ...(skip ?? []), ...(severities ?? [])]) {
    if (all.some((one) => meansCheck(one, check))) continue;
    const guess = nearest(check, [...all.map(({ id }) => id), ...new Set(all.map(({ area }) => area))])[0];
    throw new ArchmapError(
      'input',
      `${place}: no check or area is called "${printable(check)}"`,
      guess === undefined ? 'kubectl archmap explain lists all checks' : `did you mean ${guess}?`,
    );
  }
}

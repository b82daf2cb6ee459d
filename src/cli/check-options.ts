/** Options that select checks, and options that change how their results count. */
import type { Argv } from 'yargs';
import type { CheckSelection } from '../app/types.ts';
import { FRAMEWORKS } from '../result/types.ts';
import type { FrameworkId } from '../result/types.ts';
import { ArchmapError } from '../shared/errors.ts';

export const CHECKS = 'Checks:';

export function selectionOptions<T>(yargs: Argv<T>) {
  return yargs.options({
    only: {
      type: 'string',
      array: true,
      nargs: 1,
      group: CHECKS,
      describe: 'check, area or glob (repeatable or comma-separated)',
    },
    skip: {
      type: 'string',
      array: true,
      nargs: 1,
      group: CHECKS,
      describe: 'check, area or glob to exclude (repeatable or comma-separated)',
    },
    framework: {
      choices: FRAMEWORKS,
      group: CHECKS,
      describe:
        'report by control: CIS Benchmark 1.12, NSA/CISA, MITRE ATT&CK, OWASP Kubernetes Top 10 (2025)',
    },
  } as const);
}

/** Waivers and baseline. */
export const ACCEPTED = {
  waivers: {
    type: 'string',
    group: CHECKS,
    describe: 'waiver file (default: ./.archmap.yaml if present)',
  },
  baseline: {
    type: 'string',
    array: true,
    nargs: 1,
    group: CHECKS,
    describe:
      'earlier result (-o json): only new or more severe risks count for --fail-on. Repeatable: the most recent one counts, -o html has the trend',
  },
} as const;

/** Custom rules. */
export const RULES = {
  rules: {
    type: 'string',
    array: true,
    nargs: 1,
    group: CHECKS,
    describe: 'file or directory of custom rules (CEL), repeatable',
  },
} as const;

export interface GateInputs {
  waivers?: string | undefined;
  baseline?: string[] | undefined;
  rules?: string[] | undefined;
}

export interface SelectionArgs {
  only?: string[] | undefined;
  skip?: string[] | undefined;
  framework?: FrameworkId | undefined;
}

export function toSelection({ only, skip, framework }: SelectionArgs): CheckSelection {
  const words = (flag: string, list: readonly string[]) => {
    const named = list.flatMap((item) => item.split(',')).filter((word) => word !== '');
    // An empty variable in a script must not run all checks.
    if (named.length === 0)
      throw new ArchmapError('usage', `${flag} requires a value`, 'kubectl archmap explain lists all checks');
    return named;
  };
  return {
    ...(only && { only: words('--only', only) }),
    ...(skip && { skip: words('--skip', skip) }),
    ...(framework && { framework }),
  };
}

/** Options that select checks, and options that change how their results count. */
import type { Argv } from 'yargs';
import type { CheckSelection } from '../app/types.ts';
import { GROUPS } from '../report/groups.ts';
import { FRAMEWORKS, SEVERITIES } from '../result/types.ts';
import type { FrameworkId, Severity } from '../result/types.ts';
import { ArchmapError } from '../shared/errors.ts';
import { invalidValue } from './invalid-value.ts';
import { OUTPUT } from './options.ts';

export const CHECKS = 'Checks:';

/** Which checks are evaluated. */
export const SELECTED = {
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
} as const;

export function selectionOptions<T>(yargs: Argv<T>) {
  return yargs.options({
    ...SELECTED,
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

/** Defaults of a team. */
export const CONFIG = {
  config: {
    type: 'string',
    group: CHECKS,
    describe: 'file with a Config document (default: ./.archmap.yaml if present)',
  },
  'show-config': {
    type: 'boolean',
    group: CHECKS,
    describe: 'print the settings and their origins, and exit',
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

/** What tables and csv show. The gate and other formats have all results: a report without some of them would look like resolved risks. */
export const SHOWN = {
  severity: {
    type: 'string',
    array: true,
    nargs: 1,
    group: OUTPUT,
    describe:
      'show these severities (repeatable or comma-separated). For table, wide and csv only: --fail-on and other formats use all results',
  },
  'min-severity': {
    choices: SEVERITIES,
    group: OUTPUT,
    describe: 'show this severity and higher ones; limits as for --severity',
  },
} as const;

export const GROUPED = {
  'group-by': {
    choices: GROUPS,
    group: OUTPUT,
    describe:
      'group the table. Default on a terminal: check; one line per result with --all, -o wide, --no-headers, --borders or without a terminal',
  },
} as const;

export interface ShownArgs {
  severity?: string[] | undefined;
  minSeverity?: Severity | undefined;
}

/** The severities that tables and csv show; undefined = all. Throws `usage` for an unknown one and for both flags together. */
export function toSeverities({ severity, minSeverity }: ShownArgs): readonly Severity[] | undefined {
  if (severity !== undefined && minSeverity !== undefined)
    throw new ArchmapError(
      'usage',
      '--severity and --min-severity are mutually exclusive',
      'specify one of them',
    );
  if (minSeverity !== undefined) return SEVERITIES.slice(0, SEVERITIES.indexOf(minSeverity) + 1);
  if (severity === undefined) return undefined;
  const words = severity
    .flatMap((item) => item.split(','))
    .map((word) => word.trim().toLowerCase())
    .filter((word) => word !== '');
  if (words.length === 0) throw invalidValue('--severity', '', SEVERITIES);
  const named = words.map(severityOf);
  return SEVERITIES.filter((one) => named.includes(one));
}

function severityOf(word: string): Severity {
  const found = SEVERITIES.find((one) => one === word);
  if (found === undefined) throw invalidValue('--severity', word, SEVERITIES);
  return found;
}

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

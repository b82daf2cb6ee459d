import { AREAS } from '../../src/result/types.ts';

/** Own fields of a check of a family, by the name of the family: `flag` is `flagCheck` of src/checks/families/flag-check.ts. */
const FAMILIES: Readonly<Record<string, { areas: readonly string[]; own: readonly string[] }>> = {
  flag: {
    areas: ['api-server', 'controller-manager', 'scheduler'],
    own: [
      "flag: '',",
      "bad: (value) => value === '',",
      'fail: (instances) => `the flag is wrong${instances}`,',
      "pass: '',",
    ],
  },
  plugin: { areas: ['api-server'], own: ["plugin: '',", "fail: '',", "pass: '',"] },
  metric: { areas: ['api-server'], own: ['families: [],', "fail: () => '',", "pass: '',"] },
  'kubelet-setting': {
    areas: ['kubelet'],
    own: ["setting: '',", "absent: '',", "bad: (value) => value === '',", "fail: '',", "pass: '',"],
  },
  permission: { areas: ['identities'], own: ['requests: [],', "reach: 'everywhere',", "may: '',"] },
  workload: {
    areas: ['workloads'],
    own: ["verdictPer: 'workload',", 'faults: () => [],', "says: '',", "none: '',"],
  },
};

/**
 * File -> text of a new check, of a family if specified. The skeleton has empty texts and its page has no examples: it compiles and is
 * recognizable as unfinished. Throws when the id or the family is invalid.
 */
export function newCheckFiles(id: string, family?: string): Map<string, string> {
  const [area, name, ...more] = id.split('/');
  if (!area || !name || more.length > 0)
    throw new Error(`"${id}" is not an id: expected AREA/NAME, for example nodes/old-kernel`);
  if (!(AREAS as readonly string[]).includes(area))
    throw new Error(`there is no area "${area}": ${AREAS.join(', ')}`);
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name))
    throw new Error(`"${name}" must be lower-case words joined by hyphens that name the fault`);
  return new Map([
    [`src/checks/${id}.ts`, family === undefined ? source(id) : familySource(id, area, family)],
    [`docs/checks/${id}.md`, page()],
  ]);
}

/** Fields of every check, empty except for the id. */
const facts = (id: string) => [
  `id: '${id}',`,
  "title: '',",
  "control: '',",
  "severity: 'low',",
  "why: '',",
  "remediation: '',",
  'references: [],',
];

function source(id: string): string {
  return `import { see } from '../../shared/requirement.ts';
import { defineCheck } from '../define.ts';

export default defineCheck({
${indented(facts(id))}
  needs: [],
  *run() {
    yield { verdict: 'unknown', message: 'this check does not look at anything yet', requires: [see('write the check')] };
  },
});
`;
}

function familySource(id: string, area: string, family: string): string {
  const { areas, own } = FAMILIES[family] ?? { areas: [], own: [] };
  if (areas.length === 0)
    throw new Error(`there is no family "${family}": ${Object.keys(FAMILIES).join(', ')}`);
  if (!areas.includes(area)) throw new Error(`checks of the family ${family} are in ${areas.join(', ')}`);
  const define = `${family.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())}Check`;
  return `import { ${define} } from '../families/${family}-check.ts';

export default ${define}({
${indented([...facts(id), ...own])}
});
`;
}

function indented(lines: readonly string[]): string {
  return lines.map((line) => `  ${line}`).join('\n');
}

function page(): string {
  return `#

<!-- facts --><!-- /facts -->

## What it finds

## Why it matters

<!-- why --><!-- /why -->

## How to fix

<!-- fix --><!-- /fix -->

## When to accept it

## Examples
`;
}

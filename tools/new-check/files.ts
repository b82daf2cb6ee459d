import { AREAS } from '../../src/result/types.ts';

interface Family {
  areas: readonly string[];
  /** Own fields of a check of the family. */
  own: readonly string[];
  /** Users of test/cluster/lib/users.ts without the data source of the family, on the variant `stock`. */
  unknown?: (area: string) => readonly string[];
}

const WITHOUT_FLAGS = ['nobody', 'by-metrics'];
const WITHOUT_PODS = ['nobody', 'by-flagz', 'by-metrics'];

/** By name: `flag` is `flagCheck` of src/checks/families/flag-check.ts. */
const FAMILIES: Readonly<Record<string, Family>> = {
  flag: {
    areas: ['api-server', 'controller-manager', 'scheduler'],
    own: [
      "flag: '',",
      "bad: (value) => value === '',",
      'fail: (instances) => `the flag is wrong${instances}`,',
      "pass: '',",
    ],
    unknown: (area) => (area === 'api-server' ? WITHOUT_FLAGS : WITHOUT_PODS),
  },
  plugin: {
    areas: ['api-server'],
    own: ["plugin: '',", "fail: '',", "pass: '',"],
    unknown: () => ['nobody'],
  },
  metric: { areas: ['api-server'], own: ['families: [],', "fail: () => '',", "pass: '',"] },
  'kubelet-setting': { areas: ['kubelet'], own: [] },
  permission: {
    areas: ['identities'],
    own: ['requests: [],', "reach: 'everywhere',", "may: '',"],
    unknown: () => ['viewer', 'nobody', 'by-metrics'],
  },
  workload: {
    areas: ['workloads'],
    own: ["verdictPer: 'workload',", 'faults: () => [],', "description: '',", "none: '',"],
  },
};

/** A setting of the kubelet with a value at fault and one that is not; words to replace where they are not given. */
interface Setting {
  path: string;
  bad: string;
  good: string;
}

/**
 * File -> text of a new check, of a family if specified; `more` are the setting, bad and good value of a `kubelet-setting`. The skeleton has
 * empty texts: it compiles and is recognizable as unfinished. Throws when the id or the family is invalid.
 */
export function newCheckFiles(
  id: string,
  family?: string,
  more: readonly string[] = [],
): Map<string, string> {
  const [area, name, ...rest] = id.split('/');
  if (!area || !name || rest.length > 0)
    throw new Error(`"${id}" is not an id: expected AREA/NAME, for example nodes/old-kernel`);
  if (!(AREAS as readonly string[]).includes(area))
    throw new Error(`there is no area "${area}": ${AREAS.join(', ')}`);
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name))
    throw new Error(`"${name}" must be lower-case words joined by hyphens that name the fault`);
  const [path = 'SETTING', bad = 'BAD', good = 'GOOD'] = more;
  const setting = family === 'kubelet-setting' ? { path, bad, good } : undefined;
  return new Map([
    [
      `src/checks/${id}.ts`,
      family === undefined ? source(id) : familySource(id, { area, family, own: setting && ownOf(setting) }),
    ],
    [`docs/checks/${id}.md`, page(setting)],
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

interface Wanted {
  area: string;
  family: string;
  own: readonly string[] | undefined;
}

function familySource(id: string, { area, family, own }: Wanted): string {
  const { areas, own: usual } = FAMILIES[family] ?? { areas: [], own: [] };
  if (areas.length === 0)
    throw new Error(`there is no family "${family}": ${Object.keys(FAMILIES).join(', ')}`);
  if (!areas.includes(area)) throw new Error(`checks of the family ${family} are in ${areas.join(', ')}`);
  const define = `${family.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())}Check`;
  return `import { ${define} } from '../families/${family}-check.ts';

export default ${define}({
${indented([...facts(id), ...(own ?? usual)])}
});
`;
}

function indented(lines: readonly string[]): string {
  return lines.map((line) => `  ${line}`).join('\n');
}

function ownOf({ path, bad, good }: Setting): string[] {
  return [
    `setting: '${path}',`,
    // What has the zero value of its type may be left out.
    ['false', '0'].includes(bad)
      ? `bad: (value) => ['', '${bad}'].includes(value),`
      : `bad: (value) => value === '${bad}',`,
    `fail: 'with ${path} ${bad} (expected ${good})',`,
    `pass: '${path} is ${good} on all kubelets',`,
  ];
}

function page(setting?: Setting): string {
  return `#

<!-- facts --><!-- /facts -->

## What it finds

${setting ? `The check finds kubelets with \`${setting.path}: ${setting.bad}\`.\n\nThe kubelet configuration is collected only with \`--kubelet\`; without it the result is unknown.\n\n` : ''}## Why it matters

<!-- why --><!-- /why -->

## How to fix

<!-- fix --><!-- /fix -->

${setting ? `On kubeadm nodes, edit \`/var/lib/kubelet/config.yaml\` and restart the kubelet.\n\n\`\`\`yaml\n${nested(setting.path, setting.good)}\n\`\`\`\n\n` : ''}## When to accept it

## Examples
${setting ? examples(setting) : ''}`;
}

/** The standard examples of a setting of all kubelets. */
function examples({ path, bad, good }: Setting): string {
  const evidence = (...values: readonly string[]) => [
    'apiVersion: archmap.io/v1',
    'kind: Evidence',
    'kubelets:',
    ...values.map((value, i) => `  w-${i + 1}: { config: { ${nested(path, value, true)} } }`),
  ];
  const node = (name: string) => [
    'apiVersion: v1',
    'kind: Node',
    `metadata: { name: ${name} }`,
    'status: { nodeInfo: { kubeletVersion: v1.37.2 } }',
  ];
  const denied = ['apiVersion: archmap.io/v1', 'kind: Evidence', 'permission-denied: [kubelets]'];
  const both = [node('w-1'), node('w-2')];
  return [
    example('fail', [evidence(bad), node('w-1')]),
    example('fail', [['# One of two kubelets.', ...evidence(good, bad)], ...both]),
    example('pass', [evidence(good, good), ...both]),
    example('unknown', [['# One of two kubelets reported its configuration.', ...evidence(good)], ...both]),
    example('unknown', [['# Not collected: requires --kubelet.', ...node('w-1')]]),
    example('unknown', [denied, node('w-1')]),
  ].join('');
}

function example(expected: string, documents: readonly (readonly string[])[]): string {
  const text = documents.map((lines) => lines.join('\n')).join('\n---\n');
  return `\n\`\`\`yaml ${expected}\n${text}\n\`\`\`\n`;
}

/** `a.b` with a value, as YAML in several lines or in one. */
function nested(path: string, value: string, flow = false): string {
  const keys = path.split('.');
  const last = keys.length - 1;
  return flow
    ? `${keys.join(': { ')}: ${value}${' }'.repeat(last)}`
    : keys.map((key, i) => `${'  '.repeat(i)}${key}:${i === last ? ` ${value}` : ''}`).join('\n');
}

/** The row of a new check in truth.yaml: TODO is the verdict that its author derives. Tests fail until then. */
function truthRow(id: string, family?: string): string {
  const users = FAMILIES[family ?? '']?.unknown?.(id.slice(0, id.indexOf('/'))) ?? [];
  return users.length === 0 ? `${id}: TODO` : `${id}: { is: TODO, unknown: [${users.join(', ')}] }`;
}

/** truth.yaml with the row of a new check after the others of its area, and that row; undefined when the row of the area is enough. */
export function withTruthRow(
  truth: string,
  id: string,
  family?: string,
): { text: string; row: string } | undefined {
  const area = `${id.slice(0, id.indexOf('/'))}/`;
  const lines = truth.trimEnd().split('\n');
  if (lines.some((line) => line.startsWith(`${area}*:`))) return undefined;
  const row = truthRow(id, family);
  const last = lines.findLastIndex((line) => line.startsWith(area));
  // A row may have several lines.
  const after = lines.findIndex((line, i) => i > last && !line.startsWith(' '));
  const at = last < 0 || after < 0 ? lines.length : after;
  return { text: `${lines.toSpliced(at, 0, row).join('\n')}\n`, row };
}

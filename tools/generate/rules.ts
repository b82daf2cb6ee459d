/** docs/rules.md: how to write custom rules, with all fields that they can read. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CLUSTER, LISTS, shapeOfList } from '../../src/rules/lists.ts';
import type { Shape } from '../../src/rules/shape.ts';

/** The page: the part above the marker is written manually; the model below is generated from the rules' validation data. */
export async function rulesDocs(root: string): Promise<string> {
  const file = await readFile(join(root, 'docs/rules.md'), 'utf8').catch(() => `# Own rules\n\n${MARKER}\n`);
  const [head = ''] = file.split(MARKER);
  return `${head}${MARKER}\n\n${model()}`;
}

const MARKER = '<!-- model -->';

function model(): string {
  const lists = Object.entries(LISTS).map(([name, { about, collectors }]) => {
    const shape = shapeOfList(name);
    const seen = collectors.length > 0 ? `Seen by: ${collectors.map((one) => `\`${one}\``).join(', ')}.` : '';
    return `### ${name}\n\n${[about, seen].filter((part) => part !== '').join(' ')}\n\n${table(shape)}${annotations(shape)}`;
  });
  return [
    `### cluster\n\nThe cluster as a whole. What is not known makes a rule unknown.\n\n${table(CLUSTER)}`,
    ...lists,
  ].join('\n');
}

function table(shape: Shape): string {
  return `| field | type |\n| --- | --- |\n${fieldsOf(shape, '').join('\n')}\n`;
}

function annotations(shape: Shape): string {
  const found =
    shape.properties?.['annotations'] ?? shape.properties?.['template']?.properties?.['annotations'];
  if (!found?.prefixes) return '';
  return `\nAnnotations that begin with ${[...found.prefixes]
    .sort()
    .map((prefix) => `\`${prefix}\``)
    .join(', ')}.\n`;
}

function fieldsOf(shape: Shape, prefix: string): string[] {
  return Object.entries(shape.properties ?? {}).flatMap(([name, field]) => {
    const optional = shape.required?.includes(name) ? '' : ', may be missing';
    const path = `${prefix}${name}`;
    const about = field.description === undefined ? '' : `, ${field.description}`;
    const own = `| \`${path}\` | ${typeOf(field)}${optional}${about} |`;
    if (field.properties) return [own, ...fieldsOf(field, `${path}.`)];
    if (field.items?.properties) return [own, ...fieldsOf(field.items, `${path}[].`)];
    return [own];
  });
}

function typeOf({ type, enum: values, items, additionalProperties, properties }: Shape): string {
  if (values) return values.map((value) => `\`${value}\``).join(' or ');
  if (type === 'array') return `list of ${items ? typeOf(items) : 'values'}`;
  if (properties) return 'object';
  if (type === 'object')
    return `map to ${typeof additionalProperties === 'object' ? typeOf(additionalProperties) : 'values'}`;
  return { number: 'int or double', integer: 'int', boolean: 'bool' }[type ?? ''] ?? type ?? 'value';
}

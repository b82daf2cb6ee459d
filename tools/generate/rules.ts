/** docs/rules.md: how own rules are written, with the fields of everything that they can read. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LISTS } from '../../src/rules/model.ts';
import { snapshotJsonSchema } from '../../src/snapshot/index.ts';

interface Schema {
  type?: string;
  enum?: readonly string[];
  items?: Schema;
  properties?: Readonly<Record<string, Schema>>;
  additionalProperties?: Schema | boolean;
  required?: readonly string[];
  anyOf?: readonly Schema[];
  oneOf?: readonly Schema[];
  $defs?: Readonly<Record<string, Schema>>;
}

/** The page: what stands above the marker is written by hand, the model below it is made from the snapshot's schema. */
export async function rulesDocs(root: string): Promise<string> {
  const file = await readFile(join(root, 'docs/rules.md'), 'utf8').catch(() => `# Own rules\n\n${MARKER}\n`);
  const [head = ''] = file.split(MARKER);
  return `${head}${MARKER}\n\n${model()}`;
}

const MARKER = '<!-- model -->';

function model(): string {
  const records = recordSchemas(snapshotJsonSchema() as Schema);
  return Object.entries(LISTS)
    .map(([name, { record, collectors }]) => {
      const schema = records.get(record);
      const lines = schema ? fieldsOf(schema, '') : [];
      return `### ${name}\n\nSeen by: ${collectors.map((one) => `\`${one}\``).join(', ')}.\n\n| field | type |\n| --- | --- |\n${lines.join('\n')}\n`;
    })
    .join('\n');
}

/** Schema of each kind of record. */
function recordSchemas({ $defs = {} }: Schema): ReadonlyMap<string, Schema> {
  return new Map(Object.entries($defs));
}

function fieldsOf(schema: Schema, prefix: string): string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const optional = schema.required?.includes(name) ? '' : ', may be missing';
    const path = `${prefix}${name}`;
    const own = `| \`${path}\` | ${typeOf(field)}${optional} |`;
    if (field.properties) return [own, ...fieldsOf(field, `${path}.`)];
    if (field.items?.properties) return [own, ...fieldsOf(field.items, `${path}[].`)];
    return [own];
  });
}

function typeOf({ type, enum: values, items, additionalProperties, properties }: Schema): string {
  if (values) return values.map((value) => `\`${value}\``).join(' or ');
  if (type === 'array') return `list of ${items ? typeOf(items) : 'values'}`;
  if (properties) return 'object';
  if (type === 'object')
    return `map to ${typeof additionalProperties === 'object' ? typeOf(additionalProperties) : 'values'}`;
  return { number: 'int or double', boolean: 'bool' }[type ?? ''] ?? type ?? 'value';
}

import type { ErrorObject } from 'ajv';
import { nearest, printable } from '../shared/text.ts';

/** A schema error as text, and the part of the document that it is about. */
export interface Fault {
  what: string;
  /** Keys and indexes from the root of the document. */
  path: readonly (string | number)[];
  /** Set when the field's name itself is wrong. */
  key?: string;
}

/** Text of one validator error; undefined for errors about the schema's own inner branches. */
export function faultOf(error: ErrorObject): Fault | undefined {
  const path = error.instancePath
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
  const field = fieldText(path);
  const prefix = path.length === 0 ? '' : `${field}: `;
  const { params, keyword } = error as { params: Record<string, unknown>; keyword: string };
  switch (keyword) {
    case 'additionalProperties': {
      const key = String(params['additionalProperty']);
      const known = Object.keys(
        (error.parentSchema as { properties?: object } | undefined)?.properties ?? {},
      );
      const guess = nearest(key, known)[0];
      return {
        what: `${prefix}unknown field "${printable(key)}"${guess ? `; did you mean ${guess}?` : ''}`,
        path,
        key,
      };
    }
    case 'required':
      return { what: `${prefix}missing required field "${String(params['missingProperty'])}"`, path };
    case 'enum':
      return {
        what: `${field} must be one of ${(params['allowedValues'] as unknown[]).map(String).join(', ')}`,
        path,
      };
    case 'const':
      return { what: `${field} must be ${String(params['allowedValue'])}`, path };
    case 'type':
      return { what: `${field} must be ${article(String(params['type']))}`, path };
    case 'pattern':
      return { what: `${field} must be ${(error.schema as string) === '' ? '' : described(error)}`, path };
    case 'minItems':
    case 'minLength':
    case 'minProperties':
      return { what: `${field} must not be empty`, path };
    case 'if':
    case 'anyOf':
    case 'oneOf':
      return undefined;
    default:
      return { what: `${field} ${error.message ?? 'is invalid'}`, path };
  }
}

/** The schema describes its pattern in `description`. */
function described({ parentSchema, schema }: ErrorObject): string {
  const description = (parentSchema as { description?: string } | undefined)?.description;
  return description ?? `like ${String(schema)}`;
}

function article(type: string): string {
  return (
    { object: 'a mapping', array: 'a list', string: 'a string', boolean: 'true or false' }[type] ??
    `a ${type}`
  );
}

/** `waivers[0].expires`; `the document` for the root. */
function fieldText(path: readonly (string | number)[]): string {
  if (path.length === 0) return 'the document';
  return path
    .map((part, index) =>
      typeof part === 'number' ? `[${part}]` : `${index > 0 ? '.' : ''}${printable(part)}`,
    )
    .join('');
}

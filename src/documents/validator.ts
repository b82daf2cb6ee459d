import type { ValidateFunction } from 'ajv';
import { Ajv } from 'ajv';

/** Checks a value against a schema, with every error and what stands around it. Loaded by who has a file to check. */
export function validator(schema: object): ValidateFunction {
  return new Ajv({ allErrors: true, strict: false, verbose: true }).compile(schema);
}

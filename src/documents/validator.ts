import type { ValidateFunction } from 'ajv';
import { Ajv } from 'ajv';

/** Checks a value against a schema and returns every error with its context. Loaded only when there is a file to check. */
export function validator(schema: object): ValidateFunction {
  return new Ajv({ allErrors: true, strict: false, verbose: true }).compile(schema);
}

/** JSON schema of Config documents: validates them, and is published for editors in docs/schema. */
import { SEVERITIES } from '../severity.ts';

const check = {
  type: 'string',
  minLength: 1,
  description: 'check (etcd/secrets-unencrypted), area (etcd) or glob (etcd/*)',
} as const;
const reason = {
  type: 'string',
  minLength: 1,
  pattern: '\\S',
  description: 'why; it is in every report',
} as const;

function rules(what: string, fields: Readonly<Record<string, object>>, required: readonly string[]): object {
  const items = { type: 'object', additionalProperties: false, required, properties: fields };
  return { type: 'array', minItems: 1, items, description: what };
}

export const configSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  $id: 'archmap-config-v1',
  title: 'Configuration of kubectl archmap',
  type: 'object',
  additionalProperties: false,
  required: ['apiVersion', 'kind'],
  properties: {
    apiVersion: { const: 'archmap.io/v1' },
    kind: { const: 'Config' },
    failOn: {
      enum: [...SEVERITIES, 'none'],
      description: 'default of --fail-on: exit 1 if a risk has this severity or a higher one',
    },
    requireComplete: {
      type: 'boolean',
      description: 'default of --require-complete: exit 3 if a result is unknown or an error',
    },
    only: rules('checks to evaluate; all others are skipped', { check, reason }, ['check', 'reason']),
    skip: rules('checks that are not evaluated', { check, reason }, ['check', 'reason']),
    severities: rules(
      'severities that replace those of the checks; the first rule that matches applies',
      { check, severity: { enum: SEVERITIES, description: 'severity of all risks of the check' }, reason },
      ['check', 'severity', 'reason'],
    ),
    systemNamespaces: rules(
      'namespaces that are listed as system namespaces; their risks remain',
      { name: { type: 'string', minLength: 1, description: 'name; * matches any characters' }, reason },
      ['name', 'reason'],
    ),
  },
} as const;

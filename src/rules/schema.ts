/** JSON schema of rule files: used by the program for validation, and published in docs/schema for editors. */
import { SEVERITIES } from '../result/types.ts';
import { COLLECTOR_IDS } from '../snapshot/types.ts';
import { LISTS } from './lists.ts';

/** CEL is for expressions; longer texts are programs. */
const expression = { type: 'string', minLength: 1, maxLength: 10_000 } as const;

const fixture = {
  type: 'object',
  additionalProperties: false,
  required: ['name', 'objects', 'expect'],
  properties: {
    name: { type: 'string', minLength: 1 },
    objects: {
      type: 'array',
      items: { type: 'object' },
      description: 'Kubernetes objects, as in a manifest, or lists of them',
    },
    complete: {
      type: 'boolean',
      description: 'false: the list may be incomplete, as in manifests. Default: true, as in a cluster',
    },
    permissionDenied: {
      type: 'array',
      items: { enum: COLLECTOR_IDS },
      description: 'collectors without permission; for their names see docs/collectors.md',
    },
    version: {
      type: 'string',
      minLength: 1,
      description: 'version of the API server, such as v1.37.0; default: unknown',
    },
    expect: {
      enum: ['fail', 'pass', 'unknown', 'not-applicable'],
      description: 'the worst verdict of the rule',
    },
  },
} as const;

const rule = {
  type: 'object',
  additionalProperties: false,
  required: ['id', 'title', 'severity', 'why', 'remediation', 'for', 'pass'],
  properties: {
    id: {
      type: 'string',
      pattern: '^custom/[a-z0-9]+(-[a-z0-9]+)*$',
      description: 'custom/ and a noun phrase that names the risk, such as custom/service-without-owner',
    },
    title: { type: 'string', minLength: 1, description: 'the risk, where the rule fails' },
    control: {
      type: 'string',
      minLength: 1,
      description: 'the neutral name, where it does not fail; default: title',
    },
    severity: { enum: SEVERITIES },
    why: {
      type: 'string',
      minLength: 1,
      description: 'why it matters: threat and impact',
    },
    remediation: { type: 'string', minLength: 1, description: 'how to fix it' },
    references: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['framework', 'id'],
        properties: {
          framework: { type: 'string', minLength: 1 },
          id: { type: 'string', minLength: 1 },
          url: { type: 'string', pattern: '^https://', description: 'an https URL' },
        },
      },
    },
    for: {
      enum: ['cluster', ...Object.keys(LISTS)],
      description: 'what is evaluated: each object of a list, or the cluster once',
    },
    when: { ...expression, description: 'CEL: the objects to which the rule applies; default: all' },
    pass: { ...expression, description: 'CEL: true = pass, false = fail' },
    message: { ...expression, description: 'CEL: message of a failed object' },
    fixtures: { type: 'array', items: fixture, description: 'tests that `archmap rules test` runs' },
  },
} as const;

export const rulesSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  $id: 'archmap-rules-v1',
  title: 'Custom rules of kubectl archmap',
  type: 'object',
  additionalProperties: false,
  required: ['apiVersion', 'kind', 'rules'],
  properties: {
    apiVersion: { const: 'archmap.io/v1' },
    kind: { const: 'Rules' },
    rules: { type: 'array', minItems: 1, items: rule },
  },
} as const;

/** JSON schema of waiver files: validates them, and is published for editors in docs/schema. */

const selector = {
  type: 'object',
  additionalProperties: false,
  minProperties: 1,
  properties: {
    kind: { type: 'string', minLength: 1, description: 'kind of the object; * matches any characters' },
    namespace: { type: 'string', minLength: 1, description: 'namespace; * matches any characters' },
    name: { type: 'string', minLength: 1, description: 'name; * matches any characters' },
    labels: {
      type: 'object',
      minProperties: 1,
      additionalProperties: { type: 'string' },
      description:
        'labels that the object must have; * matches any characters of a value. Every user who can update the object can set them',
    },
  },
} as const;

const waiver = {
  type: 'object',
  additionalProperties: false,
  required: ['check', 'reason', 'owner', 'expires'],
  properties: {
    check: {
      type: 'string',
      minLength: 1,
      description: 'check (etcd/secrets-unencrypted), area (etcd) or glob (etcd/*)',
    },
    objects: {
      type: 'array',
      minItems: 1,
      items: selector,
      description: 'objects that it covers; default: every object of the check',
    },
    fingerprint: {
      type: 'string',
      pattern: '^[0-9a-f]{16}$',
      description: 'a fingerprint of 16 hex digits, as in -o json',
    },
    reason: { type: 'string', minLength: 1, pattern: '\\S', description: 'why the risk is accepted' },
    owner: { type: 'string', minLength: 1, pattern: '\\S', description: 'owner of the accepted risk' },
    expires: {
      type: 'string',
      pattern: '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$',
      description: 'a date such as 2027-03-31: the last day on which the waiver is valid',
    },
  },
} as const;

export const waiversSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  $id: 'archmap-waivers-v1',
  title: 'Waivers of kubectl archmap',
  type: 'object',
  additionalProperties: false,
  required: ['apiVersion', 'kind', 'waivers'],
  properties: {
    apiVersion: { const: 'archmap.io/v1' },
    kind: { const: 'Waivers' },
    waivers: { type: 'array', items: waiver },
  },
} as const;

/** The published JSON schema of a snapshot file, from the shapes of its lines. */
import { recordShapes } from './records/index.ts';
import { endShape, headerShape, outcomeShape, SNAPSHOT_VERSION } from './schema/file.ts';
import type { JsonSchema } from './schema/shape.ts';

/** JSON schema (2020-12) of one line of a snapshot file; the file is a sequence of such lines. */
export function snapshotJsonSchema(): JsonSchema {
  const definitions: Record<string, unknown> = {
    header: headerShape.schema,
    outcome: outcomeShape.schema,
    end: endShape.schema,
  };
  const line = (type: string): JsonSchema => ({
    type: 'object',
    required: ['t', 'd'],
    properties: { t: { const: type }, d: { $ref: `#/$defs/${type}` } },
  });
  for (const [kind, shape] of Object.entries(recordShapes)) definitions[kind] = shape.schema;
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: `archmap snapshot, version ${SNAPSHOT_VERSION}: one line of the file`,
    description:
      'A snapshot is a gzip file of one JSON document per line: the header, one line a record (kinds in fixed order), one ' +
      'line a collector outcome, and a closing line with counts. Readers ignore unknown record kinds and fields.',
    oneOf: [{ $ref: '#/$defs/header' }, ...Object.keys(recordShapes).map(line), line('outcome'), line('end')],
    $defs: definitions,
  };
}

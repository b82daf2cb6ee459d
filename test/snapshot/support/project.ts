import { expect } from '@jest/globals';
import { createProjector } from '../../../src/snapshot/index.ts';
import type { Projected } from '../../../src/snapshot/index.ts';
import type { RecordKind, RecordTypes } from '../../../src/snapshot/records/index.ts';
import { recordShapes } from '../../../src/snapshot/records/index.ts';

export const project = (raw: unknown): Projected | undefined => createProjector().project(raw);

/** The record of an object, which must be of the kind. It must also match the published schema. */
export function record<K extends RecordKind>(kind: K, raw: unknown): RecordTypes[K] {
  const projected = project(raw);
  expect(projected?.kind).toBe(kind);
  const { record } = projected as unknown as { record: RecordTypes[K] };
  expect(recordShapes[kind].read(JSON.parse(JSON.stringify(record)), '')).toEqual(record);
  return record;
}

export const object = <T extends object>(
  apiVersion: string,
  kind: string,
  name: string,
  rest: T = {} as T,
  namespace: string | null = 'ns',
) => ({
  apiVersion,
  kind,
  metadata: { name, ...(namespace === null ? {} : { namespace }) },
  ...rest,
});

import { beforeAll, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { Verdict } from '../../src/result/types.ts';
import { createProjector, createSnapshotBuilder, eachRecord } from '../../src/snapshot/index.ts';
import type { RecordKind } from '../../src/snapshot/records/index.ts';
import type { Snapshot } from '../../src/snapshot/types.ts';
import { collectAttempt, verdictsOf } from '../adversary/evaluate.ts';
import { newPasses } from '../adversary/properties.ts';
import { baseWorld } from '../adversary/world.ts';
import { runs } from './runs.ts';

type Json = Record<string, unknown>;

interface Listed {
  apiVersion: string;
  kind: string;
  item: Json;
}

const world = baseWorld();

/** Objects that have a status, each with the paths of all its fields: the API server, a kubelet or a controller wrote them. */
const reported = world.resources.flatMap(({ group, version, plural, kind }) => {
  const apiVersion = group === '' ? version : `${group}/${version}`;
  const items = world.items[`${group === '' ? '/api' : '/apis'}/${apiVersion}/${plural}`] ?? [];
  return items.flatMap((item) => {
    const paths = pathsIn((item as Json)['status'], ['status']);
    return paths.length > 0 ? [{ apiVersion, kind, item: item as Json, paths }] : [];
  });
});

function pathsIn(value: unknown, path: readonly string[]): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return value === undefined ? [] : [path];
  return [path, ...Object.entries(value).flatMap(([key, inner]) => pathsIn(inner, [...path, key]))];
}

function without(item: Json, [key = '', ...rest]: readonly string[]): Json {
  const copy = (Array.isArray(item) ? [...(item as unknown[])] : { ...item }) as Json;
  if (rest.length > 0) copy[key] = without(copy[key] as Json, rest);
  else if (Array.isArray(copy)) copy.splice(Number(key), 1);
  else delete copy[key];
  return copy;
}

const keyOf = (kind: string, record: object) => {
  const { kind: own = '', namespace = '', name = '' } = record as Record<string, string>;
  return `${kind} ${own} ${namespace} ${name}`;
};

/** The snapshot with the records of one object replaced. */
function replaced(snapshot: Snapshot, { apiVersion, kind, item }: Listed): Snapshot {
  const made = new Map<string, { kind: string; record: object }>();
  const projected = createProjector().projectAs(apiVersion, kind, item);
  if (projected) eachRecord(projected, (one) => made.set(keyOf(one.kind, one.record), one));
  const builder = createSnapshotBuilder();
  for (const [name, records] of Object.entries(snapshot.records) as [RecordKind, readonly object[]][])
    for (const record of records)
      builder.add(name as 'pod', (made.get(keyOf(name, record))?.record ?? record) as never);
  for (const outcome of snapshot.outcomes.values()) builder.outcome(outcome);
  return builder.finish(snapshot.header, 'not collected');
}

/** Removes one part that a server reports completely or not at all: a flag, a metric family, a health check. */
function lessReported(snapshot: Snapshot, pick: number): Snapshot {
  const records = { ...snapshot.records };
  const { flagz, metrics, health } = records;
  const parts = [
    ...flagz.flatMap((record, index) =>
      Object.keys(record.flags).map((name) => ['flagz', index, name] as const),
    ),
    ...metrics.flatMap((record, index) =>
      Object.keys(record.families).map((name) => ['metrics', index, name] as const),
    ),
    ...health.flatMap((record, index) => record.checks.map(({ name }) => ['health', index, name] as const)),
  ];
  const [kind, index, name] = parts[pick % parts.length] ?? ['flagz', 0, ''];
  const omit = <T extends object>(map: T): T =>
    Object.fromEntries(Object.entries(map).filter(([key]) => key !== name)) as T;
  if (kind === 'flagz')
    records.flagz = flagz.map((one, at) => (at === index ? { ...one, flags: omit(one.flags) } : one));
  else if (kind === 'metrics')
    // A missing family means that the response was truncated.
    records.metrics = metrics.map((one, at) =>
      at === index ? { ...one, complete: false, families: omit(one.families) } : one,
    );
  else
    records.health = health.map((one, at) =>
      at === index ? { ...one, checks: one.checks.filter((check) => check.name !== name) } : one,
    );
  return { ...snapshot, records };
}

describe('a missing field', () => {
  let snapshot: Snapshot;
  let before: readonly Verdict[];
  beforeAll(async () => {
    snapshot = await collectAttempt({});
    before = verdictsOf(snapshot);
  });

  it('causes no pass in a status', () => {
    const fields = reported.flatMap((object) => object.paths.map((path) => ({ object, path })));
    fc.assert(
      fc.property(fc.nat(fields.length - 1), (index) => {
        const field = fields[index];
        if (!field) throw new RangeError('no such field');
        const { object, path } = field;
        const after = verdictsOf(replaced(snapshot, { ...object, item: without(object.item, path) }));
        const { name } = object.item['metadata'] as { name: string };
        expect(
          newPasses(before, after).map((pass) => `${object.kind} ${name} ${path.join('.')}: ${pass}`),
        ).toEqual([]);
      }),
      runs(2),
    );
  });

  it('causes no pass in a response of the API server', () => {
    fc.assert(
      fc.property(fc.nat(5_000), (pick) => {
        expect(newPasses(before, verdictsOf(lessReported(snapshot, pick)))).toEqual([]);
      }),
      runs(8),
    );
  });
});

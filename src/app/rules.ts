import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { CheckDefinition } from '../checks/define.ts';
import { runChecks } from '../checks/run.ts';
import { readDocuments } from '../documents/read.ts';
import { checkParts } from '../checks/parts.ts';
import { buildModel } from '../model/build.ts';
import type { Verdict, VerdictKind } from '../result/types.ts';
import type { CompiledRule, Fixture, RuleFile } from '../rules/compile.ts';
import { compileRules } from '../rules/compile.ts';
import { rulesSchema } from '../rules/schema.ts';
import { ArchmapError, reasonOf } from '../shared/errors.ts';
import { createProjector, createSnapshotBuilder, eachRecord } from '../snapshot/index.ts';
import type { Snapshot } from '../snapshot/types.ts';
import { COLLECTOR_IDS, SNAPSHOT_FORMAT, SNAPSHOT_VERSION } from '../snapshot/types.ts';

/** The checks of rule files, or of all `.yaml` and `.yml` files of folders. Throws `input` with the error and its position. */
export async function loadRules(paths: readonly string[]): Promise<CheckDefinition[]> {
  return (await readRules(paths)).map(({ check }) => check);
}

async function readRules(paths: readonly string[]): Promise<CompiledRule[]> {
  const files = (await Promise.all(paths.map(filesOf))).flat();
  const documents = [];
  for (const file of files) documents.push(...readDocuments<RuleFile>(file, await textOf(file), rulesSchema));
  if (documents.length === 0)
    throw new ArchmapError(
      'input',
      `${paths.join(', ')} contains no rules`,
      'for the format see docs/rules.md',
    );
  return compileRules(documents);
}

async function filesOf(path: string): Promise<string[]> {
  const info = await stat(path).catch((error: unknown) => {
    throw cannotRead(path, error);
  });
  if (!info.isDirectory()) return [path];
  const names = await readdir(path);
  return names
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()
    .map((name) => join(path, name));
}

async function textOf(file: string): Promise<string> {
  return await readFile(file, 'utf8').catch((error: unknown) => {
    throw cannotRead(file, error);
  });
}

function cannotRead(path: string, error: unknown): ArchmapError {
  return new ArchmapError(
    'input',
    `cannot read the rules in ${path}: ${reasonOf(error)}`,
    'check the path and its permissions',
  );
}

export interface FixtureOutcome {
  rule: string;
  fixture: string;
  expected: Fixture['expect'];
  got: VerdictKind;
  ok: boolean;
  message: string;
}

export interface RulesTest {
  outcomes: readonly FixtureOutcome[];
  /** Rules without a fixture for fail or for pass. */
  notes: readonly string[];
}

/** Runs the fixtures in rule files. Throws `input` for files that cannot be used. */
export async function testRules(paths: readonly string[]): Promise<RulesTest> {
  const rules = await readRules(paths);
  return {
    outcomes: rules.flatMap((compiled) =>
      (compiled.rule.fixtures ?? []).map((fixture) => outcomeOf(compiled, fixture)),
    ),
    notes: rules.flatMap(({ rule, place }) => {
      const shown = new Set((rule.fixtures ?? []).map(({ expect }) => expect));
      const lacking = (['fail', 'pass'] as const).filter((kind) => !shown.has(kind));
      return lacking.length > 0
        ? [`${place}: ${rule.id} has no fixture that expects ${lacking.join(' or ')}`]
        : [];
    }),
  };
}

/** Worst first: a fixture expects the first result that a report would list. */
const ORDER: readonly VerdictKind[] = ['fail', 'error', 'unknown', 'pass', 'not-applicable'];

function outcomeOf({ rule, check }: CompiledRule, fixture: Fixture): FixtureOutcome {
  const model = buildModel(fixtureSnapshot(fixture));
  const verdicts = runChecks([check], checkParts(model), model.outcome);
  const worst = [...verdicts].sort(
    (a, b) => ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict),
  )[0] as Verdict;
  return {
    rule: rule.id,
    fixture: fixture.name,
    expected: fixture.expect,
    got: worst.verdict,
    ok: worst.verdict === fixture.expect,
    message: worst.message,
  };
}

/** Objects as collected from a cluster, except for those with permission denied; with `complete: false` as read from a manifest. */
function fixtureSnapshot({ objects, complete = true, permissionDenied = [], version }: Fixture): Snapshot {
  const builder = createSnapshotBuilder();
  const projector = createProjector({ fromFiles: true });
  if (version !== undefined) builder.add('version', { gitVersion: version });
  for (const object of objects.flatMap(itemsOf)) {
    const projected = projector.project(object);
    if (projected) eachRecord(projected, ({ kind, record }) => builder.add(kind, record));
  }
  for (const collector of COLLECTOR_IDS)
    builder.outcome({
      collector,
      status: complete ? 'ok' : 'partial',
      count: 1,
      ...(!complete && { reason: 'files may not contain every object' }),
    });
  for (const collector of permissionDenied)
    builder.outcome({
      collector,
      status: 'permission-denied',
      count: 0,
      reason: 'permission denied in the fixture',
    });
  return builder.finish(
    {
      format: SNAPSHOT_FORMAT,
      schemaVersion: SNAPSHOT_VERSION,
      tool: 'fixture',
      takenAt: '2026-01-01T00:00:00.000Z',
      source: complete ? 'live' : 'files',
    },
    'not in the fixture',
  );
}

/** The List that `kubectl get -o yaml` wraps around several objects. */
function itemsOf(object: object): readonly object[] {
  if (!('kind' in object && String(object.kind).endsWith('List') && 'items' in object)) return [object];
  return Array.isArray(object.items) ? (object.items as readonly object[]) : [];
}

import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { collectorsOf } from '../../src/app/rbac.ts';
import { checkParts } from '../../src/checks/parts.ts';
import { allChecks } from '../../src/checks/index.generated.ts';
import { runChecks } from '../../src/checks/run.ts';
import { buildModel } from '../../src/model/build.ts';
import type { VerdictKind } from '../../src/result/types.ts';
import type { Snapshot } from '../../src/snapshot/types.ts';
import { exampleSnapshot, examplesOf } from '../support/example.ts';
import { ISTIO_KINDS, withoutIstioKinds } from '../support/without-istio-kinds.ts';

const checks = allChecks.filter((check) => collectorsOf(check).includes('istio'));

function verdictsOf(snapshot: Snapshot): Map<string, Set<VerdictKind>> {
  const model = buildModel(snapshot);
  const found = new Map<string, Set<VerdictKind>>();
  for (const { check, object, verdict } of runChecks(checks, checkParts(model), model.outcome)) {
    const key = `${check} ${object ? `${object.kind} ${object.namespace ?? ''}/${object.name}` : ''}`;
    found.set(key, (found.get(key) ?? new Set()).add(verdict));
  }
  return found;
}

const CERTAIN: readonly VerdictKind[] = ['fail', 'pass', 'not-applicable', 'error'];

/** Verdicts that only the lack of these lists gave. A risk of an object stays where it was, or becomes unknown. */
function gained(
  whole: ReadonlyMap<string, ReadonlySet<VerdictKind>>,
  less: ReadonlyMap<string, ReadonlySet<VerdictKind>>,
): string[] {
  return [...less].flatMap(([key, verdicts]) =>
    CERTAIN.filter((verdict) => verdicts.has(verdict) && whole.get(key)?.has(verdict) !== true).map(
      (verdict) => `${key}: ${[...(whole.get(key) ?? ['nothing'])].join(', ')} became ${verdict}`,
    ),
  );
}

function kindsIn(text: string): string[] {
  return [
    ...new Set(
      ISTIO_KINDS.map(({ kind }) => kind).filter((kind) => new RegExp(`kind: ${kind}\\b`).test(text)),
    ),
  ];
}

const examples = (
  await Promise.all(
    checks.map(async ({ id }) => {
      const page = await readFile(new URL(`../../docs/checks/${id}.md`, import.meta.url), 'utf8');
      return examplesOf(page).map((example) => ({ ...example, name: `${id}: ${example.label}` }));
    }),
  )
).flat();

describe('a refused list of one kind of Istio', () => {
  it('has examples of every kind that checks evaluate', () => {
    const seen = new Set(examples.flatMap(({ text }) => kindsIn(text)));
    expect(seen.size).toBeGreaterThan(8);
  });

  it('is compared with the whole list in most examples', () => {
    const usable = examples.filter(
      ({ text }) => exampleSnapshot(text).outcomes.get('istio')?.status === 'ok' && kindsIn(text).length > 0,
    );
    expect(usable.length).toBeGreaterThan(150);
  });

  it.each(examples)('adds no certain verdict to $name', ({ text }) => {
    const snapshot = exampleSnapshot(text);
    if (snapshot.outcomes.get('istio')?.status !== 'ok') return;
    const own = kindsIn(text);
    const whole = verdictsOf(snapshot);
    const found = own.flatMap((kind) =>
      gained(whole, verdictsOf(withoutIstioKinds(snapshot, kind))).map((line) => `${kind}: ${line}`),
    );
    expect(found).toEqual([]);
  });
});

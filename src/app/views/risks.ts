import type { CheckDefinition } from '../../checks/define.ts';
import { catalogue } from '../../checks/index.ts';
import { partSources } from '../../checks/parts.ts';
import type { ClusterModel } from '../../model/parts.ts';
import type { Severity, Verdict } from '../../result/types.ts';
import type { CollectorId } from '../../snapshot/types.ts';
import { completeIn } from '../../checks/proof.ts';
import { hides } from '../../snapshot/hides.ts';
import type { View } from '../../checks/proof.ts';
import { placeOf } from '../../result/object.ts';

/** The checks that ran and their verdicts. */
export interface Evaluated {
  checks: readonly CheckDefinition[];
  verdicts: readonly Verdict[];
}

export interface NamespaceRisks {
  counts: Partial<Record<Severity, number>>;
  /** All data was collected for every check that could have found a risk there. */
  complete: boolean;
}

/**
 * Risks by namespace: fails on the namespace itself or on an object in it. The number (or zero) is exact only when all checks ran, the
 * lists are complete for that namespace, and no verdict about it is missing.
 */
export function risksOf(
  model: ClusterModel,
  { checks, verdicts }: Evaluated,
): (name: string) => NamespaceRisks {
  const counts = new Map<string, Partial<Record<Severity, number>>>();
  for (const { verdict, severity, object } of verdicts) {
    const name = verdict === 'fail' ? placeOf(object) : undefined;
    if (name === undefined) continue;
    const own = counts.get(name) ?? {};
    own[severity] = (own[severity] ?? 0) + 1;
    counts.set(name, own);
  }
  const ran = new Set(checks.map(({ id }) => id));
  const wanted = catalogue.filter(looksIntoNamespaces);
  const allRan = wanted.every(({ id }) => ran.has(id));
  const seen = listsOf(wanted, { outcome: model.outcome, source: model.cluster.source });
  const missing = missingVerdicts(verdicts, new Set(wanted.map(({ id }) => id)));
  return (name) => ({
    counts: counts.get(name) ?? {},
    complete:
      allRan &&
      !missing.has(undefined) &&
      !missing.has(name) &&
      seen.every((id) => completeIn(model.outcome(id), name)),
  });
}

/** Parts with their own unknowns are in `uses`, even if the check requires them; other parts in `uses` are optional. */
function looksIntoNamespaces({ needs, uses }: CheckDefinition): boolean {
  const essential = [...needs, ...uses.filter((part) => partSources[part].sources.length === 0)];
  return essential.some((part) => partSources[part].namespaced);
}

/** Collectors that must be complete for an exact number. An API that is not served has no objects. */
function listsOf(
  checks: readonly CheckDefinition[],
  view: Pick<View, 'outcome' | 'source'>,
): readonly CollectorId[] {
  const needed = checks.flatMap(({ needs, collectors = [] }) => [
    ...needs.flatMap((part) => partSources[part].sources),
    ...collectors,
  ]);
  const alternatives = checks
    .flatMap(({ passNeeds = [] }) => passNeeds)
    .filter((id) => hides(view.outcome(id), view));
  return [...new Set([...needed, ...alternatives])];
}

/** Namespaces with an unknown or error verdict of one of these checks; `undefined` = the verdict is about the whole cluster. */
function missingVerdicts(
  verdicts: readonly Verdict[],
  checks: ReadonlySet<string>,
): ReadonlySet<string | undefined> {
  const unavailable = verdicts.filter(
    ({ verdict, check, object }) =>
      (verdict === 'unknown' || verdict === 'error') &&
      checks.has(check) &&
      (object === undefined || placeOf(object) !== undefined),
  );
  return new Set(unavailable.map(({ object }) => placeOf(object)));
}

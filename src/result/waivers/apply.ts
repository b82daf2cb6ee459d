import { globMatches } from '../../shared/glob.ts';
import { nearest } from '../../shared/text.ts';
import { meansCheck } from '../selector.ts';
import { objectKey, placeOf } from '../object.ts';
import type { ObjectRef, Result, Severity, Verdict } from '../types.ts';
import type { ObjectSelector, Waiver } from './types.ts';

/** A waiver with its location, `.archmap.yaml:3`. */
export interface PlacedWaiver extends Waiver {
  place: string;
}

/** Labels of an object; undefined where they are not known, as in a saved result. */
export type LabelsOf = (object: ObjectRef) => Readonly<Record<string, string>> | undefined;

/**
 * Marks the fails that waivers cover; they stay in the result and count for no threshold. Waivers that had expired at the time
 * of the snapshot or that cover nothing change nothing and are listed in `warnings`. Marks of other waivers are replaced.
 */
export function applyWaivers(result: Result, waivers: readonly PlacedWaiver[], labelsOf: LabelsOf): Result {
  const today = result.takenAt.slice(0, 10);
  const valid = waivers.filter(({ expires }) => expires >= today);
  const forCheck = waiversByCheck(valid);
  const used = new Set<PlacedWaiver>();
  const verdicts = result.verdicts.map(({ waiver: _waived, ...verdict }): Verdict => {
    if (verdict.verdict !== 'fail') return verdict;
    // A waiver that an earlier one makes redundant still counts as used: it would cover the risk.
    const covering = forCheck(verdict).filter((one) => covers(one, verdict, labelsOf));
    for (const one of covering) used.add(one);
    const [waiver] = covering;
    if (!waiver) return verdict;
    const { reason, owner, expires } = waiver;
    return { ...verdict, waiver: { reason, owner, expires } };
  });
  const idle = valid.filter((one) => !used.has(one));
  const meant = meaning(result);
  const warnings = [
    ...waivers
      .filter(({ expires }) => expires < today)
      .map(
        ({ place, check, expires, owner }) =>
          `${place}: the waiver for ${check} (${owner}) expired on ${expires} and is ignored`,
      ),
    ...idle.map(
      (one) =>
        `${one.place}: the waiver for ${one.check} matches no risk${hint(one, meant(one.check), labelsOf)}`,
    ),
  ];
  return {
    ...result,
    verdicts,
    summary: recounted(result, verdicts),
    ...((warnings.length > 0 || result.warnings) && { warnings: [...(result.warnings ?? []), ...warnings] }),
  };
}

/** Waivers for the check of a verdict, looked up once per check. */
function waiversByCheck(waivers: readonly PlacedWaiver[]): (verdict: Verdict) => readonly PlacedWaiver[] {
  const known = new Map<string, readonly PlacedWaiver[]>();
  return ({ check, area }) => {
    let own = known.get(check);
    if (!own) {
      own = waivers.filter((one) => meansCheck({ id: check, area }, one.check));
      known.set(check, own);
    }
    return own;
  };
}

/** For a waiver that matches the check of the verdict. */
function covers({ objects, fingerprint }: Waiver, verdict: Verdict, labelsOf: LabelsOf): boolean {
  if (fingerprint !== undefined && fingerprint !== verdict.fingerprint) return false;
  if (!objects) return true;
  const { object } = verdict;
  return object !== undefined && objects.some((selector) => selects(selector, object, labelsOf));
}

function selects(
  { kind, namespace, name, labels }: ObjectSelector,
  object: ObjectRef,
  labelsOf: LabelsOf,
): boolean {
  const place = placeOf(object);
  if (kind !== undefined && !globMatches(kind, object.kind)) return false;
  if (name !== undefined && !globMatches(name, object.name)) return false;
  if (namespace !== undefined && (place === undefined || !globMatches(namespace, place))) return false;
  if (!labels) return true;
  const own = labelsOf(object);
  return (
    own !== undefined &&
    Object.entries(labels).every(([key, wanted]) => {
      const value = Object.hasOwn(own, key) ? own[key] : undefined;
      return value !== undefined && globMatches(wanted, value);
    })
  );
}

/** Results of the checks that a waiver names. */
interface Meant {
  isThere: boolean;
  /** The most similar id of a check of this run, where none is meant. */
  similar?: string;
  fails: readonly Verdict[];
  unknown: boolean;
}

/** Looked up once per name, even when many waivers use it. */
function meaning({ verdicts, checks }: Result): (check: string) => Meant {
  const known = new Map<string, Meant>();
  return (check) => {
    const found = known.get(check);
    if (found) return found;
    const own = verdicts.filter((verdict) => meansCheck({ id: verdict.check, area: verdict.area }, check));
    const isThere = checks.some((info) => meansCheck(info, check));
    const [similar] = isThere
      ? []
      : nearest(
          check,
          checks.map(({ id }) => id),
        );
    const meant = {
      isThere,
      ...(similar !== undefined && { similar }),
      fails: own.filter(({ verdict }) => verdict === 'fail'),
      unknown: own.some(({ verdict }) => verdict === 'unknown'),
    };
    known.set(check, meant);
    return meant;
  };
}

/** Why it may match nothing: the check has other results, or labels could not be compared. */
function hint(
  { objects = [] }: Waiver,
  { isThere, similar, fails, unknown }: Meant,
  labelsOf: LabelsOf,
): string {
  if (!isThere)
    return `; no check of this run is called so${similar === undefined ? '' : `; did you mean ${similar}?`}`;
  const kind = kindInAnotherCase(objects, fails);
  if (kind !== undefined) return `; kinds are case-sensitive: ${kind}`;
  const requestsLabels = objects.some(({ labels }) => labels);
  if (requestsLabels && fails.some(({ object }) => object && labelsOf(object) === undefined))
    return '; labels of some of its objects are not known';
  if (fails.length > 0)
    return `; ${fails.length === 1 ? 'its risk is' : `its ${fails.length} risks are`} on other objects: ${placesOf(fails)}`;
  return unknown ? '; whether there is one is not known' : '';
}

function kindInAnotherCase(
  objects: readonly ObjectSelector[],
  fails: readonly Verdict[],
): string | undefined {
  return fails.find(({ object }) =>
    objects.some(
      ({ kind }) =>
        kind !== object?.kind && kind?.toLowerCase() === object?.kind.toLowerCase() && kind !== undefined,
    ),
  )?.object?.kind;
}

function placesOf(fails: readonly Verdict[]): string {
  const shown = fails.slice(0, 3).map(({ object }) => objectKey(object) || 'cluster');
  return fails.length > shown.length ? `${shown.join(', ')} and others` : shown.join(', ');
}

/** Counts by severity without accepted risks. */
export function recounted({ summary }: Result, verdicts: readonly Verdict[]): Result['summary'] {
  const risks: Record<Severity, number> = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
  let accepted = 0;
  for (const verdict of verdicts) {
    if (verdict.verdict !== 'fail') continue;
    if (verdict.waiver) accepted++;
    else risks[verdict.severity]++;
  }
  return { ...summary, risks, accepted: accepted };
}

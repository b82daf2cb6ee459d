import type { ClusterModel } from '../model/parts.ts';
import { WHOLE_CLUSTER, distinctRequirements, rerun } from '../shared/requirement.ts';
import { placeOf } from '../result/object.ts';
import { COLLECTORS } from '../snapshot/collectors.ts';
import { hides } from '../snapshot/hides.ts';
import { missingText } from '../snapshot/missing.ts';
import type { Outcome } from '../snapshot/types.ts';
import { adapted, completing } from './advice.ts';
import type { Finding } from './define.ts';

/** What was collected: the outcome of each collector, the requested namespace, and the source of the evidence. */
export interface View {
  outcome: ClusterModel['outcome'];
  /** `-n`; absent = the whole cluster. */
  namespace?: string;
  source: 'live' | 'files';
  /** Files of more than one cluster. */
  severalClusters?: true;
}

/** The verdict of a check without any of its required lists. */
export function notCollected(missing: readonly Outcome[], view: View): Finding {
  return {
    verdict: 'unknown',
    message: `data is incomplete: ${missingText(missing)}`,
    requires: completing(missing, view),
  };
}

/** With `-n`, objects of other namespaces are not evaluated: they were not requested, and only partly collected. */
export function inScope(findings: readonly Finding[], { namespace }: View): readonly Finding[] {
  if (namespace === undefined) return findings;
  const own = findings.filter(({ at }) => {
    const place = placeOf(at);
    return place === undefined || place === namespace;
  });
  if (own.length > 0) return own;
  return [
    {
      verdict: 'unknown',
      message: `affects namespaces other than ${namespace}, which are out of scope (-n)`,
      requires: [WHOLE_CLUSTER],
    },
  ];
}

/**
 * Adjusts a finding to incomplete lists: a fail is valid for what was collected, unless it reports that something is absent; a pass claims
 * that nothing else exists, which an incomplete list cannot prove. For an object in the requested namespace, a list that contains all of
 * that namespace is complete.
 */
export function proven(finding: Finding, incomplete: readonly Outcome[], view: View): Finding {
  if (finding.verdict === 'fail') return provenFail(finding, view);
  if (finding.verdict === 'error') return finding;
  if (finding.verdict === 'unknown') {
    const missing = gapsFor(finding, (finding.restsOn ?? []).map(view.outcome), view);
    const requires = [...completing(missing, view), ...adapted(finding.requires, view)];
    return { ...finding, requires: distinctRequirements(requires) };
  }
  if (view.severalClusters) return ofSeveral(finding);
  const missing = gapsFor(finding, incomplete, view);
  return missing.length === 0
    ? finding
    : { ...unproven('no risk in the collected data', finding, missing, view), noRiskInData: true };
}

/** Objects of one cluster prove nothing about the other, and which objects belong together is unknown. */
function ofSeveral({ at, message, evidence }: Finding & { verdict: 'pass' | 'not-applicable' }): Finding {
  return {
    verdict: 'unknown',
    ...(at && { at }),
    message: `${message} according to the files, but they are from more than one cluster`,
    requires: [rerun('run with the files of one cluster only')],
    ...(evidence && { evidence }),
  };
}

function provenFail(finding: Finding & { verdict: 'fail' }, view: View): Finding {
  const own = gapsFor(finding, (finding.restsOn ?? []).map(view.outcome), view);
  const anywhere = (finding.restsOnOneOf ?? []).map(view.outcome);
  const missing = anywhere.some((outcome) => !hides(outcome, view)) ? own : [...own, ...anywhere];
  return missing.length === 0
    ? finding
    : unproven(`${finding.message} according to the collected data`, finding, missing, view);
}

/** The outcomes that may lack objects of the finding's namespace. An API that is not served has none. */
function gapsFor({ at }: Finding, outcomes: readonly Outcome[], view: View): Outcome[] {
  const place = placeOf(at);
  return outcomes.filter((outcome) => !completeIn(outcome, place) && hides(outcome, view));
}

/**
 * Whether a collector's list is complete for this namespace: with `-n` for the requested namespace, with files for the namespaces whose
 * lists were given. `undefined` = the cluster as a whole.
 */
export function completeIn(outcome: Outcome, place: string | undefined): boolean {
  if (outcome.status !== 'partial' || place === undefined) return outcome.status === 'ok';
  return outcome.namespace === place || wholeNamespaces(outcome).has(place);
}

/** Cached because every finding needs it, and there may be thousands of namespaces. */
const sets = new WeakMap<Outcome, ReadonlySet<string>>();

function wholeNamespaces(outcome: Outcome): ReadonlySet<string> {
  const known = sets.get(outcome) ?? new Set(outcome.namespaces);
  sets.set(outcome, known);
  return known;
}

function unproven(
  claim: string,
  { at, evidence }: Exclude<Finding, { verdict: 'error' }>,
  missing: readonly Outcome[],
  view: View,
): Finding & { verdict: 'unknown' } {
  const limited = missing.filter((outcome) => completeIn(outcome, view.namespace));
  const others = missing.filter((outcome) => !completeIn(outcome, view.namespace));
  const gaps = [
    ...(limited.length > 0
      ? [
          `${limited.map(({ collector }) => COLLECTORS[collector].title).join(', ')} (limited to namespace ${view.namespace ?? ''} by -n)`,
        ]
      : []),
    ...(others.length > 0 ? [missingText(others)] : []),
  ];
  return {
    verdict: 'unknown',
    ...(at && { at }),
    message: `${claim}, but data is incomplete: ${gaps.join('; ')}`,
    requires: completing(missing, view),
    ...(evidence && { evidence }),
  };
}

import type { ClusterModel } from '../model/parts.ts';
import { WHOLE_CLUSTER, distinctRequirements, rerun } from '../shared/requirement.ts';
import { placeOf } from '../result/object.ts';
import type { Outcome } from '../snapshot/types.ts';
import { adapted, completing } from './advice.ts';
import type { Finding } from './define.ts';

/** How much was seen: the outcome of each collector, the namespace that was asked for, and where the evidence is from. */
export interface View {
  outcome: ClusterModel['outcome'];
  /** `-n`; absent = the whole cluster. */
  namespace?: string;
  source: 'live' | 'files';
  /** Files of more than one cluster. */
  severalClusters?: true;
}

export function delivered({ status }: Outcome): boolean {
  return status === 'ok' || status === 'partial';
}

/**
 * Could there be something that was not seen? Not when the API is not served at all. Collectors say so only when discovery
 * told all about their groups, though it may lack others; files tell of no API.
 */
export function hides({ status }: Outcome, { outcome, source }: Pick<View, 'outcome' | 'source'>): boolean {
  return status === 'unavailable' ? source === 'files' || !delivered(outcome('discovery')) : status !== 'ok';
}

/** The verdict of a check without any of the lists that it cannot do without. */
export function notCollected(missing: readonly Outcome[], view: View): Finding {
  return {
    verdict: 'unknown',
    message: missing
      .map(({ collector, status, reason }) => `${collector}: ${reason ?? WORDS[status]}`)
      .join('; '),
    requires: completing(missing, view),
  };
}

/** With `-n`, objects of other namespaces are not judged: they were not asked for, and little was read of them. */
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
 * What a finding is worth in view of the lists that are incomplete: a fail stands on what was seen, unless it says that
 * something is not there; a pass says that there is nothing else, which an incomplete list cannot prove. Of an object in the
 * namespace that was asked for, a list that holds all of that namespace shows everything.
 */
export function proven(finding: Finding, incomplete: readonly Outcome[], view: View): Finding {
  if (finding.verdict === 'fail') return provenFail(finding, view);
  if (finding.verdict === 'error') return finding;
  if (finding.verdict === 'unknown') {
    const missing = gapsFor(finding, (finding.restsOn ?? []).map(view.outcome));
    const requires = [...completing(missing, view), ...adapted(finding.requires, view)];
    return { ...finding, requires: distinctRequirements(requires) };
  }
  if (view.severalClusters) return ofSeveral(finding);
  const missing = gapsFor(finding, incomplete);
  return missing.length === 0 ? finding : unproven('no risk in the collected data', finding, missing, view);
}

/** What one cluster has says nothing about the other, and nobody knows which objects belong together. */
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
  const own = gapsFor(finding, (finding.restsOn ?? []).map(view.outcome));
  const anywhere = (finding.restsOnOneOf ?? []).map(view.outcome);
  const missing = anywhere.some(({ status }) => status === 'ok') ? own : [...own, ...anywhere];
  return missing.length === 0
    ? finding
    : unproven(`${finding.message} according to the collected data`, finding, missing, view);
}

function gapsFor({ at }: Finding, outcomes: readonly Outcome[]): Outcome[] {
  const place = placeOf(at);
  return outcomes.filter((outcome) => !completeIn(outcome, place));
}

/**
 * Was all seen that a collector brings and that lies in this namespace? With `-n` that holds for the one namespace, with files for those whose
 * lists were given. `undefined` = the cluster as a whole.
 */
export function completeIn(outcome: Outcome, place: string | undefined): boolean {
  if (outcome.status !== 'partial' || place === undefined) return outcome.status === 'ok';
  return outcome.namespace === place || wholeNamespaces(outcome).has(place);
}

/** Asked for every finding, and there may be thousands of namespaces. */
const sets = new WeakMap<Outcome, ReadonlySet<string>>();

function wholeNamespaces(outcome: Outcome): ReadonlySet<string> {
  const known = sets.get(outcome) ?? new Set(outcome.namespaces);
  sets.set(outcome, known);
  return known;
}

/**
 * How complete a collector is in view of these kinds alone: files may hold the whole list of one and nothing of the others. The outcome itself
 * when they are none the better for it.
 */
export function narrowedTo(outcome: Outcome, kinds: readonly string[] | undefined): Outcome {
  const { status, whole = [], namespaces: _, ...rest } = outcome;
  if (kinds === undefined || status !== 'partial' || whole.length === 0) return outcome;
  const seen = kinds.map((kind) => whole.find((one) => one.kind === kind));
  if (seen.some((one) => one === undefined)) return outcome;
  const limited = seen.flatMap((one) => (one?.namespaces ? [new Set(one.namespaces)] : []));
  const [first, ...others] = limited;
  if (first === undefined) return { collector: outcome.collector, status: 'ok', count: outcome.count };
  const namespaces = [...first].filter((name) => others.every((other) => other.has(name)));
  return { ...rest, status, whole, namespaces };
}

function unproven(
  claim: string,
  { at, evidence }: Exclude<Finding, { verdict: 'error' }>,
  missing: readonly Outcome[],
  view: View,
): Finding {
  const limited = missing.filter((outcome) => completeIn(outcome, view.namespace));
  const others = missing.filter((outcome) => !completeIn(outcome, view.namespace));
  const gaps = [
    ...(limited.length > 0
      ? [
          `${limited.map(({ collector }) => collector).join(', ')} limited to namespace ${view.namespace ?? ''} (-n)`,
        ]
      : []),
    ...others.map(({ collector, status, reason }) => `${collector} ${reason ?? WORDS[status]}`),
  ];
  return {
    verdict: 'unknown',
    ...(at && { at }),
    message: `${claim}, but data is incomplete: ${gaps.join('; ')}`,
    requires: completing(missing, view),
    ...(evidence && { evidence }),
  };
}

const WORDS = {
  ok: 'collected',
  partial: 'incomplete',
  'permission-denied': 'permission denied',
  unavailable: 'not collected',
  'collection-failed': 'collection failed',
} as const;

import { createHash } from 'node:crypto';
import { customerDuties } from '../data/customer-duties.ts';
import { messageOf } from '../shared/errors.ts';
import { rightText } from '../model/control-plane/silence.ts';
import type { ClusterModel } from '../model/types.ts';
import type { ObjectRef, Verdict } from '../result/types.ts';
import { compareVerdicts } from '../result/sort.ts';
import type { Outcome } from '../snapshot/types.ts';
import type { CheckDefinition, CheckParts, Finding } from './define.ts';
import { PART_SOURCES } from './define.ts';

/**
 * Runs checks over a model. Never throws: a check that throws yields one `error` verdict. Sorted, worst first.
 * `parts` are the model's parts and the add-ons; `outcome` tells how complete each list is.
 */
export function runChecks(
  checks: readonly CheckDefinition[],
  parts: CheckParts,
  outcome: ClusterModel['outcome'],
): Verdict[] {
  return checks
    .flatMap((check) => {
      const owner = ownerOf(check, parts);
      return runCheck(check, parts, outcome).map((finding) => toVerdict(check, finding, owner));
    })
    .sort(compareVerdicts);
}

/** Who can do something about it: on a managed control plane the provider, unless the offering leaves it to the customer. */
function ownerOf({ id, providersJob }: CheckDefinition, { cluster }: CheckParts): Verdict['owner'] {
  const { managed, distribution } = cluster;
  if (!providersJob || !managed.known || !managed.value) return 'you';
  const own = customerDuties[id]?.some(
    (duty) => distribution.known && duty.distribution === distribution.value.id,
  );
  return own ? 'you' : 'provider';
}

type Outcomes = Finding | { verdict: 'error'; at?: ObjectRef; message: string };

function runCheck(check: CheckDefinition, parts: CheckParts, outcome: ClusterModel['outcome']): Outcomes[] {
  const wanted = [...check.needs.flatMap((part) => PART_SOURCES[part]), ...(check.collectors ?? [])];
  const sources = [...new Set(wanted)].map(outcome);
  const missing = sources.filter(({ status }) => status !== 'ok' && status !== 'partial');
  if (missing.length > 0) return [notCollected(missing)];
  try {
    const findings = [...check.run(narrow(check, parts))].map((finding) =>
      withoutUnprovenFail(finding, outcome),
    );
    if (findings.length === 0) throw new Error('the check reached no verdict');
    const partial = [
      ...sources.filter(({ status }) => status === 'partial'),
      ...(check.passNeeds ?? []).map(outcome).filter((witness) => hides(witness, outcome)),
    ];
    return partial.length > 0 ? withoutUnprovenPasses(findings, partial) : findings;
  } catch (error) {
    return [{ verdict: 'error', message: `the check itself failed: ${messageOf(error)}` }];
  }
}

/** Could there be something that was not seen? Not when discovery tells that the API is not served at all. */
function hides({ status }: Outcome, outcome: ClusterModel['outcome']): boolean {
  return status === 'absent' ? outcome('discovery').status !== 'ok' : status !== 'ok';
}

/** Only the declared parts can be read, at run time too: what compiles by a cast must not pass a test. */
function narrow(check: CheckDefinition, parts: CheckParts): CheckParts {
  const allowed = {} as CheckParts;
  for (const part of [...check.needs, ...check.uses]) {
    Object.defineProperty(allowed, part, { get: () => parts[part], enumerable: true });
  }
  return allowed;
}

function notCollected(missing: readonly Outcome[]): Finding {
  return {
    verdict: 'unknown',
    message: missing
      .map(({ collector, status, reason }) => `${collector}: ${reason ?? WORDS[status]}`)
      .join('; '),
    settle: settling(missing),
  };
}

/** What an incomplete list does not hold may be there all the same. */
function withoutUnprovenFail(finding: Finding, outcome: ClusterModel['outcome']): Finding {
  if (finding.verdict !== 'fail') return finding;
  const missing = (finding.restsOn ?? []).map(outcome).filter(({ status }) => status !== 'ok');
  if (missing.length === 0) return finding;
  return {
    verdict: 'unknown',
    ...(finding.at && { at: finding.at }),
    message: `so it looks (${finding.message}), but not everything was seen: ${gaps(missing)}`,
    settle: settling(missing),
    evidence: finding.evidence,
  };
}

function gaps(outcomes: readonly Outcome[]): string {
  return outcomes.map(({ collector, reason }) => `${collector} ${reason ?? 'were not all seen'}`).join('; ');
}

/** A fail stands on what was seen; a pass says that there is nothing else, which an incomplete list cannot prove. */
function withoutUnprovenPasses(findings: readonly Finding[], partial: readonly Outcome[]): Finding[] {
  return findings.map((finding) =>
    finding.verdict === 'pass' || finding.verdict === 'not-applicable'
      ? {
          verdict: 'unknown',
          ...(finding.at && { at: finding.at }),
          message: `nothing wrong in what was seen, but not everything was seen: ${gaps(partial)}`,
          settle: settling(partial),
          ...(finding.evidence && { evidence: finding.evidence }),
        }
      : finding,
  );
}

function settling(outcomes: readonly Outcome[]): string[] {
  const rights = outcomes.flatMap(({ missing }) => (missing ?? []).map(rightText));
  if (rights.length > 0) return [...new Set(rights)];
  return outcomes.map(({ collector, status }) =>
    status === 'absent' ? `collect ${collector} (run against the live cluster)` : `read ${collector} again`,
  );
}

const WORDS = {
  ok: 'collected',
  partial: 'partly collected',
  forbidden: 'forbidden',
  absent: 'not collected',
  failed: 'failed',
} as const;

function toVerdict(check: CheckDefinition, finding: Outcomes, owner: Verdict['owner']): Verdict {
  const { at } = finding;
  const detail = finding.verdict === 'fail' ? (finding.detail ?? '') : '';
  return {
    check: check.id,
    title: check.title,
    area: check.area,
    severity: (finding.verdict === 'fail' ? finding.severity : undefined) ?? check.severity,
    verdict: finding.verdict,
    ...(at && { object: at }),
    message: finding.message,
    evidence: 'evidence' in finding ? (finding.evidence ?? []) : [],
    ...(finding.verdict === 'unknown' && { settle: [...finding.settle] }),
    owner,
    fingerprint: fingerprint(check.id, at, detail),
  };
}

/** Of what, where and which detail; never of time, order, wording or version. 16 hex digits. */
export function fingerprint(check: string, object: ObjectRef | undefined, detail: string): string {
  const identity = [check, object?.kind ?? '', object?.namespace ?? '', object?.name ?? '', detail];
  return createHash('sha256').update(JSON.stringify(identity)).digest('hex').slice(0, 16);
}

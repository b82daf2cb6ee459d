import { createHash } from 'node:crypto';
import { customerDuties } from '../data/customer-duties.ts';
import { messageOf } from '../shared/errors.ts';
import type { ClusterModel } from '../model/parts.ts';
import type { ObjectRef, Verdict } from '../result/types.ts';
import { compareVerdicts } from '../result/sort.ts';
import { narrowedTo } from '../snapshot/narrowed.ts';
import type { CollectorId, Outcome } from '../snapshot/types.ts';
import type { CheckDefinition, Finding } from './define.ts';
import { realNodes } from './invented.ts';
import type { CheckParts } from './parts.ts';
import { partSources } from './parts.ts';
import type { View } from './proof.ts';
import { delivered, hides } from '../snapshot/hides.ts';
import { inScope, notCollected, proven } from './proof.ts';

/**
 * Runs checks over a model. Never throws: a check that throws yields an `error` verdict in addition to its previous findings.
 * Sorted, worst first. `parts` are the model's parts and the add-ons; `outcome` returns how complete each list is.
 */
export function runChecks(
  checks: readonly CheckDefinition[],
  parts: CheckParts,
  outcome: ClusterModel['outcome'],
): Verdict[] {
  const { namespace, source, severalClusters } = parts.cluster;
  const view: View = {
    outcome,
    source,
    ...(namespace !== undefined && { namespace }),
    ...(severalClusters && { severalClusters }),
  };
  return checks
    .flatMap((check) => {
      const owner = ownerOf(check, parts);
      return runCheck(check, parts, view).map((finding) => toVerdict(check, finding, owner));
    })
    .sort(compareVerdicts);
}

/** The responsibility: on a managed control plane the provider, unless the offering leaves it to the customer. */
function ownerOf(
  { id, providerManaged }: CheckDefinition,
  { cluster }: CheckParts,
): Verdict['responsibility'] {
  const { managed, distribution } = cluster;
  if (!providerManaged || !managed.known || !managed.value) return 'customer';
  const own = customerDuties[id]?.some(
    (duty) => distribution.known && duty.distribution === distribution.value.id,
  );
  return own ? 'customer' : 'provider';
}

function runCheck(check: CheckDefinition, parts: CheckParts, whole: View): Finding[] {
  const { kinds } = check;
  const view = kinds ? narrowedView(whole, kinds) : whole;
  const lists = check.needs.map((part) => partSources[part].sources);
  const wanted = [...lists, ...(check.collectors ?? []).map((id) => [id])].filter((list) => list.length > 0);
  const missing = wanted.filter((list) => !list.some((id) => delivered(view.outcome(id))));
  if (missing.length > 0) return [notCollected(distinct(missing.flat()).map(view.outcome), view)];
  const seen = check.needs.includes('nodes') ? realNodes(parts) : { parts, evaluate: (one: Finding) => one };
  const all: Finding[] = [];
  try {
    for (const finding of check.run(narrow(check, seen.parts))) all.push(seen.evaluate(finding));
    if (all.length === 0) throw new Error('the check reached no verdict');
  } catch (error) {
    // Findings from before the failure are valid.
    all.push({ verdict: 'error', message: `the check itself failed: ${messageOf(error)}` });
  }
  const incomplete = incompleteFor(check, wanted.flat(), view);
  return inScope(all, view).map((finding) => proven(finding, incomplete, view));
}

/** The view of a check that reads a part of the kinds. One outcome per collector: every finding is compared with it. */
function narrowedView(whole: View, kinds: NonNullable<CheckDefinition['kinds']>): View {
  const narrowed = new Map<CollectorId, Outcome>();
  const outcome = (id: CollectorId): Outcome => {
    const known = narrowed.get(id) ?? narrowedTo(whole.outcome(id), kinds[id]);
    narrowed.set(id, known);
    return known;
  };
  return { ...whole, outcome };
}

/** Incomplete lists of a check: of its needs, and of those that a pass requires. */
function incompleteFor(
  { passNeeds = [] }: CheckDefinition,
  wanted: readonly CollectorId[],
  view: View,
): Outcome[] {
  const sources = distinct(wanted)
    .map(view.outcome)
    .filter(({ status }) => status !== 'ok');
  const passSources = distinct(passNeeds)
    .map(view.outcome)
    .filter((id) => hides(id, view));
  return distinct([...sources, ...passSources]);
}

function distinct<T>(items: readonly T[]): T[] {
  return [...new Set(items)];
}

/** Only the declared parts are readable, at run time too: a cast must not pass a test. */
function narrow(check: CheckDefinition, parts: CheckParts): CheckParts {
  const allowed = {} as CheckParts;
  for (const part of [...check.needs, ...check.uses]) {
    Object.defineProperty(allowed, part, { get: () => parts[part], enumerable: true });
  }
  return allowed;
}

function toVerdict(check: CheckDefinition, finding: Finding, owner: Verdict['responsibility']): Verdict {
  const { at } = finding;
  const detail = finding.verdict === 'fail' ? (finding.detail ?? '') : '';
  return {
    check: check.id,
    title: finding.verdict === 'fail' ? check.title : check.control,
    area: check.area,
    severity: (finding.verdict === 'fail' ? finding.severity : undefined) ?? check.severity,
    verdict: finding.verdict,
    ...(at && { object: at }),
    message: finding.message,
    evidence: 'evidence' in finding ? (finding.evidence ?? []) : [],
    ...(finding.verdict === 'unknown' && { requires: [...finding.requires] }),
    ...(finding.verdict === 'unknown' && finding.noRiskInData && { noRiskInData: true }),
    responsibility: owner,
    ...('rows' in finding && finding.rows && { controls: [...finding.rows] }),
    ...('cleared' in finding && finding.cleared && { passedControls: [...finding.cleared] }),
    fingerprint: fingerprint(check.id, at, detail),
    ...('members' in finding && finding.members && { members: [...finding.members] }),
  };
}

/** From check, object and detail; never from time, order, wording or version. 16 hex digits. */
export function fingerprint(check: string, object: ObjectRef | undefined, detail: string): string {
  const identity = [check, object?.kind ?? '', object?.namespace ?? '', object?.name ?? '', detail];
  return createHash('sha256').update(JSON.stringify(identity)).digest('hex').slice(0, 16);
}

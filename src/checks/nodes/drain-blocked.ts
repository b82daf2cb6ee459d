import type { BudgetFacts } from '../../model/types.ts';
import { plural } from '../../shared/text.ts';
import type { CustomRecord } from '../../snapshot/records/index.ts';
import type { CheckParts, Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { keepingOf } from '../helpers/budget-keepers.ts';
import type { Allowance } from '../helpers/disruptions.ts';
import { allowanceOf, sharedPods } from '../helpers/disruptions.ts';
import { few, listed, observed } from '../helpers/objects.ts';

export default defineCheck({
  id: 'nodes/drain-blocked',
  title: 'PodDisruptionBudget blocks node drain',
  control: 'Node drain and PodDisruptionBudgets',
  severity: 'medium',
  why: 'A node drain waits until the PodDisruptionBudget allows the eviction. If it never does, node upgrades and scale-down stop, or the drain is forced and interrupts the workload.',
  remediation:
    'Set `maxUnavailable: 1`, or run one replica more than `minAvailable`. Select each Pod with one PodDisruptionBudget, and use an integer `minAvailable` for Pods without a controller.',
  references: ['disruption-budgets', 'api-initiated-eviction'],
  peerChecks: [148],
  needs: ['extensions'],
  uses: ['budgets', 'cluster', 'addons'],
  collectors: ['availability'],
  kinds: { availability: ['policy/PodDisruptionBudget'] },
  *run(parts): Iterable<Finding> {
    const { budgets, cluster } = parts;
    if (budgets.length === 0) {
      yield { verdict: 'not-applicable', message: 'no PodDisruptionBudget found' };
      return;
    }
    const shared = sharedPods(budgets);
    for (const { pods, over } of shared) yield sharedBy(over, pods);
    const doubled = new Set(shared.flatMap(({ over }) => over));
    const open: BudgetFacts[] = [];
    for (const budget of budgets) {
      const finding = byKeeper(
        budget,
        evaluate(budget, allowanceOf(budget, neighbors(budget, budgets)), cluster.source),
        parts,
      );
      if (finding) yield finding;
      else if (!doubled.has(budget)) open.push(budget);
    }
    if (open.length > 0)
      yield {
        verdict: 'pass',
        message: `${plural(open.length, 'PodDisruptionBudget')} ${open.length === 1 ? 'allows' : 'allow'} node drain`,
        evidence: few(open.slice(0, 3), ({ record }) => observed(nameOf(record), show(record))),
      };
  },
});

/** Whether its namespace contains another budget, so that one pod may have both. */
function neighbors(budget: BudgetFacts, budgets: readonly BudgetFacts[]): boolean {
  return budgets.some((other) => other !== budget && other.namespace === budget.namespace);
}

/** A budget without allowed disruptions is no obstacle where its operator moves the pod, and may be none where it possibly does. */
function byKeeper(
  budget: BudgetFacts,
  finding: Finding | undefined,
  parts: Pick<CheckParts, 'addons' | 'extensions'>,
): Finding | undefined {
  if (finding?.verdict !== 'fail') return finding;
  const keeping = keepingOf(budget, parts);
  if (!keeping) return finding;
  if (keeping.state === 'moves') return undefined;
  const { reason, requires } = keeping;
  return {
    verdict: 'unknown',
    at: refOf(budget.record),
    message: `${finding.message}; ${reason}`,
    requires,
    evidence: finding.evidence,
  };
}

function sharedBy(over: readonly BudgetFacts[], pods: readonly string[]): Finding {
  const names = over.map(({ record }) => record.name);
  return {
    verdict: 'fail',
    at: refOf(over[0]?.record),
    detail: 'shared',
    message: `${listed(names)} select the same Pods (${listed(pods)}): a Pod with more than one PodDisruptionBudget cannot be evicted`,
    evidence: few(over, ({ record }) => observed(nameOf(record), show(record))),
  };
}

/** Undefined for a budget that allows a disruption, and for one that covers nothing. */
function evaluate({ record }: BudgetFacts, allowance: Allowance, source: string): Finding | undefined {
  const at = refOf(record);
  const evidence = [observed(nameOf(record), show(record)), ...allowance.evidence];
  switch (allowance.state) {
    case 'open':
      return undefined;
    case 'unknown':
      return {
        verdict: 'unknown',
        at,
        message: allowance.reason,
        restsOn: ['pods', 'workloads'],
        requires: allowance.requires,
        evidence,
      };
    case 'now':
    case 'least':
      return {
        verdict: 'fail',
        at,
        detail: allowance.state,
        severity: 'low',
        message: allowance.reason,
        evidence,
      };
    case 'never':
  }
  return {
    verdict: 'fail',
    at,
    detail: 'never',
    // Pods that were not collected may all be of a kind that a drain does not evict.
    ...(source === 'live' && !allowance.seen && { restsOn: ['pods'] as const }),
    message: allowance.reason,
    evidence,
  };
}

function refOf(record: CustomRecord | undefined) {
  const { name = '', namespace } = record ?? {};
  return { kind: 'PodDisruptionBudget', name, ...(namespace !== undefined && { namespace }) };
}

function nameOf({ namespace, name }: CustomRecord): string {
  return `PodDisruptionBudget ${namespace ?? ''}/${name}`;
}

function show({ spec, status }: CustomRecord): string {
  const wanted = ['minAvailable', 'maxUnavailable']
    .filter((field) => spec[field] !== undefined)
    .map((field) => `${field}: ${String(spec[field])}`);
  const allowed = status?.['disruptionsAllowed'];
  return [
    ...(wanted.length > 0 ? wanted : ['minAvailable and maxUnavailable not set']),
    ...(typeof allowed === 'number' ? [`disruptionsAllowed: ${allowed}`] : []),
  ].join(', ');
}

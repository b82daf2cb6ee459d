import type { CustomRecord } from '../../snapshot/records/index.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { few, observed } from '../helpers/objects.ts';

export default defineCheck({
  id: 'nodes/drain-blocked',
  title: 'A PodDisruptionBudget does not let nodes be drained',
  severity: 'medium',
  why: 'Draining a node, and with it every upgrade of nodes and every scale-down, waits until the budget allows a pod to go. A budget that never does stops the upgrade half-way, or makes somebody force it at night.',
  fix: 'Run one replica more than the budget asks for, or allow one pod to be away: maxUnavailable: 1.',
  references: [
    {
      framework: 'docs',
      id: 'Disruption budgets',
      url: 'https://kubernetes.io/docs/tasks/run-application/configure-pdb/',
    },
  ],
  union: [148],
  needs: ['extensions'],
  collectors: ['availability'],
  *run({ extensions }): Iterable<Finding> {
    const budgets = extensions.custom.filter(
      ({ group, kind }) => group === 'policy' && kind === 'PodDisruptionBudget',
    );
    if (budgets.length === 0) {
      yield { verdict: 'not-applicable', message: 'there is no PodDisruptionBudget' };
      return;
    }
    const open: CustomRecord[] = [];
    for (const budget of budgets) {
      const finding = judge(budget);
      if (finding) yield finding;
      else open.push(budget);
    }
    if (open.length > 0)
      yield {
        verdict: 'pass',
        message: `${plural(open.length, 'PodDisruptionBudget')} ${open.length === 1 ? 'lets' : 'let'} pods go`,
        evidence: few(open.slice(0, 3), (budget) => observed(nameOf(budget), show(budget))),
      };
  },
});

/** Undefined for a budget that lets a pod go, and for one that covers nothing. */
function judge(budget: CustomRecord): Finding | undefined {
  const { name, namespace, spec, status, labels } = budget;
  const at = { kind: 'PodDisruptionBudget', name, ...(namespace !== undefined && { namespace }) };
  const evidence = [observed(nameOf(budget), show(budget))];
  // CloudNativePG guards the primary so, and moves it away by itself when its node is cordoned.
  if (labels['cnpg.io/cluster'] !== undefined) return undefined;
  const never = isZero(spec['maxUnavailable']) || spec['minAvailable'] === '100%';
  const fail = (message: string): Finding => ({ verdict: 'fail', at, detail: 'never', message, evidence });
  const { disruptionsAllowed, expectedPods, desiredHealthy, currentHealthy } = status ?? {};
  if (typeof disruptionsAllowed !== 'number' || typeof expectedPods !== 'number') {
    return never
      ? fail('it allows no pod to be away, ever')
      : {
          verdict: 'unknown',
          at,
          message: 'it has no status: how many pods it covers does not show',
          settle: ['run against the live cluster'],
          evidence,
        };
  }
  if (disruptionsAllowed > 0 || expectedPods === 0) return undefined;
  if (never || (typeof desiredHealthy === 'number' && desiredHealthy >= expectedPods))
    return fail(
      `it wants ${expectedPods === 1 ? 'the only pod' : `all ${expectedPods} pods`} to stay: no node with one of them can be drained`,
    );
  return {
    verdict: 'fail',
    at,
    detail: 'now',
    severity: 'low',
    message: `at this moment it lets no pod go: ${typeof currentHealthy === 'number' ? currentHealthy : '?'} of ${expectedPods} pods are healthy`,
    evidence,
  };
}

function isZero(value: unknown): boolean {
  return value === 0 || value === '0' || value === '0%';
}

function nameOf({ namespace, name }: CustomRecord): string {
  return `PodDisruptionBudget ${namespace ?? ''}/${name}`;
}

function show({ spec, status }: CustomRecord): string {
  const wanted = ['minAvailable', 'maxUnavailable']
    .filter((field) => spec[field] !== undefined)
    .map((field) => `${field}: ${String(spec[field])}`);
  const allowed = status?.['disruptionsAllowed'];
  return [...wanted, ...(typeof allowed === 'number' ? [`disruptionsAllowed: ${allowed}`] : [])].join(', ');
}

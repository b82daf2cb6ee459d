import { plural } from '../../shared/text.ts';
import type { PriorityClassRecord } from '../../snapshot/records/index.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { few, listed, observed } from '../helpers/objects.ts';

/** Kubernetes reserves higher values for its own classes. */
const SYSTEM_VALUE = 1_000_000_000;

export default defineCheck({
  id: 'workloads/default-priority-high',
  title: 'Default priority class outranks other classes',
  control: 'Default priority class (globalDefault)',
  severity: 'info',
  why: 'Pods without a priority class get the default one and evict Pods of the lower classes. Important workloads that name such a class lose their place to any new Pod.',
  remediation:
    'Set `globalDefault: true` on the class with the lowest value only, or on none: the default priority is then 0.',
  references: ['pod-priority'],
  needs: ['priorityClasses'],
  *run({ priorityClasses }): Iterable<Finding> {
    const own = priorityClasses.filter(({ value }) => value !== undefined && value <= SYSTEM_VALUE);
    const defaults = own.filter(({ globalDefault }) => globalDefault === true);
    const [first] = defaults;
    if (!first) {
      yield {
        verdict: 'pass',
        message: 'no PriorityClass is the default: Pods without one have priority 0',
        evidence: [
          observed('priority classes', `${plural(priorityClasses.length, 'class', 'classes')} evaluated`),
        ],
      };
      return;
    }
    // Of several, the API server applies the one with the lowest value.
    const applied = defaults.reduce((a, b) => (valueOf(b) < valueOf(a) ? b : a), first);
    const lower = own.filter((one) => valueOf(one) < valueOf(applied) && valueOf(one) > 0);
    const at = { kind: 'PriorityClass', name: applied.name };
    const evidence = few([applied, ...lower], (one) =>
      observed(
        `PriorityClass ${one.name}`,
        `value ${valueOf(one)}${one === applied ? ', globalDefault' : ''}`,
      ),
    );
    yield lower.length > 0
      ? {
          verdict: 'fail',
          at,
          message: `globalDefault with value ${valueOf(applied)}, above ${listed(lower.map((one) => `${one.name} (${valueOf(one)})`))}`,
          evidence,
        }
      : {
          verdict: 'pass',
          at,
          message: `globalDefault with value ${valueOf(applied)}, not above another class for applications`,
          evidence,
        };
  },
});

function valueOf({ value = 0 }: PriorityClassRecord): number {
  return value;
}

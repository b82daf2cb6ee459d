import { groupBy } from '../../shared/group.ts';
import type { ServiceFacts } from '../../model/types.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { judged } from '../helpers/judged.ts';
import { few, listed, observed } from '../helpers/objects.ts';

export default defineCheck({
  id: 'exposure/selectors-duplicate',
  title: 'Services with the same selector and ports',
  control: 'Selectors of Services',
  severity: 'info',
  why: 'Several Services lead to the same Pods and ports. One of them may be a leftover that exposes the workload, or a selector that was copied and not adapted.',
  remediation: 'Delete the Services that no client uses, or correct `spec.selector` of the copy.',
  references: ['K07'],
  peerChecks: [199],
  needs: ['services'],
  *run({ services }): Iterable<Finding> {
    // A headless Service beside another one is the usual pair of a StatefulSet.
    const own = services.filter(
      ({ record }) => Object.keys(record.selector ?? {}).length > 0 && record.clusterIP !== 'None',
    );
    const twins = [...groupBy(own, keyOf).values()].filter((group) => group.length > 1);
    yield* judged({
      faults: twins.map(faultOf),
      evaluated: own.length,
      noun: 'Service with a selector',
      many: 'Services with a selector',
      pass: 'no two Services have the same selector and ports',
    });
  },
});

/** Of another type it is an entry point of its own, for clients outside. */
function keyOf({ record: { namespace, selector = {}, ports, type } }: ServiceFacts): string {
  const labels = Object.entries(selector).sort(([a], [b]) => (a < b ? -1 : 1));
  const targets = ports
    .map(({ port, targetPort = String(port), protocol = 'TCP' }) => `${protocol}/${targetPort}`)
    .sort();
  return JSON.stringify([namespace, type, labels, targets]);
}

function faultOf(group: readonly ServiceFacts[]): Finding {
  const names = group.map(({ record }) => record.name).sort();
  const { namespace = '' } = group[0]?.record ?? {};
  return {
    verdict: 'fail',
    at: { kind: 'Namespace', name: namespace },
    detail: names.join(' '),
    message: `Services ${listed(names)} select the same Pods and ports`,
    evidence: few(group, ({ record }) =>
      observed(
        `service ${namespace}/${record.name}`,
        `selector ${Object.entries(record.selector ?? {})
          .map(([key, value]) => `${key}=${value}`)
          .join(',')}`,
      ),
    ),
  };
}

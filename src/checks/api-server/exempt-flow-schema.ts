import { plural } from '../../shared/text.ts';
import { listed, observed } from '../helpers/objects.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';

export default defineCheck({
  id: 'api-server/exempt-flow-schema',
  title: 'Clients exempt from API Priority and Fairness',
  control: 'Exempt FlowSchemas',
  severity: 'low',
  why: 'Requests at an exempt priority level are never queued or limited. A faulty or malicious exempt client can overload kube-apiserver for all clients.',
  remediation:
    'Assign the FlowSchema to a dedicated PriorityLevelConfiguration of type `Limited` with sufficient `nominalConcurrencyShares`.',
  references: ['api-priority-and-fairness'],
  needs: [],
  uses: ['extensions'],
  collectors: ['flowcontrol'],
  kinds: { flowcontrol: ['flowcontrol.apiserver.k8s.io/FlowSchema'] },
  *run({ extensions }): Iterable<Finding> {
    const ours = extensions.custom.filter(({ group }) => group === 'flowcontrol.apiserver.k8s.io');
    const exempt = new Set([
      'exempt',
      ...ours
        .filter(({ kind, spec }) => kind === 'PriorityLevelConfiguration' && spec['type'] === 'Exempt')
        .map(({ name }) => name),
    ]);
    const schemas = ours.filter(({ kind }) => kind === 'FlowSchema');
    let faults = 0;
    for (const { name, spec } of schemas) {
      const level = nameIn(spec['priorityLevelConfiguration']);
      if (!exempt.has(level) || SHIPPED.has(name)) continue;
      const unrecognized = subjectsOf(spec['rules']).filter(
        (subject) => !/^(?:User|Group) (?:system|eks|gke):/.test(subject),
      );
      if (unrecognized.length === 0) continue;
      faults++;
      yield {
        verdict: 'fail',
        at: { kind: 'FlowSchema', name },
        message: `${listed(unrecognized)} ${unrecognized.length === 1 ? 'is' : 'are'} exempt from API Priority and Fairness`,
        evidence: [observed(`FlowSchema ${name}`, `priority level ${level}: ${listed(unrecognized)}`)],
      };
    }
    if (faults === 0)
      yield {
        verdict: 'pass',
        message: 'only system identities are exempt from API Priority and Fairness',
        evidence: [observed('FlowSchemas', plural(schemas.length, 'schema'))],
      };
  },
});

/** Shipped by Kubernetes: system:masters, and the health checks of all users. */
const SHIPPED = new Set(['exempt', 'probes']);

function nameIn(value: unknown): string {
  const name =
    typeof value === 'object' && value !== null ? (value as Record<string, unknown>)['name'] : undefined;
  return typeof name === 'string' ? name : '';
}

/** `Group x`, `ServiceAccount ns/name` of a schema's rules. */
function subjectsOf(rules: unknown): string[] {
  const list = Array.isArray(rules) ? (rules as Record<string, unknown>[]) : [];
  const subjects = list.flatMap(({ subjects: own }) =>
    Array.isArray(own) ? (own as Record<string, unknown>[]) : [],
  );
  return [
    ...new Set(
      subjects.map(({ kind, user, group, serviceAccount }) => {
        if (kind !== 'ServiceAccount') return `${String(kind)} ${nameIn(user) || nameIn(group)}`;
        const namespace = (serviceAccount as Record<string, unknown> | undefined)?.['namespace'];
        return `ServiceAccount ${typeof namespace === 'string' ? namespace : ''}/${nameIn(serviceAccount)}`;
      }),
    ),
  ].sort();
}

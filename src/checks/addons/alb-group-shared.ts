import { groupBy } from '../../shared/group.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { installed, notInstalled } from '../helpers/addons/installed.ts';
import { few, listed, observed } from '../helpers/objects.ts';

const GROUP = 'alb.ingress.kubernetes.io/group.name';

export default defineCheck({
  id: 'addons/alb-group-shared',
  title: 'Namespaces share one AWS load balancer',
  control: 'Ingress groups of the AWS Load Balancer Controller',
  severity: 'low',
  why: 'All Ingresses of a group add rules to one load balancer, and a lower `group.order` wins. A user with Ingresses in one of the namespaces can redirect the traffic of the others.',
  remediation:
    'Use one group per team, and set `group.name` with `namespaceSelector` in IngressClassParams. The annotation has no effect then, and only selected namespaces join.',
  references: ['K02', 'aws-ingress-groups'],
  needs: ['workloads'],
  uses: ['addons', 'trust', 'extensions'],
  passNeeds: ['ingresses'],
  *run({ extensions, ...parts }): Iterable<Finding> {
    const found = installed('aws-load-balancer-controller', parts);
    const groups = groupBy(extensions.ingresses, ({ annotations }) => annotations[GROUP]);
    if (found.workloads.length === 0 && groups.size === 0) {
      yield notInstalled(found, parts);
      return;
    }
    let fails = 0;
    for (const [group, members] of groups) {
      const namespaces = [...new Set(members.map(({ namespace }) => namespace))].sort();
      if (namespaces.length < 2) continue;
      fails++;
      yield {
        verdict: 'fail',
        detail: group,
        message: `group ${group} has Ingresses of ${listed(namespaces)}`,
        evidence: few(members, ({ namespace, name }) =>
          observed(`Ingress ${namespace}/${name}`, `${GROUP}: ${group}`),
        ),
      };
    }
    if (fails > 0) return;
    yield groups.size === 0
      ? { verdict: 'not-applicable', message: 'no Ingress has a group' }
      : {
          verdict: 'pass',
          message: 'every group has Ingresses of one namespace',
          evidence: few(groups, ([group, members]) =>
            observed(`group ${group}`, `namespace ${members[0]?.namespace ?? ''}`),
          ),
        };
  },
});

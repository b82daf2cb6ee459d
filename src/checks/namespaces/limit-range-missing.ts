import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import type { ApplicationNamespace } from '../helpers/application-namespaces.ts';
import { applicationNamespaces, eachNamespace } from '../helpers/application-namespaces.ts';
import { setsDefaults } from '../helpers/quotas.ts';

export default defineCheck({
  id: 'namespaces/limit-range-missing',
  title: 'Namespace without a LimitRange',
  control: 'LimitRanges of application namespaces',
  severity: 'info',
  why: 'Containers without own requests and limits get none. The scheduler then places too many of them on a node, and one container can use all memory of the node.',
  remediation:
    'Create a LimitRange of type `Container` with `defaultRequest` and `default` for CPU and memory in the namespace.',
  references: ['limit-ranges'],
  peerChecks: [153],
  needs: ['namespaces', 'workloads'],
  uses: ['addons', 'cluster', 'namespaceLimits'],
  collectors: ['platform'],
  kinds: { platform: ['LimitRange'] },
  *run({ namespaceLimits, ...parts }): Iterable<Finding> {
    const rangesOf = ({ name }: ApplicationNamespace) => namespaceLimits.limitRanges.get(name) ?? [];
    yield* eachNamespace(applicationNamespaces(parts), {
      isFaulty: (one) => !rangesOf(one).some(setsDefaults),
      fault: 'no LimitRange sets defaults for its containers',
      sound: 'every application namespace has a LimitRange that sets defaults for containers',
      show: (one) => plural(rangesOf(one).length, 'LimitRange'),
      restsOn: ['platform'],
    });
  },
});

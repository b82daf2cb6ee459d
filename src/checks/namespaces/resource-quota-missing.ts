import type { CustomRecord } from '../../snapshot/records/index.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import type { ApplicationNamespace } from '../helpers/application-namespaces.ts';
import { applicationNamespaces, eachNamespace } from '../helpers/application-namespaces.ts';
import { fieldsOfQuota } from '../helpers/quotas.ts';

/** One of these limits what the Pods of a namespace take from nodes. */
const COMPUTE = /^(?:(?:requests\.|limits\.)?(?:cpu|memory)|(?:count\/)?pods)$/;

export default defineCheck({
  id: 'namespaces/resource-quota-missing',
  title: 'Namespace without a ResourceQuota',
  control: 'ResourceQuotas of application namespaces',
  severity: 'low',
  why: 'Any user or workload that creates Pods in the namespace can use all CPU and memory of the cluster. Workloads of other namespaces are then evicted or not scheduled.',
  remediation:
    'Create a ResourceQuota with `requests.cpu`, `requests.memory`, `limits.memory` and `pods` in the namespace. Add a LimitRange first: Pods without these settings are rejected.',
  references: ['resource-quotas', 'NSA Namespaces'],
  peerChecks: [152],
  needs: ['namespaces', 'workloads'],
  uses: ['addons', 'cluster', 'namespaceLimits'],
  collectors: ['platform'],
  kinds: { platform: ['ResourceQuota'] },
  *run({ namespaceLimits, ...parts }): Iterable<Finding> {
    const quotasOf = ({ name }: ApplicationNamespace) => namespaceLimits.quotas.get(name) ?? [];
    yield* eachNamespace(applicationNamespaces(parts), {
      isFaulty: (one) => !quotasOf(one).some(limitsCompute),
      fault: 'no ResourceQuota limits its CPU, memory or Pods',
      sound: 'every application namespace has a ResourceQuota for CPU, memory or Pods',
      show: (one) => `${plural(quotasOf(one).length, 'ResourceQuota')}${unlimitedText(one)}`,
      restsOn: ['platform'],
    });
  },
});

/** A quota with a scope counts some of the Pods only. In older snapshots, which contain names alone, any quota counts. */
function limitsCompute(quota: CustomRecord): boolean {
  const { hard, scoped } = fieldsOfQuota(quota);
  return hard === undefined || (!scoped && hard.some((name) => COMPUTE.test(name)));
}

function unlimitedText({ workloads }: ApplicationNamespace): string {
  const unlimited = workloads.filter(
    ({ template }) =>
      template.sysctls !== undefined &&
      template.containers.some(({ limits = [], role }) => role !== 'ephemeral' && !limits.includes('memory')),
  );
  return unlimited.length === 0 ? '' : `; ${plural(unlimited.length, 'workload')} without a memory limit`;
}

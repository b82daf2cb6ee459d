import { valueAt } from '../helpers/addons/custom.ts';
import { addonCheck, objects } from '../families/addon-check.ts';

export default addonCheck({
  id: 'addons/karpenter-limits-missing',
  title: 'Karpenter NodePool without limits',
  control: 'Karpenter NodePool limits',
  severity: 'low',
  why: 'Every Pod that does not fit creates nodes. A mistake or an attacker who can create Pods causes unlimited cost, and can exhaust the quota of the account.',
  remediation: 'Set `spec.limits.cpu` and `spec.limits.memory` in each NodePool.',
  references: ['K07', 'karpenter-nodepools'],
  addon: 'karpenter',
  asks: objects({
    kinds: ['karpenter.sh/NodePool'],
    noun: 'NodePool',
    fault: ({ spec }) =>
      Object.keys(valueAt(spec, 'limits') ?? {}).length > 0
        ? undefined
        : { message: 'limits is not set; expected cpu and memory', value: 'limits not set' },
    pass: 'limits are set',
  }),
});

import { textAt } from '../helpers/addons/custom.ts';
import { addonCheck, objects } from '../families/addon-check.ts';

export default addonCheck({
  id: 'addons/olm-approval-automatic',
  title: 'Operator upgrades are approved automatically',
  control: 'OLM upgrade approval',
  severity: 'low',
  why: 'A new release of the operator is installed without a review, with all permissions that it requires. A faulty or malicious release reaches the cluster at once.',
  remediation:
    'Set `spec.installPlanApproval: Manual` in the Subscription, and approve InstallPlans after a review.',
  references: ['K07', 'olm-subscription'],
  addon: 'olm',
  asks: objects({
    kinds: ['operators.coreos.com/Subscription'],
    noun: 'Subscription',
    fault: ({ spec }) => {
      // Automatic by default (operator-framework/api pkg/operators/v1alpha1/subscription_types.go).
      const approval = textAt(spec, 'installPlanApproval') ?? 'Automatic';
      return approval === 'Manual'
        ? undefined
        : {
            message: `installPlanApproval is ${approval}; expected Manual`,
            value: `installPlanApproval: ${approval}`,
          };
    },
    pass: 'installPlanApproval is Manual',
  }),
});

import { defineCheck } from '../define.ts';
import { judgeFlag } from '../helpers/flags.ts';

export default defineCheck({
  id: 'controller-manager/shared-credentials',
  title: 'All controllers share one identity',
  severity: 'low',
  why: 'Each controller then acts with the rights of the controller manager as a whole, which has to have the sum of them. In the audit trail they cannot be told apart.',
  fix: 'Set --use-service-account-credentials=true.',
  references: ['CIS 1.3.3', 'kube-controller-manager'],
  needs: [],
  uses: ['controlPlane'],
  // Static pods are the only witness: one that was not listed may differ.
  passNeeds: ['pods'],
  providerManaged: true,
  *run({ controlPlane: { controllerManager } }) {
    yield judgeFlag('kube-controller-manager', controllerManager.flag('use-service-account-credentials'), {
      bad: (value) => value !== 'true',
      fail: (instances) => `controllers have no accounts of their own${instances}`,
      pass: 'each controller has an account of its own',
    });
  },
});

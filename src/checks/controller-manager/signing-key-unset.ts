import { defineCheck } from '../define.ts';
import { judgeFlag } from '../helpers/flags.ts';

export default defineCheck({
  id: 'controller-manager/signing-key-unset',
  title: 'The controller manager has no key for tokens',
  severity: 'low',
  why: 'Without it, Secrets for tokens of service accounts are not filled, and what signs tokens elsewhere cannot be changed in one place.',
  fix: 'Set --service-account-private-key-file.',
  references: ['CIS 1.3.4', 'kube-controller-manager'],
  needs: [],
  uses: ['controlPlane'],
  // Static pods are the only witness: one that was not listed may differ.
  passNeeds: ['pods'],
  providerManaged: true,
  *run({ controlPlane: { controllerManager } }) {
    yield judgeFlag('kube-controller-manager', controllerManager.flag('service-account-private-key-file'), {
      bad: (value) => value === '',
      fail: (instances) => `no key for service account tokens is set${instances}`,
      pass: 'a key for service account tokens is set',
    });
  },
});

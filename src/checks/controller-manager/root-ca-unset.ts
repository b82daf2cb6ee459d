import { defineCheck } from '../define.ts';
import { judgeFlag } from '../helpers/flags.ts';

export default defineCheck({
  id: 'controller-manager/root-ca-unset',
  title: 'Pods are not given the CA of the API server',
  severity: 'low',
  why: 'Programs in pods verify the API server by the CA that the controller manager hands out. Without it they fail, or are told not to verify.',
  fix: 'Set --root-ca-file to the CA of the API server.',
  references: ['CIS 1.3.5', 'kube-controller-manager'],
  needs: [],
  uses: ['controlPlane'],
  // Static pods are the only witness: one that was not listed may differ.
  passNeeds: ['pods'],
  providerManaged: true,
  *run({ controlPlane: { controllerManager } }) {
    yield judgeFlag('kube-controller-manager', controllerManager.flag('root-ca-file'), {
      bad: (value) => value === '',
      fail: (instances) => `no CA for pods is set${instances}`,
      pass: 'pods are given the CA of the API server',
    });
  },
});

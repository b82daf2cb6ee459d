import { defineCheck } from '../define.ts';
import { judgeFlag } from '../helpers/flags.ts';

/** What Kubernetes itself takes. */
const DEFAULT = 12_500;

export default defineCheck({
  id: 'controller-manager/finished-pods-kept',
  title: 'Finished pods are never cleaned up',
  severity: 'low',
  why: 'Pods that have ended stay as objects until there are too many. Without a limit they fill etcd and slow every list.',
  fix: 'Drop --terminated-pod-gc-threshold, which is 12,500 by default, or set a lower number.',
  references: ['CIS 1.3.1', 'kube-controller-manager'],
  needs: [],
  uses: ['controlPlane'],
  // Static pods are the only witness: one that was not listed may differ.
  passNeeds: ['pods'],
  providerManaged: true,
  *run({ controlPlane: { controllerManager } }) {
    yield judgeFlag('kube-controller-manager', controllerManager.flag('terminated-pod-gc-threshold'), {
      bad: (value) => !(Number(value) > 0 && Number(value) <= DEFAULT),
      fail: (instances) => `finished pods pile up without a limit that matters${instances}`,
      pass: 'finished pods are cleaned up',
    });
  },
});

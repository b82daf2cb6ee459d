import { defineCheck } from '../define.ts';
import { judgeKubelets } from '../helpers/kubelets.ts';

export default defineCheck({
  id: 'kubelet/process-ids-unlimited',
  title: 'Pods may use up all process ids of their node',
  severity: 'low',
  why: 'A pod that makes processes without an end leaves none for the others or for the machine itself, and the node stops.',
  fix: 'Set podPidsLimit, for example 4096.',
  references: ['CIS 4.2.13', 'kubelet-configuration'],
  needs: [],
  uses: ['kubelets'],
  *run({ kubelets }) {
    yield judgeKubelets(kubelets, {
      bad: (kubelet) => !(Number(kubelet.setting('podPidsLimit')) > 0),
      shows: (kubelet) => `podPidsLimit: ${kubelet.setting('podPidsLimit') || 'not set'}`,
      fail: 'do not limit the processes of a pod',
      pass: 'the processes of a pod are limited',
    });
  },
});

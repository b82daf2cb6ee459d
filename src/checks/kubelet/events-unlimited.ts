import { defineCheck } from '../define.ts';
import { judgeKubelets } from '../helpers/kubelets.ts';

export default defineCheck({
  id: 'kubelet/events-unlimited',
  title: 'A kubelet writes events without a limit',
  severity: 'low',
  why: 'A pod that fails again and again makes events as fast as it fails, and the API server and etcd have to take them all.',
  fix: 'Drop eventRecordQPS: 0; the default is 50 a second.',
  references: ['CIS 4.2.8', 'kubelet-configuration'],
  needs: [],
  uses: ['kubelets'],
  *run({ kubelets }) {
    yield judgeKubelets(kubelets, {
      bad: (kubelet) => kubelet.setting('eventRecordQPS') === '0',
      shows: (kubelet) => `eventRecordQPS: ${kubelet.setting('eventRecordQPS') || 'default'}`,
      fail: 'write events without a limit',
      pass: 'events of kubelets are limited',
    });
  },
});

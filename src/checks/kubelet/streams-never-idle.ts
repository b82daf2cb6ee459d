import { defineCheck } from '../define.ts';
import { judgeKubelets } from '../helpers/kubelets.ts';

export default defineCheck({
  id: 'kubelet/streams-never-idle',
  title: 'Connections to containers never time out',
  severity: 'low',
  why: 'Exec and port-forward sessions that nobody uses stay open for ever: they take ports and memory, and a forgotten session is an open door.',
  fix: 'Drop streamingConnectionIdleTimeout, which is four hours by default, or set five minutes.',
  references: ['CIS 4.2.5', 'kubelet-configuration'],
  needs: [],
  uses: ['kubelets'],
  *run({ kubelets }) {
    yield judgeKubelets(kubelets, {
      bad: (kubelet) => /^0s?$/.test(kubelet.setting('streamingConnectionIdleTimeout')),
      shows: (kubelet) =>
        `streamingConnectionIdleTimeout: ${kubelet.setting('streamingConnectionIdleTimeout') || 'not told'}`,
      fail: 'keep idle connections for ever',
      pass: 'idle connections to containers end',
    });
  },
});

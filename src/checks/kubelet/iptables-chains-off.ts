import { defineCheck } from '../define.ts';
import { judgeKubelets } from '../helpers/kubelets.ts';

export default defineCheck({
  id: 'kubelet/iptables-chains-off',
  title: 'A kubelet leaves the rules of iptables alone',
  severity: 'low',
  why: 'The kubelet then does not set the chains that kube-proxy and the network count on; somebody has to do it in its place.',
  fix: 'Drop makeIPTablesUtilChains: false.',
  references: ['CIS 4.2.6', 'kubelet-configuration'],
  needs: [],
  uses: ['kubelets'],
  *run({ kubelets }) {
    yield judgeKubelets(kubelets, {
      bad: (kubelet) => kubelet.setting('makeIPTablesUtilChains') === 'false',
      shows: (kubelet) => `makeIPTablesUtilChains: ${kubelet.setting('makeIPTablesUtilChains') || 'true'}`,
      fail: 'do not set the chains of iptables',
      pass: 'kubelets set the chains of iptables',
    });
  },
});

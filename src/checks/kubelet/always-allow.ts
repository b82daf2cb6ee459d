import { defineCheck } from '../define.ts';
import { judgeKubelets } from '../helpers/kubelets.ts';

export default defineCheck({
  id: 'kubelet/always-allow',
  title: 'A kubelet lets everybody do everything',
  severity: 'high',
  why: 'With the authorizer AlwaysAllow, whoever the kubelet recognises may run commands in every pod of its node: every service account of the cluster does, and everybody where anonymous requests are taken.',
  fix: 'Set authorization.mode: Webhook in the configuration of the kubelet.',
  references: ['CIS 4.2.2', 'kubelet-configuration', 'K06'],
  needs: [],
  uses: ['kubelets'],
  *run({ kubelets }) {
    yield judgeKubelets(kubelets, {
      bad: (kubelet) => kubelet.setting('authorization.mode') === 'AlwaysAllow',
      shows: (kubelet) => `authorization.mode: ${kubelet.setting('authorization.mode')}`,
      fail: 'let everybody through',
      pass: 'kubelets ask the API server who may do what',
    });
  },
});

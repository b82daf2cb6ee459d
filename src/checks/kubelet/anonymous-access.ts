import { defineCheck } from '../define.ts';
import { isOn, judgeKubelets } from '../helpers/kubelets.ts';

export default defineCheck({
  id: 'kubelet/anonymous-access',
  title: 'A kubelet takes requests without credentials',
  severity: 'high',
  why: 'The kubelet runs commands in every pod of its node, and shows their logs. When it takes requests from anybody, what they may do is left to its authorizer alone; with AlwaysAllow that is everything.',
  fix: 'Set authentication.anonymous.enabled: false in the configuration of the kubelet.',
  references: ['CIS 4.2.1', 'kubelet-configuration', 'K06'],
  needs: [],
  uses: ['kubelets'],
  *run({ kubelets }) {
    yield judgeKubelets(kubelets, {
      bad: (kubelet) => isOn(kubelet, 'authentication.anonymous.enabled'),
      shows: (kubelet) =>
        `authentication.anonymous.enabled: ${kubelet.setting('authentication.anonymous.enabled') || 'false'}, authorization.mode: ${kubelet.setting('authorization.mode')}`,
      fail: 'take requests without credentials',
      pass: 'no kubelet takes requests without credentials',
      severity: (bad) =>
        bad.some(({ setting }) => setting('authorization.mode') === 'AlwaysAllow') ? 'critical' : 'high',
    });
  },
});

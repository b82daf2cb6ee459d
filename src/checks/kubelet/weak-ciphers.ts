import { defineCheck } from '../define.ts';
import { weakCiphers } from '../helpers/ciphers.ts';
import { judgeKubelets } from '../helpers/kubelets.ts';

export default defineCheck({
  id: 'kubelet/weak-ciphers',
  title: 'A kubelet accepts weak ciphers',
  severity: 'low',
  why: 'RC4, 3DES and ciphers without forward secrecy or with CBC can be attacked by somebody who records or changes the traffic. Without a list, the kubelet offers none of them.',
  fix: 'Drop tlsCipherSuites, or take the weak ones out.',
  references: [
    { framework: 'CIS 1.12', id: '4.2.12' },
    {
      framework: 'docs',
      id: 'KubeletConfiguration',
      url: 'https://kubernetes.io/docs/reference/config-api/kubelet-config.v1beta1/',
    },
  ],
  needs: [],
  uses: ['kubelets'],
  *run({ kubelets }) {
    yield judgeKubelets(kubelets, {
      bad: (kubelet) => weakCiphers(kubelet.setting('tlsCipherSuites')).length > 0,
      shows: (kubelet) => `tlsCipherSuites: ${kubelet.setting('tlsCipherSuites') || 'default'}`,
      fail: 'offer weak ciphers',
      pass: 'kubelets offer strong ciphers only',
    });
  },
});

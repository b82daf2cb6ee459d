import { defineCheck } from '../define.ts';
import { offersWeak } from '../helpers/ciphers.ts';
import { judgeKubelets } from '../helpers/kubelets.ts';

export default defineCheck({
  id: 'kubelet/weak-ciphers',
  title: 'A kubelet accepts weak ciphers',
  severity: 'low',
  why: 'RC4, 3DES, RSA key exchange without forward secrecy, and CBC with SHA-2 can be attacked by somebody who records or changes the traffic. Without a list, kubelets before 1.32 offer some of them; later ones offer none.',
  fix: 'Upgrade to 1.32 or later and drop tlsCipherSuites, or take the weak ones out.',
  references: ['K07', 'kubelet-configuration'],
  needs: [],
  uses: ['kubelets', 'nodes'],
  *run({ kubelets, nodes }) {
    const minors = new Map(nodes.map(({ name, minor }) => [name, minor]));
    yield judgeKubelets(kubelets, {
      bad: ({ node, setting }) => {
        const minor = minors.get(node);
        const weak = offersWeak(setting('tlsCipherSuites'), minor === undefined ? undefined : [minor]);
        return weak === 'version' ? undefined : weak;
      },
      shows: (kubelet) => `tlsCipherSuites: ${kubelet.setting('tlsCipherSuites') || 'default'}`,
      fail: 'offer weak ciphers',
      pass: 'kubelets offer strong ciphers only',
    });
  },
});

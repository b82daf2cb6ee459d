import { defineCheck } from '../define.ts';
import { offersWeak } from '../helpers/ciphers.ts';
import { evaluateKubelets } from '../helpers/kubelets.ts';

export default defineCheck({
  id: 'kubelet/weak-ciphers',
  title: 'Weak TLS cipher suites on kubelet',
  control: 'TLS cipher suites of kubelets',
  severity: 'low',
  why: 'Attackers that record or modify traffic can exploit RC4, 3DES, RSA key exchange, and CBC suites with SHA-2. Kubelets before 1.32 enable some of them by default.',
  remediation:
    'Upgrade to 1.32 or later and remove `tlsCipherSuites`. Before 1.32, set `tlsCipherSuites` to strong suites only.',
  references: ['K07', 'kubelet-configuration'],
  needs: [],
  uses: ['kubelets', 'nodes'],
  *run({ kubelets, nodes }) {
    const minors = new Map(nodes.map(({ name, minor }) => [name, minor]));
    yield evaluateKubelets(kubelets, {
      bad: ({ node, setting }) => {
        const minor = minors.get(node);
        const weak = offersWeak(setting('tlsCipherSuites'), minor === undefined ? undefined : [minor]);
        return weak === 'version' ? undefined : weak;
      },
      shows: (kubelet) => `tlsCipherSuites: ${kubelet.setting('tlsCipherSuites') || 'default'}`,
      fail: 'with weak TLS cipher suites',
      pass: 'only strong TLS cipher suites are enabled on all kubelets',
    });
  },
});

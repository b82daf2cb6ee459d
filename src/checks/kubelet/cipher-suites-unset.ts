import { cisKubeletSuites } from '../../data/cipher-suites.ts';
import { defineCheck } from '../define.ts';
import { isListed } from '../helpers/ciphers.ts';
import { judgeKubelets } from '../helpers/kubelets.ts';

export default defineCheck({
  id: 'kubelet/cipher-suites-unset',
  title: 'A kubelet is given no list of ciphers',
  severity: 'info',
  why: 'CIS asks for a list of ciphers that somebody chose, so that an upgrade does not change what is offered without anybody knowing. Without one, the list of the Go release decides, which is sound in current versions.',
  fix: 'Set tlsCipherSuites to the names that CIS 4.2.12 lists, or to fewer.',
  references: ['CIS 4.2.12', 'kubelet-configuration'],
  needs: [],
  uses: ['kubelets'],
  *run({ kubelets }) {
    yield judgeKubelets(kubelets, {
      bad: (kubelet) => !isListed(kubelet.setting('tlsCipherSuites'), cisKubeletSuites),
      shows: (kubelet) => `tlsCipherSuites: ${kubelet.setting('tlsCipherSuites') || 'default'}`,
      fail: 'do not limit their ciphers to those that CIS lists',
      pass: 'kubelets offer only ciphers that CIS lists',
    });
  },
});

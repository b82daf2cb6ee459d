import { defineCheck } from '../define.ts';
import { judgeKubelets } from '../helpers/kubelets.ts';

export default defineCheck({
  id: 'kubelet/hostname-overridden',
  title: 'A kubelet calls its node by another name than the machine has',
  severity: 'info',
  why: 'Certificates and logs then bear another name than the machine, which makes it harder to tell who is who. Clouds often need it.',
  fix: 'Take --hostname-override out of the flags of the kubelet, unless the cloud provider needs it.',
  references: ['CIS 4.2.7', 'kubelet-configuration'],
  needs: [],
  uses: ['kubelets'],
  *run({ kubelets }) {
    yield judgeKubelets(kubelets, {
      bad: (kubelet) =>
        kubelet.flag('hostname-override') === undefined
          ? undefined
          : kubelet.flag('hostname-override') !== '',
      shows: (kubelet) => `--hostname-override=${kubelet.flag('hostname-override') ?? '?'}`,
      fail: 'have a name of their own',
      pass: 'nodes are called as their machines',
    });
  },
});

import { defineCheck } from '../define.ts';
import { evaluateKubelets } from '../helpers/kubelets.ts';

export default defineCheck({
  id: 'kubelet/hostname-overridden',
  title: 'Kubelet runs with --hostname-override',
  control: 'Kubelet hostname override',
  severity: 'info',
  why: 'The Node name then differs from the host name, so certificates, audit events and host logs are harder to correlate. Some cloud providers require the flag.',
  remediation:
    'Remove `--hostname-override` from the kubelet flags unless the cloud provider requires it. The Node name changes, so drain the node and rejoin it.',
  references: ['CIS 4.2.7', 'kubelet-configuration'],
  needs: [],
  uses: ['kubelets'],
  *run({ kubelets }) {
    yield evaluateKubelets(kubelets, {
      bad: (kubelet) =>
        kubelet.flag('hostname-override') === undefined
          ? undefined
          : kubelet.flag('hostname-override') !== '',
      shows: (kubelet) => `--hostname-override=${kubelet.flag('hostname-override') ?? '?'}`,
      fail: 'with --hostname-override set',
      pass: '--hostname-override is not set on any kubelet',
    });
  },
});

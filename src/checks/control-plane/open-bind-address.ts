import { isLoopback } from '../../model/addresses.ts';
import { defineCheck } from '../define.ts';
import { judgeFlag } from '../helpers/flags.ts';

export default defineCheck({
  id: 'control-plane/open-bind-address',
  title: 'Scheduler or controller manager listens on every interface',
  severity: 'low',
  why: 'Both serve metrics and health for the machine they run on. On every interface, these ports can be tried by whoever shares the network with the control plane; they hold the rights to run the cluster.',
  fix: 'Set --bind-address=127.0.0.1 on kube-scheduler and kube-controller-manager, unless monitoring has to reach them and the network is closed.',
  references: [
    { framework: 'CIS 1.12', id: '1.3.7' },
    { framework: 'CIS 1.12', id: '1.4.2' },
    { framework: 'OWASP K8s 2025', id: 'K06' },
  ],
  needs: [],
  uses: ['controlPlane'],
  // Static pods are the only witness: one that was not listed may differ.
  passNeeds: ['pods'],
  providersJob: true,
  *run({ controlPlane }) {
    for (const [{ name, flag }, row] of [
      [controlPlane.controllerManager, '1.3.7'],
      [controlPlane.scheduler, '1.4.2'],
    ] as const) {
      const finding = judgeFlag(name, flag('bind-address'), {
        bad: (value) => !isLoopback(value),
        fail: (instances) => `${name} listens beyond the loopback interface${instances}`,
        pass: `${name} listens on the loopback interface only`,
      });
      yield { ...finding, rows: [row] };
    }
  },
});

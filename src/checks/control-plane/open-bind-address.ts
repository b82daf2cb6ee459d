import { isLoopback } from '../../shared/addresses.ts';
import type { ComponentFacts, FlagAnswer } from '../../model/types.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { evaluateFlag } from '../helpers/flags.ts';

export default defineCheck({
  id: 'control-plane/open-bind-address',
  title: 'kube-scheduler or kube-controller-manager not bound to localhost',
  control: 'Bind address of kube-scheduler and kube-controller-manager',
  severity: 'low',
  why: 'Their ports serve metrics and health beyond the node, in old releases without TLS and authentication. Attackers on this network can probe components that hold extensive cluster permissions.',
  remediation:
    'Set `--bind-address=127.0.0.1` on kube-scheduler and kube-controller-manager, and `--port=0` before 1.23 and 1.22 respectively. If monitoring requires access, restrict the ports with a firewall.',
  references: ['CIS 1.3.7', 'CIS 1.4.2', 'K06'],
  needs: [],
  uses: ['controlPlane'],
  // Static pods are the only data source: one that was not listed may differ.
  passNeeds: ['pods'],
  providerManaged: true,
  *run({ controlPlane }): Iterable<Finding> {
    for (const [part, row] of [
      [controlPlane.controllerManager, '1.3.7'],
      [controlPlane.scheduler, '1.4.2'],
    ] as const) {
      const entryPoints = [plainEntryPoint(part), secureEntryPoint(part)];
      const open = entryPoints.filter(({ verdict }) => verdict === 'fail');
      const worst = entryPoints.find(({ verdict }) => verdict === 'unknown') ?? secureEntryPoint(part);
      for (const finding of open.length > 0 ? open : [worst])
        yield finding.verdict === 'fail' || finding.verdict === 'pass'
          ? { ...finding, rows: [row] }
          : finding;
    }
  },
});

/** The port with TLS and authentication. */
function secureEntryPoint({ name, flag }: ComponentFacts): Finding {
  const port = flag('secure-port');
  return evaluateFlag(name, flag('bind-address'), {
    bad: (value, { instance }) => !isLoopback(value) && !isShut(port, instance),
    fail: (instances) => `--bind-address of ${name} is not a loopback address${instances}`,
    pass: `${name} is bound to the loopback interface only`,
  });
}

/** The port without TLS and authentication, in releases before 1.22 (controller manager) and 1.23 (scheduler). */
function plainEntryPoint({ name, flag }: ComponentFacts): Finding {
  const address = flag('address');
  const addressOf = (of: string) =>
    address.known ? address.observations.find(({ instance }) => instance === of)?.value : undefined;
  const finding = evaluateFlag(name, flag('port'), {
    bad: (value, { instance }) => !isOff(value) && !isLoopback(addressOf(instance) ?? LOOPBACK),
    open: (value, { instance }) =>
      isOff(value) || addressOf(instance) !== undefined
        ? undefined
        : 'bind address of its plain HTTP port is not observable',
    detail: 'plain',
    fail: (instances) =>
      `${name} serves plain HTTP without authentication on a non-loopback address${instances}`,
    pass: `${name} has no plain HTTP port on a non-loopback address`,
  });
  return finding.verdict === 'fail' ? { ...finding, severity: 'medium' } : finding;
}

/** A listener that was not observed is not a fault. */
const LOOPBACK = '127.0.0.1';

function isShut(port: FlagAnswer, name: string): boolean {
  return port.known && port.observations.some(({ instance, value }) => instance === name && isOff(value));
}

function isOff(port: string): boolean {
  return port === '' || port === '0';
}

import { listItems } from '../../model/control-plane/sources/flag-sources.ts';
import type { ControlPlaneFacts } from '../../model/types.ts';
import type { Finding } from '../define.ts';
import { flagCheck } from '../families/flag-check.ts';
import { component } from '../helpers/component.ts';

/** The default of Kubernetes. */
const DEFAULT = 12_500;

export default flagCheck({
  id: 'controller-manager/finished-pods-kept',
  title: 'Terminated Pod garbage collection disabled or above default',
  control: 'Garbage collection of terminated Pods (--terminated-pod-gc-threshold)',
  severity: 'low',
  why: 'Terminated Pods remain as API objects without an effective limit. They fill etcd and slow down list requests of kube-apiserver and controllers.',
  remediation:
    'Remove `--terminated-pod-gc-threshold` (default 12500) or set a lower positive number. Do not exclude `pod-garbage-collector-controller` in `--controllers`.',
  references: ['CIS 1.3.1', 'kube-controller-manager'],
  flag: 'terminated-pod-gc-threshold',
  unless: withoutController,
  bad: (value) => !(Number(value) > 0 && Number(value) <= DEFAULT),
  fail: (instances) =>
    `--terminated-pod-gc-threshold is 0 (disabled) or above 12500${instances}; expected 1 to 12500`,
  pass: '--terminated-pod-gc-threshold is between 1 and 12500',
});

/** Its name, and the one before 1.28 that still counts (cmd/kube-controller-manager/names, app/core.go). */
const CONTROLLERS = ['pod-garbage-collector-controller', 'podgc'];

/** --controllers lists the controllers to start, and with a minus those not to; `*` means all others. */
function withoutController({ controllerManager }: ControlPlaneFacts): Finding | undefined {
  const answer = controllerManager.flag('controllers');
  const off = (answer.known ? answer.observations : []).filter(({ value }) => {
    const names = listItems(value);
    // The first entry for a controller counts (k8s.io/controller-manager app/helper.go).
    const own = names.find((name) => CONTROLLERS.includes(name.replace(/^-/, '')));
    return own === undefined ? !names.includes('*') : own.startsWith('-');
  });
  const [first] = off;
  return (
    first && {
      verdict: 'fail',
      at: component('kube-controller-manager'),
      detail: 'controller',
      message: `--controllers is ${first.value}; expected to include pod-garbage-collector-controller`,
      evidence: off.map(({ evidence }) => evidence),
    }
  );
}

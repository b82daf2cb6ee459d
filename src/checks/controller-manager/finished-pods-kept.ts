import { flagCheck } from '../families/flag-check.ts';

/** What Kubernetes itself takes. */
const DEFAULT = 12_500;

export default flagCheck({
  id: 'controller-manager/finished-pods-kept',
  title: 'Terminated Pod garbage collection disabled or above default',
  control: 'Garbage collection of terminated Pods (--terminated-pod-gc-threshold)',
  severity: 'low',
  why: 'Terminated Pods remain as API objects without an effective limit. They fill etcd and slow down list requests of kube-apiserver and controllers.',
  remediation: 'Remove `--terminated-pod-gc-threshold` (default 12500) or set a lower positive number.',
  references: ['CIS 1.3.1', 'kube-controller-manager'],
  flag: 'terminated-pod-gc-threshold',
  bad: (value) => !(Number(value) > 0 && Number(value) <= DEFAULT),
  fail: (instances) =>
    `--terminated-pod-gc-threshold is 0 (disabled) or above 12500${instances}; expected 1 to 12500`,
  pass: '--terminated-pod-gc-threshold is between 1 and 12500',
});

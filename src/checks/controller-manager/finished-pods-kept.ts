import { flagCheck } from '../families/flag-check.ts';

/** What Kubernetes itself takes. */
const DEFAULT = 12_500;

export default flagCheck({
  id: 'controller-manager/finished-pods-kept',
  title: 'Finished pods are never cleaned up',
  severity: 'low',
  why: 'Pods that have ended stay as objects until there are too many. Without a limit they fill etcd and slow every list.',
  fix: 'Drop --terminated-pod-gc-threshold, which is 12,500 by default, or set a lower number.',
  references: ['CIS 1.3.1', 'kube-controller-manager'],
  flag: 'terminated-pod-gc-threshold',
  bad: (value) => !(Number(value) > 0 && Number(value) <= DEFAULT),
  fail: (instances) => `finished pods pile up without a limit that matters${instances}`,
  pass: 'finished pods are cleaned up',
});

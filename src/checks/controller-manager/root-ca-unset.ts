import { flagCheck } from '../families/flag-check.ts';

export default flagCheck({
  id: 'controller-manager/root-ca-unset',
  title: 'Pods are not given the CA of the API server',
  severity: 'low',
  why: 'Programs in pods verify the API server by the CA that the controller manager hands out. Without it they fail, or are told not to verify.',
  fix: 'Set --root-ca-file to the CA of the API server.',
  references: ['CIS 1.3.5', 'kube-controller-manager'],
  flag: 'root-ca-file',
  bad: (value) => value === '',
  fail: (instances) => `no CA for pods is set${instances}`,
  pass: 'pods are given the CA of the API server',
});

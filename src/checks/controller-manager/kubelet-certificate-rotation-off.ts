import { flagCheck } from '../families/flag-check.ts';
import { isGateOn } from '../../model/feature-gates.ts';

export default flagCheck({
  id: 'controller-manager/kubelet-certificate-rotation-off',
  title: 'Serving certificates of kubelets are not renewed',
  severity: 'low',
  why: 'With the gate off, kubelets cannot ask for serving certificates, and stay with those that they made themselves, which nobody can verify.',
  fix: 'Take RotateKubeletServerCertificate=false out of --feature-gates.',
  references: ['CIS 1.3.6', 'kube-controller-manager'],
  flag: 'feature-gates',
  bad: (value, { minors }) => isGateOn(GATE, value, minors) === false,
  open: (value, { minors }) =>
    isGateOn(GATE, value, minors) === undefined
      ? 'whether the gate is on by default depends on the version, which is not known'
      : undefined,
  fail: (instances) => `the gate RotateKubeletServerCertificate is off${instances}`,
  pass: 'the gate RotateKubeletServerCertificate is on',
});

const GATE = 'RotateKubeletServerCertificate';

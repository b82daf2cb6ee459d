import { flagCheck } from '../families/flag-check.ts';
import { isGateOn } from '../../model/feature-gates.ts';

export default flagCheck({
  id: 'controller-manager/kubelet-certificate-rotation-off',
  title: 'RotateKubeletServerCertificate disabled on kube-controller-manager',
  control: 'Feature gate RotateKubeletServerCertificate',
  severity: 'low',
  why: 'CIS 1.3.6 requires this feature gate for the rotation of kubelet serving certificates. Current releases evaluate it only in the kubelet, so a disabled gate mainly indicates inconsistent settings.',
  remediation:
    'Remove `RotateKubeletServerCertificate=false` and `AllBeta=false` from `--feature-gates`. Verify `featureGates.RotateKubeletServerCertificate` in the KubeletConfiguration too.',
  references: ['CIS 1.3.6', 'kube-controller-manager'],
  flag: 'feature-gates',
  bad: (value, { minors }) => isGateOn(GATE, value, minors) === false,
  open: (value, { minors }) =>
    isGateOn(GATE, value, minors) === undefined
      ? 'version is unknown; the default of feature gate RotateKubeletServerCertificate depends on it'
      : undefined,
  fail: (instances) => `feature gate RotateKubeletServerCertificate is disabled${instances}`,
  pass: 'feature gate RotateKubeletServerCertificate is enabled',
});

const GATE = 'RotateKubeletServerCertificate';

import { ofStage } from '../../data/feature-gates.ts';
import { isGateOn } from '../../model/feature-gates.ts';
import type { KubeletFacts } from '../../model/types.ts';
import { defineCheck } from '../define.ts';
import { evaluateKubelets } from '../helpers/kubelets.ts';

export default defineCheck({
  id: 'kubelet/serving-rotation-off',
  title: 'Kubelet serving certificate rotation disabled',
  control: 'Kubelet serving certificate rotation',
  severity: 'low',
  why: 'With the feature gate `RotateKubeletServerCertificate` disabled, the kubelet cannot request or renew a serving certificate through the cluster. It depends on a static certificate that expires, or a self-signed one.',
  remediation:
    'Remove `RotateKubeletServerCertificate: false` and `AllBeta: false` from `featureGates` in the KubeletConfiguration.',
  references: ['CIS 4.2.11', 'kubelet-configuration'],
  needs: [],
  uses: ['kubelets'],
  *run({ kubelets }) {
    yield evaluateKubelets(kubelets, {
      bad: (kubelet) => isGateOn(GATE, gatesOf(kubelet), [BETA]) === false,
      shows: (kubelet) => `featureGates: ${gatesOf(kubelet) || 'default'}`,
      fail: 'with feature gate RotateKubeletServerCertificate disabled',
      pass: 'feature gate RotateKubeletServerCertificate is enabled on all kubelets',
    });
  },
});

const GATE = 'RotateKubeletServerCertificate';
/** The release of its beta: no kubelet that reports its settings is older. */
const BETA = 12;

/** The values that decide the gate, in the syntax of `--feature-gates`. */
function gatesOf({ setting }: KubeletFacts): string {
  return [GATE, ofStage.beta]
    .map((name) => [name, setting(`featureGates.${name}`)])
    .filter(([, value]) => value !== '')
    .map((pair) => pair.join('='))
    .join(',');
}

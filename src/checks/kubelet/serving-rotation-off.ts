import { ofStage } from '../../data/feature-gates.ts';
import { isGateOn } from '../../model/feature-gates.ts';
import type { KubeletFacts } from '../../model/types.ts';
import { defineCheck } from '../define.ts';
import { judgeKubelets } from '../helpers/kubelets.ts';

export default defineCheck({
  id: 'kubelet/serving-rotation-off',
  title: 'A kubelet cannot renew its serving certificate',
  severity: 'low',
  why: 'With the gate RotateKubeletServerCertificate off, a serving certificate that the cluster signed is not renewed when it ends.',
  fix: 'Take RotateKubeletServerCertificate: false out of featureGates.',
  references: ['CIS 4.2.11', 'kubelet-configuration'],
  needs: [],
  uses: ['kubelets'],
  *run({ kubelets }) {
    yield judgeKubelets(kubelets, {
      bad: (kubelet) => isGateOn(GATE, gatesOf(kubelet), [BETA]) === false,
      shows: (kubelet) => `featureGates: ${gatesOf(kubelet) || 'default'}`,
      fail: 'have RotateKubeletServerCertificate switched off',
      pass: 'the gate RotateKubeletServerCertificate is on',
    });
  },
});

const GATE = 'RotateKubeletServerCertificate';
/** The release that brought its beta: no kubelet that tells its settings is older. */
const BETA = 12;

/** What decides about the gate, in the words of `--feature-gates`. */
function gatesOf({ setting }: KubeletFacts): string {
  return [GATE, ofStage.beta]
    .map((name) => [name, setting(`featureGates.${name}`)])
    .filter(([, value]) => value !== '')
    .map((pair) => pair.join('='))
    .join(',');
}

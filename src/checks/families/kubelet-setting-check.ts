import type { KubeletFacts } from '../../model/types.ts';
import type { CheckDefinition, CheckFacts } from '../define.ts';
import { defineCheck } from '../define.ts';
import type { KubeletQuestion } from '../helpers/kubelets.ts';
import { evaluateKubelets } from '../helpers/kubelets.ts';

interface KubeletSettingInput extends CheckFacts, Pick<KubeletQuestion, 'fail' | 'pass'> {
  id: `kubelet/${string}`;
  /** Path of the setting in KubeletConfiguration. */
  setting: string;
  /**
   * True when this value is the fault. The value is text: `false`, `0`. Empty = left out of /configz, which is the zero value of its type:
   * of optional fields (pointers in Go), `false` and `0` are written.
   */
  bad: (value: string, kubelet: KubeletFacts) => boolean;
  /** The evidence value of a setting that is absent. */
  absent?: string;
  /** The evidence value, where it is more than the setting. */
  shows?: KubeletQuestion['shows'];
  /** The severity, where other settings of the kubelets at fault raise or lower that of the check. */
  severityOf?: NonNullable<KubeletQuestion['severity']>;
}

/** A check of one setting of all kubelets. */
export function kubeletSettingCheck(input: KubeletSettingInput): CheckDefinition {
  const { setting, bad, absent = '', shows, severityOf, fail, pass, ...facts } = input;
  return defineCheck({
    ...facts,
    needs: [],
    uses: ['kubelets'],
    *run({ kubelets }) {
      yield evaluateKubelets(kubelets, {
        bad: (kubelet) => bad(kubelet.setting(setting), kubelet),
        shows: shows ?? ((kubelet) => `${setting}: ${kubelet.setting(setting) || absent}`),
        fail,
        pass,
        ...(severityOf && { severity: severityOf }),
      });
    },
  });
}

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
  /** How evidence shows a setting that is absent. */
  absent?: string;
  /** What evidence shows, where it is more than the setting. */
  shows?: KubeletQuestion['shows'];
  /** When other settings of those at fault make it worse or better than the check's own severity. */
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

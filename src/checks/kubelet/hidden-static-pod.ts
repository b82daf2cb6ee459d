import { rerun } from '../../shared/requirement.ts';
import type { KubeletFacts } from '../../model/types.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { component } from '../helpers/component.ts';
import { few, listed } from '../helpers/objects.ts';
import { plural } from '../../shared/text.ts';

/** A mirror pod is made some seconds after its pod. */
const FRESH_MS = 60_000;

export default defineCheck({
  id: 'kubelet/hidden-static-pod',
  title: 'A node runs a pod that the API does not show',
  severity: 'high',
  why: 'A pod that the kubelet runs from a file shows in the API as a copy. One without a copy runs past admission, past policies and past everybody who looks at the cluster: it is how an intruder stays on a machine, or a sign that the copy was refused or deleted.',
  fix: 'Look at the file in the staticPodPath of that machine, find out who put it there, and treat the machine as broken into until you know.',
  references: ['T1610', 'static-pods'],
  needs: ['pods'],
  uses: ['kubelets', 'cluster'],
  *run({ kubelets, pods, cluster }): Iterable<Finding> {
    const shown = new Set(pods.all.map(({ namespace, name }) => `${namespace}/${name}`));
    const told = kubelets.told.filter(({ record }) => record.staticPods !== undefined);
    let hidden = 0;
    for (const kubelet of told) {
      const missing = missingOf(kubelet, shown, cluster.takenAt);
      if (missing.length === 0) continue;
      hidden++;
      yield {
        verdict: 'fail',
        at: { kind: 'Node', name: kubelet.node },
        detail: missing.toSorted().join(','),
        restsOn: ['pods'],
        message: `its kubelet runs ${listed(missing)}, which the API does not show`,
        evidence: few(missing, (name) => ({
          witness: 'configz',
          confidence: 'observed',
          source: `kubelet of ${kubelet.node} (/pods)`,
          value: `static pod ${name}`,
        })),
      };
    }
    if (hidden > 0) return;
    const [young] = told.flatMap((kubelet) => missingOf(kubelet, shown, cluster.takenAt, true));
    if (young !== undefined) {
      yield {
        verdict: 'unknown',
        at,
        message: `${young} is in no list yet; its kubelet has had it for less than a minute`,
        requires: [rerun('run again in a minute')],
      };
      return;
    }
    const { silent, whyUnknown } = kubelets;
    if (told.length === 0 || told.length < kubelets.told.length || silent > 0)
      yield { verdict: 'unknown', at, message: whyUnknown.reason, requires: whyUnknown.requires };
    else
      yield {
        verdict: 'pass',
        at,
        message: `the API shows all static pods of ${plural(told.length, 'kubelet')}`,
        evidence: few(told, ({ node, record }) => ({
          witness: 'configz',
          confidence: 'observed',
          source: `kubelet of ${node} (/pods)`,
          value: plural(record.staticPods?.length ?? 0, 'static pod'),
        })),
      };
  },
});

const at = component('kubelet');

/** Those that the kubelet has had for a while, or else that are new: their copy may be on its way. */
function missingOf({ record }: KubeletFacts, shown: ReadonlySet<string>, now: Date, young = false): string[] {
  return (record.staticPods ?? []).flatMap(({ namespace, name, seen }) => {
    const age = now.getTime() - Date.parse(seen ?? '');
    const fresh = seen !== undefined && age < FRESH_MS;
    return shown.has(`${namespace}/${name}`) || fresh !== young ? [] : [`${namespace}/${name}`];
  });
}

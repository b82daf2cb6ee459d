import { rerun } from '../../shared/requirement.ts';
import type { KubeletFacts } from '../../model/types.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { component } from '../helpers/component.ts';
import { few, listed } from '../helpers/objects.ts';
import { plural } from '../../shared/text.ts';

/** A mirror pod is created some seconds after its pod. */
const FRESH_MS = 60_000;

export default defineCheck({
  id: 'kubelet/hidden-static-pod',
  title: 'Static Pod without a mirror Pod',
  control: 'Mirror Pods of static Pods',
  severity: 'high',
  why: 'A static Pod without a mirror Pod bypasses admission control and is invisible in the API. Attackers use this for persistence on a node; a rejected or deleted mirror Pod is another cause.',
  remediation:
    'Inspect the manifest in `staticPodPath` on the node and identify its origin. Treat the node as compromised until the origin is confirmed.',
  references: ['T1610', 'static-pods'],
  needs: ['pods'],
  uses: ['kubelets', 'cluster'],
  *run({ kubelets, pods, cluster }): Iterable<Finding> {
    const shown = new Set(pods.all.map(({ namespace, name }) => `${namespace}/${name}`));
    const reported = kubelets.reported.filter(({ record }) => record.staticPods !== undefined);
    let hidden = 0;
    for (const kubelet of reported) {
      const missing = missingOf(kubelet, shown, cluster.takenAt);
      if (missing.length === 0) continue;
      hidden++;
      yield {
        verdict: 'fail',
        at: { kind: 'Node', name: kubelet.node },
        detail: missing.toSorted().join(','),
        restsOn: ['pods'],
        message: `the kubelet runs ${listed(missing)} without a mirror Pod in the API`,
        evidence: few(missing, (name) => ({
          source: 'configz',
          confidence: 'observed',
          location: `kubelet of ${kubelet.node} (/pods)`,
          value: `static Pod ${name}`,
        })),
      };
    }
    if (hidden > 0) return;
    const [insufficientUptime] = reported.flatMap((kubelet) =>
      missingOf(kubelet, shown, cluster.takenAt, true),
    );
    if (insufficientUptime !== undefined) {
      yield {
        verdict: 'unknown',
        at,
        message: `${insufficientUptime} has no mirror Pod yet; the kubelet started it less than a minute ago`,
        requires: [rerun('run again in a minute')],
      };
      return;
    }
    const { unobserved, whyUnknown } = kubelets;
    if (reported.length === 0 || reported.length < kubelets.reported.length || unobserved > 0)
      yield { verdict: 'unknown', at, message: whyUnknown.reason, requires: whyUnknown.requires };
    else
      yield {
        verdict: 'pass',
        at,
        message: `all static Pods of ${plural(reported.length, 'kubelet')} have a mirror Pod`,
        evidence: few(reported, ({ node, record }) => ({
          source: 'configz',
          confidence: 'observed',
          location: `kubelet of ${node} (/pods)`,
          value: plural(record.staticPods?.length ?? 0, 'static Pod'),
        })),
      };
  },
});

const at = component('kubelet');

/** Static pods that the kubelet has had for a while; the mirror pod of a new one may not exist yet. */
function missingOf(
  { record }: KubeletFacts,
  shown: ReadonlySet<string>,
  now: Date,
  insufficientUptime = false,
): string[] {
  return (record.staticPods ?? []).flatMap(({ namespace, name, seen }) => {
    const age = now.getTime() - Date.parse(seen ?? '');
    const fresh = seen !== undefined && age < FRESH_MS;
    return shown.has(`${namespace}/${name}`) || fresh !== insufficientUptime ? [] : [`${namespace}/${name}`];
  });
}

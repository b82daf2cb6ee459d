import { onNode, permission, withKubelet } from '../shared/requirement.ts';
import type { Snapshot } from '../snapshot/types.ts';
import { plural } from '../shared/text.ts';
import { sorted } from './sorting.ts';
import type { KubeletFacts, KubeletsFacts, NodeFacts } from './types.ts';

/** The settings that each kubelet reported, and the number of kubelets without data. */
export function buildKubelets(snapshot: Snapshot, nodes: readonly NodeFacts[]): KubeletsFacts {
  const records = sorted(snapshot.records.kubelet);
  const reported = records.flatMap((record): KubeletFacts[] => {
    const { config, flags } = record;
    if (!config) return [];
    return [
      {
        node: record.name,
        setting: (path) => config[path] ?? '',
        flag: (name) => flags && (flags[name] ?? ''),
        record,
      },
    ];
  });
  const outcome = snapshot.outcomes.get('kubelets');
  const hosts = nodes.filter(({ virtual }) => !virtual).length;
  const all = snapshot.outcomes.get('nodes')?.status === 'ok';
  const requested = outcome !== undefined && outcome.status !== 'unavailable';
  const unobserved = all ? Math.max(0, hosts - reported.length) : Infinity;
  return {
    reported,
    unobserved,
    whyUnknown: requested
      ? {
          reason: `${all ? `${unobserved} of ${plural(hosts, 'kubelet')}` : 'some kubelets'} did not return their configuration${outcome.reason ? `: ${outcome.reason}` : ''}`,
          requires: [
            permission(
              { verb: 'get', resource: 'nodes/proxy' },
              { detail: '(kubectl archmap rbac --kubelet)' },
            ),
            onNode('check the kubelets on their nodes'),
          ],
        }
      : {
          reason:
            'kubelet configuration is available only through nodes/proxy (/configz), which was not requested',
          requires: [withKubelet('permission get nodes/proxy')],
        },
  };
}

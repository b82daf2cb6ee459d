import type { KubeletFacts, NodeFacts } from '../../model/types.ts';
import { groupBy } from '../../shared/group.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { few, listed } from '../helpers/objects.ts';

export default defineCheck({
  id: 'kubelet/configurations-differ',
  title: 'Kubelets of one kind of node are set up differently',
  severity: 'low',
  why: 'Nodes of one pool are meant to be alike. A kubelet that was changed by hand, or that missed a change, protects less or behaves differently, and shows only on the node where it happens.',
  fix: 'Give all of them the same configuration: kubeadm upgrade node phase kubelet-config on each node, or replace the odd ones.',
  references: ['kubelet-config-file'],
  needs: ['nodes'],
  uses: ['kubelets'],
  *run({ kubelets, nodes }): Iterable<Finding> {
    const { told, silent, whyUnknown } = kubelets;
    const kinds = new Map(nodes.map((node) => [node.name, kindOf(node)]));
    const groups = [...groupBy(told, ({ node }) => kinds.get(node) ?? '').values()];
    const different = groups.flatMap((group) => differencesIn(group));
    for (const { fields, group, odd } of different)
      yield {
        verdict: 'fail',
        detail: fields.join(','),
        message: `${plural(group.length, 'kubelet')} of one kind differ in ${listed(fields)}: ${listed(odd.map(({ node }) => node))}`,
        evidence: few(odd, (kubelet) => ({
          witness: 'configz',
          confidence: 'observed',
          source: `kubelet of ${kubelet.node}`,
          value: fields.map((field) => `${field}: ${kubelet.setting(field) || 'not set'}`).join(', '),
        })),
      };
    if (different.length > 0) return;
    if (told.length === 0 || silent > 0)
      yield { verdict: 'unknown', message: whyUnknown.reason, requires: whyUnknown.requires };
    else if (groups.every((group) => group.length < 2))
      yield {
        verdict: 'not-applicable',
        message: 'no two nodes are of one kind',
        evidence: few(told, ({ node }) => ({
          witness: 'configz',
          confidence: 'observed',
          source: `kubelet of ${node}`,
          value: kinds.get(node) ?? '',
        })),
      };
    else
      yield {
        verdict: 'pass',
        message: `${plural(told.length, 'kubelet')} in ${plural(groups.length, 'kind')} of nodes, alike within each`,
        evidence: few(groups, (group) => ({
          witness: 'configz',
          confidence: 'observed',
          source: `kubelets of ${listed(group.map(({ node }) => node))}`,
          value: 'the same settings',
        })),
      };
  },
});

function kindOf({ pool, namedPool, controlPlane, minor }: NodeFacts): string {
  return [namedPool ? pool : '', controlPlane ? 'control plane' : 'worker', minor].join(' ');
}

/** Where things lie on a host is its own affair. */
const OF_ONE_HOST: ReadonlySet<string> = new Set([
  'address',
  'containerRuntimeEndpoint',
  'imageServiceEndpoint',
]);

interface Difference {
  fields: readonly string[];
  group: readonly KubeletFacts[];
  /** Those that are not as most are. */
  odd: readonly KubeletFacts[];
}

function differencesIn(group: readonly KubeletFacts[]): Difference[] {
  const names = [...new Set(group.flatMap(({ record }) => Object.keys(record.config ?? {})))].sort();
  const common = names.filter((name) => !OF_ONE_HOST.has(name));
  const fields = common.filter((name) => new Set(group.map(({ setting }) => setting(name))).size > 1);
  if (fields.length === 0) return [];
  const alike = groupBy(group, ({ setting }) => JSON.stringify(fields.map(setting)));
  const [, ...others] = [...alike.values()].toSorted((a, b) => b.length - a.length);
  return [{ fields, group, odd: others.flat() }];
}

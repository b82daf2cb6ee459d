import type { KubeletFacts, NodeFacts } from '../../model/types.ts';
import { groupBy } from '../../shared/group.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { few, listed } from '../helpers/objects.ts';

export default defineCheck({
  id: 'kubelet/configurations-differ',
  title: 'Kubelet configuration drift within a node pool',
  control: 'Consistency of kubelet configuration within pools',
  severity: 'low',
  why: 'Nodes of one pool are expected to have identical settings. A kubelet that was changed manually, or missed a change, can lack security settings and causes errors on individual nodes.',
  remediation:
    'Run `kubeadm upgrade node phase kubelet-config` and restart the kubelet on each node, or replace the nodes whose settings differ.',
  references: ['kubelet-config-file'],
  needs: ['nodes'],
  uses: ['kubelets'],
  *run({ kubelets, nodes }): Iterable<Finding> {
    const { reported, unobserved, whyUnknown } = kubelets;
    const kinds = new Map(nodes.map((node) => [node.name, kindOf(node)]));
    const groups = [...groupBy(reported, ({ node }) => kinds.get(node) ?? '').values()];
    const different = groups.flatMap((group) => differencesIn(group));
    for (const { fields, group, odd } of different)
      yield {
        verdict: 'fail',
        detail: fields.join(','),
        message: `${plural(group.length, 'kubelet')} of one node pool have different values of ${listed(fields)}: ${listed(odd.map(({ node }) => node))}`,
        evidence: few(odd, (kubelet) => ({
          source: 'configz',
          confidence: 'observed',
          location: `kubelet of ${kubelet.node}`,
          value: fields.map((field) => `${field}: ${kubelet.setting(field) || 'not set'}`).join(', '),
        })),
      };
    if (different.length > 0) return;
    if (reported.length === 0 || unobserved > 0)
      yield { verdict: 'unknown', message: whyUnknown.reason, requires: whyUnknown.requires };
    else if (groups.every((group) => group.length < 2))
      yield {
        verdict: 'not-applicable',
        message: 'no two nodes have the same pool, role and minor version',
        evidence: few(reported, ({ node }) => ({
          source: 'configz',
          confidence: 'observed',
          location: `kubelet of ${node}`,
          value: kinds.get(node) ?? '',
        })),
      };
    else
      yield {
        verdict: 'pass',
        message: `${plural(reported.length, 'kubelet')} in ${plural(groups.length, 'node group')}; identical settings within each group`,
        evidence: few(groups, (group) => ({
          source: 'configz',
          confidence: 'observed',
          location: `kubelets of ${listed(group.map(({ node }) => node))}`,
          value: 'identical settings',
        })),
      };
  },
});

function kindOf({ pool, namedPool, controlPlane, minor }: NodeFacts): string {
  return [namedPool ? pool : '', controlPlane ? 'control plane' : 'worker', minor].join(' ');
}

/** File locations are specific to each host. */
const OF_ONE_HOST: ReadonlySet<string> = new Set([
  'address',
  'containerRuntimeEndpoint',
  'imageServiceEndpoint',
]);

interface Difference {
  fields: readonly string[];
  group: readonly KubeletFacts[];
  /** Those that differ from the majority. */
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

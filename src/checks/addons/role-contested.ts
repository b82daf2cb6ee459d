import type { AddonFacts } from '../../addons/types.ts';
import type { Evidence } from '../../shared/evidence.ts';
import { lastingContainers } from '../../addons/images.ts';
import type { CheckParts, Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { few, listed, observed, workloadName } from '../helpers/objects.ts';

export default defineCheck({
  id: 'addons/role-contested',
  title: 'Two add-ons compete for one role',
  control: 'One provider for each role of the cluster',
  severity: 'medium',
  why: 'Only one network plugin or default class applies, and which one can change with a restart. NetworkPolicies then apply on some nodes only, and objects without a class have no defined controller.',
  remediation:
    'Remove the add-on that is not used, with its configuration on the nodes. Mark one class as the default with the annotation `ingressclass.kubernetes.io/is-default-class` or `storageclass.kubernetes.io/is-default-class`.',
  references: ['network-policies-prerequisites'],
  needs: ['workloads'],
  uses: ['addons', 'extensions', 'storage'],
  passNeeds: ['ingresses', 'storage'],
  *run(parts): Iterable<Finding> {
    const contested = [
      ...networkPlugins(parts.addons),
      ...defaults('IngressClass', ingressDefaults(parts)),
      ...defaults('StorageClass', storageDefaults(parts)),
    ];
    yield* contested;
    if (contested.length === 0)
      yield {
        verdict: 'pass',
        message: 'every role has at most one provider',
        evidence: [observed('workloads', `${parts.addons.length} add-ons recognized`)],
      };
  },
});

/** Network plugins that assign addresses to Pods; others add interfaces or policies to them. */
const PLUGINS: ReadonlySet<string> = new Set([
  'antrea',
  'calico',
  'cilium',
  'flannel',
  'kindnet',
  'kube-ovn',
  'kube-router',
  'ovn-kubernetes',
  'weave-net',
]);

/** Pairs that are installed together by design: addresses of one, policies of the other. */
const TOGETHER: ReadonlySet<string> = new Set(['calico flannel', 'cilium flannel', 'flannel kube-router']);

/** Only agents on nodes, of an administrator: a tenant's look-alike changes no network. */
function networkPlugins(addons: readonly AddonFacts[]): Finding[] {
  const found = addons
    .filter(({ id, trusted }) => PLUGINS.has(id) && trusted.some(({ kind }) => kind === 'DaemonSet'))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const pair = found.map(({ id }) => id).join(' ');
  if (found.length < 2 || TOGETHER.has(pair)) return [];
  return [
    {
      verdict: 'fail',
      detail: 'network',
      message: `${listed(found.map(({ name }) => name))} are installed as network plugins`,
      evidence: few(found, agentEvidence),
    },
  ];
}

function agentEvidence({ trusted }: AddonFacts): Evidence {
  const agent = trusted.find(({ kind }) => kind === 'DaemonSet');
  return observed(agent ? workloadName(agent) : 'pods', (agent && lastingContainers(agent)[0]?.image) ?? '');
}

function ingressDefaults({ extensions }: Pick<CheckParts, 'extensions'>): string[] {
  return extensions.classes.flatMap(({ kind, name, isDefault }) =>
    kind === 'IngressClass' && isDefault ? name : [],
  );
}

function storageDefaults({ storage }: Pick<CheckParts, 'storage'>): string[] {
  return storage.classes.flatMap(({ name, isDefault }) => (isDefault ? name : []));
}

function defaults(kind: string, names: readonly string[]): Finding[] {
  const [first] = names;
  if (names.length < 2 || first === undefined) return [];
  return [
    {
      verdict: 'fail',
      at: { kind, name: first },
      // For volumes the newest class applies; new Ingresses are refused while two classes are the default.
      severity: kind === 'StorageClass' ? 'low' : 'medium',
      message: `${names.length} ${kind}es are the default: ${listed(names)}`,
      evidence: names.slice(0, 3).map((name) => observed(`${kind} ${name}`, 'default')),
    },
  ];
}

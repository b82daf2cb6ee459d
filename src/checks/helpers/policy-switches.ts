import { lastingContainers } from '../../addons/images.ts';
import type { AddonFacts } from '../../addons/types.ts';
import { policyAgents } from '../../data/network-policy.ts';
import { isFalse } from '../../model/control-plane/testimony.ts';
import type { ContainerFacts, ExtensionFacts, WorkloadFacts } from '../../model/types.ts';
import type { Evidence, Known } from '../../shared/evidence.ts';
import { known, unknown } from '../../shared/evidence.ts';
import { imageIs } from '../../shared/image.ts';
import { observed, workloadName } from './objects.ts';

/** What a network that runs is told to do about policies. */
export interface PolicySwitches {
  /** It acts on NetworkPolicies of Kubernetes. */
  networkPolicies: Known<boolean>;
  /** It acts on policies of its own kinds. */
  own: Known<boolean>;
  /** Kinds of policies, of its own or of Kubernetes, that it is told to leave alone, by what. */
  ignores: ReadonlyMap<string, Evidence>;
  /** It refuses what no policy admits, also to pods that no policy picks. */
  closed: boolean;
}

/** The workloads of a network that filter packets on the nodes where their pods are. */
export function agentsOf({ id, trusted }: Pick<AddonFacts, 'id' | 'trusted'>): readonly WorkloadFacts[] {
  return trusted.filter(
    (workload) => workload.kind !== 'Deployment' && agentContainers(id, workload).length > 0,
  );
}

/** Its containers that filter. */
export function agentContainers(id: string, workload: WorkloadFacts): readonly ContainerFacts[] {
  const images = policyAgents[id];
  const containers = lastingContainers(workload);
  return images ? containers.filter(({ image }) => images.some((name) => imageIs(image, name))) : containers;
}

/** `agents`: those of the network that run. */
export function switchesOf(
  { id, name }: AddonFacts,
  agents: readonly WorkloadFacts[],
  extensions: ExtensionFacts,
): PolicySwitches {
  const told = agents.flatMap((workload) =>
    agentContainers(id, workload).map((container) => ({ workload, container })),
  );
  switch (id) {
    case 'cilium':
      return ciliumSwitches(told, extensions);
    case 'kube-router':
      return asOne(offBy(told, '--run-firewall') ?? running(agents, name));
    case 'aws-vpc-cni':
      return asOne(awsSwitch(told, extensions));
    default:
      return asOne(running(agents, name));
  }
}

interface Told {
  workload: WorkloadFacts;
  container: ContainerFacts;
}

function asOne(acts: Known<boolean>): PolicySwitches {
  return { networkPolicies: acts, own: acts, ignores: new Map(), closed: false };
}

function running(agents: readonly WorkloadFacts[], name: string): Known<boolean> {
  const [first] = agents;
  const image = first && lastingContainers(first)[0]?.image;
  return known(true, observed(first ? workloadName(first) : 'pods', image ?? name));
}

/** One of several that is told not to is enough: which of the nodes it is on decides by chance. */
function offBy(told: readonly Told[], flag: string): Known<boolean> | undefined {
  const off = told.find(({ container }) => isFalse(flagOf(container, flag) ?? ''));
  return off && known(false, observed(workloadName(off.workload), `${flag}=false`));
}

/** The value of a flag on a command line, also of one inside a shell's script; of several the last counts. A boolean has no word of its own for its value. */
function flagOf(
  { command = [], args = [] }: ContainerFacts,
  flag: string,
  boolean = true,
): string | undefined {
  const words = [...command, ...args].flatMap((word) => word.split(/\s+/));
  const index = words.findLastIndex((word) => word === flag || word.startsWith(`${flag}=`));
  if (index < 0) return undefined;
  if (words[index] !== flag) return words[index]?.slice(flag.length + 1);
  return boolean ? 'true' : words[index + 1];
}

const CILIUM = [
  'enable-policy',
  'policy-audit-mode',
  'enable-k8s-networkpolicy',
  'enable-cilium-network-policy',
  'enable-cilium-clusterwide-network-policy',
] as const;
/** Each has its switch, and is watched unless that is off. */
const CILIUM_KINDS = [
  ['NetworkPolicy', 'enable-k8s-networkpolicy'],
  ['CiliumNetworkPolicy', 'enable-cilium-network-policy'],
  ['CiliumClusterwideNetworkPolicy', 'enable-cilium-clusterwide-network-policy'],
] as const;
type CiliumSetting = (typeof CILIUM)[number];
const TRUE = new Set(['1', 't', 'true']);

/** The agent takes a flag first, then its variable, then the ConfigMap of its namespace. */
function ciliumSwitches(told: readonly Told[], { configMap }: ExtensionFacts): PolicySwitches {
  const settings = told.map(({ workload, container }) => {
    const map = configMap(workload.namespace, 'cilium-config');
    const values = CILIUM.map((name): [CiliumSetting, Setting | undefined] => [
      name,
      settingOf(name, { workload, container }, map.known ? map.value?.data : undefined),
    ]);
    return { map, values: new Map(values) };
  });
  const found = (name: CiliumSetting, holds: (value: string) => boolean): Setting | undefined =>
    settings.map(({ values }) => values.get(name)).find((setting) => setting && holds(setting.value));
  const never =
    found('enable-policy', (value) => value === 'never') ??
    found('policy-audit-mode', (value) => TRUE.has(value));
  if (never) return asOne(known(false, observed(never.source, `${never.name}: ${never.value}`)));
  const unread = settings.find(({ map, values }) => !map.known && CILIUM.some((name) => !values.get(name)));
  if (unread && !unread.map.known)
    return asOne(
      unknown(
        `whether Cilium is told to enforce policies is not known: ${unread.map.reason}`,
        ...unread.map.settle,
      ),
    );
  const always = found('enable-policy', (value) => value === 'always');
  const [first] = told;
  const own = known(
    true,
    always
      ? observed(always.source, `${always.name}: ${always.value}`)
      : observed(first ? workloadName(first.workload) : 'pods', first?.container.image ?? 'Cilium'),
  );
  const ignores = new Map(
    CILIUM_KINDS.flatMap(([kind, name]) => {
      const off = found(name, isFalse);
      return off ? [[kind, observed(off.source, `${off.name}: ${off.value}`)] as const] : [];
    }),
  );
  const kubernetes = ignores.get('NetworkPolicy');
  return {
    networkPolicies: kubernetes ? known(false, kubernetes) : own,
    own,
    ignores,
    closed:
      settings.length > 0 && settings.every(({ values }) => values.get('enable-policy')?.value === 'always'),
  };
}

interface Setting {
  name: string;
  value: string;
  source: string;
}

function settingOf(
  name: CiliumSetting,
  { workload, container }: Told,
  data: Readonly<Record<string, string>> = {},
): Setting | undefined {
  const at = workloadName(workload);
  const variable = `CILIUM_${name.toUpperCase().replaceAll('-', '_')}`;
  const flag = flagOf(container, `--${name}`, name !== 'enable-policy');
  if (flag !== undefined) return { name: `--${name}`, value: flag.toLowerCase(), source: at };
  const env = container.env?.[variable];
  if (env !== undefined) return { name: variable, value: env.toLowerCase(), source: at };
  const value = Object.hasOwn(data, name) ? data[name] : undefined;
  if (value === undefined) return undefined;
  return { name, value: value.toLowerCase(), source: `ConfigMap ${workload.namespace}/cilium-config` };
}

/** Older releases have no agent, and the agent does nothing unless it is told to. */
export const AWS_WITHOUT_AGENT = unknown(
  'the Amazon VPC CNI enforces policies only where its policy agent is switched on',
  'look at enableNetworkPolicy of the add-on vpc-cni',
);

/** The agent on the nodes acts on what the controller of the control plane makes of policies: both have to be switched on. */
function awsSwitch(told: readonly Told[], { configMap }: ExtensionFacts): Known<boolean> {
  const off = offBy(told, '--enable-network-policy');
  if (off) return off;
  const on = told.find(({ container }) => flagOf(container, '--enable-network-policy') !== undefined);
  if (!on) return AWS_WITHOUT_AGENT;
  const map = configMap('kube-system', 'amazon-vpc-cni');
  if (!map.known)
    return unknown(
      `whether the policy controller of the Amazon VPC CNI is on is not known: ${map.reason}`,
      ...map.settle,
    );
  const key = 'enable-network-policy-controller';
  const controller = map.value?.data[key];
  if (controller === undefined)
    return unknown(
      `the policy agent of the Amazon VPC CNI is on, and ${key} of the ConfigMap kube-system/amazon-vpc-cni does not say that its controller is`,
      'look at enableNetworkPolicy of the add-on vpc-cni',
    );
  return isFalse(controller)
    ? known(false, observed('ConfigMap kube-system/amazon-vpc-cni', `${key}: ${controller}`))
    : known(
        true,
        observed(workloadName(on.workload), '--enable-network-policy=true'),
        observed('ConfigMap kube-system/amazon-vpc-cni', `${key}: ${controller}`),
      );
}

import { see, command } from '../../shared/requirement.ts';
import { lastingContainers } from '../../addons/images.ts';
import { isRunning } from '../../addons/origin.ts';
import type { AddonFacts } from '../../addons/types.ts';
import { ciliumPolicySettings, policyAgents } from '../../data/network-policy.ts';
import { isFalse } from '../../model/control-plane/sources/flag-sources.ts';
import type {
  CiliumIdentities,
  ContainerFacts,
  ExtensionFacts,
  NodeFacts,
  WorkloadFacts,
} from '../../model/types.ts';
import type { Evidence, Known } from '../../shared/evidence.ts';
import { known, unknown } from '../../shared/evidence.ts';
import { imageIs } from '../../shared/image.ts';
import { identitiesOf } from './cilium-identities.ts';
import type { Agent, CiliumSetting, Setting } from './cilium-settings.ts';
import { ciliumSettings } from './cilium-settings.ts';
import { observed, workloadName } from './objects.ts';
import { flagOf } from './program-flags.ts';

/** The policy settings of a running network. */
export interface PolicySwitches {
  /** It enforces NetworkPolicies of Kubernetes. */
  networkPolicies: Known<boolean>;
  /** It enforces policies of its own kinds. */
  own: Known<boolean>;
  /** Kinds of policies, its own or those of Kubernetes, that it is configured to ignore, with the evidence. */
  ignores: ReadonlyMap<string, Evidence>;
  /** It refuses what no policy admits, also for pods that no policy selects. */
  closed: boolean;
  /** Of Cilium. */
  identities?: CiliumIdentities;
}

/** The workloads of a network that filter packets on the nodes of their pods. */
export function agentsOf({ id, trusted }: Pick<AddonFacts, 'id' | 'trusted'>): readonly WorkloadFacts[] {
  return trusted.filter(
    (workload) => workload.kind !== 'Deployment' && agentContainers(id, workload).length > 0,
  );
}

/** Its containers that filter packets. */
export function agentContainers(id: string, workload: WorkloadFacts): readonly ContainerFacts[] {
  const images = policyAgents[id];
  const containers = lastingContainers(workload);
  return images ? containers.filter(({ image }) => images.some((name) => imageIs(image, name))) : containers;
}

/** Further sources of a network's settings. */
export interface Around {
  extensions: ExtensionFacts;
  nodes: readonly NodeFacts[];
}

/** `agents`: the running ones of the network. */
export function switchesOf(
  addon: AddonFacts,
  agents: readonly WorkloadFacts[],
  around: Around,
): PolicySwitches {
  const { id, name } = addon;
  const reported = agents.flatMap((workload) =>
    agentContainers(id, workload).map((container) => ({ workload, container })),
  );
  switch (id) {
    case 'cilium':
      return ciliumSwitches(reported, around);
    case 'kube-router':
      return asOne(offBy(reported, '--run-firewall') ?? running(agents, name));
    case 'aws-vpc-cni':
      return { ...asOne(awsSwitch(reported, around.extensions)), closed: agents.every(isStrict) };
    case 'kube-ovn':
      return asOne(kubeOvnSwitch(agents, addon));
    default:
      return asOne(running(agents, name));
  }
}

function asOne(acts: Known<boolean>): PolicySwitches {
  return { networkPolicies: acts, own: acts, ignores: new Map(), closed: false };
}

function running(agents: readonly WorkloadFacts[], name: string): Known<boolean> {
  const [first] = agents;
  const image = first && lastingContainers(first)[0]?.image;
  return known(true, observed(first ? workloadName(first) : 'pods', image ?? name));
}

/** One of several agents with the setting off is enough: the scheduling of pods decides which agent applies. */
function offBy(reported: readonly Agent[], flag: string): Known<boolean> | undefined {
  const off = reported.find(({ container }) => isFalse(flagOf(container, flag) ?? ''));
  return off && known(false, observed(workloadName(off.workload), `${flag}=false`));
}

/** Each kind has its own switch, and is enforced unless that is off. */
const CILIUM_KINDS = [
  ['NetworkPolicy', 'enable-k8s-networkpolicy'],
  ['CiliumNetworkPolicy', 'enable-cilium-network-policy'],
  ['CiliumClusterwideNetworkPolicy', 'enable-cilium-clusterwide-network-policy'],
] as const;
const TRUE = new Set(['1', 't', 'true']);

/** One node with the setting on is enough: the scheduling of pods decides which node applies. */
function ciliumSwitches(reported: readonly Agent[], { extensions, nodes }: Around): PolicySwitches {
  const settings = ciliumSettings(reported, extensions, nodes);
  const found = (name: CiliumSetting, holds: (value: string) => boolean): Setting | undefined => {
    for (const of of settings) {
      const setting = of(name);
      if (setting.known && setting.value && holds(setting.value.value)) return setting.value;
    }
    return undefined;
  };
  const never =
    found('enable-policy', (value) => value === 'never') ??
    found('policy-audit-mode', (value) => TRUE.has(value));
  if (never) return asOne(known(false, observed(never.source, `${never.name}: ${never.value}`)));
  for (const of of settings)
    for (const name of ciliumPolicySettings) {
      const setting = of(name);
      if (!setting.known)
        return asOne(
          unknown(
            `unknown whether Cilium is configured to enforce policies: ${setting.reason}`,
            ...setting.requires,
          ),
        );
    }
  const always = found('enable-policy', (value) => value === 'always');
  const [first] = reported;
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
    identities: identitiesOf(
      settings.flatMap((of) => {
        const labels = of('labels');
        return labels.known && labels.value ? [labels.value.value] : [];
      }),
    ),
    closed:
      settings.length > 0 &&
      settings.every((of) => {
        const mode = of('enable-policy');
        return mode.known && mode.value?.value === 'always';
      }),
  };
}

/** Kube-OVN translates policies in its controller, on any node (kubeovn/kube-ovn pkg/controller/config.go: --enable-np, on by default). */
function kubeOvnSwitch(agents: readonly WorkloadFacts[], { name, trusted }: AddonFacts): Known<boolean> {
  const controllers = trusted
    .filter(isRunning)
    .flatMap((workload) => lastingContainers(workload).map((container) => ({ workload, container })))
    .filter(({ container: { name: own, command = [], args = [] } }) =>
      [own, ...command, ...args].some((word) =>
        /(?:^|\/)(?:kube-ovn-controller|start-controller\.sh)$/.test(word),
      ),
    );
  if (controllers.length === 0)
    return unknown(
      'Kube-OVN enforces policies through its controller, but no ready controller Pod is observed',
      command('kubectl get pods -A', { after: ', and look at those of kube-ovn-controller' }),
    );
  return offBy(controllers, '--enable-np') ?? running(agents, name);
}

/** Older releases have no agent, and the agent is off by default. */
export const AWS_WITHOUT_AGENT = unknown(
  'Amazon VPC CNI enforces policies only if its policy agent is enabled',
  see('look at enableNetworkPolicy of the add-on vpc-cni'),
);

/** Pods start with all traffic refused (https://docs.aws.amazon.com/eks/latest/userguide/cni-network-policy.html, strict mode). */
function isStrict(agent: WorkloadFacts): boolean {
  return lastingContainers(agent).some(({ env = {} }) => env['NETWORK_POLICY_ENFORCING_MODE'] === 'strict');
}

/** The agent on the nodes enforces what the controller in the control plane derives from policies: both have to be enabled. */
function awsSwitch(reported: readonly Agent[], { configMap }: ExtensionFacts): Known<boolean> {
  const off = offBy(reported, '--enable-network-policy');
  if (off) return off;
  const on = reported.find(({ container }) => flagOf(container, '--enable-network-policy') !== undefined);
  if (!on) return AWS_WITHOUT_AGENT;
  const map = configMap('kube-system', 'amazon-vpc-cni');
  if (!map.known)
    return unknown(
      `unknown whether the policy controller of the Amazon VPC CNI is enabled: ${map.reason}`,
      ...map.requires,
    );
  const key = 'enable-network-policy-controller';
  const controller = map.value?.data[key];
  if (controller === undefined)
    return unknown(
      `the policy agent of the Amazon VPC CNI is enabled, but ${key} is not set in ConfigMap kube-system/amazon-vpc-cni`,
      see('look at enableNetworkPolicy of the add-on vpc-cni'),
    );
  return isFalse(controller)
    ? known(false, observed('ConfigMap kube-system/amazon-vpc-cni', `${key}: ${controller}`))
    : known(
        true,
        observed(workloadName(on.workload), '--enable-network-policy=true'),
        observed('ConfigMap kube-system/amazon-vpc-cni', `${key}: ${controller}`),
      );
}

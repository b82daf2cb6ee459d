import type { AddonFacts } from '../../addons/types.ts';
import type { ActingReleases } from '../../data/network-policy.ts';
import { antreaGates, calicoAdminKinds } from '../../data/network-policy.ts';
import type { PolicyMaker } from '../../model/policies/stages.ts';
import { makerOf } from '../../model/policies/stages.ts';
import { imageVersion } from '../../shared/image.ts';
import type { NetworkPolicyRecord } from '../../snapshot/records/index.ts';
import { UNREADABLE } from '../../snapshot/unreadable.ts';
import type { CheckParts } from '../define.ts';
import { agentContainers, agentsOf } from './policy-switches.ts';

type Parts = Pick<CheckParts, 'addons' | 'cluster' | 'extensions'>;

/** Policies that the network of this cluster is not known to enforce, except those of Kubernetes (policy-enforcement.ts). */
export function uncertainPolicies(
  policies: readonly NetworkPolicyRecord[],
  parts: Parts,
): Set<NetworkPolicyRecord> {
  const answers = new Map<string, boolean>();
  return new Set(
    policies.filter((policy) => {
      const acts = answers.get(policy.kind) ?? isActedOn(policy, parts);
      answers.set(policy.kind, acts);
      return !acts;
    }),
  );
}

function isActedOn(policy: NetworkPolicyRecord, { addons, cluster, extensions }: Parts): boolean {
  const maker = makerOf(policy);
  if (maker === 'kubernetes') return true;
  const networks = addons.filter((addon) => agentsOf(addon).length > 0);
  const network = (id: PolicyMaker): AddonFacts | undefined => networks.find((addon) => addon.id === id);
  const antrea = network('antrea');
  if (maker === 'antrea') return antrea !== undefined && gatesOf(antrea, extensions)?.own === true;
  if (maker !== 'admin') return network(maker) !== undefined;
  if (cluster.distribution.known && cluster.distribution.value.id === 'openshift') return true;
  const calico = network('calico');
  if (calico && releasesAct(calico, policy.kind)) return true;
  const { kinds } = antreaGates.admin;
  return antrea !== undefined && kinds.some((kind) => kind === policy.kind)
    ? gatesOf(antrea, extensions)?.admin === true
    : false;
}

/** The image of every agent is of a release that enforces the kind. */
function releasesAct(network: AddonFacts, kind: string): boolean {
  const releases = calicoAdminKinds.find((one) => one.kind === kind);
  const images = agentsOf(network)
    .flatMap((agent) => agentContainers(network.id, agent))
    .map(({ image }) => image);
  return releases !== undefined && images.every((image) => actsFrom(releases, versionIn(image)));
}

function versionIn(image: string): readonly [number, number] | undefined {
  const [major, minor] = (imageVersion(image) ?? '').split('.').map(Number);
  return major === undefined || minor === undefined ? undefined : [major, minor];
}

function actsFrom({ since, until }: ActingReleases, version: readonly [number, number] | undefined): boolean {
  if (version === undefined) return false;
  return !before(version, since) && (until === undefined || before(version, until));
}

function before(a: readonly [number, number], b: readonly [number, number]): boolean {
  return a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]);
}

/** The state of Antrea's feature gates for its own kinds and those of administrators; undefined where its ConfigMap was not collected. */
function gatesOf(
  antrea: AddonFacts,
  { configMap }: Parts['extensions'],
): { own: boolean; admin: boolean } | undefined {
  const map = configMap(agentsOf(antrea)[0]?.namespace ?? '', 'antrea-config');
  if (!map.known || !map.value) return undefined;
  const texts = Object.values(map.value.data);
  if (texts.length === 0 || texts.includes(UNREADABLE)) return undefined;
  const gates = texts.map((text) => {
    const lines = [...text.matchAll(/^(\w+): (true|false)$/gm)];
    return new Map(lines.map(([, name, on]) => [name, on === 'true']));
  });
  return {
    own: gates.every((one) => one.get(antreaGates.own) ?? one.get('AllBeta') ?? true),
    admin: gates.some((one) => one.get(antreaGates.admin.gate) ?? one.get('AllAlpha') ?? false),
  };
}

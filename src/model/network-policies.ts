import type { NetworkPolicyRecord, PodRecord, PodTemplate, StringMap } from '../snapshot/records/index.ts';
import { groupBy } from '../shared/group.ts';
import type { Snapshot } from '../snapshot/types.ts';
import type { Openness } from './policies/openness.ts';
import { opennessOf } from './policies/openness.ts';
import { appliedTo, makersOf } from './policies/applied.ts';
import type { LeftOut, Party } from './policies/party.ts';
import { partyOf } from './policies/party.ts';
import { withNetworkSets } from './policies/network-sets.ts';
import type { BlockMeaning, Senders } from './policies/senders.ts';
import { onPodNetwork, sendersOf } from './policies/senders.ts';
import type { Applied, PolicyMaker } from './policies/stages.ts';
import { pipelineOf } from './policies/stages.ts';
import { compare } from './sorting.ts';
import type { CiliumIdentities, IngressFacts, PodFacts, PolicyFacts } from './types.ts';

/**
 * The admitted traffic of pods, by the policies that select them. All of a pod's policies are evaluated together: those of
 * Kubernetes are additive, those of administrators come first, and each network has its own order. Policies do not apply to pods
 * on the host network.
 */
export function buildNetworkPolicies(snapshot: Snapshot, pods: PodFacts): PolicyFacts {
  const { records } = snapshot;
  const namespaceLabels = new Map(records.namespace.map(({ name, labels }) => [name, labels]));
  const policies = withNetworkSets(snapshot, namespaceLabels).sort((a, b) => compare(key(a), key(b)));
  const byNamespace = groupBy(
    policies.filter(({ ingress }) => ingress),
    ({ namespace = '' }) => namespace,
  );
  const worldWith = (blocks: BlockMeaning, leftOut?: LeftOut): World => {
    let senders: Senders | undefined;
    return {
      namespaceLabels,
      byNamespace,
      senders: () => {
        senders ??= sendersOf(pods, records.node, {
          namespaceLabels,
          allNamespaces: snapshot.outcomes.get('namespaces')?.status === 'ok',
          blocks,
          ...(leftOut && { leftOut }),
        });
        return senders;
      },
      known: new Map(),
      ...(leftOut && { leftOut }),
    };
  };
  const usual = worldWith(servesCilium(snapshot) ? 'perhaps pods' : 'pods');
  const ofCilium = new Map<LeftOut, World>();
  const ciliumWorld = ({ leftOut }: CiliumIdentities): World => {
    const world = ofCilium.get(leftOut) ?? worldWith('outside', leftOut);
    ofCilium.set(leftOut, world);
    return world;
  };
  return {
    policies,
    ingress: (namespace, ignored = NONE, cilium) =>
      ingressOf(
        (pods.byNamespace.get(namespace) ?? []).filter(onPodNetwork),
        namespace,
        cilium ? ciliumWorld(cilium) : usual,
        ignored,
      ),
  };
}

const NONE: ReadonlySet<NetworkPolicyRecord> = new Set();

interface World {
  namespaceLabels: ReadonlyMap<string, StringMap>;
  /** '' = for the whole cluster. */
  byNamespace: ReadonlyMap<string, readonly NetworkPolicyRecord[]>;
  senders: () => Senders;
  leftOut?: LeftOut;
  /** Cached results for pods that the same policies select. */
  known: Map<string, Openness>;
}

function key({ namespace, kind, name }: NetworkPolicyRecord): string {
  return `${namespace ?? ''}/${kind}/${name}`;
}

function servesCilium({ records }: Snapshot): boolean {
  return [...records.discovery, ...records.crd].some(({ group }) => group === 'cilium.io');
}

function ingressOf(
  pods: readonly PodRecord[],
  namespace: string,
  world: World,
  ignored: ReadonlySet<NetworkPolicyRecord>,
): IngressFacts {
  const candidates = [
    ...(world.byNamespace.get(namespace) ?? []),
    ...(world.byNamespace.get('') ?? []),
  ].filter((policy) => !ignored.has(policy));
  const found = { open: 0, outside: 0, unclear: 0, conditional: false };
  const openers = new Set<NetworkPolicyRecord>();
  const limiting = new Set<NetworkPolicyRecord>();
  const evaluated = { plain: new Map<PodTemplate, Evaluated>(), numbered: new Map<PodTemplate, Evaluated>() };
  for (const pod of pods) {
    const party = partyOf(pod, world.namespaceLabels.get(namespace), world.leftOut);
    const alike = party.numbered ? evaluated.numbered : evaluated.plain;
    const result = alike.get(pod.template) ?? evaluateParty(party, candidates, world);
    alike.set(pod.template, result);
    if (result.open === 'yes') found.open++;
    if (result.open === 'yes' && result.outsideOnly) found.outside++;
    if (result.open === 'yes' && result.conditional) found.conditional = true;
    if (result.open === 'maybe') found.unclear++;
    for (const policy of result.open === 'no' ? result.applied : result.openers)
      (result.open === 'no' ? limiting : openers).add(policy);
  }
  const { outside, ...counted } = found;
  return {
    pods: pods.length,
    ...counted,
    outsideOnly: outside > 0 && outside === found.open,
    openers: [...openers],
    limiting: [...limiting],
  };
}

interface Evaluated extends Pick<Openness, 'open' | 'outsideOnly' | 'conditional'> {
  openers: readonly NetworkPolicyRecord[];
  applied: readonly NetworkPolicyRecord[];
}

function evaluateParty(party: Party, candidates: readonly NetworkPolicyRecord[], world: World): Evaluated {
  const applied = appliedTo(party, candidates, 'ingress');
  const { open, outsideOnly, openers, conditional } = evaluateApplied(applied, party, world);
  return {
    open,
    outsideOnly,
    conditional,
    openers: openers.map(({ policy }) => policy),
    applied: [...new Set(applied.map(({ policy }) => policy))],
  };
}

/** Policies of several APIs over one pod: only one network exists, and which one is unknown here. */
function evaluateApplied(applied: readonly Applied[], party: Party, world: World): Openness {
  const makers = makersOf(applied);
  const [only, ...others] = makers;
  if (others.length === 0) return evaluateBy(only, applied, party, world);
  const answers = makers.map((maker) => evaluateBy(maker, applied, party, world));
  const [first] = answers;
  const agreed = first !== undefined && answers.every(({ open }) => open === first.open);
  return {
    open: agreed ? first.open : 'maybe',
    outsideOnly: answers.every(({ outsideOnly }) => outsideOnly),
    openers: answers.flatMap(({ openers }) => openers),
    conditional: answers.some(({ conditional }) => conditional),
  };
}

function evaluateBy(maker: PolicyMaker, applied: readonly Applied[], party: Party, world: World): Openness {
  const names = applied.map(({ policy, section, pick }) =>
    [key(policy), policy.sections?.indexOf(section) ?? 0, pick].join(' '),
  );
  // Apart from policies, only rules with their own pod selectors differ from pod to pod.
  const own = applied.some(({ section }) => section.rules.some(({ to }) => to !== undefined));
  const id = own ? undefined : [maker, party.namespace, ...names].join('\n');
  const before = id === undefined ? undefined : world.known.get(id);
  if (before) return before;
  const found = opennessOf(pipelineOf(maker, applied, party), party.namespace, world.senders());
  if (id !== undefined) world.known.set(id, found);
  return found;
}

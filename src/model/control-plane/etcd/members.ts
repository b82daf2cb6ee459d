import { hostCommand, permission } from '../../../shared/requirement.ts';
import type { Known, UnknownReason } from '../../../shared/evidence.ts';
import { known, unknown } from '../../../shared/evidence.ts';
import { plural } from '../../../shared/text.ts';
import type { NodeRecord } from '../../../snapshot/records/index.ts';
import { endpointHost, isLoopback } from '../../../shared/addresses.ts';
import type { FlagAnswer } from '../../types.ts';
import type { StaticInstance } from '../sources/static-pods.ts';
import { MANIFESTS } from '../api-server/server-count.ts';
import { listItems } from '../sources/flag-sources.ts';
import type { NamedMember, Serving } from './serving.ts';
import { initialCluster, placeOf } from './serving.ts';

export interface MembersInput {
  serving: Serving;
  /** --etcd-servers of the API servers. */
  servers: FlagAnswer;
  nodes: readonly NodeRecord[];
  /** Complete lists; an object missing from another list may be a further member. */
  complete: { pods: boolean; nodes: boolean };
  whyUnknown: UnknownReason;
}

const MEMBER_LIST = hostCommand('etcdctl member list', { before: 'query etcd: ' });

/**
 * The number of etcd members: from what k3s and RKE2 report on their nodes, then from the pods, where no other source names a further one,
 * then from the addresses in the API servers' configuration. A member's `--initial-cluster` may name others that have left since.
 */
export function etcdMembers(input: MembersInput): Known<number> {
  const { serving, nodes, complete } = input;
  const voters = nodes.filter((node) =>
    node.conditions.some(({ type, status }) => type === 'EtcdIsVoter' && status === 'True'),
  );
  if (voters.length > 0 && complete.nodes && voters.length >= serving.main.length)
    return known(
      voters.length,
      ...voters.map(
        ({ name }) =>
          ({
            source: 'object',
            confidence: 'observed',
            location: `node ${name}`,
            value: 'EtcdIsVoter=True',
          }) as const,
      ),
    );
  if (serving.main.length > 0 && complete.pods) return byPods(input);
  return byAddresses(input) ?? lowerBound(input, voters.length);
}

/** Members that are named by the API servers, or by the observed members, and that are none of the pods. */
export function uncollectedMembers({ main, elsewhere }: Serving, nodes: readonly NodeRecord[]): string[] {
  const places = main.map((pod) => placeOf(pod, nodes));
  const isSeen = ({ name, host }: NamedMember) =>
    places.some(({ pod, hosts }) => hosts.has(host) || nameOf(pod) === name);
  const missing = [
    ...new Set(
      startedWith(main)
        .filter((member) => !isSeen(member))
        .map(({ name }) => name),
    ),
  ];
  return [...missing, ...elsewhere];
}

function byPods({ serving, nodes }: MembersInput): Known<number> {
  const { main, uncertainty } = serving;
  if (uncertainty !== undefined) return unknown(uncertainty, MEMBER_LIST);
  if (main.every(({ manifest }) => manifest)) return unknown(MANIFESTS, MEMBER_LIST);
  const others = uncollectedMembers(serving, nodes);
  if (others.length > 0)
    return unknown(
      `${plural(main.length, 'member')} of etcd ${main.length === 1 ? 'is' : 'are'} visible as Pods; ${others.slice(0, 3).join(', ')} ${others.length === 1 ? 'is' : 'are'} named as further ${others.length === 1 ? 'one' : 'ones'}, and whether ${others.length === 1 ? 'it is' : 'they are'} still there does not show`,
      MEMBER_LIST,
    );
  return known(main.length, ...main.map(seen));
}

/**
 * The members at the time when the last one joined: only its list contains all of them, without those that left before. All that any one
 * names, where it is unknown which one joined last.
 */
function startedWith(pods: readonly StaticInstance[]): NamedMember[] {
  const lists = pods.map((pod) => ({ pod, list: initialCluster(pod) }));
  const last = lists.filter(
    ({ pod }) =>
      pod.sources[0]?.flags.get('initial-cluster-state') === 'existing' &&
      !lists.some((other) => other.pod !== pod && other.list.some(({ name }) => name === nameOf(pod))),
  );
  const [only] = last;
  return only && last.length === 1 && only.list.length > 0 ? only.list : lists.flatMap(({ list }) => list);
}

function nameOf({ sources, name }: StaticInstance): string {
  return sources[0]?.flags.get('name') ?? name;
}

function byAddresses({ servers }: MembersInput): Known<number> | undefined {
  if (!servers.known) return undefined;
  const remote = remoteHosts(servers);
  // One address may be a load balancer: only several URLs are several members.
  if (remote.size > 1)
    return known(
      remote.size,
      ...servers.observations.map(({ evidence }) => ({ ...evidence, confidence: 'inferred' as const })),
    );
  if (remote.size === 1)
    return unknown('--etcd-servers contains one address, which can lead to several members', MEMBER_LIST);
  return undefined;
}

function lowerBound({ serving, whyUnknown }: MembersInput, voters: number): Known<number> {
  const pods = serving.main.length;
  const visible = Math.max(pods, voters);
  if (visible === 0) return unknown(whyUnknown.reason, ...whyUnknown.requires);
  const list = pods > 0 ? 'pods' : 'nodes';
  const members = visible === 1 ? '1 member of etcd was' : `${visible} members of etcd were`;
  return unknown(
    `${members} observed, but not all ${list} were listed`,
    permission({ verb: 'list', resource: list }, { extent: 'in full' }),
  );
}

/** Hosts of etcd in the API servers' configuration, without the loopback interface. */
function remoteHosts(servers: FlagAnswer & { known: true }): ReadonlySet<string> {
  const urls = servers.observations.flatMap(({ value }) => listItems(value));
  const hosts = urls.flatMap((url) => endpointHost(url)?.toLowerCase().replace(/\.$/, '') ?? []);
  return new Set(hosts.filter((host) => !isLoopback(host)));
}

/** A pod of etcd as evidence. */
export function seen({ location, version }: StaticInstance) {
  return {
    source: 'pod',
    confidence: 'observed',
    location,
    value: `etcd ${version ?? ''}`.trim(),
  } as const;
}

import type { NodeRecord, TrafficPeer } from '../../snapshot/records/index.ts';
import type { End, GroupReach, PodGroup, Reach } from '../types.ts';
import type { Family } from './addresses.ts';
import { addressKey, addressOf, publicPieces } from './addresses.ts';
import type { Direction } from './applied.ts';
import type { Measure } from './extents.ts';
import { MOST_PORTS, onPorts, Share, Total, widest } from './extents.ts';
import { portNames } from './flows.ts';
import type { GroupFlows } from './group-flows.ts';
import type { Senders } from './senders.ts';
import { isPeer } from './senders.ts';

/** What the reach of groups depends on. */
export interface Surroundings {
  flows: GroupFlows;
  senders: Senders;
  groups: readonly PodGroup[];
  endsOf: (group: PodGroup, byAddress: boolean) => readonly End[];
  nodes: readonly NodeRecord[];
  /** Endpoints of the API server. */
  apiServer: readonly { address: string; port: number }[];
}

/** Addresses of the metadata services of AWS, GCP, Azure and others, and of AWS over IPv6. */
export const METADATA_ADDRESSES = ['169.254.169.254', 'fd00:ec2::254'] as const;

/** No policy of a larger cluster distinguishes more nodes. */
const MAX_NODES = 50;
/** Pieces of the internet beyond that number are not evaluated. */
const MAX_PIECES = 4_000;

/** Evaluates for groups of pods which classes of others they may exchange traffic with. */
export class GroupReaches {
  private readonly known = new Map<string, Reach>();
  private readonly matched = new Map<string, ReadonlySet<PodGroup>>();
  private readonly evaluated = new Map<PodGroup, GroupReach>();
  private readonly around: Surroundings;
  private nodeEnds: readonly End[] | undefined;
  private apiEnds: readonly { end: End; port: number }[] | undefined;

  constructor(around: Surroundings) {
    this.around = around;
  }

  of(group: PodGroup): GroupReach {
    const found = this.evaluated.get(group) ?? this.evaluate(group);
    this.evaluated.set(group, found);
    return found;
  }

  private evaluate(group: PodGroup): GroupReach {
    const { flows } = this.around;
    const nodeEnds = this.someNodes();
    const api = this.apiServer(group);
    return {
      ingressLimited: flows.of(group, 'ingress').policies,
      egressLimited: flows.of(group, 'egress').policies,
      fromOutside: this.world(group, 'ingress'),
      fromOtherNamespaces: this.others(group, 'ingress'),
      fromOwnNamespace: this.own(group, 'ingress'),
      toInternet: this.world(group, 'egress'),
      toOtherNamespaces: this.others(group, 'egress'),
      toOwnNamespace: this.own(group, 'egress'),
      ...(api && { toApiServer: api }),
      toMetadata: this.metadata(group),
      ...(nodeEnds.length > 0 && {
        toNodes: this.once(group, 'egress', 'nodes', () => this.over(group, 'egress', nodeEnds, MOST_PORTS)),
      }),
      toDns: this.dns(group),
    };
  }

  private once(group: PodGroup, direction: Direction, name: string, find: () => Reach): Reach {
    const key = `${name} ${this.around.flows.of(group, direction).id} ${direction === 'ingress' ? namesOf(group) : ''}`;
    const found = this.known.get(key) ?? find();
    this.known.set(key, found);
    return found;
  }

  private over(group: PodGroup, direction: Direction, ends: readonly End[], measure: Measure): Reach {
    const total = new Total(measure);
    for (const end of ends) {
      total.add(this.around.flows.bounds(group, direction, end));
      if (total.settled) break;
    }
    return total.reach;
  }

  /** Addresses of the internet: all when more than half of a family are. */
  private world(group: PodGroup, direction: Direction): Reach {
    return this.once(group, direction, 'world', () => {
      const { flows, senders } = this.around;
      const { peers } = flows.of(group, direction);
      const families: Family[] = senders.families.size > 0 ? [...senders.families] : [4];
      const reaches = families.map((family) => {
        const pieces = publicPieces(family, peers);
        if (pieces.length > MAX_PIECES) return { extent: 'unknown' as const, by: [] };
        const share = new Share();
        for (const { first, size } of pieces)
          share.add(flows.bounds(group, direction, { address: first }), size);
        return share.reach;
      });
      return widest(reaches);
    });
  }

  private others(group: PodGroup, direction: Direction): Reach {
    return this.once(group, direction, 'others', () => {
      const others = this.distinguished(group, direction, ({ namespace }) => namespace !== group.namespace);
      return this.over(group, direction, [...this.around.senders.later, ...others], MOST_PORTS);
    });
  }

  private own(group: PodGroup, direction: Direction): Reach {
    return this.once(group, direction, 'own', () =>
      this.over(
        group,
        direction,
        this.distinguished(group, direction, ({ namespace }) => namespace === group.namespace),
        MOST_PORTS,
      ),
    );
  }

  /** The ends of groups that a rule over this one matches, or may, and one end that stands for all others, which no rule matches. */
  private distinguished(
    group: PodGroup,
    direction: Direction,
    isWanted: (other: PodGroup) => boolean,
  ): readonly End[] {
    const { groups, endsOf, flows } = this.around;
    const { peers } = flows.of(group, direction);
    const matched = new Set(
      [
        ...peers.flatMap((peer) => [...this.matchedBy(peer, group.namespace)]),
        ...this.named(group, direction),
      ].filter(isWanted),
    );
    const other = groups.find((one) => isWanted(one) && !matched.has(one));
    const byAddress = this.byAddress(group, direction);
    return [...matched, ...(other ? [other] : [])].flatMap((one) => endsOf(one, byAddress));
  }

  /** Receivers that differ by their named ports, where a rule for everyone has some. */
  private named(group: PodGroup, direction: Direction): readonly PodGroup[] {
    if (direction === 'ingress') return [];
    const rules = this.around.flows.of(group, direction).rules.filter(({ from }) => from === undefined);
    const names = new Set(rules.flatMap(portNames));
    if (names.size === 0) return [];
    return this.around.groups.filter(
      ({ named, cut }) =>
        cut === true || named.some(({ name, protocol }) => names.has(`${protocol}/${name}`)),
    );
  }

  /** Equal peers match the same groups, in any policy of a namespace. */
  private matchedBy(peer: TrafficPeer, own: string): ReadonlySet<PodGroup> {
    const { groups, endsOf, senders } = this.around;
    const isLocal = peer.namespaces === undefined && peer.block === undefined;
    const key = `${isLocal ? own : ''} ${JSON.stringify(peer)}`;
    const known = this.matched.get(key);
    if (known) return known;
    const found = new Set(
      groups.filter((group) =>
        endsOf(group, peer.block !== undefined).some((end) => isPeer(peer, end, senders, own) !== 'no'),
      ),
    );
    this.matched.set(key, found);
    return found;
  }

  private byAddress(group: PodGroup, direction: Direction): boolean {
    return this.around.flows.of(group, direction).peers.some(({ block }) => block !== undefined);
  }

  private metadata(group: PodGroup): Reach {
    return this.once(group, 'egress', 'metadata', () => {
      const { flows, senders } = this.around;
      const ends = METADATA_ADDRESSES.flatMap((text) => addressOf(text) ?? []).filter(
        ({ family }) => family === 4 || senders.families.has(6),
      );
      const measure = onPorts(['TCP', 80]);
      const reaches = ends.map((address) => {
        const total = new Total(measure);
        total.add(flows.bounds(group, 'egress', { address }));
        return total.reach;
      });
      return widest(reaches);
    });
  }

  private someNodes(): readonly End[] {
    this.nodeEnds ??= endsOfNodes(this.around.nodes.slice(0, MAX_NODES)).slice(0, MAX_NODES);
    return this.nodeEnds;
  }

  /** The endpoints of the API server; those on a node with the node. */
  private apiServerEnds(): readonly { end: End; port: number }[] {
    const { apiServer, nodes } = this.around;
    const known = new Map(endsOfNodes(nodes).map((end) => [addressKey(end.address), end]));
    return apiServer.flatMap(({ address, port }) => {
      const value = addressOf(address);
      return value ? [{ end: known.get(addressKey(value)) ?? { address: value }, port }] : [];
    });
  }

  private apiServer(group: PodGroup): Reach | undefined {
    this.apiEnds ??= this.apiServerEnds();
    const found = this.apiEnds;
    if (found.length === 0) return undefined;
    return this.once(group, 'egress', 'api', () =>
      widest(found.map(({ end, port }) => this.over(group, 'egress', [end], onPorts(['TCP', port])))),
    );
  }

  /** Where names are resolved: pods with a port for it, else any; nodes, link-local caches and the internet. */
  private dns(group: PodGroup): Reach {
    return this.once(group, 'egress', 'dns', () => {
      const { groups, endsOf, flows } = this.around;
      const { peers } = flows.of(group, 'egress');
      const isServer = ({ named }: PodGroup): boolean => named.some(({ port }) => DNS_PORTS.includes(port));
      const someServer = groups.some(isServer);
      const byAddress = this.byAddress(group, 'egress');
      const servers = someServer
        ? groups.filter(isServer).flatMap((one) => endsOf(one, byAddress))
        : this.distinguished(group, 'egress', () => true);
      const cache = addressOf('169.254.20.10');
      const ends: End[] = [
        ...servers,
        ...this.someNodes(),
        ...(cache ? [{ address: cache }] : []),
        ...publicPieces(4, peers)
          .slice(0, MAX_PIECES)
          .map(({ first }) => ({ address: first })),
      ];
      const measure = onPorts(
        ...DNS_PORTS.flatMap((port) => [['UDP', port] as const, ['TCP', port] as const]),
      );
      // One of them is enough.
      const reaches = firstOf(ends, (end) => this.over(group, 'egress', [end], measure));
      return widest(reaches);
    });
  }
}

/** The results up to the first that is reached. */
function firstOf(ends: readonly End[], reach: (end: End) => Reach): Reach[] {
  const found: Reach[] = [];
  for (const end of ends) {
    const result = reach(end);
    found.push(result);
    if (result.extent === 'all') break;
  }
  return found;
}

const DNS_PORTS = [53, 5353];

/** Named ports decide which rules admit traffic to a group. */
function namesOf({ named, cut }: PodGroup): string {
  return `${cut ? 'cut' : ''}${named.map(({ name, protocol, port }) => `${name}/${protocol}/${port}`).join()}`;
}

/** The internal addresses of nodes. */
export function endsOfNodes(
  nodes: readonly NodeRecord[],
): (End & { address: NonNullable<End['address']> })[] {
  return nodes.flatMap((node) =>
    node.addresses
      .filter(({ type }) => type === 'InternalIP' || type === 'ExternalIP')
      .flatMap(({ address: text }) => {
        const address = addressOf(text);
        return address ? [{ address, node: node.labels, nodeName: node.name }] : [];
      }),
  );
}

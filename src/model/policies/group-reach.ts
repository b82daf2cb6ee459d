import type { NodeRecord } from '../../snapshot/records/index.ts';
import type { NetworkPolicyRecord } from '../../snapshot/records/index.ts';
import type { End, Extent, GroupReach, PodGroup, Reach } from '../types.ts';
import type { Family } from './addresses.ts';
import { addressOf, publicPieces } from './addresses.ts';
import type { Direction } from './applied.ts';
import type { Protocol } from './flows.ts';
import { flowOf, portsIn } from './flows.ts';
import type { Bounds, GroupFlows } from './group-flows.ts';
import type { Ports } from './ports.ts';
import { areMost } from './ports.ts';
import type { Senders } from './senders.ts';

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

/** What counts as all of a destination, and as a part of it. */
interface Measure {
  full: (ports: Ports) => boolean;
  part: (ports: Ports) => boolean;
}

const MOST_PORTS: Measure = {
  full: (ports) => areMost(portsIn(ports, 'TCP')),
  part: (ports) => ports.length > 0,
};

function onPorts(...wanted: readonly (readonly [Protocol, number])[]): Measure {
  const flows = wanted.map(([protocol, port]) => flowOf(protocol, port));
  const holds = (ports: Ports): boolean =>
    flows.some((flow) => ports.some(([first, last]) => first <= flow && flow <= last));
  return { full: holds, part: holds };
}

/** No policy of a larger cluster distinguishes more nodes. */
const MAX_NODES = 50;
/** Pieces of the internet beyond that number are not evaluated. */
const MAX_PIECES = 4_000;

/** Evaluates for groups of pods which classes of others they may exchange traffic with. */
export class GroupReaches {
  private readonly known = new Map<string, Reach>();
  private readonly around: Surroundings;

  constructor(around: Surroundings) {
    this.around = around;
  }

  of(group: PodGroup): GroupReach {
    const { flows, nodes } = this.around;
    const nodeEnds = endsOfNodes(nodes).slice(0, MAX_NODES);
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
      const { senders, groups, endsOf } = this.around;
      const byAddress = this.byAddress(group, direction);
      const total = new Total(MOST_PORTS);
      for (const end of senders.later) total.add(this.around.flows.bounds(group, direction, end));
      for (const other of groups) {
        if (total.settled) break;
        if (other.namespace === group.namespace) continue;
        for (const end of endsOf(other, byAddress))
          total.add(this.around.flows.bounds(group, direction, end));
      }
      return total.reach;
    });
  }

  private own(group: PodGroup, direction: Direction): Reach {
    return this.once(group, direction, 'own', () => {
      const { groups, endsOf } = this.around;
      const byAddress = this.byAddress(group, direction);
      const ends = groups
        .filter(({ namespace }) => namespace === group.namespace)
        .flatMap((other) => endsOf(other, byAddress));
      return this.over(group, direction, ends, MOST_PORTS);
    });
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

  private apiServer(group: PodGroup): Reach | undefined {
    const { apiServer, nodes } = this.around;
    const known = endsOfNodes(nodes);
    const found = apiServer.flatMap(({ address, port }) => {
      const value = addressOf(address);
      if (!value) return [];
      const node = known.find(
        (end) => end.address.family === value.family && end.address.value === value.value,
      );
      return [{ end: node ?? { address: value }, port }];
    });
    if (found.length === 0) return undefined;
    return this.once(group, 'egress', 'api', () =>
      widest(found.map(({ end, port }) => this.over(group, 'egress', [end], onPorts(['TCP', port])))),
    );
  }

  /** Where names are resolved: pods with a port for it, else any; nodes, link-local caches and the internet. */
  private dns(group: PodGroup): Reach {
    return this.once(group, 'egress', 'dns', () => {
      const { groups, endsOf, nodes, flows } = this.around;
      const { peers } = flows.of(group, 'egress');
      const servers = groups.filter(({ named }) => named.some(({ port }) => DNS_PORTS.includes(port)));
      const byAddress = this.byAddress(group, 'egress');
      const cache = addressOf('169.254.20.10');
      const ends: End[] = [
        ...(servers.length > 0 ? servers : groups).flatMap((one) => endsOf(one, byAddress)),
        ...endsOfNodes(nodes).slice(0, MAX_NODES),
        ...(cache ? [{ address: cache }] : []),
        ...publicPieces(4, peers)
          .slice(0, MAX_PIECES)
          .map(({ first }) => ({ address: first })),
      ];
      const measure = onPorts(
        ...DNS_PORTS.flatMap((port) => [['UDP', port] as const, ['TCP', port] as const]),
      );
      return this.over(group, 'egress', ends, measure);
    });
  }
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

/** The extent over several ends: all of them, some or none. */
class Total {
  private ends = 0;
  private full = 0;
  private perhapsFull = 0;
  private part = 0;
  private perhapsPart = 0;
  private readonly by = new Set<NetworkPolicyRecord>();
  private readonly measure: Measure;

  constructor(measure: Measure) {
    this.measure = measure;
  }

  add({ least, most, by }: Bounds): void {
    this.ends++;
    if (this.measure.full(least)) this.full++;
    if (this.measure.full(most)) this.perhapsFull++;
    if (this.measure.part(least)) this.part++;
    if (this.measure.part(most)) this.perhapsPart++;
    for (const policy of by) this.by.add(policy);
  }

  /** Further ends do not change the extent. */
  get settled(): boolean {
    return this.part > 0 && this.perhapsFull < this.ends;
  }

  get reach(): Reach {
    return { extent: this.extent, by: [...this.by] };
  }

  private get extent(): Extent {
    if (this.full === this.ends) return this.ends > 0 ? 'all' : 'none';
    if (this.perhapsFull === this.ends) return 'unknown';
    if (this.part > 0) return 'some';
    return this.perhapsPart > 0 ? 'unknown' : 'none';
  }
}

/** The extent over pieces of addresses, by their size. */
class Share {
  private total = 0;
  private full = 0;
  private perhapsFull = 0;
  private part = false;
  private perhapsPart = false;
  private readonly by = new Set<NetworkPolicyRecord>();

  add({ least, most, by }: Bounds, size: number): void {
    this.total += size;
    if (MOST_PORTS.full(least)) this.full += size;
    if (MOST_PORTS.full(most)) this.perhapsFull += size;
    if (MOST_PORTS.part(least)) this.part = true;
    if (MOST_PORTS.part(most)) this.perhapsPart = true;
    for (const policy of by) this.by.add(policy);
  }

  get reach(): Reach {
    return { extent: this.extent, by: [...this.by] };
  }

  private get extent(): Extent {
    if (this.full * 2 > this.total) return 'all';
    if (this.perhapsFull * 2 > this.total) return 'unknown';
    if (this.part) return 'some';
    return this.perhapsPart ? 'unknown' : 'none';
  }
}

const WIDEST: readonly Extent[] = ['all', 'some', 'unknown', 'none'];

function widest(reaches: readonly Reach[]): Reach {
  const extent = WIDEST.find((one) => reaches.some((reach) => reach.extent === one)) ?? 'none';
  return { extent, by: [...new Set(reaches.flatMap(({ by }) => by))] };
}

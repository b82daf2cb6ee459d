import type { NetworkPolicyRecord } from '../../snapshot/records/index.ts';
import type { Extent, Reach } from '../types.ts';
import type { Protocol } from './flows.ts';
import { flowOf, portsIn } from './flows.ts';
import type { Bounds } from './group-flows.ts';
import type { Ports } from './ports.ts';
import { areMost } from './ports.ts';

/** What counts as all of a destination, and as a part of it. */
export interface Measure {
  full: (ports: Ports) => boolean;
  part: (ports: Ports) => boolean;
}

export const MOST_PORTS: Measure = {
  full: (ports) => areMost(portsIn(ports, 'TCP')),
  part: (ports) => ports.length > 0,
};

export function onPorts(...wanted: readonly (readonly [Protocol, number])[]): Measure {
  const flows = wanted.map(([protocol, port]) => flowOf(protocol, port));
  const holds = (ports: Ports): boolean =>
    flows.some((flow) => ports.some(([first, last]) => first <= flow && flow <= last));
  return { full: holds, part: holds };
}

/** The extent over several ends: all of them, some or none. */
export class Total {
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
export class Share {
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

export function widest(reaches: readonly Reach[]): Reach {
  const extent = WIDEST.find((one) => reaches.some((reach) => reach.extent === one)) ?? 'none';
  return { extent, by: [...new Set(reaches.flatMap(({ by }) => by))] };
}

import type { PodRecord, PodTemplate, StringMap } from '../../snapshot/records/index.ts';
import type { PodGroup } from '../types.ts';
import type { Address } from './addresses.ts';
import { addressOf } from './addresses.ts';
import type { NamedPort, Protocol } from './flows.ts';
import { PROTOCOLS } from './flows.ts';
import type { LeftOut } from './party.ts';
import { partyOf } from './party.ts';

/** A group while it is filled. */
export interface FilledGroup extends PodGroup {
  pods: PodRecord[];
  addresses: Address[];
}

/** Groups pods that are equal to every policy: by namespace, labels, ServiceAccount and named ports. */
export class PodGroups {
  readonly all: FilledGroup[] = [];
  private readonly byKey = new Map<string, FilledGroup>();
  private readonly byPod = new Map<PodRecord, FilledGroup>();
  private readonly keys = new Map<PodTemplate, string>();
  private readonly namespaceLabels: ReadonlyMap<string, StringMap>;
  private readonly leftOut: LeftOut | undefined;

  constructor(namespaceLabels: ReadonlyMap<string, StringMap>, leftOut: LeftOut | undefined) {
    this.namespaceLabels = namespaceLabels;
    this.leftOut = leftOut;
  }

  /** Adds a pod on the pod network. */
  add(pod: PodRecord): void {
    const { namespace, template } = pod;
    const party = partyOf(pod, this.namespaceLabels.get(namespace), this.leftOut);
    const key = `${namespace} ${party.numbered ? 'numbered' : ''} ${this.keyOf(template)}`;
    let group = this.byKey.get(key);
    if (!group) {
      const cut = template.cut === true;
      group = { namespace, party, named: namedPorts(template), ...(cut && { cut }), pods: [], addresses: [] };
      this.byKey.set(key, group);
      this.all.push(group);
    }
    group.pods.push(pod);
    for (const text of addressTexts(pod)) {
      const address = addressOf(text);
      if (address) group.addresses.push(address);
    }
    this.byPod.set(pod, group);
  }

  of(pod: PodRecord): PodGroup | undefined {
    return this.byPod.get(pod);
  }

  private keyOf(template: PodTemplate): string {
    const found = this.keys.get(template);
    if (found !== undefined) return found;
    const labels = Object.entries(template.labels).sort(([a], [b]) => (a < b ? -1 : 1));
    const key = JSON.stringify([
      labels,
      template.serviceAccount ?? 'default',
      namedPorts(template).map(({ name, protocol, port }) => `${name} ${protocol} ${port}`),
      template.cut === true,
    ]);
    this.keys.set(template, key);
    return key;
  }
}

/** All addresses of a pod. */
export function addressTexts({ podIP, podIPs }: PodRecord): readonly string[] {
  return podIPs ?? (podIP === undefined ? [] : [podIP]);
}

function namedPorts({ containers }: PodTemplate): NamedPort[] {
  return containers
    .flatMap(({ ports = [] }) => ports)
    .flatMap(({ name, port, protocol = 'TCP' }) => {
      const known = PROTOCOLS.find((one): one is Protocol => one === protocol);
      return name === undefined || known === undefined ? [] : [{ name, port, protocol: known }];
    });
}

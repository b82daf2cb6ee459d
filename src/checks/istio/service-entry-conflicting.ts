import { recordsIn, textsIn } from '../../addons/istio/custom-objects.ts';
import { fullHost, scopes } from '../../addons/istio/gateways/registry.ts';
import { put } from '../../shared/group.ts';
import type { CustomRecord } from '../../snapshot/records/index.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { customRef, istioKinds, meshVerdict } from '../helpers/mesh.ts';
import { few, listed, observed } from '../helpers/objects.ts';

export default defineCheck({
  id: 'istio/service-entry-conflicting',
  title: 'ServiceEntries define one host and port with different protocols',
  control: 'Protocols of ServiceEntries',
  severity: 'low',
  why: 'Proxies use the protocol of only one ServiceEntry, so requests fail or are not treated as HTTP. Rules for HTTP then do not apply to this traffic.',
  remediation:
    'Set the same `ports.protocol` in all ServiceEntries of the host, or limit each by `exportTo: [.]`.',
  references: ['istio-analysis-messages', 'istio-service-entry'],
  needs: [],
  uses: ['istio', 'meshEdge'],
  passNeeds: ['istio'],
  kinds: { istio: istioKinds('ServiceEntry') },
  *run({ istio, meshEdge: { serviceEntries } }): Iterable<Finding> {
    const conflicts = conflictsAmong(serviceEntries);
    yield* meshVerdict(istio, {
      faults: serviceEntries.flatMap((entry): Finding[] => {
        const found = conflicts.get(entry);
        if (!found) return [];
        const names = found.entries.filter((one) => one !== entry).map(nameOf);
        return [
          {
            verdict: 'fail',
            at: customRef(entry),
            message: `${found.host} has protocols ${listed(found.protocols)}, also by ${names.length === 0 ? 'another port of it' : `ServiceEntry ${listed(names)}`}`,
            evidence: few(found.entries, (one) =>
              observed(`ServiceEntry ${nameOf(one)}`, `host ${found.host}, ${portsText(one)}`),
            ),
          },
        ];
      }),
      objects: serviceEntries.length,
      noun: 'ServiceEntry',
      pass: 'no host and port has several protocols',
    });
  },
});

function nameOf({ namespace = '', name }: CustomRecord): string {
  return `${namespace}/${name}`;
}

function portsText({ spec }: CustomRecord): string {
  return recordsIn(spec['ports'])
    .map(({ number, protocol }) => `${String(number)} ${String(protocol)}`)
    .join(', ');
}

interface Conflicts {
  host: string;
  protocols: string[];
  entries: CustomRecord[];
}

interface Use {
  entry: CustomRecord;
  protocol: string;
}

/** Entries of the same host and port, for proxies of the same namespaces, with another protocol. */
function conflictsAmong(entries: readonly CustomRecord[]): ReadonlyMap<CustomRecord, Conflicts> {
  const uses = new Map<string, Use[]>();
  for (const entry of entries)
    for (const scope of scopes(textsIn(entry.spec['exportTo']), entry.namespace ?? ''))
      for (const host of textsIn(entry.spec['hosts']))
        for (const { number, protocol } of recordsIn(entry.spec['ports']))
          put(uses, `${scope} ${fullHost(host, entry.namespace ?? '')}:${String(number)}`, {
            entry,
            protocol: typeof protocol === 'string' ? protocol.toUpperCase() : 'TCP',
          });
  const found = new Map<CustomRecord, Conflicts>();
  for (const [key, own] of uses) {
    const host = key.slice(key.indexOf(' ') + 1);
    const all = key.startsWith('* ') ? own : [...own, ...(uses.get(`* ${host}`) ?? [])];
    const protocols = [...new Set(all.map(({ protocol }) => protocol))].sort();
    if (protocols.length < 2) continue;
    const involved = [...new Set(all.map(({ entry }) => entry))];
    for (const entry of involved)
      if (!found.has(entry)) found.set(entry, { host, protocols, entries: involved.slice(0, SHOWN) });
  }
  return found;
}

const SHOWN = 20;

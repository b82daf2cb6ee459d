import { metadataAddresses, metadataHosts } from '../../data/metadata-addresses.ts';
import { canonicalAddress } from '../../shared/addresses.ts';
import type { ServiceFacts } from '../../model/types.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { judged } from '../helpers/judged.ts';
import { few, listed, observed } from '../helpers/objects.ts';

export default defineCheck({
  id: 'exposure/metadata-address-endpoint',
  title: 'Service forwards to the cloud metadata service',
  control: 'Endpoints at metadata addresses',
  severity: 'high',
  why: 'The metadata service of the cloud returns credentials of the node. A Service, Ingress or gateway in front of it bypasses NetworkPolicies that block its address, and can expose it outside the node.',
  remediation:
    'Delete the EndpointSlice or the `externalName`, and find out who created it. Require IMDSv2 with a hop limit of 1, or the equivalent of the cloud.',
  references: ['T1552', 'K08', 'K05'],
  peerChecks: [193],
  needs: ['services'],
  passNeeds: ['endpointslices'],
  *run({ services }): Iterable<Finding> {
    yield* judged({
      faults: services.flatMap(faultOf),
      evaluated: services.length,
      noun: 'Service',
      pass: 'no Service forwards to a metadata address',
    });
  },
});

const ADDRESSES: ReadonlySet<string> = new Set(metadataAddresses.map(canonicalAddress));

/** In any spelling, also mapped to IPv6. */
function isMetadataAddress(address: string): boolean {
  return ADDRESSES.has(canonicalAddress(address));
}

function faultOf({ record, destinations }: ServiceFacts): Finding[] {
  const { namespace, name, externalName = '', externalIPs = [] } = record;
  const host = externalName.toLowerCase().replace(/\.$/, '');
  const found = [
    ...destinations
      .filter(({ address }) => isMetadataAddress(address))
      .map(({ source, address }) => ({ source, address })),
    ...(metadataHosts.has(host) ? [{ source: `externalName of ${namespace}/${name}`, address: host }] : []),
    ...externalIPs
      .filter(isMetadataAddress)
      .map((address) => ({ source: `externalIPs of ${namespace}/${name}`, address })),
  ];
  if (found.length === 0) return [];
  return [
    {
      verdict: 'fail',
      at: { kind: 'Service', namespace, name },
      message: `forwards to the metadata service of the cloud: ${listed([...new Set(found.map(({ address }) => address))])}`,
      evidence: few(found, ({ source, address }) => observed(source, address)),
    },
  ];
}

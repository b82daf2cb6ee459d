import { addressReach } from '../../shared/addresses.ts';
import { isIP } from 'node:net';
import { isWildcardDns } from '../../data/wildcard-dns.ts';
import { namedBy } from '../../model/services.ts';
import type { ServiceFacts } from '../../model/types.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { judged } from '../helpers/judged.ts';
import { observed } from '../helpers/objects.ts';

export default defineCheck({
  id: 'exposure/external-name-internal',
  title: 'ExternalName Service leads to an internal address',
  control: 'Targets of ExternalName Services',
  severity: 'low',
  why: 'An ExternalName is followed without a check of permissions. An ingress controller or a workload that trusts the Service forwards requests to hosts and namespaces that the author of the Service cannot reach.',
  remediation:
    'Refer to the Service of the other namespace itself, with a ReferenceGrant for routes. For hosts of the internal network, use an EndpointSlice that administrators create.',
  references: ['K05', 'T1190'],
  peerChecks: [194],
  needs: ['services'],
  *run({ services }): Iterable<Finding> {
    const named = services.filter(({ record }) => record.type === 'ExternalName');
    yield* judged({
      faults: named.flatMap(faultOf),
      evaluated: named.length,
      noun: 'Service of type ExternalName',
      many: 'Services of type ExternalName',
      pass: 'every ExternalName is a host outside the cluster',
    });
  },
});

function faultOf({ record }: ServiceFacts): Finding[] {
  const { namespace, name, externalName = '' } = record;
  const what = internalTarget(externalName.toLowerCase().replace(/\.$/, ''), namespace);
  if (what === undefined) return [];
  return [
    {
      verdict: 'fail',
      at: { kind: 'Service', namespace, name },
      message: `externalName is ${externalName}: ${what}`,
      evidence: [observed(`service ${namespace}/${name}`, `externalName ${externalName}`)],
    },
  ];
}

/** What makes a host internal. The address in a name of wildcard DNS may be any. */
function internalTarget(host: string, namespace: string): string | undefined {
  if (host === 'localhost' || host.endsWith('.localhost')) return 'the host of the client';
  if (isIP(host) !== 0) return addressReach(host) === 'public' ? undefined : 'a private or local address';
  if (isWildcardDns(host)) return 'a name that resolves to the address in it';
  const service = /\.svc(?:\.|$)/.test(host) ? namedBy(host) : undefined;
  if (service !== undefined && !service.startsWith(`${namespace}/`))
    return `Service ${service} of another namespace`;
  return /\.pod\./.test(host) ? 'a Pod' : undefined;
}

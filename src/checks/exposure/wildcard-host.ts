import { GATEWAY_API } from '../../model/gateway-api/types.ts';
import type { IngressRecord } from '../../snapshot/records/index.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { onlyAnswersChallenges } from '../helpers/ingress-tls.ts';
import { judged } from '../helpers/judged.ts';
import { listed, observed } from '../helpers/objects.ts';

export default defineCheck({
  id: 'exposure/wildcard-host',
  title: 'Ingress accepts any host name',
  control: 'Host names of Ingresses',
  severity: 'info',
  why: 'The rule also applies to host names that were not assigned to it. It receives requests for hosts whose own rule was deleted, and answers scanners that use the address alone.',
  remediation: 'Set `host` in every rule of the Ingress to the exact name that clients use.',
  references: ['K05', 'K06'],
  peerChecks: [202],
  needs: [],
  uses: ['extensions'],
  collectors: ['ingresses'],
  passNeeds: ['ingresses'],
  *run({ extensions: { ingresses, routes } }): Iterable<Finding> {
    // Hosts of Gateways and of HTTPProxies have checks in the areas istio and envoy.
    const others = routes.filter(
      ({ kind, group, hosts }) => kind === 'HTTPRoute' && group === GATEWAY_API && hosts.some(isWildcard),
    );
    yield* judged({
      faults: [
        ...ingresses.flatMap(faultOf),
        ...others.map(({ kind, namespace, name, hosts }): Finding => ({
          verdict: 'fail',
          at: { kind, namespace, name },
          message: `hostnames contains ${listed(hosts.filter(isWildcard))}`,
          evidence: [observed(`${kind} ${namespace}/${name}`, `hostnames ${listed(hosts)}`)],
        })),
      ],
      evaluated: ingresses.length,
      noun: 'Ingress',
      many: 'Ingresses',
      pass: 'every Ingress names its hosts',
    });
  },
});

function isWildcard(host: string): boolean {
  return host.startsWith('*');
}

function faultOf(ingress: IngressRecord): Finding[] {
  const wild = ingress.hosts.filter(isWildcard);
  const isDefault = ingress.hosts.length === 0 && ingress.backends.length > 0;
  if ((wild.length === 0 && !isDefault) || onlyAnswersChallenges(ingress)) return [];
  const { namespace, name } = ingress;
  const what = isDefault
    ? 'spec.defaultBackend receives requests for any host'
    : wild.includes('*')
      ? 'a rule has no host: it applies to any host name'
      : `a rule has the wildcard host ${listed(wild)}`;
  return [
    {
      verdict: 'fail',
      at: { kind: 'Ingress', namespace, name },
      message: what,
      evidence: [observed(`Ingress ${namespace}/${name}`, `hosts ${listed(ingress.hosts) || 'none'}`)],
    },
  ];
}

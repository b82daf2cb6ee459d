import { placesOf } from '../../addons/istio/gateways/claims.ts';
import type { MeshGateway } from '../../addons/types.ts';
import { put } from '../../shared/group.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { gatewayName, gatewayRef, istioKinds, meshVerdict } from '../helpers/mesh.ts';
import { few, listed, observed } from '../helpers/objects.ts';

export default defineCheck({
  id: 'istio/gateway-client-certificate-bypass',
  title: 'Wildcard server bypasses client certificates of an Istio gateway',
  control: 'Client certificates at Istio gateways',
  severity: 'medium',
  why: 'A client can open a connection with SNI of the wildcard host, which requires no client certificate. It can then send requests with the protected host in the Host header, and reach the protected workload.',
  remediation:
    'Set `tls.mode: MUTUAL` on the wildcard server as well, or serve the protected host by a gateway workload of its own.',
  references: ['istio-security-best-practices', 'istio-gateway', 'K09'],
  needs: [],
  uses: ['istio', 'meshEdge'],
  passNeeds: ['istio', 'pods', 'workloads'],
  kinds: { istio: istioKinds('Gateway') },
  *run({ istio, meshEdge: { gateways } }): Iterable<Finding> {
    const classic = gateways.filter((gateway) => gateway.classic);
    const mutual = classic.filter(({ servers }) => servers.some(({ end }) => end === 'mutual'));
    const wild = wildcards(classic);
    yield* meshVerdict(istio, {
      faults: mutual.flatMap((gateway) => faultOf(gateway, wild)),
      objects: mutual.length,
      noun: 'Istio Gateway with client certificates',
      pass: 'no wildcard server without client certificates covers a host that requires them',
    });
  },
});

interface Wildcard {
  gateway: MeshGateway;
  host: string;
}

/** Wildcard servers that terminate TLS without a client certificate, by workload, port and host. */
function wildcards(gateways: readonly MeshGateway[]): ReadonlyMap<string, readonly Wildcard[]> {
  const found = new Map<string, Wildcard[]>();
  for (const gateway of gateways)
    for (const { end, hosts, listener } of gateway.servers)
      if (end === 'tls')
        for (const { host } of hosts)
          if (host.startsWith('*'))
            for (const place of placesOf(gateway))
              put(found, `${place} ${listener.port ?? ''} ${host}`, { gateway, host });
  return found;
}

function faultOf(gateway: MeshGateway, wild: ReturnType<typeof wildcards>): Finding[] {
  const found = gateway.servers
    .filter(({ end }) => end === 'mutual')
    .flatMap(({ hosts, listener }) =>
      hosts.flatMap(({ host }) =>
        above(host).flatMap((name) =>
          placesOf(gateway)
            .flatMap((place) => wild.get(`${place} ${listener.port ?? ''} ${name}`) ?? [])
            .map((one) => ({ ...one, protectedHost: host, port: listener.port })),
        ),
      ),
    );
  const [first] = found;
  if (!first) return [];
  const hosts = [...new Set(found.map(({ protectedHost }) => protectedHost))];
  const covering = [...new Set(found.map((one) => `${one.host} (${gatewayName(one.gateway)})`))];
  return [
    {
      verdict: 'fail',
      at: gatewayRef(gateway),
      message: `tls.mode of ${listed(hosts)} is MUTUAL, but ${listed(covering)} on the same port is SIMPLE`,
      evidence: [
        observed(gatewayName(gateway), `MUTUAL ${listed(hosts)}, port ${first.port ?? ''}`),
        ...few(covering, (name) =>
          observed(name.replace(/^.*\((.*)\)$/, '$1'), `SIMPLE ${name.split(' ', 1)[0] ?? ''}`),
        ),
      ],
    },
  ];
}

/** The wildcards that cover a host, without itself. */
function above(host: string): string[] {
  const labels = host.replace(/^\*\.?/, '').split('.');
  return [
    ...labels
      .map((_, index) => `*.${labels.slice(index).join('.')}`)
      .filter((name) => name !== `*.${host}` && name !== host),
    ...(host === '*' ? [] : ['*']),
  ];
}

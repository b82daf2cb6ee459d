import { firstWithoutOldSuites, isWeakSuite, oldProtocols } from '../../data/gateway-tls.ts';
import { parseVersion } from '../../model/version.ts';
import type { IstioFacts, MeshGateway } from '../../addons/types.ts';
import type { GatewayServer } from '../../addons/istio/gateways/types.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { byReach, gatewayName, gatewayRef, istioKinds, meshVerdict, serverName } from '../helpers/mesh.ts';
import { listed, observed } from '../helpers/objects.ts';

export default defineCheck({
  id: 'istio/gateway-weak-tls',
  title: 'Istio gateway accepts weak TLS versions or cipher suites',
  control: 'TLS versions and cipher suites of Istio gateways',
  severity: 'medium',
  why: 'TLS 1.0, TLS 1.1 and suites with CBC, RC4 or RSA key exchange have known attacks. An attacker on the network path can decrypt recorded or current connections.',
  remediation:
    'Set `tls.minProtocolVersion: TLSV1_2` or remove the field, and remove the suites from `tls.cipherSuites`.',
  references: ['istio-gateway', 'K05', 'NSA Encryption: use TLS with strong keys'],
  needs: [],
  uses: ['istio', 'meshEdge'],
  passNeeds: ['istio'],
  kinds: { istio: istioKinds('Gateway') },
  *run({ istio, meshEdge: { gateways } }): Iterable<Finding> {
    const ending = gateways.filter(({ classic, servers }) => classic && servers.some(endsTls));
    yield* meshVerdict(istio, {
      faults: ending.flatMap((gateway) => faultOf(gateway, withoutOldSuites(istio))),
      objects: ending.length,
      noun: 'Istio Gateway with TLS',
      pass: 'every gateway that terminates TLS requires TLS 1.2 and strong cipher suites',
    });
  },
});

function endsTls({ end }: GatewayServer): boolean {
  return end === 'tls' || end === 'mutual';
}

function faultOf(gateway: MeshGateway, strongByDefault: boolean): Finding[] {
  const weak = gateway.servers.filter(endsTls).flatMap((server) => {
    const { minTls = '', maxTls, ciphers = [] } = server.listener;
    const suites = ciphers.filter(isWeakSuite).map((name) => `cipherSuites: ${name}`);
    const words = [
      ...(oldProtocols.has(minTls) ? [`minProtocolVersion: ${minTls}`] : []),
      ...(oldProtocols.has(maxTls ?? '') ? [`maxProtocolVersion: ${maxTls ?? ''}`] : []),
      ...suites,
    ];
    // No handshake of an old version succeeds without one of its suites.
    const idle = suites.length === 0 && (ciphers.length > 0 || strongByDefault);
    return words.length === 0 ? [] : [{ server, words, idle }];
  });
  if (weak.length === 0) return [];
  const idle = weak.every((one) => one.idle);
  const words = [...new Set(weak.flatMap((one) => one.words))];
  return [
    {
      verdict: 'fail',
      at: gatewayRef(gateway),
      severity: idle ? 'low' : byReach('medium', gateway),
      message: `weak TLS on ${listed(weak.map(({ server }) => serverName(server)))}: ${listed(words)}${idle ? '; no cipher suite of this version is enabled' : ''}`,
      evidence: [observed(gatewayName(gateway), words.join(', '))],
    },
  ];
}

/** The proxies of every control plane have no such suite by default. */
function withoutOldSuites({ revisions }: IstioFacts): boolean {
  return (
    revisions.length > 0 &&
    revisions.every(
      ({ version, trusted }) => trusted && (parseVersion(version ?? '')?.minor ?? 0) >= firstWithoutOldSuites,
    )
  );
}

import type { MeshGateway } from '../../addons/types.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { gatewayName, gatewayRef, istioKinds, meshVerdict } from '../helpers/mesh.ts';
import { listed, observed, requiresOr } from '../helpers/objects.ts';
import { listAll } from '../../shared/requirement.ts';
import { plural } from '../../shared/text.ts';

export default defineCheck({
  id: 'istio/gateway-credential-missing',
  title: 'Certificate Secret of an Istio gateway missing',
  control: 'Certificate Secrets of Istio gateways',
  severity: 'low',
  why: 'The gateway has no certificate for the server, and rejects every TLS connection to it. Users who can create the Secret in that namespace decide which certificate is served.',
  remediation:
    'Create the Secret in the namespace of the gateway Pods (`kubectl create secret tls NAME -n NAMESPACE`), or correct `tls.credentialName`.',
  references: ['istio-analysis-messages', 'istio-gateway'],
  needs: [],
  uses: ['istio', 'meshEdge', 'secrets'],
  passNeeds: ['istio', 'secrets', 'pods', 'workloads'],
  kinds: { istio: istioKinds('Gateway') },
  *run({ istio, meshEdge: { gateways }, secrets }): Iterable<Finding> {
    const named = gateways.filter(
      (gateway) => gateway.classic && gateway.workloads.length > 0 && wantedBy(gateway).length > 0,
    );
    if (named.length > 0 && !secrets.all.known) {
      yield {
        verdict: 'unknown',
        message: `whether the Secrets of ${plural(named.length, 'Gateway')} exist is unknown: ${secrets.all.reason}`,
        requires: requiresOr(secrets.all.requires, listAll('secrets')),
      };
      return;
    }
    const present = new Set(secrets.seen.map(({ namespace, name }) => `${namespace}/${name}`));
    yield* meshVerdict(istio, {
      faults: named.flatMap((gateway): Finding[] => {
        const missing = wantedBy(gateway).filter((name) => !present.has(name));
        if (missing.length === 0) return [];
        return [
          {
            verdict: 'fail',
            at: gatewayRef(gateway),
            message: `credentialName refers to a Secret that does not exist: ${listed(missing)}`,
            restsOn: ['secrets'],
            evidence: [observed(gatewayName(gateway), `credentialName ${listed(missing)}`)],
          },
        ];
      }),
      objects: named.length,
      noun: 'Istio Gateway with a certificate',
      pass: 'the Secrets of all certificates exist',
    });
  },
});

/** `namespace/name` of Secrets, which gateways read in their own namespace. */
function wantedBy({ servers, workloads }: MeshGateway): string[] {
  const places = [...new Set(workloads.map(({ namespace }) => namespace))];
  const names = servers
    .flatMap(({ listener }) => listener.credentials ?? [])
    // A reference to another provider, such as kubernetes-gateway://.
    .filter((name) => !name.includes('/'));
  return [...new Set(places.flatMap((place) => names.map((name) => `${place}/${name}`)))];
}

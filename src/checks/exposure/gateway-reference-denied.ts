import { secretsOf } from '../../model/gateway-api/listeners.ts';
import { GATEWAY_API } from '../../model/gateway-api/types.ts';
import type { GatewayApiFacts, Reference } from '../../model/gateway-api/types.ts';
import type { GatewayRecord, RouteRecord } from '../../snapshot/records/index.ts';
import type { ObjectRef } from '../../result/types.ts';
import type { CheckParts, Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { routeRef } from '../helpers/gateway-routes.ts';
import { judged } from '../helpers/judged.ts';
import { few, listed, observed } from '../helpers/objects.ts';

export default defineCheck({
  id: 'exposure/gateway-reference-denied',
  title: 'Gateway API reference without a ReferenceGrant or Secret',
  control: 'Cross-namespace references of the Gateway API',
  severity: 'low',
  why: 'Controllers reject a certificate or backend of another namespace without a ReferenceGrant, and a certificate that does not exist. Hosts are unreachable, and controllers that ignore grants expose other teams.',
  remediation:
    'Create a ReferenceGrant in the namespace of the target that names the kind and namespace of the source, or move the target. Create missing Secrets with type `kubernetes.io/tls`.',
  references: ['K02', 'K05', 'gateway-api-versioning'],
  peerChecks: [206],
  needs: [],
  uses: ['extensions', 'gatewayApi', 'secrets'],
  passNeeds: ['gateways', 'platform'],
  kinds: { platform: ['gateway.networking.k8s.io/ReferenceGrant'] },
  *run({ extensions: { gateways, routes }, gatewayApi, secrets }): Iterable<Finding> {
    const own = gateways.filter(({ api }) => api === GATEWAY_API);
    const routed = routes.filter(({ group }) => group === GATEWAY_API);
    const faults = [
      ...own.flatMap((gateway) => ofGateway(gateway, gatewayApi, secrets)),
      ...routed.flatMap((route) => ofRoute(route, gatewayApi)),
    ];
    const references = own.flatMap((gateway) => wantedBy(gateway).map(({ secret }) => secret));
    yield* judged({
      faults,
      open:
        faults.length === 0 && references.length > 0 && !secrets.all.known
          ? [
              {
                verdict: 'unknown',
                message: `whether the certificates ${listed([...new Set(references)])} exist is unknown: ${secrets.all.reason}`,
                requires: secrets.all.requires,
              },
            ]
          : [],
      evaluated: own.length + routed.length,
      noun: 'object of the Gateway API',
      many: 'objects of the Gateway API',
      pass: 'every reference to another namespace is granted, and every certificate exists',
    });
  },
});

/** Secrets by `namespace/name`, with the listener that names them. */
function wantedBy(gateway: GatewayRecord): { listener: string; secret: string }[] {
  return gateway.listeners.flatMap((listener) =>
    secretsOf(gateway, listener).map((secret) => ({ listener: listener.name ?? '', secret })),
  );
}

function ofGateway(
  gateway: GatewayRecord,
  { granted }: Pick<GatewayApiFacts, 'granted'>,
  secrets: CheckParts['secrets'],
): Finding[] {
  const { namespace, name } = gateway;
  const from: Reference = { group: GATEWAY_API, kind: 'Gateway', namespace, name };
  const wanted = wantedBy(gateway);
  const denied = wanted.filter(({ secret }) => {
    const [place = '', own = ''] = secret.split('/');
    return granted(from, { group: '', kind: 'Secret', namespace: place, name: own }) === 'no';
  });
  const present = new Set(secrets.seen.map((one) => `${one.namespace}/${one.name}`));
  const missing = secrets.all.known ? wanted.filter(({ secret }) => !present.has(secret)) : [];
  const at = { kind: 'Gateway', namespace, name };
  const rest = missing.filter((one) => !denied.includes(one));
  return [
    ...failOf(
      at,
      denied.map(({ listener, secret }) => `listener ${listener}: no ReferenceGrant for Secret ${secret}`),
      'platform',
    ),
    ...failOf(
      at,
      rest.map(({ listener, secret }) => `listener ${listener}: Secret ${secret} does not exist`),
      'secrets',
    ),
  ].slice(0, 1);
}

function ofRoute(route: RouteRecord, { granted }: Pick<GatewayApiFacts, 'granted'>): Finding[] {
  const { kind, namespace, name } = route;
  const from: Reference = { group: GATEWAY_API, kind, namespace, name };
  const denied = route.backends.flatMap((backend) => {
    const [, place = '', service = ''] = /^([^/ ]+)\/([^:]+)/.exec(backend) ?? [];
    if (service === '') return [];
    const to = { group: '', kind: 'Service', namespace: place, name: service };
    return granted(from, to) === 'no' ? [`no ReferenceGrant for Service ${place}/${service}`] : [];
  });
  return failOf(routeRef(route), [...new Set(denied)], 'platform');
}

function failOf(at: ObjectRef, what: readonly string[], restsOn: 'platform' | 'secrets'): Finding[] {
  if (what.length === 0) return [];
  return [
    {
      verdict: 'fail',
      at,
      message: listed(what),
      restsOn: [restsOn],
      evidence: few(what, (text) => observed(`${at.kind} ${at.namespace ?? ''}/${at.name}`, text)),
    },
  ];
}

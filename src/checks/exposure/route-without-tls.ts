import { GATEWAY_API } from '../../model/gateway-api/types.ts';
import type { Attachment } from '../../model/gateway-api/types.ts';
import type { RouteRecord } from '../../snapshot/records/index.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { otherModels, routeName, routeRef } from '../helpers/gateway-routes.ts';
import { judged } from '../helpers/judged.ts';
import { few, listed, observed } from '../helpers/objects.ts';

export default defineCheck({
  id: 'exposure/route-without-tls',
  title: 'Route serves plaintext HTTP',
  control: 'TLS of routes',
  severity: 'low',
  why: 'Requests to the route are not encrypted. An attacker on the network path can read credentials and session cookies, and modify responses.',
  remediation:
    'Attach the route to an HTTPS listener, and answer HTTP with a `RequestRedirect` filter. On OpenShift, set `spec.tls` with `insecureEdgeTerminationPolicy: Redirect`.',
  references: ['T1040', 'T1557', 'K05', 'NSA Encryption: use TLS with strong keys'],
  peerChecks: [179],
  needs: [],
  uses: ['extensions', 'gatewayApi', 'envoy', 'meshEdge'],
  passNeeds: ['gateways'],
  *run({ extensions: { routes }, gatewayApi: { attachments }, envoy, meshEdge }): Iterable<Finding> {
    // Gateways of Istio and of Envoy have checks of their own.
    const isOther = otherModels({ envoy, meshEdge });
    const web = routes.filter(({ kind, group }) =>
      group === 'route.openshift.io'
        ? kind === 'Route'
        : group === GATEWAY_API && /^(?:HTTP|GRPC)Route$/.test(kind),
    );
    yield* judged({
      faults: web.flatMap((route) =>
        route.kind === 'Route' ? ofOpenShift(route) : ofGateway(route, attachments.get(route) ?? [], isOther),
      ),
      evaluated: web.length,
      noun: 'HTTP route',
      pass: 'every route is served with TLS, or redirects to it',
    });
  },
});

function ofOpenShift(route: RouteRecord): Finding[] {
  if (route.hasTls !== false || route.refused) return [];
  return [
    {
      verdict: 'fail',
      at: routeRef(route),
      message: `spec.tls is not set: ${listed(route.hosts)} is served without TLS`,
      evidence: [observed(routeName(route), 'tls not set')],
    },
  ];
}

function ofGateway(
  route: RouteRecord,
  attachments: readonly Attachment[],
  isOther: (parent: string) => boolean,
): Finding[] {
  if (route.redirects || route.redirectsToHttps || route.backends.length === 0) return [];
  const plain = attachments.flatMap(({ parent, listeners }) =>
    isOther(parent) ? [] : listeners.filter(({ at }) => at.listener.protocol === 'HTTP'),
  );
  if (plain.length === 0) return [];
  const names = plain.map(({ at }) => `${at.parent}/${at.listener.name ?? ''}`);
  return [
    {
      verdict: 'fail',
      at: routeRef(route),
      message: `attached to plaintext HTTP listeners without a redirect: ${listed(names)}`,
      evidence: few(plain, ({ at, hosts }) =>
        observed(`Gateway ${at.parent}`, `listener ${at.listener.name ?? ''}, HTTP, hosts ${listed(hosts)}`),
      ),
    },
  ];
}

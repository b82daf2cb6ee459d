import { GATEWAY_API } from '../../model/gateway-api/types.ts';
import type { Attachment } from '../../model/gateway-api/types.ts';
import { see } from '../../shared/requirement.ts';
import type { RouteRecord } from '../../snapshot/records/index.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { otherModels, routeName, routeRef } from '../helpers/gateway-routes.ts';
import { judged } from '../helpers/judged.ts';
import { few, listed, observed } from '../helpers/objects.ts';

const TRAEFIK = /^traefik\.(?:io|containo\.us)$/;

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
    const gateway = routes.filter(
      ({ kind, group }) => group === GATEWAY_API && /^(?:HTTP|GRPC)Route$/.test(kind),
    );
    const openShift = routes.filter(({ kind, group }) => group === 'route.openshift.io' && kind === 'Route');
    const traefik = routes.filter(({ kind, group }) => kind === 'IngressRoute' && TRAEFIK.test(group ?? ''));
    yield* judged({
      faults: [
        ...openShift.flatMap(ofOpenShift),
        ...gateway.flatMap((route) => ofGateway(route, attachments.get(route) ?? [], isOther)),
      ],
      open: [...gateway.flatMap(ofListenerSets), ...traefik.flatMap(ofTraefik)],
      evaluated: gateway.length + openShift.length + traefik.length,
      noun: 'HTTP route',
      pass: 'every route is served with TLS, or redirects to it',
    });
  },
});

function ofOpenShift(route: RouteRecord): Finding[] {
  if (route.refused || (route.hasTls !== false && route.permitsPlain !== true)) return [];
  return [
    {
      verdict: 'fail',
      at: routeRef(route),
      message: route.permitsPlain
        ? `insecureEdgeTerminationPolicy is Allow: ${listed(route.hosts)} is served by plaintext HTTP as well`
        : `spec.tls is not set: ${listed(route.hosts)} is served without TLS`,
      evidence: [
        observed(
          routeName(route),
          route.permitsPlain ? 'insecureEdgeTerminationPolicy Allow' : 'tls not set',
        ),
      ],
    },
  ];
}

/** Listeners of a ListenerSet are not collected: whether they have TLS is unknown. */
function ofListenerSets(route: RouteRecord): Finding[] {
  const sets = route.parents.filter((parent) => /^X?ListenerSet /.test(parent));
  if (sets.length === 0 || route.redirectsToHttps || route.backends.length === 0) return [];
  return [
    {
      verdict: 'unknown',
      at: routeRef(route),
      message: `whether the listeners of ${listed(sets)} have TLS is unknown`,
      requires: [see(`review the listeners of ${listed(sets)}`)],
    },
  ];
}

/** A router without `tls` serves plaintext, unless its entry point has TLS or redirects. */
function ofTraefik(route: RouteRecord): Finding[] {
  if (route.hasTls === true || route.backends.length === 0) return [];
  const points = route.parents.length > 0 ? ` (${listed(route.parents)})` : '';
  return [
    {
      verdict: 'unknown',
      at: routeRef(route),
      message: `spec.tls is not set: whether the entry points of Traefik${points} have TLS or a redirect is unknown`,
      requires: [see('review `--entryPoints` in the arguments or the configuration of Traefik')],
    },
  ];
}

function ofGateway(
  route: RouteRecord,
  attachments: readonly Attachment[],
  isOther: (parent: string) => boolean,
): Finding[] {
  if (route.redirectsToHttps || (route.backends.length === 0 && !route.redirects)) return [];
  const plain = attachments.flatMap(({ parent, listeners }) =>
    isOther(parent) ? [] : listeners.filter(({ at }) => at.listener.protocol === 'HTTP'),
  );
  if (plain.length === 0) return [];
  const names = plain.map(({ at }) => `${at.parent}/${at.listener.name ?? ''}`);
  return [
    {
      verdict: 'fail',
      at: routeRef(route),
      message: `attached to plaintext HTTP listeners without a redirect${route.redirects ? ' to HTTPS' : ''}: ${listed(names)}`,
      evidence: few(plain, ({ at, hosts }) =>
        observed(`Gateway ${at.parent}`, `listener ${at.listener.name ?? ''}, HTTP, hosts ${listed(hosts)}`),
      ),
    },
  ];
}

import { GATEWAY_API } from '../../model/gateway-api/types.ts';
import type { GatewayApiFacts } from '../../model/gateway-api/types.ts';
import type { GatewayRecord, RouteRecord } from '../../snapshot/records/index.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { routeName, routeRef } from '../helpers/gateway-routes.ts';
import { judged } from '../helpers/judged.ts';
import { few, listed, observed } from '../helpers/objects.ts';

export default defineCheck({
  id: 'exposure/gateway-reference-missing',
  title: 'Gateway API reference to a missing object',
  control: 'References of the Gateway API',
  severity: 'low',
  why: 'No controller serves a Gateway without its class, or a route without its Gateway and listener. Requests fail, and a user who creates the missing object decides where they go.',
  remediation: 'Create the GatewayClass, Gateway or listener, or correct `gatewayClassName` or `parentRefs`.',
  references: ['K05', 'K07', 'gateway-api-versioning'],
  peerChecks: [203],
  needs: [],
  uses: ['extensions', 'gatewayApi'],
  passNeeds: ['gateways'],
  *run({ extensions: { gateways, classes, routes }, gatewayApi }): Iterable<Finding> {
    const own = gateways.filter(({ api }) => api === GATEWAY_API);
    const routed = routes.filter(({ group }) => group === GATEWAY_API);
    const known = new Set(classes.filter(({ kind }) => kind === 'GatewayClass').map(({ name }) => name));
    const names = new Set(own.map(({ namespace, name }) => `${namespace}/${name}`));
    yield* judged({
      faults: [
        ...own.flatMap((gateway) => ofGateway(gateway, known)),
        ...routed.flatMap((route) => ofRoute(route, names, gatewayApi)),
      ],
      evaluated: own.length + routed.length,
      noun: 'object of the Gateway API',
      many: 'objects of the Gateway API',
      pass: 'the classes of all Gateways and the parents of all routes exist',
    });
  },
});

function ofGateway(
  { namespace, name, className = '' }: GatewayRecord,
  known: ReadonlySet<string>,
): Finding[] {
  if (known.has(className)) return [];
  return [
    {
      verdict: 'fail',
      at: { kind: 'Gateway', namespace, name },
      message: `GatewayClass ${className} does not exist`,
      restsOn: ['gateways'],
      evidence: [observed(`Gateway ${namespace}/${name}`, `gatewayClassName ${className}`)],
    },
  ];
}

function ofRoute(
  route: RouteRecord,
  gateways: ReadonlySet<string>,
  { attachments }: Pick<GatewayApiFacts, 'attachments'>,
): Finding[] {
  // Services are parents of routes inside a mesh, and a ListenerSet is not collected.
  const absent = route.parents.filter((parent) => !parent.includes(' ') && !gateways.has(parent));
  const lost = (attachments.get(route) ?? []).filter(({ refusal }) => refusal === 'NoMatchingParent');
  const what = [
    ...absent.map((parent) => `Gateway ${parent} does not exist`),
    ...lost.map(
      ({ parent, section, port }) =>
        `Gateway ${parent} has no listener ${[section, port === undefined ? undefined : `on port ${port}`].filter((part) => part !== undefined).join(' ')}`,
    ),
  ];
  if (what.length === 0) return [];
  return [
    {
      verdict: 'fail',
      at: routeRef(route),
      message: listed(what),
      restsOn: ['gateways'],
      evidence: few(what, (text) => observed(routeName(route), text)),
    },
  ];
}

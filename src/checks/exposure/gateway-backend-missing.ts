import { GATEWAY_API } from '../../model/gateway-api/types.ts';
import type { RouteRecord, ServiceRecord } from '../../snapshot/records/index.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { routeName, routeRef } from '../helpers/gateway-routes.ts';
import { judged } from '../helpers/judged.ts';
import { few, listed, observed } from '../helpers/objects.ts';

export default defineCheck({
  id: 'exposure/gateway-backend-missing',
  title: 'Gateway API route refers to a missing Service',
  control: 'Backends of Gateway API routes',
  severity: 'low',
  why: 'The gateway answers requests to the route with an error. A user who can create Services in that namespace can take over the name, and receive the requests.',
  remediation: 'Create the Service, correct its name or port in `backendRefs`, or remove the rule.',
  references: ['K05', 'K07', 'gateway-api-versioning'],
  peerChecks: [204],
  needs: ['services'],
  uses: ['extensions'],
  passNeeds: ['gateways'],
  *run({ services, extensions: { routes } }): Iterable<Finding> {
    const own = routes.filter(({ group }) => group === GATEWAY_API);
    const byName = new Map(services.map(({ record }) => [`${record.namespace}/${record.name}`, record]));
    yield* judged({
      faults: own.flatMap((route) => faultOf(route, byName)),
      evaluated: own.length,
      noun: 'route of the Gateway API',
      many: 'routes of the Gateway API',
      pass: 'the Services and ports of all routes exist',
    });
  },
});

function faultOf(route: RouteRecord, byName: ReadonlyMap<string, ServiceRecord>): Finding[] {
  // Other kinds of backends are those of an implementation.
  const missing = route.backends
    .filter((backend) => !backend.includes(' '))
    .flatMap((backend) => {
      const [, name = backend, port] = /^(.+):(\d+)$/.exec(backend) ?? [];
      const service = byName.get(name);
      if (!service) return [`Service ${name} does not exist`];
      const has = port === undefined || service.ports.some((one) => String(one.port) === port);
      return has || service.ports.length === 0 ? [] : [`Service ${name} has no port ${port ?? ''}`];
    });
  if (missing.length === 0) return [];
  return [
    {
      verdict: 'fail',
      at: routeRef(route),
      message: listed(missing),
      restsOn: ['services'],
      evidence: few(missing, (text) => observed(routeName(route), text)),
    },
  ];
}

import { list } from '../../shared/requirement.ts';
import type { EnvoyListenerFacts } from '../../addons/types.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { failAt } from '../helpers/envoy.ts';
import { few, listed } from '../helpers/objects.ts';
import { groupBy } from '../../shared/group.ts';

export default defineCheck({
  id: 'envoy/routes-from-all-namespaces',
  title: 'Gateway accepts routes from every namespace',
  control: 'Namespaces of routes',
  severity: 'medium',
  why: 'A user who can create an HTTPRoute in any namespace can attach it to this listener. The route can take over paths or host names of another team.',
  remediation:
    'Set `allowedRoutes.namespaces.from: Same`, or `Selector` with a label that only administrators set. Set `hostname` on every listener.',
  references: ['envoy-gateway-threat-model', 'K03'],
  needs: [],
  uses: ['envoy', 'extensions'],
  passNeeds: ['gateways'],
  *run({ envoy }): Iterable<Finding> {
    const { listeners, classes } = envoy;
    const open = listeners.filter(({ from }) => from === 'All');
    const gateways = groupBy(open, ({ namespace, gateway }) => `${namespace}/${gateway}`);
    for (const members of gateways.values()) {
      const [first] = members;
      if (first) yield failOf(first, members);
    }
    if (gateways.size > 0) return;
    yield listeners.length > 0
      ? {
          verdict: 'pass',
          message: 'every Gateway limits the namespaces of its routes',
          evidence: few(listeners, ({ evidence }) => evidence),
        }
      : classes.length > 0
        ? { verdict: 'not-applicable', message: 'no Gateway of a controller of Envoys' }
        : noClass(envoy.controllers.length > 0);
  },
});

function failOf({ namespace, gateway }: EnvoyListenerFacts, members: readonly EnvoyListenerFacts[]): Finding {
  const any = members.filter(({ hosts }) => hosts.length === 0);
  const names = listed(members.map(({ name }) => name));
  return failAt(
    { kind: 'Gateway', namespace, name: gateway },
    `allowedRoutes.namespaces.from is All for ${members.length === 1 ? 'listener' : 'listeners'} ${names}${any.length > 0 ? ', with any host name' : ''}`,
    few(members, ({ evidence }) => evidence),
    any.length > 0 ? 'medium' : 'low',
  );
}

/** A controller without a class that was read may have Gateways. */
function noClass(hasController: boolean): Finding {
  return hasController
    ? {
        verdict: 'unknown',
        message: 'a controller of Envoys is observed, and no GatewayClass of it',
        restsOn: ['gateways'],
        requires: [list('gatewayclasses.gateway.networking.k8s.io')],
      }
    : { verdict: 'not-applicable', message: 'no GatewayClass of a controller of Envoys' };
}

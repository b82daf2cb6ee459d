import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { failAt, fieldOf, valuesAt } from '../helpers/envoy.ts';
import { few, listed, observed } from '../helpers/objects.ts';

export default defineCheck({
  id: 'envoy/gateways-merged',
  title: 'Gateways of several namespaces share one Envoy',
  control: 'Merged Gateways',
  severity: 'medium',
  why: 'With `mergeGateways`, all Gateways of a class are listeners of the same proxies. One team can exhaust or take over the listeners of another.',
  remediation:
    'Remove `mergeGateways`, or create one GatewayClass with its own EnvoyProxy for each team. Proxies that are not shared cost one Deployment each.',
  references: ['envoy-gateway-threat-model', 'envoy-gateway-extensions', 'K03'],
  needs: [],
  uses: ['envoy'],
  passNeeds: ['envoy', 'gateways'],
  *run({ envoy }): Iterable<Finding> {
    const proxies = envoy.objects('gateway.envoyproxy.io/EnvoyProxy');
    const merged = proxies.filter((record) => valuesAt(record, 'mergeGateways').includes(true));
    let fails = 0;
    for (const record of merged) {
      const parameters = `EnvoyProxy ${record.namespace ?? ''}/${record.name}`;
      const classes = envoy.classes.filter((one) => one.parameters === parameters).map(({ name }) => name);
      const listeners = envoy.listeners.filter(({ className }) => classes.includes(className));
      const namespaces = [...new Set(listeners.map(({ namespace }) => namespace))];
      if (namespaces.length < 2) continue;
      fails++;
      yield failAt(
        record,
        `mergeGateways is true, and Gateways of ${namespaces.length} namespaces (${listed(namespaces)}) share its proxies`,
        [
          fieldOf(record, 'mergeGateways', true),
          ...few(classes, (name) => observed(`GatewayClass ${name}`, parameters)),
        ],
      );
    }
    if (fails > 0) return;
    yield envoy.classes.some(({ form }) => form === 'Envoy Gateway')
      ? {
          verdict: 'pass',
          message: 'no proxies are shared by Gateways of several namespaces',
          evidence: few(envoy.classes, ({ name }) => observed(`GatewayClass ${name}`, 'of Envoy Gateway')),
        }
      : { verdict: 'not-applicable', message: 'no GatewayClass of Envoy Gateway' };
  },
});

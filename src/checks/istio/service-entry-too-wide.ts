import { coverMostAddresses } from '../../addons/istio/effective/breadth.ts';
import { textsIn } from '../../addons/istio/custom-objects.ts';
import { fullHost, scopes, serviceNamed } from '../../addons/istio/gateways/registry.ts';
import type { CustomRecord } from '../../snapshot/records/index.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { customRef, istioKinds, meshVerdict } from '../helpers/mesh.ts';
import { listed, observed } from '../helpers/objects.ts';

export default defineCheck({
  id: 'istio/service-entry-too-wide',
  title: 'ServiceEntry redirects or opens hosts for the whole mesh',
  control: 'Hosts of ServiceEntries',
  severity: 'medium',
  why: 'A ServiceEntry for `*`, for a public suffix, or for a Service of another namespace applies to all proxies that it is exported to. Its author can receive traffic of other teams, or open any external host.',
  remediation: 'Set `spec.hosts` to exact host names, and `exportTo: [.]`.',
  references: ['istio-service-entry', 'istio-egress-control', 'istio-security-best-practices', 'T1557'],
  needs: [],
  uses: ['istio', 'meshEdge', 'namespaces'],
  passNeeds: ['istio', 'services', 'namespaces'],
  kinds: { istio: istioKinds('ServiceEntry') },
  *run({ istio, meshEdge: { serviceEntries }, namespaces }): Iterable<Finding> {
    const existing = new Set(namespaces.map(({ name }) => name));
    const root = istio.rootNamespace.known ? istio.rootNamespace.value : undefined;
    yield* meshVerdict(istio, {
      faults: serviceEntries.flatMap((entry) => faultOf(entry, existing, root)),
      objects: serviceEntries.length,
      noun: 'ServiceEntry',
      pass: 'every ServiceEntry is for exact hosts outside the namespaces of others',
    });
  },
});

function faultOf(entry: CustomRecord, existing: ReadonlySet<string>, root: string | undefined): Finding[] {
  const { namespace = '', name, spec } = entry;
  const hosts = textsIn(spec['hosts']);
  const everywhere = [...scopes(textsIn(spec['exportTo']), namespace)].some(
    (place) => place !== namespace && place !== '~',
  );
  const taken = hosts.filter((host) => {
    const place = serviceNamed(fullHost(host, namespace))?.split('/', 1)[0];
    return place !== undefined && place !== namespace && existing.has(place);
  });
  const wide = hosts.filter((host) => host === '*' || /^\*\.[^.]+$/.test(host));
  const addresses = textsIn(spec['addresses']);
  const found = [
    ...(everywhere && namespace !== root
      ? taken.map((host) => `hosts contains ${host}, a Service of another namespace`)
      : []),
    ...wide.map((host) => `hosts contains ${host}`),
    ...(coverMostAddresses(addresses) ? [`addresses covers most of a family: ${listed(addresses)}`] : []),
  ];
  if (found.length === 0) return [];
  return [
    {
      verdict: 'fail',
      at: customRef(entry),
      severity: everywhere ? 'medium' : 'low',
      message: `${listed(found)} (${everywhere ? 'exported to other namespaces' : 'for its own namespace'})`,
      evidence: [
        observed(
          `ServiceEntry ${namespace}/${name}`,
          `hosts ${listed(hosts)}, exportTo ${textsIn(spec['exportTo']).join(', ') || 'not set (default: *)'}`,
        ),
      ],
    },
  ];
}

import { groupBy } from '../../shared/group.ts';
import { isThere } from '../../model/destinations.ts';
import type { PodRecord } from '../../snapshot/records/index.ts';
import type { ServiceFacts, WorkloadFacts } from '../../model/types.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { judged } from '../helpers/judged.ts';
import { observed } from '../helpers/objects.ts';

export default defineCheck({
  id: 'exposure/service-without-endpoints',
  title: 'Service selects no Pods',
  control: 'Endpoints of Services',
  severity: 'low',
  why: 'Requests to the Service fail, and clients, routes and webhooks that use it do not work. A user who can create Pods in the namespace can take over its name and receive the requests.',
  remediation:
    'Correct `spec.selector`, or delete the Service. Compare it with the labels of the Pods (`kubectl get pods --show-labels`).',
  references: ['K07', 'K05'],
  peerChecks: [195],
  needs: ['services', 'pods', 'workloads'],
  passNeeds: ['endpointslices'],
  *run({ services, pods, workloads }): Iterable<Finding> {
    const templates = groupBy(workloads, ({ namespace }) => namespace);
    const own = services.filter(({ record }) => record.type !== 'ExternalName');
    yield* judged({
      faults: own.flatMap((service) =>
        faultOf(
          service,
          pods.byNamespace.get(service.record.namespace) ?? [],
          templates.get(service.record.namespace) ?? [],
        ),
      ),
      evaluated: own.length,
      noun: 'Service',
      pass: 'every Service leads to Pods or addresses',
    });
  },
});

function faultOf(
  service: ServiceFacts,
  pods: readonly PodRecord[],
  workloads: readonly WorkloadFacts[],
): Finding[] {
  const { record, destinations, unclear } = service;
  const { namespace, selector = {} } = record;
  const wanted = Object.entries(selector);
  if (destinations.length > 0 || service.pods.some(isThere)) return [];
  const text = wanted.map(([key, value]) => `${key}=${value}`).join(',');
  if (wanted.length === 0) {
    // Its endpoints are set by others, and not all of them are known.
    if (unclear) return [];
    return [fail(service, 'has no selector and no EndpointSlice', ['services', 'endpointslices'])];
  }
  // What is scaled to zero, or has not started yet, will have Pods; so does a role that no Pod has at present.
  if (workloads.some(({ template }) => matches(template.labels, wanted))) return [];
  const rest = wanted.filter(([key]) => !ROLE.test(key));
  if (
    rest.length > 0 &&
    rest.length < wanted.length &&
    pods.some(({ template }) => matches(template.labels, rest))
  )
    return [];
  return [
    fail(service, `selector ${text} matches no Pod and no workload of ${namespace}`, [
      'services',
      'pods',
      'workloads',
    ]),
  ];
}

/** Labels that an operator moves between Pods: of the primary, of the leader. */
const ROLE = /(?:role|leader|primary|master|active)$/i;

function matches(
  labels: Readonly<Record<string, string>>,
  wanted: readonly (readonly [string, string])[],
): boolean {
  return wanted.every(([key, value]) => labels[key] === value);
}

function fail(
  { record: { namespace, name, ports } }: ServiceFacts,
  message: string,
  restsOn: readonly ('services' | 'endpointslices' | 'pods' | 'workloads')[],
): Finding {
  return {
    verdict: 'fail',
    at: { kind: 'Service', namespace, name },
    message,
    restsOn,
    evidence: [
      observed(
        `service ${namespace}/${name}`,
        `no endpoints; ports ${ports.map(({ port }) => port).join(', ')}`,
      ),
    ],
  };
}

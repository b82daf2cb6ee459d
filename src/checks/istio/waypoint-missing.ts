import type { AuthorizationPolicyFacts } from '../../addons/istio/effective/types.ts';
import type { GatewayRecord } from '../../snapshot/records/index.ts';
import type { ObjectRef } from '../../result/types.ts';
import { command } from '../../shared/requirement.ts';
import { istioKinds } from '../helpers/mesh.ts';
import { targetOf, waypointFinder, waypointOf } from '../helpers/waypoints.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import {
  enforcedOnes,
  policyName,
  policyRef,
  policyVerdict,
  securityKinds,
} from '../helpers/mesh-policies.ts';
import { observed } from '../helpers/objects.ts';

export default defineCheck({
  id: 'istio/waypoint-missing',
  title: 'Waypoint that enforces layer 7 policies missing',
  control: 'Waypoints of ambient workloads',
  severity: 'high',
  why: 'Only a waypoint enforces policies that refer to a Service. Without one, clients reach the Pods directly and such policies have no effect.',
  remediation:
    'Create the Gateway with class `istio-waypoint` that `istio.io/use-waypoint` names, or add that label to the namespace or Service.',
  references: ['istio-ambient-l4-policy', 'istio-authorization-policy', 'K05'],
  needs: [],
  uses: ['istio', 'mesh', 'meshEdge', 'extensions', 'services', 'namespaces'],
  passNeeds: ['istio', 'gateways', 'services', 'namespaces'],
  kinds: {
    istio: [...securityKinds('AuthorizationPolicy'), ...istioKinds('ServiceEntry')],
    gateways: ['gateway.networking.k8s.io/Gateway'],
  },
  *run({ istio, mesh, meshEdge, extensions, services, namespaces }): Iterable<Finding> {
    const waypoints = waypointFinder(extensions);
    const labels = new Map(namespaces.map(({ name, record }) => [name, record.labels]));
    const enrolled = namespaces.filter(({ name, record }) => waypointOf(name, record.labels) !== undefined);
    const ofServices = services.filter(
      ({ record }) => waypointOf(record.namespace, record.labels) !== undefined,
    );
    const used = [
      ...enrolled.map(({ name, record }) => ({
        at: { kind: 'Namespace', name },
        source: `namespace ${name}`,
        waypoint: waypointOf(name, record.labels) ?? '',
      })),
      ...ofServices.map(({ record: { namespace, name, labels: own } }) => ({
        at: { kind: 'Service', namespace, name },
        source: `Service ${namespace}/${name}`,
        waypoint: waypointOf(namespace, own) ?? '',
      })),
    ];
    const policies = enforcedOnes(mesh).filter(({ targetRefs }) =>
      targetRefs.some(({ kind }) => kind === 'Service' || kind === 'ServiceEntry'),
    );
    const bound = new Map([
      ...services.map(({ record: { namespace, name, labels: own } }): [string, string | undefined] => [
        `Service ${namespace}/${name}`,
        waypointOf(namespace, own, labels.get(namespace)),
      ]),
      ...meshEdge.serviceEntries.map(
        ({ namespace = '', name, labels: own }): [string, string | undefined] => [
          `ServiceEntry ${namespace}/${name}`,
          waypointOf(namespace, own, labels.get(namespace)),
        ],
      ),
    ]);
    yield* policyVerdict(istio, {
      findings: [
        ...used.flatMap((use) => useFault(use, waypoints)),
        ...policies.flatMap((policy) => unbound(policy, bound)),
        ...policies.flatMap((policy) => otherTraffic(policy, bound, extensions.gateways)),
      ],
      objects: used.length + policies.length,
      noun: 'use of a waypoint',
      pass: 'every waypoint in use exists, and every policy of a Service has a waypoint',
    });
  },
});

interface Use {
  at: ObjectRef;
  source: string;
  waypoint: string;
}

function useFault({ at, source, waypoint }: Use, waypoints: ReturnType<typeof waypointFinder>): Finding[] {
  const { is, reason } = waypoints(waypoint, at.namespace ?? at.name ?? '');
  if (is === 'yes') return [];
  const base = {
    at,
    message: `istio.io/use-waypoint refers to Gateway ${waypoint}, ${reason}`,
    evidence: [observed(source, `label istio.io/use-waypoint: ${waypoint}`)],
  };
  return [
    is === 'maybe'
      ? { verdict: 'unknown', ...base, requires: [command('istioctl waypoint status -A')] }
      : { verdict: 'fail', severity: 'medium', ...base, restsOn: ['gateways'] },
  ];
}

/** Services and ServiceEntries of the policy that exist, and that no label binds to a waypoint. */
function unbound(
  policy: AuthorizationPolicyFacts,
  bound: ReadonlyMap<string, string | undefined>,
): Finding[] {
  const first = policy.targetRefs
    .filter(({ kind }) => kind === 'Service' || kind === 'ServiceEntry')
    .map((ref) => targetOf(ref, policy.namespace))
    .find((name) => name !== undefined && bound.has(name) && bound.get(name) === undefined);
  if (first === undefined) return [];
  return [
    {
      verdict: 'fail',
      at: policyRef(policy.record),
      severity: policy.action === 'AUDIT' ? 'low' : 'high',
      message: `${first} in targetRefs uses no waypoint: the policy is not enforced`,
      evidence: [
        observed(policyName(policy), `targetRefs ${first}`),
        observed(first, 'no label istio.io/use-waypoint'),
      ],
      restsOn: ['namespaces'],
    },
  ];
}

/** The waypoint of a Service that takes traffic of other targets only; by default, it takes that of Services. */
function otherTraffic(
  policy: AuthorizationPolicyFacts,
  bound: ReadonlyMap<string, string | undefined>,
  gateways: readonly GatewayRecord[],
): Finding[] {
  const waypoints = new Set(policy.targetRefs.map((ref) => bound.get(targetOf(ref, policy.namespace) ?? '')));
  const wrong = gateways.find(({ api, namespace, name, labels }) => {
    const traffic = labels['istio.io/waypoint-for'] ?? 'service';
    const isUsed = api === 'gateway.networking.k8s.io' && waypoints.has(`${namespace}/${name}`);
    return isUsed && traffic !== 'service' && traffic !== 'all';
  });
  if (!wrong) return [];
  const setting = `istio.io/waypoint-for: ${wrong.labels['istio.io/waypoint-for'] ?? ''}`;
  return [
    {
      verdict: 'fail',
      at: policyRef(policy.record),
      severity: policy.action === 'AUDIT' ? 'low' : 'high',
      message: `waypoint ${wrong.namespace}/${wrong.name} has the label ${setting} (expected service or all): the policy is not enforced`,
      evidence: [observed(`Gateway ${wrong.namespace}/${wrong.name}`, `label ${setting}`)],
      restsOn: ['gateways'],
    },
  ];
}

import type { AuthorizationPolicyFacts } from '../../addons/istio/effective/types.ts';
import { waypointOf } from '../helpers/waypoints.ts';
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
  uses: ['istio', 'mesh', 'extensions', 'services', 'namespaces'],
  passNeeds: ['istio', 'gateways', 'services', 'namespaces'],
  kinds: {
    istio: securityKinds('AuthorizationPolicy'),
    gateways: ['gateway.networking.k8s.io/Gateway'],
  },
  *run({ istio, mesh, extensions, services, namespaces }): Iterable<Finding> {
    const gateways = new Set(
      extensions.gateways
        .filter(({ api }) => api === 'gateway.networking.k8s.io')
        .map(({ namespace, name }) => `${namespace}/${name}`),
    );
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
      targetRefs.some(({ kind }) => kind === 'Service'),
    );
    const bound = new Map(
      services.map(({ record: { namespace, name, labels: own } }) => [
        `${namespace}/${name}`,
        waypointOf(namespace, own, labels.get(namespace)),
      ]),
    );
    yield* policyVerdict(istio, {
      findings: [
        ...used
          .filter(({ waypoint }) => !gateways.has(waypoint))
          .map(({ at, source, waypoint }): Finding => ({
            verdict: 'fail',
            at,
            severity: 'medium',
            message: `istio.io/use-waypoint refers to Gateway ${waypoint}, which does not exist`,
            evidence: [observed(source, `label istio.io/use-waypoint: ${waypoint}`)],
            restsOn: ['gateways'],
          })),
        ...policies.flatMap((policy) => unbound(policy, bound)),
      ],
      objects: used.length + policies.length,
      noun: 'use of a waypoint',
      pass: 'every waypoint in use exists, and every policy of a Service has a waypoint',
    });
  },
});

/** Services of the policy that exist, and that no label binds to a waypoint. */
function unbound(
  policy: AuthorizationPolicyFacts,
  bound: ReadonlyMap<string, string | undefined>,
): Finding[] {
  const first = policy.targetRefs
    .filter(({ kind }) => kind === 'Service')
    .map(({ namespace = policy.namespace, name }) => `${namespace}/${name}`)
    .find((name) => bound.has(name) && bound.get(name) === undefined);
  if (first === undefined) return [];
  return [
    {
      verdict: 'fail',
      at: policyRef(policy.record),
      severity: policy.action === 'AUDIT' ? 'low' : 'high',
      message: `Service ${first} in targetRefs uses no waypoint: the policy is not enforced`,
      evidence: [
        observed(policyName(policy), `targetRefs Service ${first}`),
        observed(`Service ${first}`, 'no label istio.io/use-waypoint'),
      ],
      restsOn: ['namespaces'],
    },
  ];
}

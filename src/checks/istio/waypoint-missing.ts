import type { AuthorizationPolicyFacts } from '../../addons/istio/effective/types.ts';
import type { ObjectRef } from '../../result/types.ts';
import type { GatewayRecord } from '../../snapshot/records/index.ts';
import { waypointOf } from '../helpers/waypoints.ts';
import { command } from '../../shared/requirement.ts';
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
    const gateways = new Map(
      extensions.gateways
        .filter(({ api }) => api === 'gateway.networking.k8s.io')
        .map((gateway) => [`${gateway.namespace}/${gateway.name}`, gateway]),
    );
    const labels = new Map(namespaces.map(({ name, record }) => [name, record.labels]));
    const enrolled = namespaces.filter(({ name, record }) => waypointOf(name, record.labels) !== undefined);
    const ofServices = services.filter(
      ({ record }) => waypointOf(record.namespace, record.labels) !== undefined,
    );
    const used: Use[] = [
      ...enrolled.map(({ name, record }) => ({
        at: { kind: 'Namespace', name },
        namespace: name,
        source: `namespace ${name}`,
        waypoint: waypointOf(name, record.labels) ?? '',
      })),
      ...ofServices.map(({ record: { namespace, name, labels: own } }) => ({
        at: { kind: 'Service', namespace, name },
        namespace,
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
        ...used.flatMap((use) => faultOf(use, gateways.get(use.waypoint)) ?? []),
        ...policies.flatMap((policy) => unbound(policy, bound)),
        ...policies.flatMap((policy) => notOfServices(policy, bound, gateways)),
      ],
      objects: used.length + policies.length,
      noun: 'use of a waypoint',
      pass: 'every waypoint in use exists, and every policy of a Service has a waypoint',
    });
  },
});

/** A label that binds a namespace or a Service to a waypoint. */
interface Use {
  at: ObjectRef & { name: string };
  namespace: string;
  source: string;
  waypoint: string;
}

/** The Gateway that is used has to exist, to take traffic of the mesh, and to allow the namespace (istio pilot/pkg/serviceregistry/ambient/waypoints.go). */
function faultOf(use: Use, gateway: GatewayRecord | undefined): Finding | undefined {
  const { at, source, waypoint, namespace } = use;
  const evidence = [observed(source, `label istio.io/use-waypoint: ${waypoint}`)];
  const fault = (what: string): Finding => ({
    verdict: 'fail',
    at,
    severity: 'medium',
    message: `istio.io/use-waypoint refers to Gateway ${waypoint}, which ${what}`,
    evidence,
    restsOn: ['gateways'],
  });
  if (!gateway) return fault('does not exist');
  const listener = gateway.listeners.find(({ protocol = '' }) => /^(?:HBONE$|istio\.io\/)/.test(protocol));
  if (!listener)
    return {
      verdict: 'unknown',
      at,
      message: `istio.io/use-waypoint refers to Gateway ${waypoint} of class ${gateway.className ?? '?'}, which has no HBONE listener: unknown whether it is a waypoint`,
      requires: [command(`kubectl -n ${gateway.namespace} get gateway ${gateway.name} -o yaml`)],
      evidence,
    };
  const from = listener.allowedRoutes ?? 'Same';
  return from === 'Same' && gateway.namespace !== namespace
    ? fault(`does not allow namespace ${namespace}: allowedRoutes.namespaces.from is Same`)
    : undefined;
}

/** The traffic that a waypoint takes; that of Services by default. */
function notOfServices(
  policy: AuthorizationPolicyFacts,
  bound: ReadonlyMap<string, string | undefined>,
  gateways: ReadonlyMap<string, GatewayRecord>,
): Finding[] {
  for (const { kind, namespace = policy.namespace, name } of policy.targetRefs) {
    const waypoint = kind === 'Service' ? bound.get(`${namespace}/${name}`) : undefined;
    const traffic =
      waypoint === undefined ? undefined : gateways.get(waypoint)?.labels['istio.io/waypoint-for'];
    if (waypoint === undefined || traffic === undefined || traffic === 'service' || traffic === 'all')
      continue;
    return [
      {
        verdict: 'fail',
        at: policyRef(policy.record),
        severity: policy.action === 'AUDIT' ? 'low' : 'high',
        message: `the waypoint ${waypoint} of Service ${namespace}/${name} has istio.io/waypoint-for: ${traffic} (expected service or all): the policy is not enforced`,
        evidence: [observed(`Gateway ${waypoint}`, `label istio.io/waypoint-for: ${traffic}`)],
        restsOn: ['gateways'],
      },
    ];
  }
  return [];
}

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

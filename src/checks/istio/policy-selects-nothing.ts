import type { MeshFacts, PolicyFacts } from '../../addons/istio/effective/types.ts';
import type { IstioFacts } from '../../addons/types.ts';
import { labelOf } from '../../model/selectors.ts';
import type { ExtensionFacts, ServiceFacts, WorkloadFacts } from '../../model/types.ts';
import { groupBy } from '../../shared/group.ts';
import type { CollectorId } from '../../snapshot/types.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import {
  invalidOnes,
  policyName,
  policyRef,
  policyVerdict,
  securityKinds,
} from '../helpers/mesh-policies.ts';
import { listed, observed } from '../helpers/objects.ts';
import { targetOf } from '../helpers/waypoints.ts';

export default defineCheck({
  id: 'istio/policy-selects-nothing',
  title: 'Istio security policy selects no workload',
  control: 'Selectors of Istio security policies',
  severity: 'medium',
  why: 'A policy that selects nothing is not enforced, although its author relies on it. Workloads that it should protect accept requests that it would deny.',
  remediation:
    'Correct `spec.selector.matchLabels` or `spec.targetRefs` to match the workload, its Gateway or its Service, or delete the policy.',
  references: ['istio-authorization-policy', 'istio-request-authentication', 'K05'],
  needs: [],
  uses: ['istio', 'mesh', 'extensions', 'services', 'namespaces', 'workloads'],
  passNeeds: ['istio', 'pods', 'workloads', 'gateways'],
  kinds: { istio: securityKinds('AuthorizationPolicy', 'RequestAuthentication') },
  *run(parts): Iterable<Finding> {
    const { istio, mesh, namespaces, workloads } = parts;
    const policies: readonly (PolicyFacts & { problem?: string })[] = [
      ...mesh.read.authorizationPolicies,
      ...mesh.read.requestAuthentications,
    ];
    const targets = new Targets(parts);
    const populated = new Set(namespaces.filter(({ pods }) => pods.length > 0).map(({ name }) => name));
    const root = istio.rootNamespace.known ? istio.rootNamespace.value : USUAL_ROOT;
    const waiting = waitingIn(istio, workloads);
    const idle = policies.filter(
      (policy) =>
        policy.problem === undefined &&
        mesh.selectedBy(policy).length === 0 &&
        !targets.found(policy, !istio.rootNamespace.known || policy.namespace === root) &&
        !waiting(policy, policy.namespace === root),
    );
    yield* policyVerdict(istio, {
      findings: [
        ...idle
          // In the root namespace it waits for workloads of the whole mesh.
          .filter((policy) => policy.namespace !== root || isLimited(policy))
          .map((policy) => faultOf(policy, populated.has(policy.namespace))),
        ...invalidOnes(policies),
      ],
      objects: policies.length,
      noun: 'AuthorizationPolicy or RequestAuthentication',
      pass: 'every AuthorizationPolicy and RequestAuthentication applies to a workload in the mesh',
      ofRoot: true,
    });
  },
});

/** The root namespace of a mesh whose configuration was not read or names none. */
const USUAL_ROOT = 'istio-system';

/**
 * Whether a policy selects workloads that have no proxy yet, in namespaces that request injection: another check reports these. In the root
 * namespace they can be anywhere.
 */
function waitingIn(
  { namespaces }: IstioFacts,
  workloads: readonly WorkloadFacts[],
): (policy: PolicyFacts, ofMesh: boolean) => boolean {
  const requested = new Set(namespaces.filter(({ injection }) => injection).map(({ name }) => name));
  const found = groupBy(
    workloads.filter(({ namespace }) => requested.has(namespace)),
    ({ namespace }) => namespace,
  );
  return ({ namespace, selector = {}, targetRefs }, ofMesh) =>
    targetRefs.length === 0 &&
    (ofMesh ? [...found.values()].flat() : (found.get(namespace) ?? [])).some(({ template: { labels } }) =>
      Object.entries(selector).every(([key, value]) => labelOf(labels, key) === value),
    );
}

function isLimited({ selector = {}, targetRefs }: PolicyFacts): boolean {
  return Object.keys(selector).length > 0 || targetRefs.length > 0;
}

/** The lists that would contain the objects that `targetRefs` name. */
const LISTS: Readonly<Record<string, CollectorId>> = {
  Gateway: 'gateways',
  Service: 'services',
  ServiceEntry: 'istio',
};

function faultOf(policy: PolicyFacts, populated: boolean): Finding {
  const { selector = {}, targetRefs } = policy;
  const labels = Object.entries(selector).map(([key, value]) => `${key}=${value}`);
  const what =
    targetRefs.length > 0
      ? `targetRefs ${listed(targetRefs.map(({ kind, name }) => `${kind} ${name}`))} match no object that a policy in namespace ${policy.namespace} applies to`
      : labels.length > 0
        ? `no workload in the mesh has the labels ${listed(labels)}`
        : `namespace ${policy.namespace} has no workload in the mesh`;
  const lists: CollectorId[] =
    targetRefs.length > 0
      ? [...new Set(targetRefs.flatMap(({ kind }) => LISTS[kind] ?? []))]
      : ['pods', 'workloads'];
  return {
    verdict: 'fail',
    at: policyRef(policy.record),
    // Without Pods the policy may have been applied before its workloads.
    severity: populated || targetRefs.length > 0 ? 'medium' : 'low',
    message: what,
    evidence: [
      observed(
        policyName(policy),
        targetRefs.length > 0
          ? 'targetRefs'
          : labels.length > 0
            ? `selector ${labels.join(', ')}`
            : 'no selector',
      ),
    ],
    restsOn: lists,
  };
}

/** Objects that `targetRefs` can name. */
class Targets {
  private readonly names: ReadonlySet<string>;

  constructor({
    extensions,
    services,
  }: {
    extensions: ExtensionFacts;
    services: readonly ServiceFacts[];
    mesh: MeshFacts;
  }) {
    this.names = new Set([
      ...extensions.gateways
        .filter(({ api }) => api === 'gateway.networking.k8s.io')
        .map((one) => `Gateway ${one.namespace}/${one.name}`),
      ...services.map(({ record }) => `Service ${record.namespace}/${record.name}`),
      ...extensions.custom
        .filter(({ group, kind }) => group === 'networking.istio.io' && kind === 'ServiceEntry')
        .map((one) => `ServiceEntry ${one.namespace ?? ''}/${one.name}`),
    ]);
  }

  found({ targetRefs, namespace }: PolicyFacts, ofRoot: boolean): boolean {
    return targetRefs.some((ref) => {
      const target = targetOf(ref, namespace);
      // Cluster-scoped: its controller creates it. Only policies of the root namespace refer to it.
      return target !== undefined && (ref.kind === 'GatewayClass' ? ofRoot : this.names.has(target));
    });
  }
}

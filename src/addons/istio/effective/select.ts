/**
 * Which policies istiod attaches to a workload (istio pilot/pkg/model/policyattachment.go): those of its namespace and of the root namespace,
 * by labels; pods of a Gateway of the Gateway API also by `targetRefs`, waypoints by `targetRefs` only.
 */
import { groupBy } from '../../../shared/group.ts';
import { labelOf } from '../../../model/selectors.ts';
import type { StringMap } from '../../../snapshot/records/index.ts';
import type { Selected, TargetRef } from './types.ts';

/** Set by Istio on the pods of a Gateway that it deployed. */
const GATEWAY_NAME = 'gateway.networking.k8s.io/gateway-name';

interface Policy {
  namespace: string;
  selector?: StringMap;
  targetRefs: readonly TargetRef[];
}

/** Looks up policies by namespace; the order within a namespace is that of the list. */
export class PolicyIndex<T extends Policy> {
  private readonly byNamespace: ReadonlyMap<string, readonly T[]>;
  private readonly root: string;

  constructor(policies: readonly T[], root: string) {
    this.root = root;
    this.byNamespace = groupBy(policies, ({ namespace }) => namespace);
  }

  /** Policies of the root namespace first. */
  attachedTo(workload: Selected): T[] {
    const namespaces = new Set([this.root, workload.namespace]);
    return [...namespaces].flatMap((name) =>
      (this.byNamespace.get(name) ?? []).filter((policy) => attaches(policy, workload, this.root)),
    );
  }
}

function attaches(policy: Policy, workload: Selected, root: string): boolean {
  const gateway = labelOf(workload.labels, GATEWAY_NAME);
  const { targetRefs } = policy;
  if (gateway === undefined) return targetRefs.length === 0 && isSelected(policy, workload);
  if (targetRefs.length === 0) return workload.waypoint !== true && isSelected(policy, workload);
  return targetRefs.some((ref) => refersTo(ref, policy, workload, gateway, root));
}

function isSelected({ selector = {} }: Policy, { labels }: Selected): boolean {
  return Object.entries(selector).every(([key, value]) => labelOf(labels, key) === value);
}

function refersTo(
  { group: api, kind, name, namespace }: TargetRef,
  policy: Policy,
  workload: Selected,
  gateway: string,
  root: string,
): boolean {
  const isGatewayApi = api === 'gateway.networking.k8s.io';
  if (workload.waypoint && isGatewayApi && kind === 'GatewayClass')
    return policy.namespace === root && name === 'istio-waypoint';
  return (
    isGatewayApi &&
    kind === 'Gateway' &&
    name === gateway &&
    policy.namespace === workload.namespace &&
    (namespace ?? policy.namespace) === workload.namespace
  );
}

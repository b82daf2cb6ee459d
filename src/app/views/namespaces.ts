import type { CheckParts } from '../../checks/define.ts';
import { completeIn } from '../../checks/proof.ts';
import { counted } from './partial-counts.ts';
import type { ClusterModel } from '../../model/parts.ts';
import { podsBehind } from '../../model/services.ts';
import type { WorkloadFacts } from '../../model/types.ts';
import type { MeshNamespaceRow, NamespaceRow, WorkloadRow } from '../../result/types.ts';
import { put } from '../../shared/group.ts';
import type { PodRecord } from '../../snapshot/records/index.ts';
import type { CollectorId } from '../../snapshot/types.ts';
import { namespaceFacts } from './namespace-facts.ts';
import { meshText } from './mesh-namespaces.ts';
import { workloadNetworks } from './network.ts';
import { risksOf } from './risks.ts';
import type { Evaluated, NamespaceRisks } from './risks.ts';

export function namespaceRows(
  model: ClusterModel,
  meshRows: readonly MeshNamespaceRow[],
  evaluated: Evaluated,
  parts: Pick<CheckParts, 'addons'>,
): NamespaceRow[] {
  const workloads = countBy(model.workloads, ({ namespace }) => namespace);
  const services = countBy(model.services, ({ record }) => record.namespace);
  const policies = countBy(model.networkPolicies.policies, ({ namespace }) => namespace ?? '');
  const risks = risksOf(model, evaluated);
  const mesh = new Map(meshRows.map((row) => [row.name, row]));
  const factsOf = namespaceFacts(model, parts);
  return model.namespaces.map((facts) => {
    const { name, builtIn, system, podSecurity, record, pods } = facts;
    const inMesh = mesh.get(name);
    const complete = (id: CollectorId) => completeIn(model.outcome(id), name);
    return {
      name,
      builtIn,
      system,
      ...(record.phase && { phase: record.phase }),
      ...(record.created && { created: record.created }),
      ...(podSecurity && { podSecurity }),
      ...(inMesh && { mesh: meshText(inMesh) }),
      ...(inMesh?.mtls && { mtls: inMesh.mtls }),
      ...factsOf(facts),
      ...withRisks(
        counted({
          pods: { count: pods.length, complete: complete('pods') },
          workloads: { count: workloads.get(name) ?? 0, complete: complete('pods') && complete('workloads') },
          services: { count: services.get(name) ?? 0, complete: complete('services') },
          networkPolicies: { count: policies.get(name) ?? 0, complete: complete('networkpolicies') },
        }),
        risks(name),
      ),
    };
  });
}

function countBy<T>(items: readonly T[], key: (item: T) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1);
  return counts;
}

type Numbers = Pick<
  NamespaceRow,
  'pods' | 'workloads' | 'services' | 'networkPolicies' | 'risks' | 'atLeast'
>;

/** The number of risks is exact, a lower bound, or unknown. */
function withRisks(numbers: Numbers, { counts, complete }: NamespaceRisks): Numbers {
  const some = Object.keys(counts).length > 0;
  return {
    ...numbers,
    ...((complete || some) && { risks: counts }),
    ...(!complete && some && { atLeast: [...(numbers.atLeast ?? []), 'risks' as const] }),
  };
}

export function workloadRows(model: ClusterModel, parts: CheckParts): WorkloadRow[] {
  const networkOf = workloadNetworks(model, parts);
  const servicesOf = servicesByPod(model);
  const poolOf = new Map(model.nodes.map(({ name, pool }) => [name, pool]));
  return model.workloads.map((workload) => {
    const { kind, namespace, name, replicas, ready, created, schedule, template, templates, pods, mirror } =
      workload;
    const network = networkOf(workload);
    return {
      namespace,
      kind: mirror ? 'StaticPod' : kind,
      name,
      ...(replicas !== undefined && { replicas }),
      ...(ready !== undefined && { ready }),
      ...(created !== undefined && { created }),
      ...(schedule && { schedule }),
      ...counted({ pods: { count: pods.length, complete: completeIn(model.outcome('pods'), namespace) } }),
      images: [...new Set(running(workload).flatMap(imagesOf))].sort(),
      ...(template.serviceAccount && { serviceAccount: template.serviceAccount }),
      traits: traits(workload),
      ...listed(
        'pools',
        pods.flatMap(({ node }) => poolOf.get(node ?? '') ?? []),
      ),
      ...listed(
        'claims',
        templates.flatMap((facts) => claimsOf(facts.template)),
      ),
      ...listed(
        'services',
        pods.flatMap((pod) => servicesOf.get(pod) ?? []),
      ),
      ...(network && { network }),
    };
  });
}

/** Names of the Services of its namespace that lead to a pod. */
function servicesByPod({ services }: ClusterModel): Map<PodRecord, string[]> {
  const found = new Map<PodRecord, string[]>();
  for (const service of services)
    for (const pod of podsBehind(service))
      if (pod.namespace === service.record.namespace) put(found, pod, service.record.name);
  return found;
}

/** Without duplicates, sorted; no field when empty. */
function listed<K extends string>(key: K, items: readonly string[]): { [P in K]?: string[] } {
  return items.length > 0 ? ({ [key]: [...new Set(items)].sort() } as { [P in K]: string[] }) : {};
}

/** The templates that its pods were created from; without pods, all its templates. */
function running({ templates, pods }: WorkloadFacts): WorkloadFacts['template'][] {
  return templates.flatMap((facts) => (pods.length === 0 || facts.pods.length > 0 ? facts.template : []));
}

function imagesOf({ containers }: WorkloadFacts['template']): string[] {
  return containers.map(({ image }) => image);
}

function claimsOf({ volumes }: WorkloadFacts['template']): string[] {
  return volumes.flatMap(({ type, target }) => (type === 'persistentVolumeClaim' && target ? [target] : []));
}

/** Properties that distinguish a workload from an ordinary one, by the names of the API fields. */
function traits({ templates }: WorkloadFacts): string[] {
  const found = TRAITS.filter(([, has]) => templates.some(({ template }) => has(template)));
  return found.map(([name]) => name);
}

const TRAITS: readonly (readonly [name: string, has: (template: WorkloadFacts['template']) => boolean])[] = [
  ['hostNetwork', ({ hostNetwork }) => hostNetwork === true],
  ['hostPID', ({ hostPID }) => hostPID === true],
  ['hostIPC', ({ hostIPC }) => hostIPC === true],
  ['privileged', ({ containers }) => containers.some(({ privileged }) => privileged)],
  ['hostPath', ({ volumes }) => volumes.some(({ type }) => type === 'hostPath')],
  [
    'hostPort',
    ({ containers }) => containers.some(({ ports }) => ports?.some(({ hostPort }) => hostPort !== undefined)),
  ],
];

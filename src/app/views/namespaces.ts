import type { CheckParts } from '../../checks/define.ts';
import { counted } from './counted.ts';
import type { ClusterModel, WorkloadFacts } from '../../model/types.ts';
import type { NamespaceRow, Severity, Verdict, WorkloadRow } from '../../result/types.ts';

export function namespaceRows(
  model: ClusterModel,
  parts: CheckParts,
  verdicts: readonly Verdict[],
): NamespaceRow[] {
  const complete = (id: 'pods' | 'services' | 'networkpolicies') => model.outcome(id).status === 'ok';
  const workloads = countBy(model.workloads, ({ namespace }) => namespace);
  const services = countBy(model.services, ({ record }) => record.namespace);
  const policies = countBy(model.networkPolicies.policies, ({ namespace }) => namespace ?? '');
  const risks = risksByNamespace(verdicts);
  const mesh = new Map(parts.istio.namespaces.map((entry) => [entry.name, entry]));
  return model.namespaces.map(({ name, initial, system, podSecurity, record, pods }) => {
    const inMesh = mesh.get(name);
    const mode = inMesh?.mtls.known ? inMesh.mtls.value.toLowerCase() : undefined;
    return {
      name,
      initial,
      system,
      ...(record.phase && { phase: record.phase }),
      ...(podSecurity && { podSecurity }),
      ...(inMesh &&
        (inMesh.injection || inMesh.podsInMesh > 0) && { mesh: mode ? `istio, mTLS ${mode}` : 'istio' }),
      ...counted('pods', pods.length, complete('pods')),
      ...counted('workloads', workloads.get(name) ?? 0, complete('pods')),
      ...counted('services', services.get(name) ?? 0, complete('services')),
      ...counted('networkPolicies', policies.get(name) ?? 0, complete('networkpolicies')),
      risks: risks.get(name) ?? {},
    };
  });
}

function countBy<T>(items: readonly T[], key: (item: T) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1);
  return counts;
}

/** Fails on the namespace itself or on an object in it. */
function risksByNamespace(verdicts: readonly Verdict[]): Map<string, Partial<Record<Severity, number>>> {
  const risks = new Map<string, Partial<Record<Severity, number>>>();
  for (const { verdict, severity, object } of verdicts) {
    if (verdict !== 'fail' || !object) continue;
    const name = object.kind === 'Namespace' ? object.name : object.namespace;
    if (!name) continue;
    const counts = risks.get(name) ?? {};
    counts[severity] = (counts[severity] ?? 0) + 1;
    risks.set(name, counts);
  }
  return risks;
}

export function workloadRows({ workloads }: ClusterModel): WorkloadRow[] {
  return workloads.map((workload) => {
    const { kind, namespace, name, replicas, ready, template, pods, mirror } = workload;
    return {
      namespace,
      kind: mirror ? 'StaticPod' : kind,
      name,
      ...(replicas !== undefined && { replicas }),
      ...(ready !== undefined && { ready }),
      pods: pods.length,
      images: [...new Set(template.containers.map(({ image }) => image))].sort(),
      ...(template.serviceAccount && { serviceAccount: template.serviceAccount }),
      traits: traits(workload),
    };
  });
}

/** What sets a workload apart from an ordinary one, by the names of the API fields. */
function traits({ template, schedule }: WorkloadFacts): string[] {
  const found: string[] = [];
  if (schedule) found.push(`schedule ${schedule}`);
  if (template.hostNetwork) found.push('hostNetwork');
  if (template.hostPID) found.push('hostPID');
  if (template.hostIPC) found.push('hostIPC');
  if (template.containers.some(({ privileged }) => privileged)) found.push('privileged');
  if (template.volumes.some(({ type }) => type === 'hostPath')) found.push('hostPath');
  if (template.containers.some(({ ports }) => ports?.some(({ hostPort }) => hostPort !== undefined)))
    found.push('hostPort');
  return found;
}

import { injectionOf } from '../../addons/istio/effective/injection.ts';
import { isCaptured } from '../../addons/istio/recognition/proxies.ts';
import type { WorkloadFacts } from '../../model/types.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { meshVerdict } from '../helpers/mesh.ts';
import { hasProxy, partOfIstio } from '../helpers/mesh-members.ts';
import { few, observed, workloadRef } from '../helpers/objects.ts';

export default defineCheck({
  id: 'istio/workload-opted-out',
  title: 'Workload excluded from the mesh of its namespace',
  control: 'Workloads excluded from the mesh',
  severity: 'low',
  why: 'The policies of the namespace do not apply to this workload: it accepts plaintext connections, and its outbound traffic is not restricted. An attacker who compromises it can reach other workloads without the egress rules of the mesh.',
  remediation:
    'Remove `sidecar.istio.io/inject: "false"` and `hostNetwork: true`, or move the workload to a namespace outside the mesh with a NetworkPolicy.',
  references: ['istio-application-requirements', 'istio-security-best-practices', 'K05'],
  needs: ['workloads', 'namespaces'],
  uses: ['istio'],
  *run({ istio, workloads }): Iterable<Finding> {
    const places = new Set(istio.namespaces.filter(({ injection }) => injection).map(({ name }) => name));
    const isOfIstio = partOfIstio(istio);
    const members = workloads.filter((workload) => places.has(workload.namespace) && !isOfIstio(workload));
    const faults = istio.installed.known && !istio.installed.value ? [] : members.flatMap(faultOf);
    yield* meshVerdict(istio, {
      faults,
      objects: members.length,
      noun: 'workload in a namespace of the mesh',
      pass: 'no workload is excluded from the mesh of its namespace',
    });
  },
});

function faultOf(workload: WorkloadFacts): Finding[] {
  const found = new Set<string>();
  for (const { template } of workload.templates) {
    if (hasProxy(template) || isCaptured({ template })) continue;
    const setting = injectionOf(template);
    if (setting === 'false') found.add('sidecar.istio.io/inject: false');
    else if (template.labels['istio.io/dataplane-mode'] === 'none')
      found.add('istio.io/dataplane-mode: none');
    else if (template.hostNetwork) found.add('hostNetwork: true');
  }
  if (found.size === 0) return [];
  const { kind, namespace, name } = workload;
  return [
    {
      verdict: 'fail',
      at: workloadRef(workload),
      message: `${[...found].join(', ')}: Pods have no proxy of the mesh`,
      evidence: few(found, (setting) => observed(`${kind} ${namespace}/${name}`, setting)),
    },
  ];
}

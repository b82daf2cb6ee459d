import { isCaptured } from '../../addons/istio/recognition/proxies.ts';
import { textMapIn } from '../../addons/istio/custom-objects.ts';
import type { MeshEdgeFacts } from '../../addons/types.ts';
import { put } from '../../shared/group.ts';
import type { WorkloadFacts } from '../../model/types.ts';
import type { CustomRecord } from '../../snapshot/records/index.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { customRef, istioKinds, meshVerdict } from '../helpers/mesh.ts';
import { few, listed, observed } from '../helpers/objects.ts';

export default defineCheck({
  id: 'istio/sidecar-conflicting',
  title: 'Istio Sidecar without effect or in conflict',
  control: 'Effect of Istio Sidecars',
  severity: 'low',
  why: 'Only one Sidecar applies to a workload, and which one is undefined when several select it. Limits for outbound traffic in the others have no effect.',
  remediation:
    'Keep one Sidecar without `workloadSelector` in each namespace, and set the selectors of the others to labels of different Pods.',
  references: ['istio-analysis-messages', 'istio-sidecar'],
  needs: [],
  uses: ['istio', 'meshEdge', 'namespaces'],
  passNeeds: ['istio', 'pods', 'workloads', 'namespaces'],
  kinds: { istio: istioKinds('Sidecar') },
  *run({ istio, meshEdge, namespaces }): Iterable<Finding> {
    const { sidecars } = meshEdge;
    const ambient = new Set(
      namespaces.filter(({ record }) => isAmbient(record.labels)).map(({ name }) => name),
    );
    const faults = faultsOf(sidecars, meshEdge, ambient);
    yield* meshVerdict(istio, {
      faults: sidecars.flatMap((sidecar): Finding[] => {
        const found = faults.get(sidecar);
        if (!found) return [];
        return [
          {
            verdict: 'fail',
            at: customRef(sidecar),
            message: found.message,
            restsOn: ['pods', 'workloads', 'namespaces'],
            evidence: few([sidecar, ...found.others], (one) =>
              observed(nameOf(one), selectorText(one) || 'without workloadSelector'),
            ),
          },
        ];
      }),
      objects: sidecars.length,
      noun: 'Sidecar',
      pass: 'one Sidecar applies to each workload',
    });
  },
});

/** The label of ambient mode counts where none requests injection. */
function isAmbient(labels: Readonly<Record<string, string>>): boolean {
  return (
    labels['istio.io/dataplane-mode'] === 'ambient' &&
    labels['istio-injection'] !== 'enabled' &&
    (labels['istio.io/rev'] ?? '') === ''
  );
}

function nameOf({ namespace = '', name }: CustomRecord): string {
  return `Sidecar ${namespace}/${name}`;
}

function selectorOf({ spec }: CustomRecord): Record<string, string> {
  return textMapIn((spec['workloadSelector'] as Record<string, unknown> | undefined)?.['labels']);
}

function selectorText(sidecar: CustomRecord): string {
  return Object.entries(selectorOf(sidecar))
    .map(([key, value]) => `${key}=${value}`)
    .join(', ');
}

interface Fault {
  message: string;
  others: CustomRecord[];
}

const SHOWN = 20;

function faultsOf(
  sidecars: readonly CustomRecord[],
  { selected }: MeshEdgeFacts,
  ambient: ReadonlySet<string>,
): ReadonlyMap<CustomRecord, Fault> {
  const faults = new Map<CustomRecord, Fault>();
  const groups = new Map<string | WorkloadFacts, CustomRecord[]>();
  for (const sidecar of sidecars) {
    const { namespace = '' } = sidecar;
    const selector = selectorOf(sidecar);
    if (Object.keys(selector).length === 0) {
      if (ambient.has(namespace))
        faults.set(sidecar, { message: 'namespace is in ambient mode, without sidecars', others: [] });
      else put(groups, namespace, sidecar);
      continue;
    }
    const workloads = selected(selector, namespace);
    if (workloads.length === 0)
      faults.set(sidecar, {
        message: `workloadSelector ${selectorText(sidecar)} matches no Pod`,
        others: [],
      });
    for (const workload of workloads) {
      if (workload.pods.length > 0 && workload.pods.every(isCaptured))
        faults.set(sidecar, { message: 'selected Pods are in ambient mode, without sidecars', others: [] });
      else put(groups, workload, sidecar);
    }
  }
  for (const [place, all] of groups) {
    if (all.length < 2) continue;
    const where =
      typeof place === 'string' ? 'without workloadSelector' : `that selects ${place.kind} ${place.name}`;
    for (const sidecar of all) {
      const others = all.filter((one) => one !== sidecar).slice(0, SHOWN);
      if (!faults.has(sidecar))
        faults.set(sidecar, {
          message: `another Sidecar ${where}: ${listed(others.map(({ name }) => name))}`,
          others,
        });
    }
  }
  return faults;
}

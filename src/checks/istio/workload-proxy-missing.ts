import { injectionOf } from '../../addons/istio/effective/injection.ts';
import { hasSidecar, isCaptured } from '../../addons/istio/recognition/proxies.ts';
import type { IstioFacts } from '../../addons/types.ts';
import type { NamespaceFacts, WorkloadFacts } from '../../model/types.ts';
import type { PodRecord } from '../../snapshot/records/index.ts';
import { groupBy } from '../../shared/group.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { meshVerdict } from '../helpers/mesh.ts';
import { partOfIstio } from '../helpers/mesh-members.ts';
import { few, observed, workloadRef } from '../helpers/objects.ts';
import { plural } from '../../shared/text.ts';

export default defineCheck({
  id: 'istio/workload-proxy-missing',
  title: 'Pod of the mesh without proxy',
  control: 'Proxies of Pods in the mesh',
  severity: 'medium',
  why: 'The namespace requests a proxy for its Pods, but these have none. Their traffic is neither encrypted nor authorized by the mesh, and STRICT peers reject it.',
  remediation:
    'Restart the workload (`kubectl rollout restart`). If the proxy is still missing, compare the labels of namespace and Pods with the selectors of the injector webhook.',
  references: ['istio-analysis-messages', 'istio-application-requirements', 'K05'],
  needs: ['pods', 'namespaces'],
  uses: ['istio', 'workloads'],
  passNeeds: ['workloads'],
  *run({ istio, namespaces, workloads }): Iterable<Finding> {
    const places = requesting(istio, namespaces);
    const isOfIstio = partOfIstio(istio);
    const members = workloads.filter((workload) => places.has(workload.namespace) && !isOfIstio(workload));
    const faults =
      istio.installed.known && !istio.installed.value
        ? []
        : members.flatMap((workload) => faultOf(workload, places));
    yield* meshVerdict(istio, {
      faults,
      objects: members.length,
      noun: 'workload in a namespace of the mesh',
      pass: 'every Pod that a namespace adds to the mesh has a proxy',
    });
  },
});

type Mode = 'sidecar' | 'ambient';

/** Namespaces that request proxies, and of which kind; a label for injection takes precedence. */
function requesting(istio: IstioFacts, namespaces: readonly NamespaceFacts[]): ReadonlyMap<string, Mode> {
  const own = groupBy(
    istio.namespaces.filter(({ injection }) => injection),
    ({ name }) => name,
  );
  return new Map(
    namespaces.flatMap(({ name, record: { labels } }) => {
      if (!own.has(name)) return [];
      const injects = labels['istio-injection'] === 'enabled' || (labels['istio.io/rev'] ?? '') !== '';
      return [[name, injects ? 'sidecar' : 'ambient'] as const];
    }),
  );
}

function faultOf(workload: WorkloadFacts, places: ReadonlyMap<string, Mode>): Finding[] {
  const mode = places.get(workload.namespace);
  const bare = workload.pods.filter((pod) => !isMember(pod, mode));
  if (bare.length === 0) return [];
  return [
    {
      verdict: 'fail',
      at: workloadRef(workload),
      message: `${plural(bare.length, 'Pod')} without ${mode === 'ambient' ? 'redirection to ztunnel' : 'a sidecar'}, although the namespace requests it`,
      evidence: few(bare, ({ namespace, name, created }) =>
        observed(
          `Pod ${namespace}/${name}`,
          `no proxy${created === undefined ? '' : `, created ${created}`}`,
        ),
      ),
    },
  ];
}

/** Pods that nobody expects to have a proxy count as members: they are finished, on the host network, or opted out. */
function isMember(pod: PodRecord, mode: Mode | undefined): boolean {
  const { template, phase, deleting } = pod;
  return (
    template.hostNetwork === true ||
    phase === 'Succeeded' ||
    phase === 'Failed' ||
    phase === 'Pending' ||
    deleting === true ||
    hasSidecar(pod) ||
    isCaptured(pod) ||
    injectionOf(template) === 'false' ||
    (mode === 'ambient' && template.labels['istio.io/dataplane-mode'] === 'none')
  );
}

import type { WorkloadFacts } from '../../model/types.ts';
import type { Severity } from '../../result/types.ts';
import { SEVERITIES } from '../../result/types.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import type { EntryPointView, EntryPoints } from '../helpers/entry-points.ts';
import { entryPointFinder } from '../helpers/entry-points.ts';
import { istioKinds, meshVerdict } from '../helpers/mesh.ts';
import { few, listed, lowered, workloadRef } from '../helpers/objects.ts';

/** Ports of istiod (https://istio.io/latest/docs/ops/deployment/application-requirements/#ports-used-by-istio). */
const PORTS: readonly { port: number; serves: string; severity: Severity }[] = [
  { port: 15010, serves: 'xDS without TLS', severity: 'critical' },
  { port: 8080, serves: 'the debug interface', severity: 'critical' },
  { port: 15014, serves: 'metrics and the debug interface', severity: 'high' },
  { port: 15012, serves: 'xDS and the CA with TLS', severity: 'medium' },
  { port: 15017, serves: 'the webhooks', severity: 'medium' },
];

export default defineCheck({
  id: 'istio/control-plane-exposed',
  title: 'Istio control plane (istiod) exposed externally',
  control: 'External exposure of istiod',
  severity: 'high',
  why: 'istiod issues the certificates of the mesh, and its configuration lists every workload and route. An attacker on the network can read this configuration on unauthenticated ports, or attack the CA.',
  remediation:
    'Set the Service of istiod to `type: ClusterIP`. For remote clusters, expose ports 15012 and 15017 only, through an east-west gateway that limits source addresses.',
  references: ['istio-security-best-practices', 'istio-requirements', 'T1133', 'K06'],
  needs: ['services', 'workloads'],
  uses: ['istio', 'exposure', 'extensions'],
  passNeeds: ['ingresses', 'gateways', 'istio'],
  kinds: { istio: istioKinds('Gateway', 'VirtualService') },
  *run({ istio, services, workloads, exposure, extensions }): Iterable<Finding> {
    const names = new Set(
      istio.revisions.flatMap(({ workload }) => (workload ? [`${workload.namespace}/${workload.name}`] : [])),
    );
    const control = workloads.filter(
      ({ kind, namespace, name }) => kind === 'Deployment' && names.has(`${namespace}/${name}`),
    );
    const lookup = entryPointFinder({ services, exposure, extensions });
    yield* meshVerdict(istio, {
      faults: control.flatMap((workload) => faultOf(workload, lookup)),
      objects: control.length,
      noun: 'istiod',
      pass: 'istiod is reachable only inside the cluster',
    });
  },
});

function faultOf(workload: WorkloadFacts, lookup: EntryPoints): Finding[] {
  const found = PORTS.flatMap((row) => {
    const entryPoints = lookup.to(workload, (port) => (port === row.port ? 'open' : 'none'));
    return entryPoints.length === 0 ? [] : [{ ...row, entryPoints }];
  });
  const severities = found.flatMap(({ severity, entryPoints }) =>
    entryPoints.map((entryPoint) => severityOf(severity, entryPoint)),
  );
  const [worst] = severities.sort((a, b) => SEVERITIES.indexOf(a) - SEVERITIES.indexOf(b));
  if (worst === undefined) return [];
  const all = new Map(found.flatMap(({ entryPoints }) => entryPoints).map((one) => [one.name, one]));
  return [
    {
      verdict: 'fail',
      at: workloadRef(workload),
      severity: worst,
      message: `${listed(found.map(({ port, serves }) => `port ${port} (${serves})`))} reachable from outside the cluster: ${listed([...all.keys()])}`,
      evidence: few(all.values(), ({ evidence }) => evidence),
    },
  ];
}

function severityOf(severity: Severity, { reach, onNodes, guarded }: EntryPointView): Severity {
  return lowered(severity, (reach === 'public' && !onNodes ? 0 : 1) + (guarded ? 1 : 0));
}

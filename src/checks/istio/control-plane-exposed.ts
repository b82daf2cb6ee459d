import type { ServiceFacts, WorkloadFacts } from '../../model/types.ts';
import type { RouteRecord } from '../../snapshot/records/index.ts';
import type { Severity } from '../../result/types.ts';
import { SEVERITIES } from '../../result/types.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import type { EntryPoints, EntryPointView } from '../helpers/entry-points.ts';
import { entryPointFinder } from '../helpers/entry-points.ts';
import type { ControlPlane } from '../helpers/istio-control-planes.ts';
import { isOn, perControlPlane, settingOf } from '../helpers/istio-control-planes.ts';
import { few, listed, lowered, observed, workloadName } from '../helpers/objects.ts';

/** Ports of istiod without TLS: debug, plaintext xDS, monitoring (https://istio.io/latest/docs/ops/deployment/application-requirements/). */
const PLAIN: ReadonlySet<number> = new Set([8080, 15_010, 15_014]);
/** With TLS: xDS and certificates, webhooks. */
const ENCRYPTED: ReadonlySet<number> = new Set([15_012, 15_017]);

export default defineCheck({
  id: 'istio/control-plane-exposed',
  title: 'istiod exposed externally',
  control: 'External exposure of istiod',
  severity: 'high',
  why: 'istiod issues the certificates of the mesh and configures every proxy. An attacker outside the cluster can read configuration on plaintext ports, exhaust istiod, or exploit its vulnerabilities.',
  remediation:
    'Set the Service of istiod to `type: ClusterIP`. For remote clusters, expose only 15012 and 15017 through an east-west gateway with `loadBalancerSourceRanges`.',
  references: ['istio-security-best-practices', 'istio-multicluster', 'K06', 'T1133'],
  needs: ['services', 'workloads'],
  uses: ['istio', 'exposure', 'extensions'],
  passNeeds: ['ingresses', 'gateways', 'istio'],
  kinds: { istio: ['networking.istio.io/Gateway', 'networking.istio.io/VirtualService'] },
  *run({ istio, workloads, services, exposure, extensions }): Iterable<Finding> {
    const lookup = entryPointFinder({ services, exposure, extensions });
    yield* perControlPlane({ istio, workloads }, 'exposure', function* (plane) {
      yield evaluate(plane, lookup, routedPorts(plane.workload, { services, routes: extensions.routes }));
    });
  },
});

function evaluate(plane: ControlPlane, lookup: EntryPoints, routed: RoutedPorts): Finding {
  const { workload, container } = plane;
  const through = (ports: ReadonlySet<number>) =>
    lookup
      .to(workload, (port) => (ports.has(port) ? 'open' : 'none'))
      .filter(({ name }) => routed(name)?.some((port) => ports.has(port)) ?? true);
  const plain = through(PLAIN);
  const encrypted = through(ENCRYPTED);
  // A control plane of remote clusters has to be reachable for them; that is no reason for its plaintext ports.
  const intended = isOn(settingOf(container, 'EXTERNAL_ISTIOD')) === true;
  const rated = [
    ...plain.map((view) => ({ view, severity: severityOf('critical', view) })),
    ...encrypted.map((view) => ({ view, severity: lowered(severityOf('high', view), intended ? 1 : 0) })),
  ];
  const [worst] = rated.sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
  if (worst) {
    const views = [...new Map(rated.map(({ view }) => [view.name, view])).values()];
    return {
      verdict: 'fail',
      detail: plain.length > 0 ? 'plaintext' : 'tls',
      severity: worst.severity,
      message: `${plain.length > 0 ? 'plaintext ports (8080, 15010 or 15014) are' : 'ports 15012 or 15017 are'} reachable from outside the cluster: ${listed(views.map(({ name }) => name))}`,
      evidence: few(views, ({ evidence }) => evidence),
    };
  }
  const [unclear] = lookup.unclear();
  return unclear
    ? {
        verdict: 'unknown',
        message: `unknown whether ${unclear.what}, which is externally exposed, forwards to istiod: ${unclear.reason}`,
        requires: unclear.requires,
        evidence: few(unclear.entryPoints, ({ evidence }) => evidence),
      }
    : {
        verdict: 'pass',
        message: 'istiod is reachable only inside the cluster',
        evidence: [
          observed(workloadName(workload), 'no load balancer, NodePort, Ingress or route to its ports'),
        ],
      };
}

/** Ports of istiod that a route leads to, by the name of its entry point; undefined: any. */
type RoutedPorts = (name: string) => readonly number[] | undefined;

/** A route to a Service names one port of it, and reaches no other one. */
function routedPorts(
  workload: WorkloadFacts,
  { services, routes }: { services: readonly ServiceFacts[]; routes: readonly RouteRecord[] },
): RoutedPorts {
  const own = new Set(workload.pods);
  const targets = new Map(
    services
      .filter(({ pods }) => pods.some((pod) => own.has(pod)))
      .flatMap(({ record }) => record.ports)
      .map(({ port, targetPort }) => [port, Number(targetPort ?? port)]),
  );
  const byName = new Map(routes.map((one) => [`${one.kind} ${one.namespace}/${one.name}`, one]));
  return (name) => {
    const { backends = [], includes = [] } = byName.get(name) ?? {};
    const ports = backends.map((backend) => Number(/:(\d+)$/.exec(backend)?.[1]));
    if (backends.length === 0 || includes.length > 0 || ports.some(Number.isNaN)) return undefined;
    const found = ports.map((port) => targets.get(port) ?? port);
    return found.some(Number.isNaN) ? undefined : found;
  };
}

/** One step less for an internal or unknown reach, and one for limited sources. */
function severityOf(severity: Severity, { reach, onNodes, guarded }: EntryPointView): Severity {
  return lowered(severity, (reach === 'public' && !onNodes ? 0 : 1) + (guarded ? 1 : 0));
}

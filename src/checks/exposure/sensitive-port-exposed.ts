import { sensitivePorts } from '../../data/sensitive-ports.ts';
import type { WorkloadFacts } from '../../model/types.ts';
import type { Severity } from '../../result/types.ts';
import { SEVERITIES } from '../../result/types.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { dashboardsOf } from '../helpers/dashboards.ts';
import type { EntryPointView, EntryPoints } from '../helpers/entry-points.ts';
import { entryPointFinder } from '../helpers/entry-points.ts';
import { judged } from '../helpers/judged.ts';
import { few, listed, lowered, workloadRef } from '../helpers/objects.ts';

/** Every client has to log in, and the service is meant for clients outside: SSH of Git servers, MQTT and AMQP with TLS. */
const MEANT_FOR_CLIENTS: ReadonlySet<number> = new Set([22, 5671, 8883]);

export default defineCheck({
  id: 'exposure/sensitive-port-exposed',
  title: 'Database, queue or administrative port exposed',
  control: 'Exposure of databases and administrative ports',
  severity: 'high',
  why: 'Databases, message queues and administrative interfaces are built for internal networks. An attacker with network access can guess passwords or exploit the server, and read the data of a team.',
  remediation:
    'Set the Service to `type: ClusterIP`, or make its load balancer internal. If external access is required, limit it with `loadBalancerSourceRanges`, and require TLS and authentication.',
  references: ['T1133', 'T1190', 'K06', 'NSA Network separation and hardening'],
  peerChecks: [177],
  needs: ['services', 'workloads'],
  uses: ['exposure', 'extensions'],
  passNeeds: ['ingresses', 'gateways', 'istio'],
  kinds: { istio: ['networking.istio.io/Gateway', 'networking.istio.io/VirtualService'] },
  *run({ services, workloads, exposure, extensions }): Iterable<Finding> {
    const lookup = entryPointFinder({ services, exposure, extensions });
    // Their interfaces are evaluated by exposure/dashboard-exposed.
    const dashboards = new Map(
      dashboardsOf(workloads).sure.map(({ workload, program }) => [workload, new Set(program.ports)]),
    );
    const own = workloads.filter(({ mirror }) => !mirror);
    const faults = own.flatMap((workload) => faultOf(workload, lookup, dashboards.get(workload)));
    const [unclear] = lookup.unclear();
    yield* judged({
      faults,
      open:
        faults.length === 0 && unclear
          ? [
              {
                verdict: 'unknown',
                message: `unknown whether ${unclear.what} leads to such a port: ${unclear.reason}`,
                requires: unclear.requires,
              },
            ]
          : [],
      evaluated: own.length,
      noun: 'workload',
      pass: 'no entry point leads to a port of a database, queue or administrative interface',
    });
  },
});

function faultOf(
  workload: WorkloadFacts,
  lookup: EntryPoints,
  own: ReadonlySet<number> = new Set(),
): Finding[] {
  const found = new Set<number>();
  const isSensitive = (port: number) =>
    sensitivePorts.has(port) && !MEANT_FOR_CLIENTS.has(port) && !own.has(port);
  const views = lookup
    .to(workload, (port) => {
      if (!isSensitive(port)) return 'none';
      found.add(port);
      return 'open';
    })
    .filter(
      ({ isUnclear, onHostNetwork, ports }) => isUnclear !== true && !(onHostNetwork && ports.length === 0),
    );
  if (views.length === 0 || found.size === 0) return [];
  const names = [...found]
    .sort((a, b) => a - b)
    .map((port) => `${sensitivePorts.get(port) ?? ''} (port ${port})`);
  const rated = views.map(severityOf).sort((a, b) => SEVERITIES.indexOf(a) - SEVERITIES.indexOf(b));
  return [
    {
      verdict: 'fail',
      at: workloadRef(workload),
      severity: rated[0] ?? 'high',
      message: `${listed(names)} is reachable ${fromWhere(views)}: ${listed(views.map(({ name }) => name))}`,
      evidence: few(views, ({ evidence }) => evidence),
    },
  ];
}

/** Two steps less inside a network, one for addresses of nodes or an unknown reach, and one for limited sources. */
function severityOf({ reach, onNodes, guarded }: EntryPointView): Severity {
  const steps = reach === 'internal' ? 2 : reach === 'public' && !onNodes ? 0 : 1;
  return lowered('high', steps + (guarded ? 1 : 0));
}

function fromWhere(views: readonly EntryPointView[]): string {
  if (views.some(({ reach, onNodes }) => reach === 'public' && !onNodes)) return 'from the internet';
  if (views.some(({ reach }) => reach === 'public')) return 'through public node addresses';
  return views.every(({ reach }) => reach === 'internal')
    ? 'from the network outside the cluster'
    : 'from outside the cluster';
}

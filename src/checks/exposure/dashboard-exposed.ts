import { containerOf } from '../../addons/images.ts';
import type { WebInterface } from '../../data/web-interfaces.ts';
import { webInterfaces } from '../../data/web-interfaces.ts';
import type { NodeFacts, WorkloadFacts } from '../../model/types.ts';
import type { Severity } from '../../result/types.ts';
import { SEVERITIES } from '../../result/types.ts';
import type { Evidence } from '../../shared/evidence.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import type { Door } from '../helpers/doors.ts';
import { doorFinder } from '../helpers/doors.ts';
import { few, listed, lowered, observed, workloadName, workloadRef } from '../helpers/objects.ts';

export default defineCheck({
  id: 'exposure/dashboard-exposed',
  title: 'A dashboard of the cluster can be reached from outside',
  severity: 'high',
  why: 'A dashboard shows the inside of the cluster, and many steer it with rights of their own. On a load balancer it can be tried by strangers: with default passwords, with the next vulnerability in it, or without any login at all. Clusters have been taken over for mining this way.',
  fix: 'Make its Service ClusterIP and reach it with kubectl port-forward or through a VPN; where it has to be open, put a login (OIDC) in front and limit source addresses.',
  references: [
    { framework: 'MITRE ATT&CK', id: 'T1133' },
    { framework: 'OWASP K8s 2025', id: 'K06' },
    { framework: 'NSA/CISA', id: 'Network separation and hardening' },
  ],
  union: [177, 355],
  needs: ['services', 'workloads'],
  uses: ['exposure', 'extensions', 'nodes'],
  passNeeds: ['ingresses', 'gateways', 'istio'],
  *run({ services, workloads, exposure, extensions, nodes }): Iterable<Finding> {
    const found = workloads.flatMap((workload) => {
      const program = webInterfaces.find((candidate) => serves(workload, candidate));
      return program ? [{ workload, program }] : [];
    });
    const behindProxy = found.flatMap(({ workload, program }) =>
      proxiesOf(workload, program, workloads).map((proxy) => ({ workload: proxy, program })),
    );
    const all = [
      ...new Map([...found, ...behindProxy].map((entry) => [workloadName(entry.workload), entry])).values(),
    ];
    const doorsTo = doorFinder({ services, exposure, extensions });
    let open = 0;
    for (const { workload, program } of all) {
      const doors = doorsTo(workload);
      if (doors.length === 0) continue;
      open++;
      yield judge(workload, program, doors, nodes);
    }
    if (open > 0) return;
    if (all.length === 0) {
      yield {
        verdict: 'not-applicable',
        message: 'no dashboard that is known by its image runs',
        evidence: [observed('pods', `images of ${plural(workloads.length, 'workload')} looked at`)],
      };
      return;
    }
    yield {
      verdict: 'pass',
      message: `${listed([...new Set(all.map(({ program }) => program.name))])}: reachable inside the cluster only`,
      evidence: few(all, ({ workload }) =>
        observed(workloadName(workload), 'no load balancer, node port, Ingress or route leads there'),
      ),
    };
  },
});

function serves(workload: WorkloadFacts, { images, program }: WebInterface): boolean {
  const container = containerOf(workload, images);
  if (!container || program === undefined) return container !== undefined;
  const words = [container.name, ...(container.command ?? []), ...(container.args ?? [])];
  return words.some((word) => word === program || word.endsWith(`/${program}`));
}

/** A gateway that the same Helm release puts in front of its parts. */
function proxiesOf(
  workload: WorkloadFacts,
  { proxy }: WebInterface,
  workloads: readonly WorkloadFacts[],
): WorkloadFacts[] {
  const release = workload.template.labels['app.kubernetes.io/instance'];
  if (proxy === undefined || release === undefined) return [];
  return workloads.filter(
    (other) =>
      other.namespace === workload.namespace &&
      other.template.labels['app.kubernetes.io/instance'] === release &&
      containerOf(other, [proxy]) !== undefined,
  );
}

function judge(
  workload: WorkloadFacts,
  program: WebInterface,
  doors: readonly Door[],
  nodes: readonly NodeFacts[],
): Finding {
  const skips = skippedLogin(workload);
  // Without its login it is as open as one that never had any.
  const inside: Severity = skips ? 'critical' : program.severity;
  const worst = doors.map((door) => severityOf(inside, door)).sort(bySeverity)[0] ?? inside;
  return {
    verdict: 'fail',
    at: workloadRef(workload),
    severity: worst,
    message: `${program.name} (${program.gives}) can be reached ${fromWhere(doors)}: ${listed(doors.map(({ name }) => name))}${skips ? '; its login can be skipped' : ''}`,
    evidence: [
      ...(skips ? [observed(workloadName(workload), skips)] : []),
      ...few(doors, ({ evidence }) => evidence),
      ...publicNodes(doors, nodes),
    ],
  };
}

/** A load balancer lets traffic through; what stands before a node's own address does not show. */
function fromWhere(doors: readonly Door[]): string {
  const open = doors.filter(({ reach }) => reach === 'public');
  if (open.some(({ onNodes }) => !onNodes)) return 'from the internet';
  if (open.length > 0)
    return 'by public addresses, unless a firewall that is not visible here stands before them';
  return doors.every(({ reach }) => reach === 'internal')
    ? 'from the network around the cluster'
    : 'from outside the cluster';
}

/** The nodes whose public addresses make a door public. */
function publicNodes(doors: readonly Door[], nodes: readonly NodeFacts[]): Evidence[] {
  const addresses = new Set(doors.filter(({ onNodes }) => onNodes).flatMap((door) => door.addresses));
  const open = nodes.filter(({ externalIPs }) => externalIPs.some((address) => addresses.has(address)));
  return few(open.slice(0, 3), (node) =>
    observed(`node ${node.name}`, `address ${node.externalIPs.join(', ')}`),
  );
}

/** As it is on the internet; one step less for a reach that is internal or not sure, and one for a guard. */
function severityOf(severity: Severity, { reach, onNodes, guarded }: Door): Severity {
  return lowered(severity, (reach === 'public' && !onNodes ? 0 : 1) + (guarded ? 1 : 0));
}

function bySeverity(a: Severity, b: Severity): number {
  return SEVERITIES.indexOf(a) - SEVERITIES.indexOf(b);
}

/** An old option of the Kubernetes Dashboard, as it is given. */
function skippedLogin({ template }: WorkloadFacts): string | undefined {
  return template.containers
    .flatMap(({ args = [] }) => args)
    .find((arg) => arg === '--enable-skip-login' || arg === '--enable-skip-login=true');
}

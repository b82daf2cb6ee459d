import { containerOf } from '../../addons/images.ts';
import type { WebInterface } from '../../data/web-interfaces.ts';
import { webInterfaces } from '../../data/web-interfaces.ts';
import type { WorkloadFacts } from '../../model/types.ts';
import type { Severity } from '../../result/types.ts';
import { SEVERITIES } from '../../result/types.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import type { Door } from '../helpers/doors.ts';
import { doorsTo } from '../helpers/doors.ts';
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
  needs: ['services', 'workloads'],
  uses: ['exposure', 'extensions'],
  passNeeds: ['ingresses', 'gateways', 'istio'],
  *run({ services, workloads, exposure, extensions }): Iterable<Finding> {
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
    let open = 0;
    for (const { workload, program } of all) {
      const doors = doorsTo(workload, { services, exposure, extensions });
      if (doors.length === 0) continue;
      open++;
      yield judge(workload, program, doors);
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

function judge(workload: WorkloadFacts, program: WebInterface, doors: readonly Door[]): Finding {
  const worst = doors.map((door) => severityOf(program, door)).sort(bySeverity)[0] ?? program.severity;
  const open = doors.some(({ reach }) => reach === 'public');
  const reach = open
    ? 'from the internet'
    : doors.every((door) => door.reach === 'internal')
      ? 'from the network around the cluster'
      : 'from outside the cluster';
  return {
    verdict: 'fail',
    at: workloadRef(workload),
    severity: isLoginSkipped(workload) ? 'critical' : worst,
    message: `${program.name} (${program.gives}) can be reached ${reach}: ${listed(doors.map(({ name }) => name))}${isLoginSkipped(workload) ? '; its login can be skipped' : ''}`,
    evidence: few(doors, ({ evidence }) => evidence),
  };
}

function severityOf({ severity }: WebInterface, { reach, guarded }: Door): Severity {
  return lowered(severity, (reach === 'public' ? 0 : 1) + (guarded ? 1 : 0));
}

function bySeverity(a: Severity, b: Severity): number {
  return SEVERITIES.indexOf(a) - SEVERITIES.indexOf(b);
}

/** An old option of the Kubernetes Dashboard. */
function isLoginSkipped({ template }: WorkloadFacts): boolean {
  return template.containers.some(({ args = [] }) =>
    args.some((arg) => arg === '--enable-skip-login' || arg === '--enable-skip-login=true'),
  );
}

import type { ExtensionFacts, NodeFacts, WorkloadFacts } from '../../model/types.ts';
import type { Severity } from '../../result/types.ts';
import { SEVERITIES } from '../../result/types.ts';
import type { Evidence } from '../../shared/evidence.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { skippedLogin } from '../helpers/dashboard-logins.ts';
import type { Dashboard } from '../helpers/dashboards.ts';
import { listensInside, portJudge, servingContainer } from '../helpers/dashboard-ports.ts';
import { dashboardsOf } from '../helpers/dashboards.ts';
import type { Door, Doors, Unclear } from '../helpers/doors.ts';
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
  peerChecks: [177, 355],
  needs: ['services', 'workloads'],
  uses: ['exposure', 'extensions', 'nodes'],
  passNeeds: ['ingresses', 'gateways', 'istio'],
  kinds: { istio: ['networking.istio.io/Gateway', 'networking.istio.io/VirtualService'] },
  *run({ services, workloads, exposure, extensions, nodes }): Iterable<Finding> {
    const { sure: all, maybe, proxies } = dashboardsOf(workloads);
    const lookup = doorFinder({ services, exposure, extensions });
    const closed: Dashboard[] = [];
    let open = 0;
    for (const entry of all) {
      const finding = judged(entry, lookup, { nodes, configMap: extensions.configMap });
      if (finding) {
        open++;
        yield finding;
      } else closed.push(entry);
    }
    const [dark] = closed.length > 0 ? lookup.unclear() : [];
    const unsure = [
      ...(dark ? [undecided(closed, dark)] : []),
      ...maybe.flatMap((entry) => unsaid(entry, lookup)),
      ...(open > 0 ? [] : proxies.flatMap((entry) => inFront(entry, lookup))),
    ];
    yield* unsure;
    if (open + unsure.length > 0) return;
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

/** Its image runs many programs, and which one does not show. */
function unsaid({ workload, program }: Dashboard, lookup: Doors): Finding[] {
  const what = `serves ${program.name}, or is another of its programs,`;
  return unclear(workload, lookup, `whether ${workloadName(workload)} ${what} is not known`);
}

/** What it hands on to the dashboard beside it is in its own configuration. */
function inFront({ workload, program }: Dashboard, lookup: Doors): Finding[] {
  const what = `leads to ${program.name} in its namespace`;
  return unclear(workload, lookup, `whether the proxy ${workloadName(workload)} ${what} is not known`);
}

function unclear(workload: WorkloadFacts, lookup: Doors, message: string): Finding[] {
  const doors = lookup.to(workload);
  if (doors.length === 0) return [];
  return [
    {
      verdict: 'unknown',
      at: workloadRef(workload),
      message: `${message}; it can be reached ${fromWhere(doors)}`,
      settle: [`look at the configuration of ${workloadName(workload)}`],
      evidence: few(doors, ({ evidence }) => evidence),
    },
  ];
}

interface Seen {
  nodes: readonly NodeFacts[];
  configMap: ExtensionFacts['configMap'];
}

/** What is wrong with one, or not known of it; undefined where nothing leads to it as far as was seen. */
function judged(entry: Dashboard, lookup: Doors, seen: Seen): Finding | undefined {
  const { workload, program } = entry;
  const doors = lookup.to(workload, portJudge(entry)).filter((door) => !isClosed(door, entry));
  const sure = doors.filter(
    (door) => door.isUnclear !== true && (!isBlind(door) || program.ports !== undefined),
  );
  const maybe = lookup.maybeTo(workload);
  const served = maybe
    .filter(({ ports }) => ports.some((port) => program.ports?.includes(port)))
    .flatMap((one) => one.doors);
  const open = [...sure, ...served];
  if (open.length > 0) return judge(entry, open, seen);
  const unsure = [...doors, ...maybe.flatMap((one) => one.doors)];
  if (unsure.length === 0) return undefined;
  return {
    verdict: 'unknown',
    at: workloadRef(workload),
    message: `at which port ${program.name} listens is not known: ${listed(unsure.map(({ name }) => name))}`,
    settle: [`kubectl -n ${workload.namespace} get ${workload.kind.toLowerCase()} ${workload.name} -o yaml`],
    evidence: few(unsure, ({ evidence }) => evidence),
  };
}

/** On the network of its node, ports need not be declared. */
function isBlind({ onHostNetwork, ports }: Door): boolean {
  return onHostNetwork && ports.length === 0;
}

/** At a port that is not told, of one that listens for its own node alone. */
function isClosed(door: Door, entry: Dashboard): boolean {
  const container = isBlind(door) ? servingContainer(entry) : undefined;
  return container !== undefined && listensInside(container, entry.program.listens);
}

/** Somebody opened a Service to the outside, and where it leads was not seen. */
function undecided(closed: readonly Dashboard[], { what, doors, reason, settle }: Unclear): Finding {
  const names = listed([...new Set(closed.map(({ program }) => program.name))]);
  return {
    verdict: 'unknown',
    message: `whether ${what}, which is open to the outside, leads to ${names} is not known: ${reason}`,
    settle: [...settle],
    evidence: few(doors, ({ evidence }) => evidence),
  };
}

function judge(entry: Dashboard, doors: readonly Door[], { nodes, configMap }: Seen): Finding {
  const { workload, program } = entry;
  const skips = skippedLogin(entry, configMap);
  // Without its login it is as open as one that never had any.
  const inside: Severity = skips ? 'critical' : program.severity;
  const worst = doors.map((door) => severityOf(inside, door)).sort(bySeverity)[0] ?? inside;
  return {
    verdict: 'fail',
    at: workloadRef(workload),
    severity: worst,
    message: `${program.name} (${program.gives}) can be reached ${fromWhere(doors)}: ${listed(doors.map(({ name }) => name))}${skips ? `; ${skips.says}` : ''}`,
    evidence: [
      ...(skips ? [skips.evidence] : []),
      ...few(doors, ({ evidence }) => evidence),
      ...(doors.some(isBlind)
        ? [
            observed(
              program.name,
              `listens on ${listed((program.ports ?? []).map(String))} unless it is told otherwise`,
            ),
          ]
        : []),
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

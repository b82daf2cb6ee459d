import { command, see } from '../../shared/requirement.ts';
import type { EntryPoint, ExtensionFacts, NodeFacts, WorkloadFacts } from '../../model/types.ts';
import type { Severity } from '../../result/types.ts';
import { SEVERITIES } from '../../result/types.ts';
import type { Evidence } from '../../shared/evidence.ts';
import { plural } from '../../shared/text.ts';
import type { CheckParts, Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { skippedLogin } from '../helpers/dashboard-logins.ts';
import type { Dashboard } from '../helpers/dashboards.ts';
import { listensInside, portEvaluator, servingContainer } from '../helpers/dashboard-ports.ts';
import { dashboardsOf } from '../helpers/dashboards.ts';
import type { EntryPointView, EntryPoints, Unclear } from '../helpers/entry-points.ts';
import { entryPointFinder } from '../helpers/entry-points.ts';
import { few, listed, lowered, observed, workloadName, workloadRef } from '../helpers/objects.ts';

export default defineCheck({
  id: 'exposure/dashboard-exposed',
  title: 'Dashboard or management UI exposed externally',
  control: 'External exposure of dashboards',
  severity: 'high',
  why: 'A dashboard discloses cluster internals, and many can modify workloads. An attacker with network access can exploit default credentials, known vulnerabilities or missing authentication to compromise the cluster.',
  remediation:
    'Set the Service to `type: ClusterIP` and use `kubectl port-forward` or a VPN. If external access is required, add OIDC authentication and restrict source addresses.',
  references: ['T1133', 'K06', 'NSA Network separation and hardening'],
  peerChecks: [177, 355],
  needs: ['services', 'workloads'],
  uses: ['exposure', 'extensions', 'nodes', 'trust'],
  passNeeds: ['ingresses', 'gateways', 'istio'],
  kinds: { istio: ['networking.istio.io/Gateway', 'networking.istio.io/VirtualService'] },
  *run({ services, workloads, exposure, extensions, nodes, trust }): Iterable<Finding> {
    const { sure: all, maybe, proxies, distant } = dashboardsOf(workloads);
    const lookup = entryPointFinder({ services, exposure, extensions });
    const closed: Dashboard[] = [];
    let open = 0;
    for (const entry of all) {
      const finding = evaluated(entry, lookup, { nodes, configMap: extensions.configMap });
      if (finding) {
        open++;
        yield finding;
      } else closed.push(entry);
    }
    const [unavailable] = closed.length > 0 ? lookup.unclear() : [];
    const unsure = [
      ...(unavailable ? [undecided(closed, unavailable)] : []),
      ...maybe.flatMap((entry) => undeclared(entry, lookup)),
      ...(open > 0 ? [] : proxies.flatMap((entry) => inFront(entry, lookup))),
      ...(open > 0 || closed.length === 0 ? [] : fromAfar(distant, closed, { lookup, exposure, trust })),
    ];
    yield* unsure;
    if (open + unsure.length > 0) return;
    if (all.length === 0) {
      yield {
        verdict: 'not-applicable',
        message: 'no known dashboard image found',
        evidence: [observed('pods', `images of ${plural(workloads.length, 'workload')} evaluated`)],
      };
      return;
    }
    yield {
      verdict: 'pass',
      message: `${namesOf(all)}: reachable only inside the cluster`,
      evidence: few(all, ({ workload }) =>
        observed(workloadName(workload), 'no load balancer, NodePort, Ingress or route to it'),
      ),
    };
  },
});

/** Its image contains several programs, and which one runs is unknown. */
function undeclared({ workload, program }: Dashboard, lookup: EntryPoints): Finding[] {
  const what = `serves ${program.name} or another program of its image`;
  return unclear(workload, lookup, `unknown whether ${workloadName(workload)} ${what}`);
}

/** Whether it forwards to the dashboard in its namespace is in its own configuration. */
function inFront({ workload, program }: Dashboard, lookup: EntryPoints): Finding[] {
  const what = `forwards to ${program.name} in its namespace`;
  return unclear(workload, lookup, `unknown whether proxy ${workloadName(workload)} ${what}`);
}

interface NetworkContext {
  lookup: EntryPoints;
  exposure: readonly EntryPoint[];
  trust: CheckParts['trust'];
}

/**
 * Reverse proxies of other namespaces, without those of a product, such as Envoy Gateway's, which follow collected routes, and
 * those whose command line lists all targets.
 */
function fromAfar(
  distant: readonly WorkloadFacts[],
  closed: readonly Dashboard[],
  { lookup, exposure, trust }: NetworkContext,
): Finding[] {
  const open = distant.flatMap((workload) => {
    const products = trust.isProductNamespace(workload.namespace);
    if ((products.known && products.value) || isResolved(workload, exposure)) return [];
    const entryPoints = lookup.to(workload);
    return entryPoints.length > 0 ? [{ workload, entryPoints }] : [];
  });
  const [first] = open;
  if (!first) return [];
  const entryPoints = open.flatMap((one) => one.entryPoints);
  const proxies = listed(open.map(({ workload }) => workloadName(workload)));
  return [
    {
      verdict: 'unknown',
      message: `unknown whether ${open.length === 1 ? 'proxy' : 'proxies'} ${proxies}, reachable ${fromWhere(entryPoints)}, ${open.length === 1 ? 'forwards' : 'forward'} to ${namesOf(closed)}`,
      requires: [see(`review the configuration of ${workloadName(first.workload)}`)],
      evidence: few(entryPoints, ({ evidence }) => evidence),
    },
  ];
}

/** Whether its command line lists all forwarding targets. */
function isResolved({ kind, namespace, name }: WorkloadFacts, exposure: readonly EntryPoint[]): boolean {
  return exposure.some(
    (point) =>
      point.type === 'Proxy' &&
      point.kind === kind &&
      point.namespace === namespace &&
      point.name === name &&
      (point.elsewhere ?? []).length === 0,
  );
}

function namesOf(dashboards: readonly Dashboard[]): string {
  return listed([...new Set(dashboards.map(({ program }) => program.name))]);
}

function unclear(workload: WorkloadFacts, lookup: EntryPoints, message: string): Finding[] {
  const entryPoints = lookup.to(workload);
  if (entryPoints.length === 0) return [];
  return [
    {
      verdict: 'unknown',
      at: workloadRef(workload),
      message: `${message}; it is reachable ${fromWhere(entryPoints)}`,
      requires: [see(`review the configuration of ${workloadName(workload)}`)],
      evidence: few(entryPoints, ({ evidence }) => evidence),
    },
  ];
}

interface Seen {
  nodes: readonly NodeFacts[];
  configMap: ExtensionFacts['configMap'];
}

/** The fail or unknown of a dashboard; undefined where no known entry point leads to it. */
function evaluated(entry: Dashboard, lookup: EntryPoints, seen: Seen): Finding | undefined {
  const { workload, program } = entry;
  const entryPoints = lookup
    .to(workload, portEvaluator(entry))
    .filter((entryPointView) => !isClosed(entryPointView, entry));
  const sure = entryPoints.filter(
    (entryPointView) =>
      entryPointView.isUnclear !== true && (!isBlind(entryPointView) || program.ports !== undefined),
  );
  const maybe = lookup.maybeTo(workload);
  const served = maybe
    .filter(({ ports }) => ports.some((port) => program.ports?.includes(port)))
    .flatMap((one) => one.entryPoints);
  const open = [...sure, ...served];
  if (open.length > 0) return evaluate(entry, open, seen);
  const unsure = [...entryPoints, ...maybe.flatMap((one) => one.entryPoints)];
  if (unsure.length === 0) return undefined;
  return {
    verdict: 'unknown',
    at: workloadRef(workload),
    message: `port of ${program.name} is unknown: ${listed(unsure.map(({ name }) => name))}`,
    requires: [
      command(`kubectl -n ${workload.namespace} get ${workload.kind.toLowerCase()} ${workload.name} -o yaml`),
    ],
    evidence: few(unsure, ({ evidence }) => evidence),
  };
}

/** On the host network, ports need not be declared. */
function isBlind({ onHostNetwork, ports }: EntryPointView): boolean {
  return onHostNetwork && ports.length === 0;
}

/** At an unknown port, of a dashboard that listens on the loopback interface only. */
function isClosed(entryPointView: EntryPointView, entry: Dashboard): boolean {
  const container = isBlind(entryPointView) ? servingContainer(entry) : undefined;
  return container !== undefined && listensInside(container, entry.program.listens);
}

/** A Service is exposed, and its target was not collected. */
function undecided(closed: readonly Dashboard[], { what, entryPoints, reason, requires }: Unclear): Finding {
  return {
    verdict: 'unknown',
    message: `unknown whether ${what}, which is externally exposed, forwards to ${namesOf(closed)}: ${reason}`,
    requires: [...requires],
    evidence: few(entryPoints, ({ evidence }) => evidence),
  };
}

function evaluate(
  entry: Dashboard,
  entryPoints: readonly EntryPointView[],
  { nodes, configMap }: Seen,
): Finding {
  const { workload, program } = entry;
  const skips = skippedLogin(entry, configMap);
  // With its login disabled it is as open as a program without one.
  const inside: Severity = skips?.severity ?? program.severity;
  const worst =
    entryPoints.map((entryPointView) => severityOf(inside, entryPointView)).sort(bySeverity)[0] ?? inside;
  return {
    verdict: 'fail',
    at: workloadRef(workload),
    severity: worst,
    message: `${program.name} (${program.gives}) is reachable ${fromWhere(entryPoints)}: ${listed(entryPoints.map(({ name }) => name))}${skips ? `; ${skips.description}` : ''}`,
    evidence: [
      ...(skips ? [skips.evidence] : []),
      ...few(entryPoints, ({ evidence }) => evidence),
      ...(entryPoints.some(isBlind)
        ? [observed(program.name, `listens on ${listed((program.ports ?? []).map(String))} by default`)]
        : []),
      ...publicNodes(entryPoints, nodes),
    ],
  };
}

/** A load balancer forwards traffic; a firewall in front of a node's own address is not visible. */
function fromWhere(entryPoints: readonly EntryPointView[]): string {
  const open = entryPoints.filter(({ reach }) => reach === 'public');
  if (open.some(({ onNodes }) => !onNodes)) return 'from the internet';
  if (open.length > 0) return 'through public node addresses (a firewall, if any, is not observable)';
  return entryPoints.every(({ reach }) => reach === 'internal')
    ? 'from the network outside the cluster'
    : 'from outside the cluster';
}

/** The nodes whose public addresses make an entry point public. */
function publicNodes(entryPoints: readonly EntryPointView[], nodes: readonly NodeFacts[]): Evidence[] {
  const addresses = new Set(
    entryPoints.filter(({ onNodes }) => onNodes).flatMap((entryPointView) => entryPointView.addresses),
  );
  const open = nodes.filter(({ externalIPs }) => externalIPs.some((address) => addresses.has(address)));
  return few(open.slice(0, 3), (node) =>
    observed(`node ${node.name}`, `address ${node.externalIPs.join(', ')}`),
  );
}

/** The severity on the internet; one step less for an internal or unknown reach, and one for a login or limited sources. */
function severityOf(severity: Severity, { reach, onNodes, guarded }: EntryPointView): Severity {
  return lowered(severity, (reach === 'public' && !onNodes ? 0 : 1) + (guarded ? 1 : 0));
}

function bySeverity(a: Severity, b: Severity): number {
  return SEVERITIES.indexOf(a) - SEVERITIES.indexOf(b);
}

import type { Result } from '../../result/types.ts';
import { ENTRY_POINT_SOURCES, risksByEntryPoint } from '../../result/entry-points.ts';
import { uncollected } from '../../result/uncollected.ts';
import { plural } from '../../shared/text.ts';
import { gapsOf } from '../gaps.ts';
import type { RiskGroup } from '../text.ts';
import { addressText, objectText, some, groupRisks } from '../text.ts';
import { prose, severityMark, slug, text } from './html.ts';

const MAX_RISKS = 5;
const MAX_ENTRY_POINTS = 6;

/** The summary for readers who do not use kubectl: five cards. */
export function summaryHtml(result: Result): string {
  const worst = groupRisks(result.verdicts).slice(0, MAX_RISKS);
  return (
    `<div class="answers">${answer('Cluster overview', whatItIs(result))}${answer('External exposure and privileged access', authenticatedBy(result))}` +
    `${answer('Top risks', worstHtml(worst, result))}${answer('Recommended actions', firstSteps(worst, result))}` +
    `${answer('Limitations', unknownHtml(result))}</div>`
  );
}

function answer(question: string, html: string): string {
  return `<section class="card-answer"><h3>${text(question)}</h3>${html}</section>`;
}

function whatItIs({
  cluster,
  summary: { counts },
  nodes,
  namespaces,
  workloads,
  controlPlane,
  addons,
  namespace,
}: Result): string {
  const managed = cluster.managed.known
    ? cluster.managed.value
      ? 'The control plane is managed by the provider'
      : 'The control plane is self-managed'
    : 'Whether the control plane is managed is unknown';
  const kind = cluster.distribution.known ? ` (${cluster.distribution.value})` : '';
  const version = cluster.version.known ? `, version ${cluster.version.value}` : '';
  const servers = controlPlane.find(({ name }) => name === 'kube-apiserver')?.replicas;
  const own = namespaces.filter(({ system, builtIn }) => !system && !builtIn).map(({ name }) => name);
  const machines =
    counts.nodes === undefined
      ? nodes.length > 0
        ? `At least ${plural(nodes.length, 'node')} (the list of nodes is incomplete).`
        : 'The number of nodes is unknown.'
      : `${plural(counts.nodes, 'node')}${notReady(nodes)}.`;
  const runs =
    counts.workloads === undefined
      ? workloads.length > 0
        ? `At least ${plural(workloads.length, 'workload')} (the list of workloads is incomplete).`
        : 'The number of workloads is unknown.'
      : `${plural(counts.workloads, 'workload')} with ${plural(counts.pods ?? 0, 'Pod')}.${own.length > 0 ? ` Application namespaces: ${some(own, 8)}.` : ''}`;
  const added =
    addons.length > 0
      ? ` Add-ons: ${some(
          addons.map(({ name }) => name),
          6,
        )}.`
      : '';
  const limit = namespace === undefined ? '' : ` Scope: namespace ${namespace} only.`;
  return `<p>${text(
    `Kubernetes cluster${kind}${version}. ${managed}${servers?.known ? `; ${plural(servers.value, 'API server')}` : ''}. ${machines} ${runs}${added}${limit}`,
  )}</p>`;
}

function notReady(nodes: Result['nodes']): string {
  const count = nodes.filter(({ ready }) => !ready).length;
  return count === 0 ? '' : ` (${count} not ready)`;
}

function authenticatedBy(result: Result): string {
  const { entryPoints, identities } = result;
  const unclear = entryPoints.filter(({ reach }) => reach === 'unknown').length;
  const clusterAdmins = identities.filter(
    ({ permissions, builtIn }) => permissions.includes('cluster-admin') && !builtIn,
  );
  const items = [
    entryPointsHtml(result),
    ...(unclear > 0 ? [`Reachability of ${plural(unclear, 'entry point')} is unknown.`] : []),
    clusterAdmins.length > 0
      ? text(
          `Subjects with cluster-admin (excluding built-in bindings): ${some(
            clusterAdmins.map(({ kind, subject }) => `${kind} ${subject}`),
            6,
          )}.`,
        )
      : uncollected(result, ['rbac']).length === 0
        ? 'cluster-admin is granted through built-in bindings only.'
        : 'Subjects with cluster-admin are unknown: RBAC data is incomplete.',
  ];
  return `<ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul>`;
}

/** Entry points with a public address or tunnel, each with its most severe risk. */
function entryPointsHtml(result: Result): string {
  const { entryPoints } = result;
  const open = entryPoints.filter(({ reach }) => reach === 'public');
  if (open.length === 0) {
    if (uncollected(result, ENTRY_POINT_SOURCES).length === 0)
      return 'No entry points with a public address.';
    return entryPoints.length > 0
      ? 'No entry points with a public address observed; the list is incomplete.'
      : 'Entry points could not be collected.';
  }
  const risks = risksByEntryPoint(result);
  const items = open.slice(0, MAX_ENTRY_POINTS).map((row) => {
    const { object, ports, hosts } = row;
    const name = object.namespace ? `${object.namespace}/${object.name}` : object.name;
    const where = addressText(row) || some(hosts, 1) || 'no address observed';
    const [worst] = risks.get(row) ?? [];
    const risk = worst ? ` ${severityMark(worst.severity)} ${text(worst.title)}` : '';
    return `<li>${text(name)} <span class="where">${text(`${some(ports, 2)} at ${where}`)}</span>${risk}</li>`;
  });
  const more = open.length - items.length;
  const rest = more > 0 ? `<li><a href="#exposure">and ${more} more</a></li>` : '';
  return `${plural(open.length, 'entry point')} with a public address or tunnel (firewalls are not observable):<ul>${items.join('')}${rest}</ul>`;
}

/** Element id of a group of open risks. */
function anchor({ severity, check }: RiskGroup): string {
  return `#risk-fail-${severity}-${slug(check)}`;
}

function whereOf({ verdicts: [first, ...rest] }: RiskGroup): string {
  return rest.length === 0 ? objectText(first?.object) : plural(rest.length + 1, 'object');
}

/** Whether any check was evaluated: without that, "no risks" would mislead. */
function hasResults({ summary: { verdicts } }: Result): boolean {
  return verdicts.pass + verdicts.fail > 0;
}

function worstHtml(worst: readonly RiskGroup[], result: Result): string {
  if (worst.length === 0)
    return hasResults(result)
      ? '<p>No open risks in the collected data.</p>'
      : '<p>No check could be evaluated.</p>';
  const items = worst.map(
    (group) =>
      `<li>${severityMark(group.severity)} <a href="${anchor(group)}">${text(group.title)}</a> <span class="where">${text(whereOf(group))}</span></li>`,
  );
  return `<ol>${items.join('')}</ol>`;
}

function firstSteps(worst: readonly RiskGroup[], result: Result): string {
  const { checks } = result;
  const fixOf = new Map(checks.map(({ id, remediation }) => [id, remediation]));
  const fixes = worst.flatMap((group) => {
    const fix = fixOf.get(group.check);
    return fix === undefined
      ? []
      : [
          `<li><b>${text(group.title)}</b> <span class="where">${text(whereOf(group))}</span><br>${prose(fix)} <a href="${anchor(group)}">Why</a></li>`,
        ];
  });
  if (fixes.length > 0) return `<ol>${fixes.join('')}</ol>`;
  return hasResults(result)
    ? '<p>No actions required for the collected data.</p>'
    : '<p>Grant the required permissions: <code>kubectl archmap rbac</code> prints the ClusterRole.</p>';
}

function unknownHtml({ coverage, verdicts }: Result): string {
  const gaps = gapsOf(coverage).map(({ why, titles }) => `${some(titles, 6)} (${why})`);
  const open = verdicts.filter(({ verdict }) => verdict === 'unknown' || verdict === 'error');
  const items = [
    ...(gaps.length > 0
      ? [`Incomplete data sources: ${some(gaps, 5)}.`]
      : ['All data sources are complete.']),
    open.length > 0
      ? `${plural(open.length, 'result is', 'results are')} unknown. Filter the risks by “Unknown” to see what is required to determine them.`
      : 'No result is unknown.',
    'Out of scope: host files, cloud account settings, external firewalls.',
  ];
  return `<ul>${items.map((item) => `<li>${text(item)}</li>`).join('')}</ul>`;
}

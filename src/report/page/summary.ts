import type { Result } from '../../result/types.ts';
import { DOOR_SOURCES, risksAtDoors } from '../../result/doors.ts';
import { unseen } from '../../result/unseen.ts';
import { plural } from '../../shared/text.ts';
import { gapsOf } from '../gaps.ts';
import type { RiskGroup } from '../text.ts';
import { addressText, objectText, some, groupRisks } from '../text.ts';
import { prose, severityMark, slug, text } from './html.ts';

const MOST = 5;
const MAX_DOORS = 6;

/** Five answers for somebody who has never used kubectl. */
export function summaryHtml(result: Result): string {
  const worst = groupRisks(result.verdicts).slice(0, MOST);
  return (
    `<div class="answers">${answer('What is this?', whatItIs(result))}${answer('Who can get in?', whoGetsIn(result))}` +
    `${answer('What is worst?', worstHtml(worst, result))}${answer('What to do first?', firstSteps(worst, result))}` +
    `${answer('What do we not know?', unknownHtml(result))}</div>`
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
      ? 'A provider runs its control plane'
      : 'Its owners run its control plane themselves'
    : 'Who runs its control plane is not known';
  const kind = cluster.distribution.known ? `, made with ${cluster.distribution.value}` : '';
  const version = cluster.version.known ? `, version ${cluster.version.value}` : '';
  const servers = controlPlane.find(({ name }) => name === 'kube-apiserver')?.replicas;
  const own = namespaces.filter(({ system, initial }) => !system && !initial).map(({ name }) => name);
  const machines =
    counts.nodes === undefined
      ? nodes.length > 0
        ? `${plural(nodes.length, 'machine')} (nodes) could be seen; there may be more.`
        : 'How many machines it has could not be seen.'
      : `It has ${plural(counts.nodes, 'machine')} (nodes)${notReady(nodes)}.`;
  const runs =
    counts.workloads === undefined
      ? workloads.length > 0
        ? `${plural(workloads.length, 'workload')} could be seen on it; there may be more.`
        : 'What runs on it could not be seen.'
      : `${plural(counts.workloads, 'workload')} ${counts.workloads === 1 ? 'runs' : 'run'} on it as ${plural(counts.pods ?? 0, 'pod')}${own.length > 0 ? `, in these areas (namespaces) of its own: ${some(own, 8)}` : ''}.`;
  const added =
    addons.length > 0
      ? ` It uses ${some(
          addons.map(({ name }) => name),
          6,
        )}.`
      : '';
  const limit = namespace === undefined ? '' : ` Only the namespace ${namespace} was looked at.`;
  return `<p>${text(
    `A Kubernetes cluster${kind}${version}. ${managed}${servers?.known ? `; ${plural(servers.value, 'API server')} answer` : ''}. ${machines} ${runs}${added}${limit}`,
  )}</p>`;
}

function notReady(nodes: Result['nodes']): string {
  const count = nodes.filter(({ ready }) => !ready).length;
  return count === 0 ? '' : `, of which ${count} ${count === 1 ? 'is' : 'are'} not ready`;
}

function whoGetsIn(result: Result): string {
  const { exposure, identities } = result;
  const unclear = exposure.filter(({ reach }) => reach === 'unknown').length;
  const rulers = identities.filter(({ powers, builtIn }) => powers.includes('cluster-admin') && !builtIn);
  const items = [
    doorsHtml(result),
    ...(unclear > 0
      ? [
          `Of ${plural(unclear, 'way', 'ways')} in it is not known who can reach ${unclear === 1 ? 'it' : 'them'}.`,
        ]
      : []),
    rulers.length > 0
      ? text(
          `Who may do everything (cluster-admin), beside the built-in groups: ${some(
            rulers.map(({ kind, subject }) => `${kind} ${subject}`),
            6,
          )}.`,
        )
      : unseen(result, ['rbac']).length === 0
        ? 'Nobody but the built-in groups may do everything (cluster-admin).'
        : 'Who may do everything (cluster-admin) could not be seen.',
  ];
  return `<ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul>`;
}

/** What strangers reach, and what is wrong with it. */
function doorsHtml(result: Result): string {
  const { exposure } = result;
  const open = exposure.filter(({ reach }) => reach === 'public');
  if (open.length === 0) {
    if (unseen(result, DOOR_SOURCES).length === 0) return 'No way in from the internet was found.';
    return exposure.length > 0
      ? 'No way in from the internet was found, but not all of them could be seen.'
      : 'Which ways in there are could not be seen.';
  }
  const risks = risksAtDoors(result);
  const doors = open.slice(0, MAX_DOORS).map((row) => {
    const { object, ports, hosts } = row;
    const name = object.namespace ? `${object.namespace}/${object.name}` : object.name;
    const where = addressText(row) || some(hosts, 1) || 'no address seen';
    const [worst] = risks.get(row) ?? [];
    const risk = worst ? ` ${severityMark(worst.severity)} ${text(worst.title)}` : '';
    return `<li>${text(name)} <span class="where">${text(`${some(ports, 2)} at ${where}`)}</span>${risk}</li>`;
  });
  const more = open.length - doors.length;
  const rest = more > 0 ? `<li><a href="#exposure">and ${more} more</a></li>` : '';
  return `From the internet, ${plural(open.length, 'way', 'ways')} in:<ul>${doors.join('')}${rest}</ul>`;
}

/** Id of the group of open risks that the page has for it. */
function anchor({ severity, check }: RiskGroup): string {
  return `#risk-fail-${severity}-${slug(check)}`;
}

function whereOf({ verdicts: [first, ...rest] }: RiskGroup): string {
  return rest.length === 0 ? objectText(first?.object) : plural(rest.length + 1, 'object');
}

/** Whether anything was judged at all: without evidence there is no word of comfort. */
function hasResults({ summary: { verdicts } }: Result): boolean {
  return verdicts.pass + verdicts.fail > 0;
}

function worstHtml(worst: readonly RiskGroup[], result: Result): string {
  if (worst.length === 0)
    return hasResults(result)
      ? '<p>No open risk was found in what could be seen.</p>'
      : '<p>Nothing could be judged.</p>';
  const items = worst.map(
    (group) =>
      `<li>${severityMark(group.severity)} <a href="${anchor(group)}">${text(group.title)}</a> <span class="where">${text(whereOf(group))}</span></li>`,
  );
  return `<ol>${items.join('')}</ol>`;
}

function firstSteps(worst: readonly RiskGroup[], result: Result): string {
  const { checks } = result;
  const fixOf = new Map(checks.map(({ id, fix }) => [id, fix]));
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
    ? '<p>Nothing is urgent in what could be seen.</p>'
    : '<p>Let it see more: <code>kubectl archmap rbac</code> prints the rights that it lacks.</p>';
}

function unknownHtml({ coverage, verdicts }: Result): string {
  const gaps = gapsOf(coverage).map(({ why, titles }) => `${some(titles, 6)} (${why})`);
  const open = verdicts.filter(({ verdict }) => verdict === 'unknown' || verdict === 'error');
  const items = [
    ...(gaps.length > 0
      ? [`Not or not wholly seen: ${some(gaps, 5)}.`]
      : ['Everything that was asked for was shown.']),
    open.length > 0
      ? `${plural(open.length, 'question')} could not be answered; the list of risks has them under “not known”, each with what would settle it.`
      : 'Every question was answered.',
    'What lies on the machines themselves, in the cloud account and in the network before the cluster is not looked at.',
  ];
  return `<ul>${items.map((item) => `<li>${text(item)}</li>`).join('')}</ul>`;
}

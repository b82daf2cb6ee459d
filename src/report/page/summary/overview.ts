import type { Known, Result } from '../../../result/types.ts';
import { plural } from '../../../shared/text.ts';
import { some } from '../../text.ts';
import { explained, text } from '../html.ts';

/** `Self-managed Kubernetes v1.37.2 cluster created with kubeadm: 3 control-plane nodes, 14 workers, 6 application namespaces (...).` */
export function overviewHtml(result: Result, seen: Set<string>): string {
  const { cluster, addons, namespace } = result;
  const facts = [nodesText(result), workloadsText(result), namespacesText(result)].filter(
    (one) => one !== '',
  );
  const names = addons.map(({ name }) => name);
  const others = [
    ...(names.length > 0 ? [`Add-ons: ${some(names, 8)}.`] : []),
    ...(namespace === undefined ? [] : [`Scope: namespace ${namespace} only.`]),
  ];
  const what = explained(`${subjectText(cluster)}: ${facts.join('; ')}.`, seen);
  return `<p>${[what, ...others.map(text)].join(' ')}</p>`;
}

function subjectText({ managed, version, distribution, provider }: Result['cluster']): string {
  const who = managed.known ? (managed.value ? 'Provider-managed' : 'Self-managed') : '';
  const made = valueOf(distribution);
  const name = `Kubernetes ${valueOf(version) ?? ''}`.trim();
  const by =
    made === undefined ? '' : made === 'kubeadm' ? ' created with kubeadm' : ` (distribution: ${made})`;
  const at = valueOf(provider);
  return `${who === '' ? name : `${who} ${name}`} cluster${by}${at === undefined ? '' : ` on ${at}`}${who === '' ? ' (whether the provider manages the control plane is unknown)' : ''}`;
}

function valueOf(known: Known<string>): string | undefined {
  return known.known ? known.value : undefined;
}

function nodesText({ nodes, summary: { counts } }: Result): string {
  if (counts.nodes === undefined)
    return nodes.length > 0
      ? `at least ${plural(nodes.length, 'node')} (the list of nodes is incomplete)`
      : 'the number of nodes is unknown';
  const control = nodes.filter(({ roles }) => roles.includes('control-plane')).length;
  const down = nodes.filter(({ ready }) => !ready).length;
  const parts = [
    ...(control > 0 ? [plural(control, 'control-plane node')] : []),
    plural(nodes.length - control, 'worker node'),
  ];
  return `${parts.join(', ')}${down === 0 ? '' : ` (${down} not ready)`}`;
}

function workloadsText({ workloads, summary: { counts } }: Result): string {
  if (counts.workloads === undefined)
    return workloads.length > 0
      ? `at least ${plural(workloads.length, 'workload')} (the list of workloads is incomplete)`
      : 'the number of workloads is unknown';
  return `${plural(counts.workloads, 'workload')} with ${plural(counts.pods ?? 0, 'Pod')}`;
}

function namespacesText({ namespaces }: Result): string {
  const own = namespaces.filter(({ system, builtIn }) => !system && !builtIn).map(({ name }) => name);
  return own.length === 0 ? '' : `${plural(own.length, 'application namespace')} (${some(own, 8)})`;
}

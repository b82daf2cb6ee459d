import type { ClusterModel } from '../model/parts.ts';
import type { WorkloadFacts } from '../model/types.ts';
import type { ApiServiceRecord, WebhookRecord } from '../snapshot/records/index.ts';
import type { Evidence, Known } from '../shared/evidence.ts';
import { known, unknown } from '../shared/evidence.ts';
import { list, see } from '../shared/requirement.ts';
import { isRunning } from './origin.ts';
import type { AddonState } from './types.ts';

const SEE_STATUS = see('observe the live cluster: manifests have no status');

/** The state of an add-on with workloads: a fact about pods, so it requires their status. */
export function stateOfWorkloads(workloads: readonly WorkloadFacts[]): Known<AddonState> {
  const running = workloads.find(isRunning);
  if (running) return known('running', seen(running, `${running.ready ?? 1} ready`));
  const scheduled = workloads.find(({ kind }) => kind === 'CronJob');
  if (scheduled) return known('running', seen(scheduled, `schedule ${scheduled.schedule ?? ''}`));
  const [first] = workloads;
  if (
    first &&
    workloads.every(({ ready, pods }) => ready !== undefined || (pods.length > 0 && pods.every(isReported)))
  )
    return known('down', seen(first, 'no ready pod'));
  return unknown('the status of its pods is not observed', SEE_STATUS);
}

function isReported({ ready }: { ready?: boolean }): boolean {
  return ready !== undefined;
}

function seen({ kind, namespace, name }: WorkloadFacts, value: string): Evidence {
  return { source: 'object', confidence: 'observed', location: `${kind} ${namespace}/${name}`, value };
}

/** The lists in which a controller would be. */
const OF_CONTROLLERS = ['pods', 'workloads'] as const;
const WORDS = { pods: 'Pods', workloads: 'controllers of Pods' } as const;

/**
 * The state of an add-on of which only cluster-scoped objects exist. Its controller is missing only where no pod can hide it; a URL refers
 * to a controller outside the cluster.
 */
export function stateWithoutWorkloads(
  { outcome }: Pick<ClusterModel, 'outcome'>,
  calls: readonly (WebhookRecord | ApiServiceRecord)[],
  evidence: readonly Evidence[],
  mayBeHosted: boolean,
): Known<AddonState> {
  const outside = calls.find(leavesCluster);
  if (outside) return known('external', ...evidence);
  const hidden = OF_CONTROLLERS.filter((id) => outcome(id).status !== 'ok');
  if (hidden.length > 0)
    return unknown(
      `a controller can run where ${hidden.map((id) => WORDS[id]).join(' and ')} are not observed`,
      ...hidden.map((id) => list(id === 'pods' ? 'pods' : 'deployments.apps')),
    );
  if (calls.some(isCalled)) return known('controller-missing', ...evidence);
  if (mayBeHosted)
    return unknown(
      'no controller found in the cluster; the provider can run it outside',
      see('check the features of the provider'),
    );
  return known('leftover', ...evidence);
}

function leavesCluster(call: WebhookRecord | ApiServiceRecord): boolean {
  return 'webhooks' in call && call.webhooks.some(({ urlLeads }) => urlLeads === 'elsewhere');
}

/** Services that it calls, `namespace/name`. */
export function calledServices(call: WebhookRecord | ApiServiceRecord): string[] {
  const services = 'webhooks' in call ? call.webhooks.map(({ service }) => service) : [call.service];
  return [...new Set(services.filter((service) => service !== undefined))];
}

function isCalled(call: WebhookRecord | ApiServiceRecord): boolean {
  return calledServices(call).length > 0;
}

import { LIST_LEASES } from '../../model/requirements.ts';
import { command } from '../../shared/requirement.ts';
import type { ComponentFacts } from '../../model/types.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { component } from '../helpers/component.ts';
import { observed } from '../helpers/objects.ts';

const DAY_MS = 86_400_000;
/** A lease lasts 15 s by default; a leader that misses several renewals is gone. */
const GONE_SECONDS = 120;
/** Upgrades and restarts cause fewer changes than this. */
const SOME = 10;

export default defineCheck({
  id: 'control-plane/leader-unstable',
  title: 'Leader election unstable or without active leader',
  control: 'Leader election of control plane components',
  severity: 'medium',
  why: 'Without a leader, nothing is scheduled or reconciled. Frequent leader changes interrupt this work and indicate a slow kube-apiserver, slow etcd or network problems.',
  remediation:
    'Check the logs of the leader for lost leases, the latency of etcd, and the clock synchronization of the control plane nodes.',
  references: ['leases-leader-election'],
  needs: [],
  uses: ['controlPlane', 'cluster'],
  collectors: ['leases'],
  providerManaged: true,
  *run({ controlPlane, cluster }): Iterable<Finding> {
    for (const part of [controlPlane.controllerManager, controlPlane.scheduler])
      yield evaluate(part, cluster.takenAt);
  },
});

function evaluate({ name, leader }: ComponentFacts, now: Date): Finding {
  const at = component(name);
  if (!leader)
    return {
      verdict: 'unknown',
      at,
      message: `no Lease of ${name} was observed; a single instance can run without one`,
      requires: [LIST_LEASES],
    };
  const { host, idleSeconds, transitions = 0, created } = leader;
  const source = `lease kube-system/${name}`;
  if (idleSeconds > GONE_SECONDS)
    return {
      verdict: 'fail',
      at,
      detail: 'gone',
      severity: 'high',
      message: `no active leader: Lease held by ${host} ${Number.isFinite(idleSeconds) ? `not renewed for ${Math.round(idleSeconds / 60)} minutes` : 'has no known renewal'}`,
      evidence: [observed(source, `held by ${host}, not renewed`)],
    };
  const days = Math.max(1, (now.getTime() - Date.parse(created ?? '')) / DAY_MS);
  const evidence = [
    observed(source, `held by ${host}, ${plural(transitions, 'change')} since ${created ?? 'its creation'}`),
  ];
  if (transitions < SOME) return { verdict: 'pass', at, message: `${host} is the leader`, evidence };
  if (Number.isNaN(days))
    return {
      verdict: 'unknown',
      at,
      message: `the leader changed ${transitions} times; the period is unknown`,
      requires: [command(`kubectl -n kube-system get lease ${name} -o yaml`)],
      evidence,
    };
  return transitions > days
    ? {
        verdict: 'fail',
        at,
        detail: 'changing',
        message: `the leader changed ${transitions} times in ${plural(Math.round(days), 'day')}`,
        evidence,
      }
    : { verdict: 'pass', at, message: `${host} is the leader`, evidence };
}

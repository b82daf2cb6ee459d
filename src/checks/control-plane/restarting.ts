import { LIST_PODS } from '../../model/requirements.ts';
import type { ComponentInstanceFacts } from '../../model/types.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { component } from '../helpers/component.ts';
import { few, listed, requiresOr } from '../helpers/objects.ts';

const DAY_MS = 86_400_000;
/** Host restarts and upgrades cause fewer restarts than this. */
const SOME = 5;

export default defineCheck({
  id: 'control-plane/restarting',
  title: 'Control plane component restarting frequently',
  control: 'Restarts of control plane components',
  severity: 'medium',
  why: 'Frequent restarts indicate memory pressure, slow etcd disks, certificate problems or strict probes. Each restart interrupts the component, and the cause can lead to a longer outage.',
  remediation:
    'Check the previous logs with `kubectl -n kube-system logs POD --previous`, then memory and disk of the node.',
  references: ['troubleshooting-clusters'],
  peerChecks: [17],
  needs: [],
  uses: ['controlPlane', 'cluster'],
  passNeeds: ['pods'],
  providerManaged: true,
  *run({ controlPlane, cluster }): Iterable<Finding> {
    const { apiServer, etcd, controllerManager, scheduler } = controlPlane;
    for (const { name, instances, version } of [apiServer, etcd, controllerManager, scheduler]) {
      const at = component(name);
      const reported = instances.filter(({ restarts }) => restarts !== undefined);
      const often = reported.filter((instance) => isOften(instance, cluster.takenAt));
      const evidence = few(often.length > 0 ? often : reported, (instance) => ({
        source: instance.source,
        confidence: 'observed' as const,
        location: instance.location,
        value: `${plural(instance.restarts ?? 0, 'restart')} since ${instance.created ?? 'its creation'}`,
      }));
      if (often.length > 0)
        yield {
          verdict: 'fail',
          at,
          message: `${often.some(({ created }) => created === undefined) ? 'frequent restarts' : 'more than one restart a day'}: ${listed(often.map((instance) => `${instance.name} (${instance.restarts ?? 0})`))}`,
          evidence,
        };
      else if (reported.length === 0 || reported.length < instances.length)
        yield {
          verdict: 'unknown',
          at,
          message: `restart count of ${name} is not observable`,
          requires: requiresOr(version.known ? [] : version.requires, LIST_PODS),
        };
      else yield { verdict: 'pass', at, message: `${name} does not restart frequently`, evidence };
    }
  },
});

function isOften({ restarts = 0, created }: ComponentInstanceFacts, now: Date): boolean {
  const days = (now.getTime() - Date.parse(created ?? '')) / DAY_MS;
  return restarts >= SOME && (Number.isNaN(days) ? restarts >= SOME * 10 : restarts > Math.max(1, days));
}

import { isRunning } from '../../addons/origin.ts';
import type { PodTemplate } from '../../snapshot/records/index.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { few, listed, observed, workloadName } from '../helpers/objects.ts';
import { classifyWorkloads } from '../helpers/system.ts';

export default defineCheck({
  id: 'workloads/no-external-secret-store',
  title: 'Secrets are kept in the cluster alone',
  severity: 'info',
  why: 'A Secret of Kubernetes has no history, no expiry and no record of who read it, and lies in etcd and in every backup of it. A store outside (Vault, the secret manager of a cloud) rotates, records and withdraws.',
  fix: 'Keep what matters in a secret store and bring it in by External Secrets, the Secrets Store CSI driver or the agent of the store.',
  references: ['CIS 5.4.2', 'K03'],
  needs: ['workloads'],
  uses: ['addons', 'cluster'],
  *run({ workloads, addons, cluster }): Iterable<Finding> {
    // Sealed Secrets keep them in Git under the cluster's own key: no store outside.
    const stores = addons.filter(
      ({ category, id, trusted }) =>
        category === 'secrets' && id !== 'sealed-secrets' && trusted.some(isRunning),
    );
    const [doubt] = addons.flatMap(({ category, doubtful }) => (category === 'secrets' ? doubtful : []));
    if (stores.length > 0) {
      yield {
        verdict: 'pass',
        message: `${listed(stores.map(({ name }) => name))} brings Secrets in from a store`,
        evidence: stores.flatMap(({ evidence }) => evidence.slice(0, 1)),
      };
      return;
    }
    if (doubt) {
      yield { verdict: 'unknown', message: doubt.reason, requires: doubt.requires };
      return;
    }
    const placed = workloads.map(classifyWorkloads(addons, cluster));
    const users = placed.filter(
      ({ workload, standing }) =>
        standing !== 'part' && workload.templates.some(({ template }) => usesSecrets(template)),
    );
    yield users.length > 0
      ? {
          verdict: 'fail',
          restsOn: ['pods'],
          message: `${plural(users.length, 'workload')} with Secrets, and no store outside the cluster was recognised`,
          evidence: few(users, ({ workload }) => observed(workloadName(workload), 'uses Secrets')),
        }
      : {
          verdict: 'not-applicable',
          message: 'no workload beside the system uses Secrets',
          evidence: [observed('pods', 'none with a Secret mounted or in its environment')],
        };
  },
});

function usesSecrets({ volumes, containers }: PodTemplate): boolean {
  return (
    volumes.some(({ type, target }) => type === 'secret' || (type === 'projected' && target !== undefined)) ||
    containers.some(({ secretEnv }) => secretEnv !== undefined)
  );
}

import { isRunning } from '../../addons/origin.ts';
import type { PodTemplate } from '../../snapshot/records/index.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { few, listed, observed, workloadName } from '../helpers/objects.ts';
import { classifyWorkloads } from '../helpers/system.ts';

export default defineCheck({
  id: 'workloads/no-external-secret-store',
  title: 'No external secrets manager detected',
  control: 'External secrets manager',
  severity: 'info',
  why: 'Kubernetes Secrets have no versioning, rotation or expiration, and are contained in every etcd backup. An external secrets manager (Vault, cloud provider) adds rotation, access logging and revocation.',
  remediation:
    'Store sensitive values in a secrets manager. Integrate it with External Secrets Operator, the Secrets Store CSI Driver or its own agent.',
  references: ['CIS 5.4.2', 'K03'],
  needs: ['workloads'],
  uses: ['addons', 'cluster'],
  *run({ workloads, addons, cluster }): Iterable<Finding> {
    // Sealed Secrets are stored in Git, encrypted with the cluster's own key: no external store.
    const stores = addons.filter(
      ({ category, id, trusted }) =>
        category === 'secrets' && id !== 'sealed-secrets' && trusted.some(isRunning),
    );
    const [uncertainty] = addons.flatMap(({ category, uncertain }) =>
      category === 'secrets' ? uncertain : [],
    );
    if (stores.length > 0) {
      yield {
        verdict: 'pass',
        message: `external secrets integration detected: ${listed(stores.map(({ name }) => name))}`,
        evidence: stores.flatMap(({ evidence }) => evidence.slice(0, 1)),
      };
      return;
    }
    if (uncertainty) {
      yield { verdict: 'unknown', message: uncertainty.reason, requires: uncertainty.requires };
      return;
    }
    const placed = workloads.map(classifyWorkloads(addons, cluster));
    const users = placed.filter(
      ({ workload, origin }) =>
        origin !== 'system' && workload.templates.some(({ template }) => usesSecrets(template)),
    );
    yield users.length > 0
      ? {
          verdict: 'fail',
          restsOn: ['pods'],
          message: `no external secrets integration detected; ${plural(users.length, 'workload')} with Secrets`,
          evidence: few(users, ({ workload }) => observed(workloadName(workload), 'uses Secrets')),
        }
      : {
          verdict: 'not-applicable',
          message: 'no non-system workload uses Secrets',
          evidence: [observed('pods', 'no Secret volume or Secret environment variable')],
        };
  },
});

function usesSecrets({ volumes, containers }: PodTemplate): boolean {
  return (
    volumes.some(({ type, target }) => type === 'secret' || (type === 'projected' && target !== undefined)) ||
    containers.some(({ secretEnv }) => secretEnv !== undefined)
  );
}

import { GET_METRICS, GET_VERSION, LIST_PODS } from '../../model/requirements.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { component } from '../helpers/component.ts';
import { requiresOr } from '../helpers/objects.ts';

const at = component('kube-apiserver');

export default defineCheck({
  id: 'version/api-server-skew',
  title: 'kube-apiserver version skew between replicas',
  control: 'Version consistency of kube-apiserver instances',
  severity: 'low',
  why: 'Requests reach kube-apiserver instances of different versions, so API behavior is inconsistent and older instances may not process newly stored objects. More than one minor version of difference is not supported.',
  remediation: 'Complete the upgrade of all kube-apiserver instances, one minor version at a time.',
  references: ['version-skew-policy'],
  needs: [],
  uses: ['controlPlane'],
  providerManaged: true,
  *run({ controlPlane }): Iterable<Finding> {
    const { versions, replicas } = controlPlane.apiServer;
    const [oldest, newest] = [versions[0], versions.at(-1)];
    if (!oldest || !newest) {
      yield { verdict: 'unknown', at, message: 'kube-apiserver version is unknown', requires: [GET_VERSION] };
      return;
    }
    const evidence = versions.flatMap((version) => version.evidence);
    const apart = newest.minor - oldest.minor;
    if (versions.length > 1) {
      yield {
        verdict: 'fail',
        at,
        detail: apart > 1 ? 'far' : apart === 1 ? 'minor' : 'patch',
        ...(apart > 1 ? { severity: 'high' as const } : apart === 0 ? { severity: 'info' as const } : {}),
        message: `kube-apiserver instances run different versions: ${versions.map(({ version }) => version).join(', ')}${apart > 1 ? ` (${apart} minor versions apart; supported: 1)` : ''}`,
        evidence,
      };
      return;
    }
    if (
      replicas.known &&
      (replicas.value === 1 || replicas.value <= evidence.length || allReported(controlPlane))
    )
      yield {
        verdict: 'pass',
        at,
        message:
          replicas.value === 1
            ? `1 kube-apiserver instance, ${newest.version}`
            : `${replicas.value} kube-apiserver instances, all ${newest.version}`,
        evidence,
      };
    else
      yield {
        verdict: 'unknown',
        at,
        message: `${newest.version} observed; ${replicas.known ? `not all of ${replicas.value} kube-apiserver instances report their version` : 'number of kube-apiserver instances is unknown'}`,
        requires: requiresOr(replicas.known ? [GET_METRICS, LIST_PODS] : replicas.requires, GET_METRICS),
        evidence,
      };
  },
});

/** Whether the image of every server is known. */
function allReported({ apiServer }: { apiServer: { instances: readonly { version?: string }[] } }): boolean {
  return apiServer.instances.length > 0 && apiServer.instances.every(({ version }) => version !== undefined);
}

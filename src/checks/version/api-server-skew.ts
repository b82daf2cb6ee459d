import { GET_METRICS, GET_VERSION, LIST_PODS } from '../../model/requirements.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { component } from '../helpers/component.ts';
import { requiresOr } from '../helpers/objects.ts';

const at = component('kube-apiserver');

export default defineCheck({
  id: 'version/api-server-skew',
  title: 'The API servers are of different versions',
  severity: 'low',
  why: 'While an upgrade is under way, API servers of two versions answer. When it has stopped there, every request meets one version or the other: what the new one stores, the old one may not understand. More than one minor apart is not supported at all.',
  fix: 'Finish the upgrade, one minor at a time.',
  references: ['version-skew-policy'],
  needs: [],
  uses: ['controlPlane'],
  providerManaged: true,
  *run({ controlPlane }): Iterable<Finding> {
    const { versions, replicas } = controlPlane.apiServer;
    const [oldest, newest] = [versions[0], versions.at(-1)];
    if (!oldest || !newest) {
      yield { verdict: 'unknown', at, message: 'the server version is not known', requires: [GET_VERSION] };
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
        message: `API servers of ${versions.map(({ version }) => version).join(', ')} answer${apart > 1 ? `: ${apart} minors apart, one is supported` : ''}`,
        evidence,
      };
      return;
    }
    if (
      replicas.known &&
      (replicas.value === 1 || replicas.value <= evidence.length || allTold(controlPlane))
    )
      yield {
        verdict: 'pass',
        at,
        message:
          replicas.value === 1
            ? `one API server, ${newest.version}`
            : `${replicas.value} API servers, all ${newest.version}`,
        evidence,
      };
    else
      yield {
        verdict: 'unknown',
        at,
        message: `${newest.version} answered; ${replicas.known ? `of ${replicas.value} API servers not each tells its version` : 'how many API servers there are does not show'}`,
        requires: requiresOr(replicas.known ? [GET_METRICS, LIST_PODS] : replicas.requires, GET_METRICS),
        evidence,
      };
  },
});

/** Every server shows its image. */
function allTold({ apiServer }: { apiServer: { instances: readonly { version?: string }[] } }): boolean {
  return apiServer.instances.length > 0 && apiServer.instances.every(({ version }) => version !== undefined);
}

import { REMOTE_SECRET } from '../../addons/istio/recognition/forms.ts';
import type { SecretRecord } from '../../snapshot/records/index.ts';
import { command } from '../../shared/requirement.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { few, observed } from '../helpers/objects.ts';

/** A credential that is older was not rotated in a usual yearly cycle. */
const MAX_DAYS = 366;
const DAY_MS = 86_400_000;

export default defineCheck({
  id: 'istio/remote-secret-stale',
  title: 'Remote cluster credential of Istio not rotated',
  control: 'Remote cluster credentials of Istio',
  severity: 'medium',
  why: 'A remote Secret contains a kubeconfig with a long-lived token of another cluster. An attacker who reads the Secret can list Pods, Services and Secrets of that cluster.',
  remediation:
    'Create the Secret again with `istioctl create-remote-secret` and delete the old token. Delete remote Secrets outside the namespace of istiod.',
  references: ['istio-multicluster', 'T1552'],
  needs: [],
  uses: ['secrets', 'istio', 'cluster'],
  passNeeds: ['pods', 'workloads'],
  *run({ secrets, istio, cluster }): Iterable<Finding> {
    const remote = secrets.seen.filter(({ labels }) => labels[REMOTE_SECRET] === 'true');
    const places = new Set(istio.revisions.map(({ namespace }) => namespace));
    const findings = remote.flatMap((secret) => evaluate(secret, places, cluster.takenAt) ?? []);
    yield* findings;
    if (findings.length > 0) return;
    const { all } = secrets;
    if (!all.known) {
      yield istio.installed.known && !istio.installed.value
        ? {
            verdict: 'not-applicable',
            message: 'Istio is not installed',
            evidence: istio.installed.evidence,
          }
        : { verdict: 'unknown', message: all.reason, requires: all.requires };
      return;
    }
    yield remote.length === 0
      ? { verdict: 'not-applicable', message: 'no remote cluster Secret exists', evidence: all.evidence }
      : {
          verdict: 'pass',
          message: `${plural(remote.length, 'remote cluster Secret')} created within the last year`,
          evidence: few(remote, ({ namespace, name, created }) =>
            observed(`Secret ${namespace}/${name}`, `created ${created ?? ''}`),
          ),
        };
  },
});

/** istiod reads those in its own namespace only (istio pkg/kube/multicluster). */
function evaluate(
  { namespace, name, created }: SecretRecord,
  places: ReadonlySet<string>,
  now: Date,
): Finding | undefined {
  const at = { kind: 'Secret', namespace, name };
  const evidence = [
    observed(
      `Secret ${namespace}/${name}`,
      `${REMOTE_SECRET}=true, created ${created ?? 'at an unknown time'}`,
    ),
  ];
  if (places.size > 0 && !places.has(namespace))
    return {
      verdict: 'fail',
      at,
      detail: 'place',
      severity: 'low',
      message: 'remote cluster Secret outside the namespace of istiod: the credential has no use',
      restsOn: ['pods'],
      evidence,
    };
  if (created === undefined)
    return {
      verdict: 'unknown',
      at,
      message: 'age of the remote cluster Secret is unknown',
      requires: [command(`kubectl -n ${namespace} get secret ${name}`)],
      evidence,
    };
  const days = Math.floor((now.getTime() - Date.parse(created)) / DAY_MS);
  return days > MAX_DAYS
    ? {
        verdict: 'fail',
        at,
        detail: 'age',
        message: `remote cluster Secret was created on ${created.slice(0, 10)}, more than a year ago`,
        evidence,
      }
    : undefined;
}

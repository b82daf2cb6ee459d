import type { WorkloadFacts } from '../../model/types.ts';
import type { SecretRecord } from '../../snapshot/records/index.ts';
import { command } from '../../shared/requirement.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { few, listed, observed } from '../helpers/objects.ts';

const PLACE = 'kube-system';
/** Secrets that Kubernetes, kubeadm, k3s, RKE2 and Helm store there; as of 2026-12-01 by their sources. */
const OF_THE_SYSTEM =
  /^(?:bootstrap-token-|sh\.helm\.release\.v1\.|chart-values-|kubeadm-certs$|(?:k3s|rke2)-serving$|.*\.node-password\.(?:k3s|rke2)$|.*-token-[a-z0-9]{5}$)/;

export default defineCheck({
  id: 'namespaces/secret-in-kube-system',
  title: 'User Secrets in kube-system',
  control: 'Secrets of users in kube-system',
  severity: 'info',
  why: 'Many controllers and add-ons in `kube-system` can read all of its Secrets. A credential of an application there is available to each of them.',
  remediation: 'Move the Secret to the namespace of the application that uses it, and rotate its value.',
  references: ['rbac-good-practices', 'K03'],
  peerChecks: [156],
  needs: ['workloads'],
  uses: ['secrets'],
  collectors: ['secrets'],
  *run({ secrets, workloads }): Iterable<Finding> {
    const at = { kind: 'Namespace', name: PLACE };
    const all = secrets.seen.filter(({ namespace }) => namespace === PLACE);
    const used = secretsUsedBy(workloads.filter(({ namespace }) => namespace === PLACE));
    const others = all.filter((secret) => !isOfSystem(secret) && !used.has(secret.name));
    const opaque = others.filter(({ type }) => type === 'Opaque');
    const untyped = others.filter(({ type }) => type === undefined);
    if (opaque.length > 0)
      yield {
        verdict: 'fail',
        at,
        message: `${plural(opaque.length, 'Opaque Secret')} that no workload of kube-system uses (${listed(opaque.map(({ name }) => name))})`,
        restsOn: ['pods', 'workloads'],
        evidence: few(opaque, ({ name, created = 'unknown time' }) =>
          observed(`Secret ${PLACE}/${name}`, `type Opaque, created ${created}`),
        ),
      };
    else if (untyped.length > 0)
      yield {
        verdict: 'unknown',
        at,
        message: `type of ${plural(untyped.length, 'Secret')} is not part of its metadata (${listed(untyped.map(({ name }) => name))})`,
        requires: [command(`kubectl get secrets -n ${PLACE} --field-selector type=Opaque`)],
      };
    else
      yield {
        verdict: 'pass',
        at,
        message: 'Secrets of kube-system belong to Kubernetes or its workloads there',
        evidence: [observed('metadata of Secrets', `${plural(all.length, 'Secret')} in ${PLACE}`)],
      };
  },
});

/** Only administrators write objects of kube-system, so their labels count. */
function isOfSystem({ name, labels, serviceAccount }: SecretRecord): boolean {
  return (
    serviceAccount !== undefined ||
    OF_THE_SYSTEM.test(name) ||
    labels['app.kubernetes.io/managed-by'] !== undefined
  );
}

function secretsUsedBy(workloads: readonly WorkloadFacts[]): ReadonlySet<string> {
  return new Set(
    workloads.flatMap(({ templates }) =>
      templates.flatMap(({ template: { containers, volumes } }) => [
        ...containers.flatMap(({ secretEnv = [] }) => secretEnv),
        ...volumes.flatMap(({ type, target }) =>
          (type === 'secret' || type === 'projected') && target !== undefined ? [target] : [],
        ),
      ]),
    ),
  );
}

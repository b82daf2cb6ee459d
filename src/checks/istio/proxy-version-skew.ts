import { list, listAll } from '../../shared/requirement.ts';
import type { VersionSkew } from '../../addons/types.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { withoutControlPlane } from '../helpers/istio-control-planes.ts';
import { few, observed, requiresOr } from '../helpers/objects.ts';

export default defineCheck({
  id: 'istio/proxy-version-skew',
  title: 'Istio proxy version not supported by istiod',
  control: 'Version skew of Istio proxies',
  severity: 'medium',
  why: 'istiod supports proxies of its own and of the previous minor version only. Other proxies may reject its configuration or ignore a policy, and old ones lack security fixes of Envoy.',
  remediation:
    'Restart the workloads (`kubectl rollout restart`) after an upgrade of istiod; upgrade ztunnel and istio-cni with it. Upgrade istiod before any proxy.',
  references: ['istio-supported-releases', 'istio-canary-upgrades'],
  needs: ['pods'],
  uses: ['istio'],
  *run({ istio }): Iterable<Finding> {
    const absent = withoutControlPlane(istio);
    if (absent) {
      yield absent;
      return;
    }
    const faults = istio.skew.filter(({ behind }) => behind < 0 || behind > 1);
    for (const fault of faults) yield failed(fault);
    if (faults.length > 0) return;
    const pods = istio.proxies.reduce((sum, group) => sum + group.pods, 0);
    if (pods === 0) {
      yield {
        verdict: 'not-applicable',
        message: 'no Istio proxy is observed',
        evidence: istio.installed.known ? istio.installed.evidence : [],
      };
      return;
    }
    const open = istio.unmatched;
    const [first] = open;
    if (first)
      yield {
        verdict: 'unknown',
        message: `version of ${plural(open.length, 'group')} of proxies, or of their control plane, is unknown: ${first.role} ${first.namespace}/${first.example}, revision ${first.revision}`,
        requires: requiresOr([], list('mutatingwebhookconfigurations.admissionregistration.k8s.io')).concat(
          listAll('pods'),
        ),
        evidence: few(open, ({ namespace, example, image }) =>
          observed(`pod ${namespace}/${example}`, image),
        ),
      };
    else
      yield {
        verdict: 'pass',
        message: `proxies of ${plural(
          istio.proxies.reduce((sum, { pods }) => sum + pods, 0),
          'Pod',
        )} have the minor version of their control plane, or the one before`,
        evidence: few(istio.proxies, ({ namespace, example, image }) =>
          observed(`pod ${namespace}/${example}`, image),
        ),
      };
  },
});

/** Rows with the same words for a namespace differ in role, revision and version. */
function failed({
  namespace,
  role,
  revision,
  version,
  control,
  behind,
  pods,
  example,
  image,
}: VersionSkew): Finding {
  const many = plural(pods, 'Pod');
  return {
    verdict: 'fail',
    at: { kind: 'Namespace', name: namespace },
    detail: `${role} ${revision} ${version}`,
    ...(behind > 1 && behind < 4 && { severity: 'low' as const }),
    message:
      behind < 0
        ? `proxies of ${many} (${role}) are ${version}, newer than istiod ${control} of revision ${revision}`
        : `proxies of ${many} (${role}) are ${version}, ${behind} minor versions older than istiod ${control} of revision ${revision} (expected at most 1)`,
    evidence: [observed(`pod ${namespace}/${example}`, image), observed(`revision ${revision}`, control)],
  };
}

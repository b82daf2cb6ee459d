import { see } from '../../shared/requirement.ts';
import { containerOf, lastingContainers } from '../../addons/images.ts';
import { imageIs } from '../../shared/image.ts';
import { asOf, ingressNginx } from '../../data/retired-addons.ts';
import type { ContainerFacts, WorkloadFacts } from '../../model/types.ts';
import type { Evidence } from '../../shared/evidence.ts';
import { plural } from '../../shared/text.ts';
import type { CheckParts, Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { few, observed, workloadName, workloadRef } from '../helpers/objects.ts';

/** Not `nginx/nginx-ingress`: that is F5's controller, which is still maintained. */
const IMAGES = ['ingress-nginx/controller', 'nginx-ingress-controller'];

/** As an argument of a command line; F5's binary is `nginx-ingress`. */
const PROGRAM = /(?:^|[\s/;&|"'])nginx-ingress-controller(?:$|[\s;&|"'])/;

const shown: Evidence = {
  source: 'data',
  confidence: 'documented',
  location: `${ingressNginx.source} (as of ${asOf})`,
  value: `retired ${ingressNginx.retired}; last releases ${ingressNginx.last.join(', ')}`,
};

export default defineCheck({
  id: 'addons/ingress-nginx-retired',
  title: 'Ingress NGINX controller is retired (end of life)',
  control: 'Ingress NGINX controller support',
  severity: 'high',
  why: 'The project ended in March 2026, so vulnerabilities in a controller that is exposed to untrusted traffic and reads Secrets are no longer fixed. CVE-2025-1974 gave every client with network access to its admission webhook control of the cluster.',
  remediation:
    'Migrate to a Gateway API implementation or another Ingress controller; `ingress2gateway` converts the objects. Until then, set `allow-snippet-annotations: "false"` and allow only kube-apiserver to reach the admission webhook.',
  references: ['ingress-nginx-retirement', 'K07'],
  peerChecks: [305],
  needs: ['workloads'],
  uses: ['extensions', 'addons', 'cluster'],
  *run({ workloads, extensions, addons, cluster }): Iterable<Finding> {
    const controllers = workloads.filter((workload) => imageOf(workload) !== undefined);
    for (const workload of controllers) yield evaluate(workload, cluster);
    if (controllers.length > 0) return;
    const orphans = extensions.classes.filter(({ controller }) => controller === 'k8s.io/ingress-nginx');
    if (orphans.length > 0) {
      yield {
        verdict: 'unknown',
        message: 'an IngressClass references ingress-nginx, but no known controller workload is observed',
        restsOn: ['pods', 'workloads'],
        requires: [see('search for its controller under another image name')],
        evidence: few(orphans, ({ name }) =>
          observed(`ingressclass ${name}`, 'controller k8s.io/ingress-nginx'),
        ),
      };
      return;
    }
    const others = addons.filter(({ category, trusted }) => category === 'ingress' && trusted.length > 0);
    const evidence = [
      observed(
        'pods',
        `images of ${plural(workloads.length, 'workload')} evaluated, no known ingress-nginx image`,
      ),
    ];
    if (others.length > 0)
      yield {
        verdict: 'pass',
        message: `Ingress traffic is handled by ${others.map(({ name }) => name).join(', ')}`,
        evidence: [...evidence, ...others.flatMap((addon) => addon.evidence.slice(0, 1))],
      };
    else
      yield {
        verdict: 'not-applicable',
        message: 'no ingress-nginx controller found by image or command',
        evidence,
      };
  },
});

/** By the image, or by the program in a renamed image. */
function imageOf(workload: WorkloadFacts): string | undefined {
  return (containerOf(workload, IMAGES) ?? lastingContainers(workload).find(runsIt))?.image;
}

function runsIt({ command = [], args = [] }: ContainerFacts): boolean {
  return [...command, ...args].some(
    (word) => PROGRAM.test(word) || word === '--controller-class=k8s.io/ingress-nginx',
  );
}

function evaluate(workload: WorkloadFacts, { distribution }: CheckParts['cluster']): Finding {
  const image = imageOf(workload) ?? '';
  const own = distribution.known ? distribution.value.id : undefined;
  // The published images have two path segments of their own; any user can name another image like a vendor's, in a registry that
  // is not the vendor's.
  const vendor = imageIs(image, 'ingress-nginx/controller')
    ? undefined
    : ingressNginx.vendors.find(
        ({ registry, mirrored, distribution: wanted }) =>
          registry.test(image) || (wanted !== undefined && wanted === own && mirrored?.test(image)),
      );
  return {
    verdict: 'fail',
    at: workloadRef(workload),
    ...(vendor && { severity: 'medium' as const }),
    message: vendor
      ? `ingress-nginx build of ${vendor.name}: the upstream project is retired; confirm the end of vendor support`
      : `all versions of ingress-nginx have been end of life since ${ingressNginx.retired}`,
    evidence: [observed(workloadName(workload), image), shown],
  };
}

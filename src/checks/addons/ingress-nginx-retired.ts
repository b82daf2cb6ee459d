import { see } from '../../shared/requirement.ts';
import { containerOf, lastingContainers } from '../../addons/images.ts';
import { imageIs } from '../../shared/image.ts';
import { asOf, ingressNginx } from '../../data/retired-addons.ts';
import type { ContainerFacts, WorkloadFacts } from '../../model/types.ts';
import type { Evidence } from '../../shared/evidence.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { few, observed, workloadName, workloadRef } from '../helpers/objects.ts';

/** Not `nginx/nginx-ingress`: that is another program, by F5, and goes on. */
const IMAGES = ['ingress-nginx/controller', 'nginx-ingress-controller'];

/** As a word of a command line; the program of F5 is called `nginx-ingress`. */
const PROGRAM = /(?:^|[\s/;&|"'])nginx-ingress-controller(?:$|[\s;&|"'])/;

const shown: Evidence = {
  witness: 'data',
  confidence: 'documented',
  source: `${ingressNginx.source} (as of ${asOf})`,
  value: `retired ${ingressNginx.retired}; last releases ${ingressNginx.last.join(', ')}`,
};

export default defineCheck({
  id: 'addons/ingress-nginx-retired',
  title: 'ingress-nginx runs, which gets no more patches',
  severity: 'high',
  why: 'ingress-nginx takes the traffic of strangers and reads the Secrets of all Ingresses. Its project ended in March 2026: vulnerabilities that are found from then on stay open, and it has had ones that gave the whole cluster away.',
  fix: 'Move to an implementation of the Gateway API or to another ingress controller; ingress2gateway translates the objects. Until then switch off snippets and let nobody but the API server reach its admission webhook.',
  references: ['ingress-nginx-retirement', 'K07'],
  peerChecks: [305],
  needs: ['workloads'],
  uses: ['extensions', 'addons'],
  *run({ workloads, extensions, addons }): Iterable<Finding> {
    const controllers = workloads.filter((workload) => imageOf(workload) !== undefined);
    for (const workload of controllers) yield judge(workload);
    if (controllers.length > 0) return;
    const orphans = extensions.classes.filter(({ controller }) => controller === 'k8s.io/ingress-nginx');
    if (orphans.length > 0) {
      yield {
        verdict: 'unknown',
        message: 'an IngressClass asks for ingress-nginx, but no workload runs it under a name that is known',
        restsOn: ['pods', 'workloads'],
        requires: [see('look for its controller under another image name')],
        evidence: few(orphans, ({ name }) =>
          observed(`ingressclass ${name}`, 'controller k8s.io/ingress-nginx'),
        ),
      };
      return;
    }
    const others = addons.filter(({ category, workloads: own }) => category === 'ingress' && own.length > 0);
    const evidence = [
      observed(
        'pods',
        `images of ${plural(workloads.length, 'workload')} looked at, none is known as ingress-nginx`,
      ),
    ];
    if (others.length > 0)
      yield {
        verdict: 'pass',
        message: `traffic comes in by ${others.map(({ name }) => name).join(', ')}`,
        evidence: [...evidence, ...others.flatMap((addon) => addon.evidence.slice(0, 1))],
      };
    else
      yield {
        verdict: 'not-applicable',
        message: 'no ingress-nginx is recognised by its image or its program',
        evidence,
      };
  },
});

/** By the image, or by the program in an image that somebody renamed. */
function imageOf(workload: WorkloadFacts): string | undefined {
  return (containerOf(workload, IMAGES) ?? lastingContainers(workload).find(runsIt))?.image;
}

function runsIt({ command = [], args = [] }: ContainerFacts): boolean {
  return [...command, ...args].some(
    (word) => PROGRAM.test(word) || word === '--controller-class=k8s.io/ingress-nginx',
  );
}

function judge(workload: WorkloadFacts): Finding {
  const image = imageOf(workload) ?? '';
  // The published images have two segments of their own; a vendor's build says whose it is.
  const vendor = imageIs(image, 'ingress-nginx/controller')
    ? undefined
    : ingressNginx.vendors.find(({ mark }) => mark.test(image));
  return {
    verdict: 'fail',
    at: workloadRef(workload),
    ...(vendor && { severity: 'medium' as const }),
    message: vendor
      ? `a build of ingress-nginx by ${vendor.name}: the project has ended, ask how long they go on patching it`
      : `ingress-nginx, without patches since ${ingressNginx.retired}, whatever its version`,
    evidence: [observed(workloadName(workload), image), shown],
  };
}

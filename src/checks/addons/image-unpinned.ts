import { lastingContainers } from '../../addons/images.ts';
import type { AddonFacts } from '../../addons/types.ts';
import { UNRECOGNIZED } from '../../addons/unrecognized.ts';
import type { ContainerFacts, WorkloadFacts } from '../../model/types.ts';
import { parseImage } from '../../shared/image.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { few, listed, observed, workloadName, workloadRef } from '../helpers/objects.ts';

/** Tags that a project moves with every build. */
const MOVING: ReadonlySet<string> = new Set([
  'latest',
  'stable',
  'edge',
  'main',
  'master',
  'nightly',
  'dev',
  'devel',
]);

export default defineCheck({
  id: 'addons/image-unpinned',
  title: 'Add-on image with a moving tag',
  control: 'Image tags of add-ons',
  severity: 'low',
  why: 'The tag refers to another image after every build, so a restart installs an untested version of a component with extensive permissions. Nodes then run different versions, and a compromised build is installed without a change in the cluster.',
  remediation:
    'Set the image to a released version, or to a digest. The chart or manifest of a release contains one.',
  references: ['K02'],
  needs: ['workloads'],
  uses: ['addons'],
  *run({ addons }): Iterable<Finding> {
    const evaluated = new Map<WorkloadFacts, AddonFacts>();
    for (const addon of addons.filter(isInCatalogue))
      for (const workload of addon.workloads) evaluated.set(workload, addon);
    let faults = 0;
    for (const [workload, { name }] of evaluated) {
      const moving = lastingContainers(workload).filter(isMoving);
      if (moving.length === 0) continue;
      faults += 1;
      yield {
        verdict: 'fail',
        at: workloadRef(workload),
        message: `${name}: ${listed(moving.map(({ name: container, image }) => `container ${container} runs ${image}`))}`,
        evidence: few(moving, ({ image }) => observed(workloadName(workload), image)),
      };
    }
    if (faults > 0) return;
    // Look-alikes prove nothing about the add-ons in use.
    const trusted = addons.flatMap((addon) => addon.trusted);
    const evidence = [observed('workloads', `${plural(trusted.length, 'workload')} of add-ons`)];
    yield trusted.length === 0
      ? {
          verdict: 'not-applicable',
          message: 'no add-on that an administrator installed is recognized',
          evidence,
        }
      : { verdict: 'pass', message: 'all images of add-ons have a version or a digest', evidence };
  },
});

/** Others are recognized by what calls them: whether they are add-ons at all would depend on lists that decide nothing here. */
function isInCatalogue({ id }: AddonFacts): boolean {
  return !id.startsWith(UNRECOGNIZED);
}

/** Injection replaces the image `auto` of a gateway. */
function isMoving({ image }: ContainerFacts): boolean {
  if (image === '' || image === 'auto' || image.includes('@')) return false;
  const { tag } = parseImage(image);
  return tag === undefined || MOVING.has(tag);
}

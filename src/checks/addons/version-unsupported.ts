import { lastingContainers } from '../../addons/images.ts';
import type { AddonFacts } from '../../addons/types.ts';
import { asOf } from '../../data/addon-releases.ts';
import type { WorkloadFacts } from '../../model/types.ts';
import type { Evidence } from '../../shared/evidence.ts';
import { imageVersion } from '../../shared/image.ts';
import type { Requirement } from '../../shared/requirement.ts';
import { UPDATE, document, list, see } from '../../shared/requirement.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import type { Support } from '../helpers/addon-support.ts';
import { supportOf } from '../helpers/addon-support.ts';
import { observed, workloadName, workloadRef } from '../helpers/objects.ts';

export default defineCheck({
  id: 'addons/version-unsupported',
  title: 'Add-on version end of life',
  control: 'Add-on version support',
  severity: 'medium',
  why: 'Vulnerabilities of the add-on are no longer fixed after end of life. Add-ons hold extensive permissions, and gateways process untrusted external traffic.',
  remediation:
    'Upgrade to a supported version, one minor version at a time where the project requires it. Replace add-ons whose projects have ended.',
  references: ['K07'],
  needs: ['workloads'],
  uses: ['addons', 'cluster'],
  *run({ addons, cluster }): Iterable<Finding> {
    let evaluated = 0;
    for (const addon of addons) {
      const finding = evaluate(addon, cluster.takenAt);
      if (!finding) continue;
      evaluated += 1;
      yield finding;
    }
    if (evaluated === 0)
      yield {
        verdict: 'not-applicable',
        message: 'no add-on with bundled support dates is recognized',
        evidence: [observed('workloads', `${plural(addons.length, 'add-on')} recognized`)],
      };
  },
});

/** Of charts in a repository, which a release replaces. */
const UNRELEASED = '0.0.0';

/** By the oldest version: the others follow it in an upgrade. */
function evaluate(addon: AddonFacts, today: Date): Finding | undefined {
  // A chart has a version of its own.
  const version = addon.versions.find(
    ({ source, version: own }) => own !== UNRELEASED && (source === 'image' || source === 'label'),
  )?.version;
  const workload = workloadOf(addon, version);
  if (!workload) return undefined;
  const support = supportOf(addon, version, today);
  const at = workloadRef(workload);
  if (!support)
    return hasTable(addon, today)
      ? { ...open(`the version of ${addon.name} is not observed`, see('request its version')), at }
      : undefined;
  return { ...verdictOn(addon, workload, version ?? '', support), at };
}

/** The one whose image has the version. */
function workloadOf({ workloads }: AddonFacts, version: string | undefined): WorkloadFacts | undefined {
  const has = (workload: WorkloadFacts): boolean =>
    lastingContainers(workload).some(({ image }) => imageVersion(image) === version);
  return workloads.find(has) ?? workloads[0];
}

function hasTable(addon: AddonFacts, today: Date): boolean {
  return supportOf(addon, '0', today) !== undefined;
}

function verdictOn(addon: AddonFacts, workload: WorkloadFacts, version: string, support: Support): Finding {
  const name = version === '' ? addon.name : `${addon.name} ${version}`;
  if (support.state === 'vendor')
    return open(
      `${name} is a build of ${support.vendor} with its own support dates`,
      document(`review the support dates of ${support.vendor}`),
    );
  const evidence: Evidence[] = [
    observed(workloadName(workload), lastingContainers(workload)[0]?.image ?? ''),
    { source: 'data', confidence: 'documented', location: `${support.source} (as of ${asOf})`, value: name },
  ];
  if (support.state === 'ended')
    return {
      verdict: 'fail',
      detail: version,
      // Without its controllers, each Pod of the add-on would be one.
      restsOn: ['workloads'],
      severity: addon.category === 'ingress' ? 'high' : 'medium',
      message: `support for ${name} ended ${support.when}`,
      evidence,
    };
  if (support.state !== 'supported') return open(WORDS[support.state](name), UPDATE);
  if (addon.trusted.length === 0)
    return open(
      `${name} is supported, but no cluster-scoped object identifies it as the installed one`,
      list('clusterrolebindings.rbac.authorization.k8s.io'),
    );
  return {
    verdict: 'pass',
    message: `${name} is supported${support.until === undefined ? '' : ` until ${support.until}`}`,
    evidence,
  };
}

/** Why the release data does not decide it. */
const WORDS = {
  newer: (name: string) => `${name} is newer than the release data (as of ${asOf})`,
  outdated: (name: string) => `the release data (as of ${asOf}) is too old for ${name}`,
  unlisted: (name: string) => `the release data (as of ${asOf}) does not contain ${name}`,
} as const;

function open(message: string, requires: Requirement): Finding {
  return { verdict: 'unknown', message, requires: [requires] };
}

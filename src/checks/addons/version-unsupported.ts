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
    const findings = addons.flatMap((addon) => evaluate(addon, cluster.takenAt));
    yield* findings;
    if (findings.length === 0)
      yield {
        verdict: 'not-applicable',
        message: 'no add-on with bundled support dates is recognized',
        evidence: [observed('workloads', `${plural(addons.length, 'add-on')} recognized`)],
      };
  },
});

/** Of charts in a repository, which a release replaces. */
const UNRELEASED = '0.0.0';

/** Each workload by its own image: what stands beside it changes nothing. The label of one without such an image counts for it alone. */
function evaluate(addon: AddonFacts, today: Date): Finding[] {
  const dated = addon.workloads.flatMap((workload) => {
    const version = versionOf(workload, addon);
    const support = version === undefined ? undefined : supportOf(addon, version, today, [workload]);
    return version === undefined || !support
      ? []
      : [{ ...verdictOn(addon, workload, version, support), at: workloadRef(workload) }];
  });
  const [first] = addon.workloads;
  if (dated.length > 0 || !first) return dated;
  const ended = supportOf(addon, undefined, today, [first]);
  if (ended) return [{ ...verdictOn(addon, first, '', ended), at: workloadRef(first) }];
  return hasTable(addon, today)
    ? [
        {
          ...open(`the version of ${addon.name} is not observed`, see('request its version')),
          at: workloadRef(first),
        },
      ]
    : [];
}

/** Of an image with a version that the add-on has; a chart has a version of its own. */
function versionOf(workload: WorkloadFacts, { versions }: AddonFacts): string | undefined {
  const known = new Set(
    versions
      .filter(({ source, version }) => version !== UNRELEASED && (source === 'image' || source === 'label'))
      .map(({ version }) => version),
  );
  const own = lastingContainers(workload)
    .map(({ image }) => imageVersion(image))
    .find((version) => version !== undefined && known.has(version));
  const label = workload.template.labels['app.kubernetes.io/version'];
  return own ?? (label !== undefined && known.has(label) ? label : undefined);
}

function hasTable(addon: AddonFacts, today: Date): boolean {
  return supportOf(addon, '0', today, addon.workloads) !== undefined;
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
      severity: addon.category === 'ingress' ? 'high' : 'medium',
      message: `support for ${name} ended ${support.when}`,
      evidence,
    };
  if (support.state !== 'supported') return open(WORDS[support.state](name), UPDATE);
  if (!addon.trusted.includes(workload))
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

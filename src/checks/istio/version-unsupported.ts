import { see, document, command, UPDATE } from '../../shared/requirement.ts';
import type { IstioFacts } from '../../addons/types.ts';
import { asOf, istioReleases, istioVendors } from '../../data/istio-releases.ts';
import { parseVersion } from '../../model/version.ts';
import type { Evidence } from '../../shared/evidence.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { observed, workloadName } from '../helpers/objects.ts';
import {
  endOfSupport,
  onLooks,
  versionUnknown,
  withoutControlPlane,
} from '../helpers/istio-control-planes.ts';
import type { Requirement } from '../../shared/requirement.ts';

export default defineCheck({
  id: 'istio/version-unsupported',
  title: 'Istio version end of life',
  control: 'Istio version support',
  severity: 'high',
  why: 'Vulnerabilities in Istio and its Envoy proxies are no longer fixed after end of life. Gateways process untrusted external traffic, so attackers can exploit them remotely.',
  remediation:
    'Upgrade with a canary revision, at most two minor versions per step. Then restart the workloads to update their proxies.',
  references: ['istio-supported-releases', 'K07'],
  needs: [],
  uses: ['istio', 'cluster'],
  *run({ istio, cluster }): Iterable<Finding> {
    const absent = withoutControlPlane(istio);
    if (absent) {
      yield absent;
      return;
    }
    const today = cluster.takenAt.toISOString().slice(0, 10);
    for (const revision of istio.revisions) {
      const finding = evaluate(revision, today);
      yield {
        ...(revision.trusted ? finding : onLooks(finding)),
        ...(revision.workload && { at: revision.workload }),
      };
    }
  },
});

type Revision = IstioFacts['revisions'][number];

/** The tag is evaluated; where the label of the chart names another minor, it proves no support. */
function evaluate(revision: Revision, today: string): Finding {
  const finding = byTag(revision, today);
  return finding.verdict === 'pass' && revision.otherVersion !== undefined
    ? { ...versionUnknown(revision), evidence: finding.evidence }
    : finding;
}

function byTag({ name, version, external, workload, image = '' }: Revision, today: string): Finding {
  const evidence = workload && image !== '' ? [observed(workloadName(workload), image)] : [];
  if (external)
    return open(
      `control plane of revision ${name} is external`,
      see('request the version from its operator'),
      evidence,
    );
  const vendor = istioVendors.find(({ mark }) => mark.test(image));
  if (vendor)
    return open(
      `revision ${name} is a build of ${vendor.name} with its own support dates`,
      document(`review the support dates of ${vendor.name}`),
      evidence,
    );
  const parsed = version === undefined ? undefined : parseVersion(version);
  if (!parsed)
    return open(`image tag of revision ${name} contains no version`, command('istioctl version'), evidence);
  return byTable(`${parsed.major}.${parsed.minor}`, parsed.minor, today, evidence);
}

function byTable(version: string, minor: number, today: string, evidence: readonly Evidence[]): Finding {
  const entry = istioReleases.find((release) => release.minor === minor);
  const shown = (value: string): Evidence[] => [
    ...evidence,
    { source: 'data', confidence: 'documented', location: `support dates of Istio as of ${asOf}`, value },
  ];
  const ended = endOfSupport(minor, today);
  if (ended !== undefined) return fail(version, ended, shown(`${version}: ${ended}`));
  if (!entry)
    return open(`Istio ${version} is newer than the release data (as of ${asOf})`, UPDATE, evidence);
  if ('endOfLife' in entry)
    return {
      verdict: 'pass',
      message: `Istio ${version} is supported until ${entry.endOfLife}`,
      evidence: shown(`${version}: until ${entry.endOfLife}`),
    };
  return today <= entry.notBefore
    ? {
        verdict: 'pass',
        message: `Istio ${version} is supported`,
        evidence: shown(`${version}: at least until ${entry.notBefore}`),
      }
    : open(
        `release data (as of ${asOf}) contains no end-of-life date for Istio ${version}`,
        UPDATE,
        shown(`${version}: at least until ${entry.notBefore}`),
      );
}

function fail(version: string, when: string, evidence: readonly Evidence[]): Finding {
  return { verdict: 'fail', detail: version, message: `support for Istio ${version} ${when}`, evidence };
}

function open(message: string, requires: Requirement, evidence: readonly Evidence[]): Finding {
  return { verdict: 'unknown', message, requires: [requires], evidence };
}

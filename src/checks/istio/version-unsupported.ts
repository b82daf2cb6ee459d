import { listAll, list, see, document, command, UPDATE } from '../../shared/requirement.ts';
import type { IstioFacts } from '../../addons/types.ts';
import { asOf, istioReleases, istioVendors } from '../../data/istio-releases.ts';
import { parseVersion } from '../../model/version.ts';
import type { Evidence } from '../../shared/evidence.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { observed, requiresOr, workloadName } from '../helpers/objects.ts';
import type { Requirement } from '../../shared/requirement.ts';

export default defineCheck({
  id: 'istio/version-unsupported',
  title: 'The Istio version gets no more patches',
  severity: 'high',
  why: 'The proxies of the mesh take all traffic, at the edge that of strangers. Vulnerabilities in them, and in Envoy inside, stay open from the day on which support ends, and upgrades skip no more than one minor at a time.',
  fix: 'Upgrade with a second revision (canary), one minor after the other, and restart the workloads so that their proxies follow.',
  references: ['istio-supported-releases', 'K07'],
  needs: [],
  uses: ['istio', 'cluster'],
  *run({ istio, cluster }): Iterable<Finding> {
    const { installed, revisions } = istio;
    if (!installed.known) {
      yield {
        verdict: 'unknown',
        message: installed.reason,
        requires: requiresOr(installed.requires, listAll('pods')),
      };
    } else if (!installed.value) {
      yield { verdict: 'not-applicable', message: 'Istio is not installed', evidence: installed.evidence };
    } else if (revisions.length === 0) {
      yield {
        verdict: 'unknown',
        message: 'no control plane of Istio was seen',
        restsOn: ['pods'],
        requires: [listAll('pods')],
        evidence: installed.evidence,
      };
    } else {
      const today = cluster.takenAt.toISOString().slice(0, 10);
      for (const revision of revisions) {
        const finding = judge(revision, today);
        yield {
          ...(revision.trusted ? finding : onLooks(finding)),
          ...(revision.workload && { at: revision.workload }),
        };
      }
    }
  },
});

/** What only looks like a control plane may be too old; that the one in use is not, it does not show. */
function onLooks(finding: Finding): Finding {
  return finding.verdict === 'pass'
    ? open(
        'it looks like a control plane of Istio, and no cluster-scoped object says that it is the one in use',
        list('mutatingwebhookconfigurations.admissionregistration.k8s.io'),
        finding.evidence,
      )
    : finding;
}

type Revision = IstioFacts['revisions'][number];

function judge({ name, version, external, workload, image = '' }: Revision, today: string): Finding {
  const evidence = workload && image !== '' ? [observed(workloadName(workload), image)] : [];
  if (external)
    return open(
      `the control plane of revision ${name} runs elsewhere`,
      see('ask who runs it for its version'),
      evidence,
    );
  const vendor = istioVendors.find(({ mark }) => mark.test(image));
  if (vendor)
    return open(
      `revision ${name} is a build of ${vendor.name}, who supports it by a calendar of their own`,
      document(`look at the support calendar of ${vendor.name}`),
      evidence,
    );
  const parsed = version === undefined ? undefined : parseVersion(version);
  if (!parsed)
    return open(
      `the image of revision ${name} does not tell a version`,
      command('istioctl version'),
      evidence,
    );
  return byTable(`${parsed.major}.${parsed.minor}`, parsed.minor, today, evidence);
}

function byTable(version: string, minor: number, today: string, evidence: readonly Evidence[]): Finding {
  const entry = istioReleases.find((release) => release.minor === minor);
  const first = istioReleases[0];
  const shown = (value: string): Evidence[] => [
    ...evidence,
    { witness: 'data', confidence: 'documented', source: `support of Istio as of ${asOf}`, value },
  ];
  if (!entry) {
    if (first && minor < first.minor) {
      const before = 'endOfLife' in first ? first.endOfLife : asOf;
      return fail(version, `ended before ${before}`, shown(`${version}: ended before ${before}`));
    }
    return open(`${version} is newer than the table of releases (as of ${asOf})`, UPDATE, evidence);
  }
  if ('endOfLife' in entry) {
    const rows = shown(`${version}: until ${entry.endOfLife}`);
    return today > entry.endOfLife
      ? fail(version, `ended on ${entry.endOfLife}`, rows)
      : {
          verdict: 'pass',
          message: `Istio ${version} is supported until ${entry.endOfLife}`,
          evidence: rows,
        };
  }
  return today <= entry.notBefore
    ? {
        verdict: 'pass',
        message: `Istio ${version} is supported`,
        evidence: shown(`${version}: at least until ${entry.notBefore}`),
      }
    : open(
        `the table of releases (as of ${asOf}) does not tell when support of ${version} ends`,
        UPDATE,
        shown(`${version}: at least until ${entry.notBefore}`),
      );
}

function fail(version: string, when: string, evidence: readonly Evidence[]): Finding {
  return { verdict: 'fail', detail: version, message: `support of Istio ${version} ${when}`, evidence };
}

function open(message: string, requires: Requirement, evidence: readonly Evidence[]): Finding {
  return { verdict: 'unknown', message, requires: [requires], evidence };
}

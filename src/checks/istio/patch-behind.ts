import type { RevisionFacts } from '../../addons/types.ts';
import { asOf, istioPatches, istioVendors } from '../../data/istio-releases.ts';
import { UPDATE, document } from '../../shared/requirement.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { endOfSupport, perControlPlane, versionOf, versionUnknown } from '../helpers/istio-control-planes.ts';
import { observed, workloadName } from '../helpers/objects.ts';

export default defineCheck({
  id: 'istio/patch-behind',
  title: 'Istio patch release outdated',
  control: 'Istio patch release',
  severity: 'medium',
  why: 'Patch releases of Istio contain security fixes of istiod and Envoy. Gateways and sidecars of an outdated patch release remain exposed to publicly known vulnerabilities.',
  remediation:
    'Upgrade istiod to the latest patch release of its minor version, then restart gateways and workloads.',
  references: ['istio-security-best-practices', 'istio-supported-releases', 'K07'],
  needs: ['workloads'],
  uses: ['istio', 'cluster'],
  *run({ istio, workloads, cluster }): Iterable<Finding> {
    const today = cluster.takenAt.toISOString().slice(0, 10);
    yield* perControlPlane({ istio, workloads }, 'patch release', function* ({ revision, workload }) {
      yield evaluate(revision, workloadName(workload), today);
    });
  },
});

function evaluate(revision: RevisionFacts, place: string, today: string): Finding {
  const { image = '', version = '' } = revision;
  const evidence = [observed(place, image)];
  const vendor = istioVendors.find(({ mark }) => mark.test(image));
  if (vendor)
    return {
      verdict: 'unknown',
      message: `revision ${revision.name} is a build of ${vendor.name} with its own patch releases`,
      requires: [document(`review the releases of ${vendor.name}`)],
      evidence,
    };
  const parsed = versionOf(revision);
  if (!parsed) return { ...versionUnknown(revision), evidence };
  const ended = endOfSupport(parsed.minor, today);
  // A patch release does not help; the end of life is a risk of its own.
  if (ended !== undefined)
    return {
      verdict: 'not-applicable',
      message: `support for Istio 1.${parsed.minor} ${ended}: its patch releases are not compared`,
      evidence,
    };
  const newest = istioPatches.get(parsed.minor);
  if (newest === undefined)
    return {
      verdict: 'unknown',
      message: `patch releases of Istio 1.${parsed.minor} are not in the release data (as of ${asOf})`,
      requires: [UPDATE],
      evidence,
    };
  const missing = newest - parsed.patch;
  const latest = `1.${parsed.minor}.${newest}`;
  return missing > 0
    ? {
        verdict: 'fail',
        detail: version,
        // One patch release is a matter of weeks.
        ...(missing === 1 && { severity: 'low' as const }),
        message: `Istio is at ${version}; latest known patch release is ${latest} (as of ${asOf})`,
        evidence,
      }
    : {
        verdict: 'pass',
        message: `Istio ${version} is not behind ${latest}, the latest known patch release (as of ${asOf})`,
        evidence,
      };
}

import type { RevisionFacts } from '../../addons/types.ts';
import { asOf, istioPatches, istioVendors } from '../../data/istio-releases.ts';
import { UPDATE, document } from '../../shared/requirement.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { perControlPlane, versionOf, versionUnknown } from '../helpers/istio-control-planes.ts';
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
  uses: ['istio'],
  *run({ istio, workloads }): Iterable<Finding> {
    yield* perControlPlane({ istio, workloads }, 'patch release', function* ({ revision, workload }) {
      yield evaluate(revision, workloadName(workload));
    });
  },
});

function evaluate(revision: RevisionFacts, place: string): Finding {
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

import { asOf, minimumBundles, minimumBundlesSince } from '../../data/istio-protocols.ts';
import { parseVersion } from '../../model/version.ts';
import type { IstioFacts } from '../../addons/types.ts';
import { command } from '../../shared/requirement.ts';
import type { CrdRecord } from '../../snapshot/records/index.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { meshVerdict } from '../helpers/mesh.ts';
import { observed } from '../helpers/objects.ts';

export default defineCheck({
  id: 'istio/gateway-api-outdated',
  title: 'Gateway API CRD older than Istio requires',
  control: 'Version of Gateway API CRDs for Istio',
  severity: 'low',
  why: 'Istio ignores objects of this kind while the CRD is older than its minimum. Routes are then not served, and BackendTLSPolicies do not originate TLS.',
  remediation:
    'Install the current bundle of the Gateway API (`gateway.networking.k8s.io/bundle-version`) before the upgrade of Istio.',
  references: ['istio-analysis-messages', 'K07'],
  needs: [],
  uses: ['istio', 'extensions'],
  passNeeds: ['crds'],
  *run({ istio, extensions }): Iterable<Finding> {
    const crds = extensions.crds.filter(({ name }) => minimumBundles[name] !== undefined);
    const absent = istio.installed.known && !istio.installed.value;
    const old = absent ? [] : crds.flatMap((crd) => faultOf(crd));
    const release = releaseOf(istio);
    yield* meshVerdict(istio, {
      faults: release === 'older' ? [] : old.map((fault) => (release === 'unknown' ? doubted(fault) : fault)),
      objects: absent ? 0 : crds.length,
      noun: 'CRD of the Gateway API with a minimum',
      pass: 'the CRDs of the Gateway API have the versions that Istio requires',
    });
  },
});

/** Releases before the rule read every version. */
function releaseOf({ revisions }: IstioFacts): 'newer' | 'older' | 'unknown' {
  const minors = revisions.map(({ version }) =>
    version === undefined ? undefined : parseVersion(version)?.minor,
  );
  if (minors.some((minor) => minor !== undefined && minor >= minimumBundlesSince)) return 'newer';
  return minors.length > 0 && minors.every((minor) => minor !== undefined) ? 'older' : 'unknown';
}

function doubted(fault: Finding & { verdict: 'fail' }): Finding {
  return {
    verdict: 'unknown',
    ...(fault.at && { at: fault.at }),
    message: `${fault.message}; the version of Istio is unknown`,
    requires: [command('istioctl version')],
    evidence: fault.evidence,
  };
}

function faultOf({ name, annotations }: CrdRecord): (Finding & { verdict: 'fail' })[] {
  const bundle = annotations['gateway.networking.k8s.io/bundle-version'] ?? '';
  const minimum = minimumBundles[name];
  const version = parseVersion(bundle);
  if (
    !version ||
    !minimum ||
    version.major > minimum[0] ||
    (version.major === minimum[0] && version.minor >= minimum[1])
  )
    return [];
  return [
    {
      verdict: 'fail',
      at: { kind: 'CustomResourceDefinition', name },
      message: `bundle-version is ${bundle}, and Istio 1.${minimumBundlesSince} requires v${minimum.join('.')}.0 or later`,
      evidence: [
        observed(`CustomResourceDefinition ${name}`, `bundle-version ${bundle}`),
        {
          source: 'data',
          confidence: 'documented',
          location: `minimum versions of Istio as of ${asOf}`,
          value: `v${minimum.join('.')}.0`,
        },
      ],
    },
  ];
}

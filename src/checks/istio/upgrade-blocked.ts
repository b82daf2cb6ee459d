import { asOf, istioKubernetes, retiredRegistries } from '../../data/istio-releases.ts';
import type { IstioFacts } from '../../addons/types.ts';
import type { ClusterFacts } from '../../model/types.ts';
import { GET_VERSION } from '../../model/requirements.ts';
import { UPDATE } from '../../shared/requirement.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import type { ControlPlane } from '../helpers/istio-control-planes.ts';
import { perControlPlane, versionOf, versionUnknown } from '../helpers/istio-control-planes.ts';
import { few, listed, observed, workloadName } from '../helpers/objects.ts';

export default defineCheck({
  id: 'istio/upgrade-blocked',
  title: 'Istio installation or its platform unsupported',
  control: 'Support of the Istio installation and its platform',
  severity: 'medium',
  why: 'New Pods cannot start once their images are removed from the registry. Istio on an untested Kubernetes version may fail, and an installation by the removed operator cannot be upgraded.',
  remediation:
    'Set `global.hub` to `docker.io/istio` or a mirror. Upgrade Istio to a minor version that supports this version of Kubernetes; migrate from the operator to Helm.',
  references: ['istio-infrastructure-move', 'istio-supported-releases', 'K07'],
  needs: ['workloads'],
  uses: ['istio', 'cluster'],
  passNeeds: ['pods', 'istio'],
  *run({ istio, workloads, cluster }): Iterable<Finding> {
    yield* perControlPlane({ istio, workloads }, 'installation', (plane) => evaluate(plane, istio, cluster));
  },
});

function* evaluate(plane: ControlPlane, istio: IstioFacts, cluster: ClusterFacts): Iterable<Finding> {
  const findings = [...registries(plane, istio), ...operators(istio), ...kubernetes(plane, cluster)];
  yield* findings;
  if (findings.length > 0) return;
  yield {
    verdict: 'pass',
    message: `no unsupported registry, installation method or Kubernetes version is known (as of ${asOf})`,
    evidence: [observed(workloadName(plane.workload), plane.revision.image ?? '')],
  };
}

/** Images of istiod, proxies and agents. */
function* registries({ revision, workload }: ControlPlane, { proxies }: IstioFacts): Iterable<Finding> {
  const images = new Set([revision.image ?? '', ...proxies.map(({ image }) => image)]);
  for (const { mark, name, month } of retiredRegistries) {
    const found = [...images].filter((image) => mark.test(image)).sort();
    if (found.length > 0)
      yield {
        verdict: 'fail',
        detail: name,
        message: `images are from ${name}, which is removed in ${month} (as of ${asOf}): ${listed(found)}`,
        evidence: few(found, (image) => observed(workloadName(workload), image)),
      };
  }
}

function* operators({ forms }: IstioFacts): Iterable<Finding> {
  const operator = forms.find(({ id }) => id === 'operator');
  if (operator)
    yield {
      verdict: 'fail',
      detail: 'operator',
      severity: 'low',
      message: `${operator.name}: releases from 1.24 on are installed by Helm or istioctl`,
      evidence: operator.evidence,
    };
}

/** The Kubernetes versions that this minor of Istio supports. */
function* kubernetes({ revision }: ControlPlane, { minor, distribution }: ClusterFacts): Iterable<Finding> {
  const version = versionOf(revision);
  if (!version) {
    yield versionUnknown(revision);
    return;
  }
  const range = istioKubernetes.get(version.minor);
  if (!range) {
    const newest = Math.max(...istioKubernetes.keys());
    if (version.minor > newest)
      yield {
        verdict: 'unknown',
        message: `Istio 1.${version.minor} is newer than the release data (as of ${asOf})`,
        requires: [UPDATE],
      };
    return;
  }
  if (!minor.known) {
    yield { verdict: 'unknown', message: 'Kubernetes version is unknown', requires: [GET_VERSION] };
    return;
  }
  const supported = `1.${range.from} to 1.${range.to}`;
  if (minor.value < range.from || minor.value > range.to)
    yield {
      verdict: 'fail',
      detail: `kubernetes ${minor.value}`,
      severity: 'low',
      message: `Kubernetes 1.${minor.value} is not among the versions that Istio 1.${version.minor} supports (${supported}, as of ${asOf})`,
      evidence: [
        ...minor.evidence,
        ...(distribution.known ? distribution.evidence.slice(0, 1) : []),
        observed(`revision ${revision.name}`, revision.version ?? ''),
      ],
    };
}

import { GET_VERSION } from '../../model/requirements.ts';
import { LOOK_ON_HOST } from '../../shared/requirement.ts';
import { allowedControllerLag } from '../../data/kubernetes-releases.ts';
import type { ComponentFacts } from '../../model/types.ts';
import { kubernetesMinor } from '../../model/version.ts';
import type { Evidence } from '../../shared/evidence.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { component } from '../helpers/component.ts';
import { few, requiresOr } from '../helpers/objects.ts';

export default defineCheck({
  id: 'version/control-plane-skew',
  title: 'Unsupported control plane version skew',
  control: 'Control plane version skew',
  severity: 'medium',
  why: 'Components that are newer than kube-apiserver, or more than one minor version older, run in an untested combination. Controllers can fail silently, so volumes, Jobs or nodes are no longer managed.',
  remediation:
    'Upgrade kube-apiserver first, then kube-controller-manager, kube-scheduler and cloud-controller-manager, one minor version at a time.',
  references: ['version-skew-policy'],
  peerChecks: [320],
  needs: [],
  uses: ['controlPlane'],
  passNeeds: ['pods'],
  providerManaged: true,
  *run({ controlPlane }): Iterable<Finding> {
    const { apiServer, controllerManager, scheduler, cloudControllerManager } = controlPlane;
    const [oldest, newest] = [apiServer.versions[0], apiServer.versions.at(-1)];
    for (const part of [controllerManager, scheduler, cloudControllerManager]) {
      // Most clusters have none, or one of their cloud provider with its own version numbers.
      if (part === cloudControllerManager && !part.version.known) continue;
      yield oldest && newest
        ? evaluate(part, [oldest.minor, newest.minor])
        : {
            verdict: 'unknown',
            at: component(part.name),
            message: 'kube-apiserver version is unknown',
            requires: [GET_VERSION],
          };
    }
  },
});

function evaluate({ name, version, instances }: ComponentFacts, [oldest, newest]: [number, number]): Finding {
  const at = component(name);
  if (!version.known)
    return {
      verdict: 'unknown',
      at,
      message: version.reason,
      requires: requiresOr(version.requires, LOOK_ON_HOST),
    };
  const reported = instances.flatMap((instance) => {
    const minor = kubernetesMinor(instance.version ?? '');
    return minor !== undefined ? [{ ...instance, minor }] : [];
  });
  const show = (some: typeof reported): Evidence[] =>
    few(some, ({ source, location, image, version: own }) => ({
      source,
      confidence: 'observed',
      location,
      value: image ?? own ?? '',
    }));
  const newer = reported.filter(({ minor }) => minor > oldest);
  if (newer.length > 0)
    return {
      verdict: 'fail',
      at,
      detail: 'newer',
      severity: 'high',
      message: `${name} 1.${newer[0]?.minor ?? '?'} is newer than kube-apiserver (1.${oldest})`,
      evidence: show(newer),
    };
  const older = reported.filter(({ minor }) => minor < newest - allowedControllerLag);
  if (older.length > 0)
    return {
      verdict: 'fail',
      at,
      detail: 'older',
      message: `${name} 1.${older[0]?.minor ?? '?'} is more than one minor version older than kube-apiserver (1.${newest})`,
      evidence: show(older),
    };
  if (reported.length < instances.length)
    return {
      verdict: 'unknown',
      at,
      message: `the version of ${instances.length - reported.length} of ${instances.length} instances is unknown`,
      requires: [LOOK_ON_HOST],
    };
  return {
    verdict: 'pass',
    at,
    message: `${name} ${version.value} is compatible with kube-apiserver (1.${newest})`,
    evidence: show(reported),
  };
}

import { imageVersion } from '../../../shared/image.ts';
import { flagValues } from '../program-flags.ts';
import type { Place } from './settings.ts';

/** The ConfigMap of the controller, as `--configmap` names it; only in its own namespace. */
export function ingressNginxMap({ container, workload }: Place): string | undefined {
  const given = flagValues(container, 'configmap', false).at(-1);
  if (given === undefined) return undefined;
  const [namespace = '', name] = given.split('/');
  return namespace === workload.namespace || namespace === '$(POD_NAMESPACE)' ? name : undefined;
}

/** The minor of its release 1.x; undefined where the image has no such version. */
export function ingressNginxMinor({ container }: Place): number | undefined {
  const [major, minor] = (imageVersion(container.image) ?? '').split('.').map(Number);
  return major === 1 ? minor : major === 0 ? 0 : undefined;
}

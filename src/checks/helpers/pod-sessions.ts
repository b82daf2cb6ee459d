import { isGateOn } from '../../model/feature-gates.ts';
import { GET_VERSION, SHOW_FLAGS } from '../../model/requirements.ts';
import type { Known } from '../../shared/evidence.ts';
import { known, unknown } from '../../shared/evidence.ts';
import { effectiveMinor } from './release.ts';
import type { ReleaseParts } from './release.ts';

/** Release from which WebSocket requests to exec, attach and portforward need `create` as well (kubernetes/kubernetes#134577). */
const NEEDS_CREATE = 35;

const GATE = 'AuthorizePodWebsocketUpgradeCreatePermission';

/**
 * Whether the verb `get` is enough to open a session with pods/exec, pods/attach and pods/portforward. A WebSocket starts with a
 * GET, and up to 1.34 no other verb was required.
 */
export function sessionsByGet({ cluster, controlPlane }: ReleaseParts): Known<boolean> {
  const { minor } = cluster;
  const release = effectiveMinor(cluster);
  if (release === undefined)
    return unknown('get is sufficient before Kubernetes 1.35, and the version is unknown', GET_VERSION);
  if (release < NEEDS_CREATE) return known(true, ...(minor.known ? minor.evidence : []));
  const gates = controlPlane.apiServer.flag('feature-gates');
  if (!gates.known)
    return unknown(
      `get is sufficient if kube-apiserver disables ${GATE}, and its feature gates are unknown: ${gates.reason}`,
      ...gates.requires,
    );
  const off = gates.observations.filter(({ value }) => isGateOn(GATE, value, [release]) === false);
  if (off.length > 0) return known(true, ...off.map(({ evidence }) => evidence));
  return gates.uncollected > 0
    ? unknown(
        `get is sufficient if kube-apiserver disables ${GATE}, and feature gates are not observed on every server`,
        ...SHOW_FLAGS,
      )
    : known(false, ...gates.observations.map(({ evidence }) => evidence));
}

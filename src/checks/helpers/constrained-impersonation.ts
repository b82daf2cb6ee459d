import { isGateOn } from '../../model/feature-gates.ts';
import { GET_VERSION, SHOW_FLAGS } from '../../model/requirements.ts';
import type { ClusterFacts, ControlPlaneFacts } from '../../model/types.ts';
import type { Known } from '../../shared/evidence.ts';
import { known, unknown } from '../../shared/evidence.ts';

const GATE = 'ConstrainedImpersonation';

/** The release that brought it, off by default; and from which it is on unless it is switched off. */
const SINCE = 35;
const DEFAULT_SINCE = 36;

/** Does the API server know constrained impersonation (KEP-5284)? */
export function constrainedImpersonation({
  cluster,
  controlPlane,
}: {
  cluster: Pick<ClusterFacts, 'minor' | 'emulatedMinor'>;
  controlPlane: Pick<ControlPlaneFacts, 'apiServer'>;
}): Known<boolean> {
  const { minor, emulatedMinor } = cluster;
  const release = emulatedMinor ?? (minor.known ? minor.value : undefined);
  if (release === undefined)
    return unknown('that works since Kubernetes 1.36, and the version is not known', GET_VERSION);
  if (release < SINCE) return known(false, ...(minor.known ? minor.evidence : []));
  const gates = controlPlane.apiServer.flag('feature-gates');
  const observed = gates.known ? gates.observations : [];
  const on = observed.filter(({ value }) => isGateOn(GATE, value, [release]) === true);
  if (on.length > 0 || release >= DEFAULT_SINCE)
    return known(
      on.length > 0 || observed.length === 0 || !gates.known || gates.unseen > 0,
      ...on.map(({ evidence }) => evidence),
    );
  if (gates.known && gates.unseen === 0) return known(false, ...observed.map(({ evidence }) => evidence));
  return unknown(
    `that works in Kubernetes 1.35 where kube-apiserver enables ${GATE}, and not every server's feature gates were observed`,
    ...SHOW_FLAGS,
  );
}

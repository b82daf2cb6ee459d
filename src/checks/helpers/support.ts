import { UPDATE, document } from '../../shared/requirement.ts';
import { asOf, kubernetesReleases, vendorSupport } from '../../data/kubernetes-releases.ts';
import type { DistributionId } from '../../data/distributions.ts';
import type { ClusterFacts } from '../../model/types.ts';
import { isPrerelease } from '../../model/version.ts';
import type { Evidence } from '../../shared/evidence.ts';
import type { Requirement } from '../../shared/requirement.ts';

/** These vendors patch their own builds for longer than upstream, by calendars that are not in the table. */
const OWN_CALENDAR: ReadonlySet<DistributionId> = new Set([
  'openshift',
  'microshift',
  'canonical',
  'vks',
  'oke',
  'iks',
  'doks',
  'lke',
]);

/** How long a Kubernetes version gets patches. */
export type Support = {
  /** The support window, as evidence. */
  shown: Evidence;
  /** The state of support, in words that follow the version's name. */
  words: string;
} & (
  | { state: 'supported' }
  /** Standard support has ended; paid or opt-in support continues. */
  | { state: 'extended' }
  | { state: 'ended' }
  /** `requires`: what is required to decide it. */
  | { state: 'unknown'; requires: Requirement }
);

/** By upstream's table, and by the vendor's where it has a support window of its own. `version` e.g. `v1.36.0-rc.1`. */
export function supportOf(
  version: string,
  minor: number,
  { distribution, takenAt }: Pick<ClusterFacts, 'distribution' | 'takenAt'>,
): Support {
  const upstream = kubernetesReleases.find((release) => release.minor === minor);
  const vendor = distribution.known ? distribution.value : undefined;
  const support = vendor && vendorSupport[vendor.id];
  const window = support?.windows.find((entry) => entry.minor === minor);
  const endOfLife = upstream?.endOfLife ?? kubernetesReleases[0]?.endOfLife ?? asOf;
  const end = window ? window.standard : endOfLife;
  const who = window && vendor ? vendor.name : 'upstream';
  const today = takenAt.toISOString().slice(0, 10);
  const shown: Evidence = {
    source: 'data',
    confidence: 'documented',
    location: `support windows as of ${asOf}`,
    value: `1.${minor}: ${who} until ${end}${upstream || window ? '' : ' or earlier'}`,
  };
  if (minor > (kubernetesReleases.at(-1)?.minor ?? 0)) {
    const words = `is newer than the release data (as of ${asOf})`;
    return { state: 'unknown', shown, words, requires: UPDATE };
  }
  if (today <= end)
    return isPrerelease(version)
      ? { state: 'extended', shown, words: 'is a pre-release version, which receives no patches' }
      : { state: 'supported', shown, words: `is supported (${who}) until ${end}` };
  if (window?.extended !== undefined && today <= window.extended) {
    const after = support?.plan
      ? `only clusters in ${support.plan} receive patches until ${window.extended}, and enrollment of this cluster is not observable`
      : `extended support ends on ${window.extended}`;
    return {
      state: 'extended',
      shown,
      words: `reached the end of standard support (${who}) on ${end}; ${after}`,
    };
  }
  if (vendor && !window && hasOwnCalendar(vendor.id, minor)) {
    const words = `reached end of life upstream on ${end}; support dates of ${vendor.name} for 1.${minor} are not in the release data`;
    return { state: 'unknown', shown, words, requires: document(`look up the life cycle of ${vendor.name}`) };
  }
  const since = window?.extended ?? end;
  return {
    state: 'ended',
    shown,
    words: `reached end of life (${who}) on ${since}${upstream ? '' : ' or earlier'}`,
  };
}

/**
 * The vendor that continues patches after the end of upstream's, with its own version numbers or without new ones: then the last
 * upstream patch is no measure. Undefined where it is.
 */
export function patchedByVendor(
  minor: number | undefined,
  { distribution, takenAt }: Pick<ClusterFacts, 'distribution' | 'takenAt'>,
): string | undefined {
  if (!distribution.known || !OWN_CALENDAR.has(distribution.value.id)) return undefined;
  const upstream = kubernetesReleases.find((release) => release.minor === minor);
  const ended = upstream && takenAt.toISOString().slice(0, 10) > upstream.endOfLife;
  return ended ? distribution.value.name : undefined;
}

/** Upstream's dates do not determine the vendor's support for a minor that its own table does not contain yet. */
function hasOwnCalendar(id: DistributionId, minor: number): boolean {
  const last = vendorSupport[id]?.windows.at(-1)?.minor;
  return OWN_CALENDAR.has(id) || (last !== undefined && minor > last);
}

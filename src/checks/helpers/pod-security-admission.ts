import { controlPlaneFile } from '../../shared/requirement.ts';
import { podSecurityReleases, withoutDefaultLevel } from '../../data/pod-security.ts';
import { isGateOn } from '../../model/feature-gates.ts';
import { GET_VERSION, SHOW_FLAGS } from '../../model/requirements.ts';
import type { Evidence, Known } from '../../shared/evidence.ts';
import { known, unknown } from '../../shared/evidence.ts';
import type { CheckParts } from '../define.ts';

type Parts = Pick<CheckParts, 'cluster' | 'controlPlane'>;

/**
 * Whether every API server enforces the Pod Security labels of namespaces: by release, by feature gate while there was one, and by the
 * admission plugin; by the documentation of managed offerings. Unknown where one of these is.
 */
export function actsOnLabels({ cluster, controlPlane }: Parts): Known<boolean> {
  const { apiServer } = controlPlane;
  const { since, on, always } = podSecurityReleases;
  const [oldest] = apiServer.versions;
  const minor = oldest?.minor ?? (cluster.minor.known ? cluster.minor.value : undefined);
  if (minor !== undefined && minor < since)
    return known(false, ...(oldest?.evidence ?? (cluster.minor.known ? cluster.minor.evidence : [])));
  const documented = byDocumentation(cluster);
  const gate = minor !== undefined && minor < always && gated(controlPlane, minor);
  if (gate && gate.known && !gate.value) return gate;
  if (gate && !gate.known && !documented) return gate;
  // The plugin counts as off by default while its gate is off; here the gate is known to be on.
  const plugin =
    minor !== undefined && minor < on ? notDisabled(controlPlane) : apiServer.admission('PodSecurity');
  if (plugin.known && !plugin.value) return plugin;
  if (documented && minor !== undefined && minor >= on) return known(true, documented);
  if (!plugin.known) return plugin;
  return minor === undefined
    ? unknown('unknown whether the release has Pod Security admission: version is not observed', GET_VERSION)
    : plugin;
}

/** The plugin in a release that enables it unless it is disabled. */
function notDisabled({ apiServer }: Parts['controlPlane']): Known<boolean> {
  const disabled = apiServer.flag('disable-admission-plugins');
  if (!disabled.known) return disabled;
  const off = disabled.observations.filter(({ value }) => /(?:^|,)\s*PodSecurity\s*(?:,|$)/.test(value));
  if (off.length > 0) return known(false, ...off.map(({ evidence }) => evidence));
  if (disabled.uncollected > 0)
    return unknown(
      'unknown whether the PodSecurity admission plugin is enabled on every API server',
      ...SHOW_FLAGS,
    );
  return known(true, ...disabled.observations.map(({ evidence }) => evidence));
}

/** The feature gate PodSecurity on every API server. */
function gated({ apiServer }: Parts['controlPlane'], minor: number): Known<boolean> {
  const gates = apiServer.flag('feature-gates');
  if (!gates.known) return gates;
  const off = gates.observations.filter(({ value }) => isGateOn('PodSecurity', value, [minor]) === false);
  if (off.length > 0) return known(false, ...off.map(({ evidence }) => evidence));
  if (gates.uncollected > 0)
    return unknown('feature gate PodSecurity is not observed on every API server', ...SHOW_FLAGS);
  return known(true, ...gates.observations.map(({ evidence }) => evidence));
}

function byDocumentation({ managed, distribution }: Parts['cluster']): Evidence | undefined {
  if (!managed.known || !managed.value || !distribution.known) return undefined;
  if (!withoutDefaultLevel.has(distribution.value.id)) return undefined;
  return {
    source: 'provider',
    confidence: 'documented',
    location: `${distribution.value.name} documentation`,
    value: 'Pod Security Admission without a cluster-wide level',
  };
}

/**
 * Whether there are exemptions from the labels. An admission configuration may exempt namespaces, users and runtime classes; without a file
 * there are none.
 */
export function withoutExemptions({ cluster, controlPlane }: Parts): Known<true> {
  const documented = byDocumentation(cluster);
  if (documented) return known(true, documented);
  const file = controlPlane.apiServer.flag('admission-control-config-file');
  if (!file.known)
    return unknown(
      `unknown whether the admission configuration exempts namespaces, users or runtime classes: ${file.reason}`,
      ...file.requires,
    );
  const set = file.observations.find(({ value }) => value !== '');
  if (set)
    return unknown(
      `${set.value} may exempt namespaces, users and runtime classes, and is not observable`,
      controlPlaneFile(set.value),
    );
  if (file.uncollected > 0)
    return unknown(
      'unknown whether an API server has an admission configuration with exemptions',
      ...SHOW_FLAGS,
    );
  return known(true, ...file.observations.map(({ evidence }) => evidence));
}

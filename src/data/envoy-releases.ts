import type { Vulnerability } from './node-software.ts';

/**
 * Releases of Envoy, their support and known vulnerabilities. As of 2026-12-01; sources:
 * https://github.com/envoyproxy/envoy/blob/main/RELEASES.md (a minor is supported for twelve months after its release),
 * https://www.envoyproxy.io/docs/envoy/v1.40.2/version_history/version_history (dates of releases),
 * https://github.com/envoyproxy/envoy/releases and https://github.com/envoyproxy/envoy/security/advisories.
 */
export const asOf = '2026-12-01';

/** End of life by minor of Envoy 1. */
export const envoyReleases: readonly { minor: number; endOfLife: string; latest: string }[] = [
  { minor: 30, endOfLife: '2025-04-16', latest: '1.30.11' },
  { minor: 31, endOfLife: '2025-07-19', latest: '1.31.10' },
  { minor: 32, endOfLife: '2025-10-15', latest: '1.32.13' },
  { minor: 33, endOfLife: '2026-01-14', latest: '1.33.14' },
  { minor: 34, endOfLife: '2026-04-15', latest: '1.34.14' },
  { minor: 35, endOfLife: '2026-07-23', latest: '1.35.13' },
  { minor: 36, endOfLife: '2026-10-14', latest: '1.36.13' },
  { minor: 37, endOfLife: '2027-01-13', latest: '1.37.11' },
  { minor: 38, endOfLife: '2027-04-23', latest: '1.38.9' },
  { minor: 39, endOfLife: '2027-07-14', latest: '1.39.6' },
  { minor: 40, endOfLife: '2027-10-13', latest: '1.40.2' },
];

/** Vulnerabilities fixed until this date were looked up; later releases may fix more. */
export const vulnerabilitiesUntil = '2026-08-27';

/** Those that an unauthenticated client can use, of the security releases of March, June and August 2026, and of 2024 and 2025. */
export const envoyVulnerabilities: readonly Vulnerability[] = [
  {
    id: 'CVE-2026-73553',
    what: 'path parameters bypass RBAC rules',
    severity: 'high',
    fixed: ['1.36.10', '1.37.6', '1.38.4', '1.39.1'],
  },
  {
    id: 'CVE-2026-73552',
    what: 'header bytes that are no UTF-8 bypass negative RBAC matches',
    severity: 'high',
    fixed: ['1.36.10', '1.37.6', '1.38.4', '1.39.1'],
  },
  {
    id: 'CVE-2026-73547',
    what: 'a CONNECT request stops a proxy that uses ext_authz',
    severity: 'high',
    fixed: ['1.36.10', '1.37.6', '1.38.4', '1.39.1'],
  },
  {
    id: 'CVE-2026-47778',
    what: 'a null character in a certificate name bypasses its verification',
    severity: 'high',
    fixed: ['1.35.13', '1.36.9', '1.37.5', '1.38.3'],
  },
  {
    id: 'CVE-2026-48743',
    what: 'request smuggling from HTTP/3 to HTTP/1',
    severity: 'high',
    fixed: ['1.35.13', '1.36.9', '1.37.5', '1.38.3'],
  },
  {
    id: 'CVE-2026-26308',
    what: 'repeated headers bypass RBAC rules',
    severity: 'high',
    fixed: ['1.34.13', '1.35.8', '1.36.5', '1.37.1'],
  },
  {
    id: 'CVE-2024-23324',
    what: 'PROXY protocol headers bypass ext_authz',
    severity: 'high',
    fixed: ['1.26.7', '1.27.3', '1.28.1', '1.29.1'],
  },
];

/** Builds of vendors with their own support calendar: marks in image paths. */
export const envoyVendors: readonly { mark: RegExp; name: string }[] = [
  { mark: /solo-io\/|\bgloo\b/, name: 'Solo.io' },
  { mark: /tetrate/, name: 'Tetrate' },
  { mark: /registry\.redhat\.io|openshift/, name: 'Red Hat' },
  { mark: /aws-appmesh/, name: 'Amazon Web Services' },
  { mark: /cilium/, name: 'Cilium' },
];

/**
 * The minor of Envoy that a minor of Envoy Gateway is built for (https://gateway.envoyproxy.io/news/releases/matrix/, until 1.7). Newer
 * ones were not found.
 */
export const envoyOfGateway: Readonly<Record<string, number>> = {
  '1.0': 29,
  '1.1': 31,
  '1.2': 32,
  '1.3': 33,
  '1.4': 34,
  '1.5': 35,
  '1.6': 36,
  '1.7': 37,
};

/**
 * The minor of Envoy of a release of Contour (https://github.com/projectcontour/contour/blob/main/versions.yaml, until 1.32). The patches of
 * 1.33 are those of its own manifests (examples/render/contour.yaml of each tag): a patch can move to another minor.
 */
export const envoyOfContour: Readonly<Record<string, number>> = {
  '1.26': 27,
  '1.27': 28,
  '1.28': 29,
  '1.29': 30,
  '1.30': 31,
  '1.31': 34,
  '1.32': 34,
  ...Object.fromEntries([0, 1, 2, 3, 4, 5].map((patch) => [`1.33.${patch}`, 35])),
  ...Object.fromEntries([6, 7, 8].map((patch) => [`1.33.${patch}`, 38])),
};

/**
 * Support of add-ons by their projects, newest line first. As of 2026-11-22; sources: `source` of each row, which was read there or, for
 * those of endoflife.date, in its product files of 2026-08-22. `tools/addon-releases.ts` renews the lines from such files. A line without
 * `ended` was supported on that day; a line with `ended: ''` was not, and no date is published. Istio, Envoy and ingress-nginx have checks
 * of their own.
 */
export const asOf = '2026-11-22';

export interface ReleaseLine {
  /** `1.20`, or `2` where majors have one life. */
  line: string;
  /** Last day of support; empty: not published. */
  ended?: string;
}

export interface AddonReleases {
  /** Of the catalogue. */
  id: string;
  source: string;
  lines: readonly ReleaseLine[];
}

/** Days after `asOf` for which a line without an end counts as supported: projects release every few months. */
export const MAX_AGE_DAYS = 120;

export const addonReleases: readonly AddonReleases[] = [
  {
    id: 'envoy-gateway',
    source: 'https://gateway.envoyproxy.io/news/releases/matrix/',
    lines: [
      { line: '1.9', ended: '2027-02-14' },
      { line: '1.8', ended: '2026-11-08' },
      { line: '1.7', ended: '2026-08-05' },
      { line: '1.6', ended: '2026-05-13' },
      { line: '1.5', ended: '2026-02-13' },
    ],
  },
  {
    id: 'contour',
    source: 'https://projectcontour.io/resources/support/',
    lines: [{ line: '1.33' }, { line: '1.32', ended: '' }],
  },
  {
    id: 'emissary',
    source: 'https://github.com/emissary-ingress/emissary/blob/master/CHANGELOG.md',
    lines: [{ line: '4.1' }, { line: '2', ended: '' }],
  },
  {
    id: 'consul',
    source: 'https://endoflife.date/consul',
    lines: [{ line: '1.20', ended: '2026-05-24' }],
  },
  {
    id: 'cilium',
    source: 'https://endoflife.date/cilium',
    lines: [
      { line: '1.20' },
      { line: '1.19' },
      { line: '1.18' },
      { line: '1.17', ended: '2026-07-29' },
      { line: '1.16', ended: '2026-02-03' },
    ],
  },
  {
    id: 'calico',
    source: 'https://github.com/projectcalico/calico/blob/master/SECURITY.md',
    lines: [
      { line: '3.33' },
      { line: '3.32' },
      { line: '3.31', ended: '2026-10-01' },
      { line: '3.30', ended: '2026-04-30' },
    ],
  },
  {
    id: 'traefik',
    source: 'https://endoflife.date/traefik',
    lines: [
      { line: '3.7' },
      { line: '3.6', ended: '2026-08-16' },
      { line: '3.5', ended: '2025-11-07' },
      { line: '2.11', ended: '2026-02-01' },
    ],
  },
  {
    id: 'cert-manager',
    source: 'https://cert-manager.io/docs/releases/',
    lines: [
      { line: '1.21' },
      { line: '1.20' },
      { line: '1.19', ended: '2026-07-08' },
      { line: '1.18', ended: '2026-03-10' },
    ],
  },
  {
    id: 'linkerd',
    source: 'https://linkerd.io/releases/',
    lines: [{ line: '2.14', ended: '2024-02-20' }],
  },
  {
    id: 'argo-cd',
    source: 'https://argo-cd.readthedocs.io/en/stable/operator-manual/installation/#supported-versions',
    lines: [
      { line: '3.6' },
      { line: '3.5' },
      { line: '3.4' },
      { line: '3.3', ended: '2026-11-03' },
      { line: '3.2', ended: '2026-08-04' },
      { line: '3.1', ended: '2026-05-05' },
      { line: '2.14', ended: '' },
    ],
  },
  {
    id: 'flux',
    source: 'https://endoflife.date/flux',
    lines: [{ line: '2.9' }, { line: '2.8' }, { line: '2.7' }, { line: '2.6', ended: '2026-06-30' }],
  },
  {
    id: 'gatekeeper',
    source: 'https://open-policy-agent.github.io/gatekeeper/website/docs/',
    lines: [
      { line: '3.23' },
      { line: '3.22' },
      { line: '3.21', ended: '2026-07-09' },
      { line: '3.20', ended: '2026-03-09' },
    ],
  },
  {
    id: 'kyverno',
    source: 'https://endoflife.date/kyverno',
    lines: [
      { line: '1.19' },
      { line: '1.18' },
      { line: '1.17' },
      { line: '1.16', ended: '2026-08-20' },
      { line: '1.15', ended: '2026-04-29' },
    ],
  },
  {
    id: 'keda',
    source: 'https://endoflife.date/keda',
    lines: [{ line: '2.20' }, { line: '2.19' }, { line: '2.18', ended: '' }],
  },
  {
    id: 'karpenter',
    source: 'https://endoflife.date/karpenter',
    lines: [{ line: '1.14' }, { line: '1.13', ended: '' }],
  },
  {
    id: 'longhorn',
    source: 'https://endoflife.date/longhorn',
    lines: [
      { line: '1.12', ended: '2027-12-01' },
      { line: '1.11', ended: '2027-07-01' },
      { line: '1.10', ended: '2027-03-01' },
      { line: '1.9', ended: '2026-11-27' },
    ],
  },
  {
    id: 'metallb',
    source: 'https://endoflife.date/metallb',
    lines: [{ line: '0.16' }, { line: '0.15', ended: '' }],
  },
  {
    id: 'harbor',
    source: 'https://endoflife.date/harbor',
    lines: [{ line: '2.15' }, { line: '2.14' }, { line: '2.13' }, { line: '2.12', ended: '' }],
  },
  {
    id: 'knative',
    source: 'https://endoflife.date/knative',
    lines: [{ line: '1.23' }, { line: '1.22', ended: '2026-11-03' }],
  },
];

/** Projects that have ended, for every version. Those of Weave Net, Heapster and Tiller are from memory by the day. */
export const endedProjects: Readonly<Record<string, { ended: string; source: string }>> = {
  'app-mesh': {
    ended: '2026-09-30',
    source:
      'https://aws.amazon.com/blogs/containers/migrating-from-aws-app-mesh-to-amazon-ecs-service-connect/',
  },
  'grafana-agent': { ended: '2025-11-01', source: 'https://grafana.com/docs/agent/v0.43/stability/' },
  heapster: { ended: '2018-11-05', source: 'https://github.com/kubernetes-retired/heapster' },
  'kubernetes-dashboard': { ended: '2026-01-31', source: 'https://github.com/kubernetes-retired/dashboard' },
  'open-service-mesh': { ended: '2023-07-11', source: 'https://github.com/openservicemesh/osm' },
  promtail: { ended: '2026-03-02', source: 'https://grafana.com/docs/loki/latest/send-data/promtail/' },
  tiller: { ended: '2020-11-13', source: 'https://helm.sh/blog/helm-v2-deprecation-timeline/' },
  'weave-net': { ended: '2024-06-20', source: 'https://github.com/weaveworks/weave' },
};

/** Builds of vendors with their own support calendar, by their paths and tags. */
export const vendorBuilds: readonly { mark: RegExp; name: string }[] = [
  { mark: /(?:^|\/)rancher\/hardened-/, name: 'SUSE' },
  { mark: /-eksbuild\.|(?:^|\/)eks-distro\//, name: 'Amazon' },
  { mark: /mcr\.microsoft\.com\/oss\//, name: 'Microsoft' },
  { mark: /gke\.gcr\.io\/|-gke\.\d/, name: 'Google' },
  { mark: /registry\.redhat\.io\/|openshift\d?\//, name: 'Red Hat' },
  { mark: /(?:^|\/)azurek8sflux\//, name: 'Microsoft' },
  { mark: /(?:^|\/)isovalent\/|-cee\.\d/, name: 'Isovalent' },
  { mark: /(?:^|\/)buoyantio\//, name: 'Buoyant' },
  { mark: /(?:^|\/)tigera\/cnx-/, name: 'Tigera' },
  { mark: /(?:^|\/)(?:enterprisedb|k8s_enterprise)\//, name: 'EnterpriseDB' },
  { mark: /(?:^|\/)hashicorp\/(?:vault|consul)-enterprise(?:$|[:@])/, name: 'HashiCorp' },
  { mark: /(?:^|\/)acs\/aliyun-/, name: 'Alibaba Cloud' },
];

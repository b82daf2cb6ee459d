import type { Attempt } from './attempt.ts';

interface Program {
  place: string;
  kind?: 'Deployment' | 'DaemonSet' | 'StatefulSet';
  image: string;
  args?: string;
  env?: string;
  /** `app.kubernetes.io/name`, which charts set. */
  label?: string;
}

interface Vendor extends Program {
  name: string;
  check: string;
  verdict: 'fail' | 'unknown' | 'not-applicable';
}

function workloadOf({ place, kind = 'Deployment', image, args, env, label }: Program): string {
  const [namespace = '', name = ''] = place.split('/');
  const labels = label === undefined ? `app: ${name}` : `app.kubernetes.io/name: ${label}, app: ${name}`;
  return `
apiVersion: v1
kind: Namespace
metadata: { name: ${namespace} }
---
apiVersion: apps/v1
kind: ${kind}
metadata: { name: ${name}, namespace: ${namespace}, labels: { ${labels} } }
spec:
  ${kind === 'DaemonSet' ? '' : 'replicas: 1'}
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { ${labels} } }
    spec: { containers: [{ name: ${name}, image: '${image}'${args === undefined ? '' : `, args: [${args}]`}${env === undefined ? '' : `, env: [${env}]`} }] }
---`;
}

/** In a namespace that exists. */
function tenantOf(program: Program): string {
  return workloadOf(program).replace(/^[^-]*---/, '');
}

const ANONYMOUS_GRAFANA = "{ name: GF_AUTH_ANONYMOUS_ENABLED, value: 'true' }";

const VENDORS: readonly Vendor[] = [
  {
    name: 'Bitnami’s Grafana',
    place: 'mon/grafana',
    image: 'docker.io/bitnami/grafana:11.5.2-debian-12-r0',
    env: ANONYMOUS_GRAFANA,
    check: 'addons/grafana-anonymous-access',
    verdict: 'fail',
  },
  {
    name: 'Grafana of a mirror without folders',
    place: 'mon/grafana',
    image: 'registry.example.com/grafana:11.5.2',
    env: ANONYMOUS_GRAFANA,
    check: 'addons/grafana-anonymous-access',
    verdict: 'fail',
  },
  {
    name: 'an application with Grafana in its name',
    place: 'mon/reports',
    image: 'registry.example.com/acme/grafana-reports:1.0',
    env: ANONYMOUS_GRAFANA,
    check: 'addons/grafana-anonymous-access',
    verdict: 'not-applicable',
  },
  {
    name: 'Bitnami’s Argo CD',
    place: 'argo/argo-argo-cd-server',
    image: 'docker.io/bitnami/argo-cd:2.14.5',
    args: 'argocd-server, --insecure',
    check: 'addons/argo-cd-server-insecure',
    verdict: 'fail',
  },
  {
    name: 'Bitnami’s Argo Workflows',
    place: 'argo/argo-workflows-server',
    image: 'docker.io/bitnami/argo-workflow-cli:3.6.4',
    args: 'server, --auth-mode=server',
    check: 'addons/argo-workflows-server-auth',
    verdict: 'fail',
  },
  {
    name: 'RKE2’s metrics-server',
    place: 'kube-system/rke2-metrics-server',
    image: 'rancher/hardened-k8s-metrics-server:v0.7.1',
    args: '--kubelet-insecure-tls',
    check: 'addons/metrics-server-kubelet-unverified',
    verdict: 'fail',
  },
  {
    name: 'Vault Enterprise',
    place: 'vault/vault',
    kind: 'StatefulSet',
    image: 'hashicorp/vault-enterprise:1.15.0-ent',
    args: 'server, -dev',
    check: 'addons/vault-dev-mode',
    verdict: 'fail',
  },
  {
    name: 'Vault in an image with another name',
    place: 'vault/vault',
    kind: 'StatefulSet',
    image: 'registry.example.com/platform/secrets-engine:7',
    label: 'vault',
    args: 'server, -dev',
    check: 'addons/vault-dev-mode',
    verdict: 'unknown',
  },
  {
    name: 'Isovalent’s Cilium, its support',
    place: 'kube-system/cilium',
    kind: 'DaemonSet',
    image: 'quay.io/isovalent/cilium:v1.13.4-cee.1',
    check: 'addons/version-unsupported',
    verdict: 'unknown',
  },
  {
    name: 'Traefik in an image with another name',
    place: 'kube-system/traefik',
    image: 'registry.example.com/platform/edge:7',
    label: 'traefik',
    args: '--api.insecure=true',
    check: 'addons/traefik-api-insecure',
    verdict: 'unknown',
  },
  {
    name: 'ingress-nginx of Alibaba Cloud',
    place: 'kube-system/nginx-ingress-controller',
    image: 'registry.example.com/acs/aliyun-ingress-controller:v1.11.5-aliyun.1',
    args: '/nginx-ingress-controller, --allow-snippet-annotations=true',
    check: 'addons/ingress-nginx-retired',
    verdict: 'fail',
  },
  {
    name: 'the source controller of the Azure extension for Flux, without labels',
    place: 'flux-system/source-controller',
    image: 'mcr.microsoft.com/azurek8sflux/source-controller:1.2.0',
    check: 'addons/version-unsupported',
    verdict: 'unknown',
  },
  {
    name: 'the source controller of Flux, without labels',
    place: 'flux-system/source-controller',
    image: 'ghcr.io/fluxcd/source-controller:v1.2.0',
    check: 'addons/version-unsupported',
    verdict: 'unknown',
  },
];

const attempts: readonly Attempt[] = [
  ...VENDORS.map((vendor): Attempt => ({
    name: `vendor images/${vendor.name}`,
    player: 'administrator',
    why: 'Vendors and mirrors rename images; the program and its settings are the same, and its versions may be others.',
    objects: workloadOf(vendor),
    expect: [
      {
        check: vendor.check,
        verdict: vendor.verdict,
        ...(vendor.verdict !== 'not-applicable' && {
          object: `${vendor.kind ?? 'Deployment'} ${vendor.place}`,
        }),
      },
    ],
  })),
  {
    name: "vendor images/a tenant's Kong and the end of ingress-nginx",
    player: 'tenant',
    why: 'A workload with the image of a controller shows no Ingress that it handles.',
    objects: tenantOf({ place: 'shop/kong', image: 'kong/kong-gateway:3.4' }),
    expect: [{ check: 'addons/ingress-nginx-retired', verdict: 'not-applicable' }],
  },
  {
    name: "vendor images/a tenant's metrics-server beside the renamed one behind the APIService",
    player: 'administrator',
    why: 'The image of a look-alike does not hide the workload that the API server calls.',
    objects: `
apiVersion: v1
kind: Service
metadata: { name: usage, namespace: usage }
spec: { clusterIP: 10.96.7.77, selector: { app: usage }, ports: [{ port: 443, targetPort: 10250 }] }
---
apiVersion: apiregistration.k8s.io/v1
kind: APIService
metadata: { name: v1beta1.metrics.k8s.io }
spec:
  group: metrics.k8s.io
  version: v1beta1
  groupPriorityMinimum: 100
  versionPriority: 100
  service: { name: usage, namespace: usage, port: 443 }
---${workloadOf({ place: 'usage/usage', image: 'registry.example.com/platform/usage:7' })}${tenantOf({ place: 'shop/metrics-server', image: 'metrics-server/metrics-server:v0.8.0', args: '--secure-port=10250' })}`,
    expect: [
      {
        check: 'addons/metrics-server-kubelet-unverified',
        verdict: 'unknown',
        object: 'Deployment usage/usage',
      },
    ],
  },
  {
    name: "vendor images/a tenant's Vault of the project beside the administrator's in a renamed image",
    player: 'tenant',
    why: 'A pass of one workload does not answer for the other.',
    objects:
      workloadOf({
        place: 'vault/vault',
        kind: 'StatefulSet',
        image: 'registry.example.com/platform/secrets-engine:7',
        label: 'vault',
        args: 'server, -dev',
      }) + tenantOf({ place: 'shop/vault', image: 'hashicorp/vault:1.21.0', args: 'server' }),
    expect: [{ check: 'addons/vault-dev-mode', verdict: 'unknown', object: 'StatefulSet vault/vault' }],
  },
];

export default attempts;

import type { Answer, Attempt, Expected } from './attempt.ts';
import { customObject } from './custom-object.ts';

/** A program of an add-on with one ready pod. */
function program(place: string, image: string, { args = '', name = 'c' } = {}): string {
  const [namespace = '', own = ''] = place.split('/');
  return `
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${own}, namespace: ${namespace} }
spec:
  replicas: 1
  selector: { matchLabels: { app: ${own} } }
  template:
    metadata: { labels: { app: ${own} } }
    spec: { containers: [{ name: ${name}, image: '${image}'${args && `, args: [${args}]`} }] }
status: { replicas: 1, readyReplicas: 1, updatedReplicas: 1, observedGeneration: 1 }
---`;
}

const namespace = (name: string) => `
apiVersion: v1
kind: Namespace
metadata: { name: ${name} }
---`;

/** Cluster-scoped permissions on the status of its objects: an administrator installed it. */
const installedIn = (name: string, group: string) => `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: ${name}-operator }
rules: [{ apiGroups: [${group}], resources: [things/status], verbs: [update, patch] }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: ${name}-operator }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: ${name}-operator }
subjects: [{ kind: ServiceAccount, namespace: ${name}, name: default }]
---`;

const configMap = (place: string, data: string) => {
  const [where = '', name = ''] = place.split('/');
  return `
apiVersion: v1
kind: ConfigMap
metadata: { name: ${name}, namespace: ${where} }
data: { ${data} }
---`;
};

const ARGO = 'quay.io/argoproj/argocd:v3.6.1';
const argoIn = (where: string) =>
  program(`${where}/argocd-server`, ARGO, { args: '/usr/local/bin/argocd-server', name: 'argocd-server' });
const anonymous = (where: string, value: boolean) =>
  configMap(`${where}/argocd-cm`, `users.anonymous.enabled: '${value}'`);
const ARGO_CD = namespace('argocd') + argoIn('argocd') + installedIn('argocd', 'argoproj.io');

const VELERO = namespace('velero') + program('velero/velero', 'velero/velero:v1.18.0', { args: 'server' });
const VELERO_TRUSTED = VELERO + installedIn('velero', 'velero.io');
/** A day before the recording of the base cluster. */
const RECENT = "{ phase: Completed, completionTimestamp: '2026-11-28T20:00:00Z' }";
const OLD = "{ phase: Completed, completionTimestamp: '2026-09-01T20:00:00Z' }";
const backup = (where: string, status: string) =>
  customObject({
    apiVersion: 'velero.io/v1',
    kind: 'Backup',
    namespace: where,
    name: 'daily',
    spec: '{ storageLocation: default }',
    more: `status: ${status}`,
  });

const KYVERNO =
  namespace('kyverno') +
  program('kyverno/kyverno-admission-controller', 'reg.kyverno.io/kyverno/kyverno:v1.19.0', {
    args: '--v=2',
    name: 'kyverno',
  }) +
  installedIn('kyverno', 'kyverno.io');
const rule = (action: string) => `{ rules: [{ name: a, validate: { failureAction: ${action} } }] }`;
const clusterPolicy = (action: string) => `
apiVersion: kyverno.io/v1
kind: ClusterPolicy
metadata: { name: labels }
spec: ${rule(action)}
---`;

const CERT_MANAGER =
  namespace('cert-manager') +
  program('cert-manager/cert-manager', 'quay.io/jetstack/cert-manager-controller:v1.21.0');
const certificate = customObject({
  apiVersion: 'cert-manager.io/v1',
  kind: 'Certificate',
  namespace: 'shop',
  name: 'web',
  spec: '{ secretName: web-tls }',
  more: "status: { notAfter: '2027-02-01T00:00:00Z', conditions: [{ type: Ready, status: 'True' }] }",
});

const ANONYMOUS = 'addons/argo-cd-anonymous-access';
const STALE = 'addons/velero-backup-stale';
const ENFORCES = 'addons/kyverno-enforces-nothing';
const READY = 'addons/cert-manager-certificate-not-ready';
const SERVER = 'Deployment argocd/argocd-server';

const LEFT_OVER = 'addons/definitions-left-over';
const definitionOf = (group: string, kind: string, plural: string) => `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: ${plural}.${group} }
spec:
  group: ${group}
  scope: Namespaced
  names: { kind: ${kind}, plural: ${plural} }
  versions: [{ name: v1, served: true, storage: true }]
---`;
const certificates = definitionOf('cert-manager.io', 'Certificate', 'certificates');
const controllerIn = (where: string) =>
  namespace(where) + program(`${where}/cert-manager`, 'quay.io/jetstack/cert-manager-controller:v1.21.0');

const tenants: readonly Attempt[] = [
  {
    name: 'addons/a copy of the controller beside CRDs that were left over',
    player: 'tenant',
    why: 'Any tenant can run the image of a controller: without its permissions it handles no object.',
    objects: certificates + controllerIn('shop-certificates'),
    expect: [{ check: LEFT_OVER, verdict: 'unknown' }],
  },
  {
    name: 'addons/a copy of the controller in the namespace of its name',
    player: 'tenant',
    why: 'The name of a namespace shows no permissions either.',
    objects: certificates + controllerIn('cert-manager'),
    expect: [{ check: LEFT_OVER, verdict: 'unknown' }],
  },
  {
    name: 'addons/a copy of a controller, and another add-on that was left over',
    player: 'tenant',
    why: 'The risk of one add-on does not answer for the other.',
    objects: certificates + definitionOf('kuma.io', 'Mesh', 'meshes') + controllerIn('shop-certificates'),
    expect: [
      {
        check: LEFT_OVER,
        verdict: 'fail',
        object: 'CustomResourceDefinition meshes.kuma.io',
      },
      {
        check: LEFT_OVER,
        verdict: 'unknown',
        object: 'CustomResourceDefinition certificates.cert-manager.io',
      },
    ],
  },
  {
    name: "addons/a tenant's Velero beside one without Backups",
    player: 'tenant',
    why: 'Each installation of unknown origin has its own verdict.',
    objects:
      VELERO +
      program('shop/velero', 'velero/velero:v1.18.0', { args: 'server' }) +
      definitionOf('velero.io', 'Backup', 'backups'),
    expect: [{ check: STALE, verdict: 'fail', object: 'Deployment velero/velero' }],
  },
  {
    name: "addons/a tenant's argocd-cm",
    player: 'tenant',
    why: 'A server reads the ConfigMap of its own namespace only.',
    objects: ARGO_CD + anonymous('argocd', true) + anonymous('shop', false),
    expect: [{ check: ANONYMOUS, verdict: 'fail', object: SERVER }],
  },
  {
    name: "addons/a tenant's Argo CD",
    player: 'tenant',
    why: 'A second, secure server changes nothing about the first one.',
    objects: ARGO_CD + anonymous('argocd', true) + argoIn('shop') + anonymous('shop', false),
    expect: [
      { check: ANONYMOUS, verdict: 'fail', object: SERVER },
      // ConfigMaps of other namespaces are requested where a Pod of a server runs.
      { check: ANONYMOUS, verdict: ['pass', 'unknown'], object: 'Deployment shop/argocd-server' },
    ],
  },
  {
    name: "addons/a tenant's default project",
    player: 'tenant',
    why: 'Only the project in the namespace of Argo CD is the default.',
    objects:
      ARGO_CD +
      ['argocd', 'shop']
        .map((where) =>
          customObject({
            apiVersion: 'argoproj.io/v1alpha1',
            kind: 'AppProject',
            namespace: where,
            name: 'default',
            spec:
              where === 'shop'
                ? '{ sourceRepos: [], destinations: [] }'
                : "{ sourceRepos: ['*'], destinations: [{ namespace: '*', server: '*' }] }",
          }),
        )
        .join(''),
    expect: [
      { check: 'addons/argo-cd-default-project-open', verdict: 'fail', object: 'AppProject argocd/default' },
    ],
  },
  {
    name: "addons/a tenant's Kyverno policy",
    // Kyverno itself, which is an administrator's, may verify images.
    player: 'administrator',
    why: 'A Policy applies to its namespace, and the tenant can delete it.',
    objects:
      KYVERNO +
      clusterPolicy('Audit') +
      customObject({
        apiVersion: 'kyverno.io/v1',
        kind: 'Policy',
        namespace: 'shop',
        name: 'labels',
        spec: rule('Enforce'),
      }),
    expect: [{ check: ENFORCES, verdict: 'fail' }],
  },
  {
    name: "addons/a tenant's Kyverno",
    player: 'tenant',
    why: 'Policies have no effect without a controller that an administrator installed.',
    objects:
      program('shop/kyverno', 'reg.kyverno.io/kyverno/kyverno:v1.19.0', { args: '--v=2', name: 'kyverno' }) +
      clusterPolicy('Enforce'),
    expect: [{ check: ENFORCES, verdict: 'unknown' }],
  },
  {
    name: "addons/a tenant's Backup",
    player: 'tenant',
    why: 'Velero reads the Backups of its own namespace only.',
    objects: VELERO_TRUSTED + backup('velero', OLD) + backup('shop', RECENT),
    expect: [{ check: STALE, verdict: 'fail' }],
  },
  {
    name: "addons/a tenant's Velero with a Backup",
    player: 'tenant',
    why: 'A look-alike with a Backup in its namespace backs up nothing.',
    objects:
      VELERO_TRUSTED +
      backup('velero', OLD) +
      program('shop/velero', 'velero/velero:v1.18.0', { args: 'server' }) +
      backup('shop', RECENT),
    expect: [{ check: STALE, verdict: ['fail', 'unknown'] }],
  },
  {
    name: 'addons/Velero of unknown origin',
    player: 'tenant',
    why: 'Nothing cluster-scoped shows that an administrator installed it.',
    objects: VELERO + backup('velero', RECENT),
    expect: [{ check: STALE, verdict: 'unknown' }],
  },
  {
    name: "addons/a tenant's Falco",
    player: 'tenant',
    why: 'An image of that name observes nothing.',
    objects: program('shop/falco', 'falcosecurity/falco:0.43.0'),
    expect: [{ check: 'addons/falco-nodes-uncovered', verdict: ['fail', 'unknown'] }],
  },
  {
    name: "addons/a tenant's ConfigMap of ingress-nginx",
    player: 'tenant',
    why: 'The controller reads the ConfigMap that its argument names, in its own namespace.',
    objects:
      namespace('ingress-nginx') +
      program('ingress-nginx/ingress-nginx-controller', 'registry.k8s.io/ingress-nginx/controller:v1.13.9', {
        args: "/nginx-ingress-controller, '--configmap=$(POD_NAMESPACE)/ingress-nginx-controller'",
      }) +
      configMap('ingress-nginx/ingress-nginx-controller', "allow-snippet-annotations: 'true'") +
      configMap('shop/ingress-nginx-controller', "allow-snippet-annotations: 'false'"),
    expect: [
      {
        check: 'addons/ingress-nginx-snippets-allowed',
        verdict: 'fail',
        object: 'Deployment ingress-nginx/ingress-nginx-controller',
      },
    ],
  },
];

const administrators: readonly Attempt[] = [
  {
    name: 'addons/a recent Backup of Velero',
    player: 'administrator',
    why: 'An administrator installed Velero, and its newest Backup is a day old.',
    objects: VELERO_TRUSTED + backup('velero', RECENT),
    expect: [{ check: STALE, verdict: 'pass' }],
  },
  {
    name: 'addons/an enforced ClusterPolicy',
    player: 'administrator',
    why: 'An administrator installed Kyverno, and a ClusterPolicy enforces.',
    objects: KYVERNO + clusterPolicy('Enforce'),
    expect: [{ check: ENFORCES, verdict: 'pass' }],
  },
  {
    name: 'addons/refused objects of another product',
    player: 'administrator',
    why: 'Lists of Kyverno have nothing to do with Backups.',
    objects: VELERO_TRUSTED + backup('velero', RECENT) + KYVERNO + clusterPolicy('Enforce'),
    answers: { '/apis/kyverno.io/v1/clusterpolicies': 403 },
    expect: [
      { check: STALE, verdict: 'pass' },
      { check: ENFORCES, verdict: 'unknown' },
    ],
  },
];

/** What a proxy or a missing permission makes of a list. */
const BROKEN: readonly (readonly [string, Answer])[] = [
  ['refused', 403],
  ['not found', 404],
  ['failing', 500],
  ['cut', 'cut'],
  ['a login page', 'html'],
];

interface Listed {
  what: string;
  path: string;
  objects: string;
  expect: Expected;
}

const LISTS: readonly Listed[] = [
  {
    what: 'Backups',
    path: '/apis/velero.io/v1/backups',
    objects: VELERO_TRUSTED + backup('velero', OLD),
    expect: { check: STALE, verdict: 'unknown' },
  },
  {
    what: 'Certificates',
    path: '/apis/cert-manager.io/v1/certificates',
    objects: CERT_MANAGER + certificate,
    expect: { check: READY, verdict: 'unknown' },
  },
  {
    what: 'ClusterPolicies',
    path: '/apis/kyverno.io/v1/clusterpolicies',
    objects: KYVERNO + clusterPolicy('Audit'),
    expect: { check: ENFORCES, verdict: 'unknown' },
  },
  {
    what: 'argocd-cm',
    path: '/api/v1/namespaces/argocd/configmaps/argocd-cm',
    objects: ARGO_CD + anonymous('argocd', false),
    expect: { check: ANONYMOUS, verdict: 'unknown', object: SERVER },
  },
];

const networks: readonly Attempt[] = LISTS.flatMap(({ what, path, objects, expect }) =>
  BROKEN.map(([how, answer]): Attempt => ({
    name: `addons/${what}: ${how}`,
    player: 'network',
    why: 'What was not collected is evidence of nothing.',
    objects,
    answers: { [path]: answer },
    expect: [expect],
  })),
);

/** An emptied list is an answer that no other data contradicts: there is nothing to pass or to fail for. */
const empty: readonly Attempt[] = [
  {
    name: 'addons/Certificates: emptied',
    player: 'network',
    why: 'Without a Certificate, none passes.',
    objects: CERT_MANAGER + certificate,
    answers: { '/apis/cert-manager.io/v1/certificates': 'empty' },
    expect: [{ check: READY, verdict: ['not-applicable', 'unknown'] }],
  },
];

const attempts: readonly Attempt[] = [...tenants, ...administrators, ...networks, ...empty];

export default attempts;

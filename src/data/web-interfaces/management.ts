/** Interfaces that change the cluster or its workloads. */
import type { WebInterface } from './web-interface.ts';

export const managementInterfaces: readonly WebInterface[] = [
  {
    name: 'Kubernetes Dashboard',
    images: [
      'kubernetesui/dashboard',
      'kubernetesui/dashboard-web',
      'kubernetesui/dashboard-auth',
      'kubernetesui/dashboard-api',
      'kubernetes-dashboard',
    ],
    severity: 'high',
    ports: [8443, 9090, 8000],
    gives: 'management access; archived in January 2026',
    listens: /^(?:insecure-)?bind-address$/,
    // https://github.com/kubernetes/dashboard/releases/tag/v1.10.1 and v1.7.0, which added the login.
    loginOff: {
      flag: 'enable-skip-login',
      description: 'authentication can be skipped',
      before: {
        version: '1.10.1',
        images: ['kubernetesui/dashboard', 'kubernetes-dashboard'],
        description: 'authentication can be skipped or does not exist',
      },
    },
    gateways: ['kong', 'kong/kong-gateway'],
  },
  {
    name: 'Headlamp',
    images: ['headlamp-k8s/headlamp', 'kinvolk/headlamp'],
    severity: 'high',
    ports: [4466],
    gives: 'management access',
    // https://headlamp.dev/docs/latest/installation/in-cluster: its own ServiceAccount is used for every request.
    loginOff: {
      flag: 'unsafe-use-service-account-token',
      variable: 'HEADLAMP_CONFIG_UNSAFE_USE_SERVICE_ACCOUNT_TOKEN',
      description: 'its ServiceAccount is used without authentication',
    },
  },
  {
    name: 'Rancher',
    images: ['rancher/rancher'],
    severity: 'high',
    ports: [80, 443],
    gives: 'management access to several clusters',
  },
  {
    name: 'Portainer',
    images: ['portainer/portainer-ce', 'portainer/portainer-ee'],
    severity: 'high',
    ports: [9000, 9443, 8000],
    gives: 'management access; the first user sets the password',
  },
  {
    name: 'Argo CD',
    images: ['argocd', 'argo-cd'],
    program: {
      serves: /(?:^|[\s/;&|"'])argocd-server(?:$|[\s;&|"'])/,
      others:
        /(?:^|[\s/;&|"'])argocd-(?:application-controller|applicationset-controller|repo-server|cmp-server|commit-server|dex|dex-server|notifications|notifications-controller|k8s-auth|git-ask-pass)(?:$|[\s;&|"'])/,
      variable: 'ARGOCD_BINARY_NAME',
    },
    severity: 'high',
    ports: [8080],
    beside: [8083],
    // https://argo-cd.readthedocs.io/en/stable/operator-manual/argocd-cmd-params-cm-yaml
    loginOff: {
      flag: 'disable-auth',
      variable: 'ARGOCD_SERVER_DISABLE_AUTH',
      configMap: { name: 'argocd-cmd-params-cm', key: 'server.disable.auth' },
      description: 'authentication is disabled',
      // https://argo-cd.readthedocs.io/en/stable/operator-manual/rbac (Anonymous Access); util/settings/settings.go compares with "true".
      opened: {
        description: 'anonymous users are administrators',
        by: [
          { name: 'argocd-cm', key: 'users.anonymous.enabled', value: /^true$/ },
          { name: 'argocd-rbac-cm', key: 'policy.default', value: /^role:admin$/ },
        ],
      },
    },
    gives: 'deployment to all managed clusters',
  },
  {
    name: 'Argo Workflows',
    images: ['argoproj/argocli', 'argoproj/argo-server'],
    severity: 'high',
    ports: [2746],
    // https://github.com/argoproj/argo-workflows/blob/main/docs/argo-server-auth-mode.md, argo-server-header-auth.md and
    // environment-variables.md: `header` trusts every header of a request, unless a proxy in front of it removes them.
    loginOff: {
      mode: { flag: 'auth-mode', variable: 'ARGO_AUTH_MODE', off: ['server', 'header'] },
      description: 'authentication is disabled',
      before: {
        version: '3.0.0',
        images: ['argoproj/argocli', 'argoproj/argo-server'],
        description: 'authentication is disabled by default',
      },
    },
    gives: 'workflow execution',
  },
  {
    name: 'Tekton Dashboard',
    // ko names images after the program's folder and the MD5 of its import path, github.com/tektoncd/dashboard/cmd/dashboard.
    images: [
      'tektoncd/dashboard',
      'dashboard/cmd/dashboard',
      'tektoncd/dashboard/dashboard',
      'dashboard-9623576a202fe86c8b7d1bc489905f86',
    ],
    severity: 'critical',
    ports: [9097],
    gives: 'pipeline execution without authentication',
  },
  {
    name: 'Kubeflow',
    images: [
      'kubeflownotebookswg/centraldashboard',
      'kubeflow/centraldashboard',
      'kubeflow/central-dashboard',
      // Since kubeflow/manifests 1.11, https://github.com/kubeflow/dashboard.
      'kubeflow/dashboard/dashboard',
      'kubeflow/dashboard/dashboard-angular',
    ],
    severity: 'high',
    ports: [8082],
    gives: 'notebook and pipeline execution',
  },
  {
    name: 'Kubeflow Pipelines',
    images: ['ml-pipeline/frontend', 'kubeflow/kfp-frontend'],
    severity: 'critical',
    ports: [3000],
    gives: 'pipeline execution without authentication',
  },
  {
    name: 'Weave Scope',
    images: ['weaveworks/scope'],
    severity: 'critical',
    ports: [4040],
    gives: 'shell access to containers without authentication',
  },
  {
    name: 'Longhorn',
    images: ['longhornio/longhorn-ui'],
    severity: 'critical',
    ports: [8000],
    gives: 'deletion of volumes and backups without authentication',
  },
];

/**
 * Programs whose web interface shows or steers the cluster. As of 2026-11-24; source: documentation and manifests of the
 * projects, e.g. https://github.com/kubernetes/dashboard and https://github.com/argoproj/argo-cd. Images by their last path segments, because registries are mirrored; names of Services and namespaces prove
 * nothing and are not looked at.
 */
export const asOf = '2026-11-24';

export interface WebInterface {
  name: string;
  /** Compared like those of the add-on catalogue: `a/b` compares two segments. */
  images: readonly string[];
  /** Where one image runs many programs: the one that serves the interface, by command or container name. */
  program?: string;
  /** What it is on the internet: `critical` when it steers the cluster and asks nobody for a login by default. */
  severity: 'critical' | 'high' | 'medium';
  /** What somebody in front of it can do. */
  gives: string;
  /** A proxy of the same Helm release that all traffic passes through. */
  proxy?: string;
}

export const webInterfaces: readonly WebInterface[] = [
  {
    name: 'Kubernetes Dashboard',
    images: ['kubernetesui/dashboard', 'kubernetesui/dashboard-web', 'kubernetesui/dashboard-auth'],
    severity: 'high',
    gives: 'steers the cluster; archived in January 2026',
    proxy: 'kong',
  },
  {
    name: 'Headlamp',
    images: ['headlamp-k8s/headlamp', 'kinvolk/headlamp'],
    severity: 'high',
    gives: 'steers the cluster',
  },
  { name: 'Rancher', images: ['rancher/rancher'], severity: 'high', gives: 'steers clusters' },
  {
    name: 'Portainer',
    images: ['portainer/portainer-ce', 'portainer/portainer-ee'],
    severity: 'high',
    gives: 'steers the cluster; whoever comes first sets the password',
  },
  {
    name: 'Argo CD',
    images: ['argoproj/argocd', 'argoprojlabs/argocd'],
    program: 'argocd-server',
    severity: 'high',
    gives: 'deploys anything to the clusters that it manages',
  },
  {
    name: 'Argo Workflows',
    images: ['argoproj/argocli', 'argoproj/argo-server'],
    severity: 'high',
    gives: 'runs workflows',
  },
  {
    name: 'Tekton Dashboard',
    images: ['tektoncd/dashboard', 'dashboard/cmd/dashboard'],
    severity: 'critical',
    gives: 'runs pipelines, without a login of its own',
  },
  {
    name: 'Kubeflow',
    images: [
      'kubeflownotebookswg/centraldashboard',
      'kubeflow/centraldashboard',
      'kubeflow/central-dashboard',
    ],
    severity: 'high',
    gives: 'runs notebooks and pipelines',
  },
  {
    name: 'Weave Scope',
    images: ['weaveworks/scope'],
    severity: 'critical',
    gives: 'opens shells in containers, without a login of its own',
  },
  {
    name: 'Longhorn',
    images: ['longhornio/longhorn-ui'],
    severity: 'critical',
    gives: 'deletes volumes and backups, without a login of its own',
  },
  {
    name: 'Grafana',
    images: ['grafana/grafana', 'grafana/grafana-oss', 'grafana/grafana-enterprise', 'bitnami/grafana'],
    severity: 'medium',
    gives: 'shows what runs where',
  },
  {
    name: 'Prometheus',
    images: ['prometheus/prometheus', 'prom/prometheus', 'bitnami/prometheus'],
    severity: 'medium',
    gives: 'shows every target and label, without a login of its own',
  },
  {
    name: 'Alertmanager',
    images: ['prometheus/alertmanager', 'prom/alertmanager', 'bitnami/alertmanager'],
    severity: 'medium',
    gives: 'silences alerts, without a login of its own',
  },
  { name: 'Kiali', images: ['kiali/kiali'], severity: 'medium', gives: 'shows and changes the mesh' },
  {
    name: 'Jaeger',
    images: ['jaegertracing/all-in-one', 'jaegertracing/jaeger-query', 'jaegertracing/jaeger'],
    severity: 'medium',
    gives: 'shows requests with their data, without a login of its own',
  },
  {
    name: 'Hubble',
    images: ['cilium/hubble-ui'],
    severity: 'medium',
    gives: 'shows all traffic, without a login of its own',
  },
  {
    name: 'kube-ops-view',
    images: ['hjacobs/kube-ops-view'],
    severity: 'medium',
    gives: 'shows all nodes and pods, without a login of its own',
  },
];

import { evaluateMinor } from '../helpers/addons/same-minor.ts';
import { addonCheck } from '../families/addon-check.ts';

export default addonCheck({
  id: 'addons/cluster-autoscaler-skew',
  title: 'Cluster Autoscaler differs from the Kubernetes minor',
  control: 'Cluster Autoscaler version',
  severity: 'low',
  why: 'Cluster Autoscaler simulates the scheduler of its own minor version. With another one, it adds nodes that Pods cannot use, or removes nodes that they need.',
  remediation: 'Use the release of Cluster Autoscaler with the minor version of the cluster.',
  references: ['K07', 'cluster-autoscaler-releases'],
  addon: 'cluster-autoscaler',
  asks: {
    kinds: [],
    evaluate: ({ workloads }, { cluster }) =>
      workloads.flatMap((workload) => evaluateMinor(workload, ['cluster-autoscaler'], cluster.minor)),
  },
});

import type { ProductMarks } from '../model/types.ts';

/**
 * What an add-on is recognized by. One image is enough, because a path names one product. Any two of the other signals are enough as
 * well, one of them on a workload: a renamed image leaves names, labels and the objects of the cluster.
 */
export interface AddonSignals extends ProductMarks {
  id: string;
  name: string;
  category:
    | 'cni'
    | 'dns'
    | 'ingress'
    | 'mesh'
    | 'policy'
    | 'gitops'
    | 'pki'
    | 'secrets'
    | 'observability'
    | 'autoscaling'
    | 'backup'
    | 'storage'
    | 'load-balancer'
    | 'ui'
    | 'platform';
  /** Last segments of image paths; `a/b` compares two segments where one would be ambiguous. */
  images: readonly string[];
  /** Of `images`, those with a version of their own, which is not the product's. */
  unversioned?: readonly string[];
  /** Container that other applications run with one of these images; it does not make their workload an add-on. */
  sidecar?: string;
  /** Names of its workloads, which its labels carry as well; a Helm release may precede them. Never a common word. */
  names?: readonly string[];
  /** Names of its CRDs, where other products have kinds in the same group. */
  crds?: readonly string[];
  /** Names of its CSIDrivers. */
  drivers?: readonly string[];
  /** Controllers that IngressClasses and GatewayClasses name. */
  controllers?: readonly string[];
  /** A label with which it marks namespaces. */
  namespaceLabel?: string;
  /** Kinds of an API without a controller of its own: their presence is the installation. */
  definitions?: true;
  /** The add-on whose operator creates its workloads: while that is installed, their absence is no fault. */
  createdBy?: string;
  /** A provider may run its controller outside the cluster: its absence is no fault. */
  mayBeHosted?: true;
}

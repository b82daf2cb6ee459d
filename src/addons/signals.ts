import type { ProductMarks } from '../model/types.ts';

/** What an add-on is recognized by. */
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
  /** Container that other applications run with one of these images; it does not make their workload an add-on. */
  sidecar?: string;
}

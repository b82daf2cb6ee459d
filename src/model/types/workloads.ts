import type { ContainerRecord, PodRecord, PodTemplate, StringMap } from '../../snapshot/records/index.ts';

export interface PodFacts {
  /** The list is complete: a pod that is not in it does not exist. */
  complete: boolean;
  /** The same for the controllers that create pods. */
  controllersComplete: boolean;
  all: readonly PodRecord[];
  byNamespace: ReadonlyMap<string, readonly PodRecord[]>;
  byNode: ReadonlyMap<string, readonly PodRecord[]>;
}

/** One of the pod templates of a workload, and the pods that have it. */
export interface TemplateFacts {
  template: PodTemplate;
  /** It belongs to the controller (or to one that the controller created): pods will be created from it. */
  ofController: boolean;
  /** Pods with this template, by name. */
  pods: readonly PodRecord[];
  /** Labels that its nodes must have: from its own spec and, for future pods, from its RuntimeClass. */
  nodeSelector: StringMap;
  /** It names a RuntimeClass that was not collected, and which may add to that. */
  classUncollected?: boolean;
}

/** A controller with its pods, or a pod without a controller. */
export interface WorkloadFacts {
  kind: string;
  namespace: string;
  name: string;
  /** A manifest without a namespace; it counts as one of `default`. */
  namespaceUnset?: boolean;
  replicas?: number;
  ready?: number;
  schedule?: string;
  /** Creation time of the controller, or of the pod without one. */
  created?: string;
  /** Deployments: RollingUpdate or Recreate. */
  strategy?: string;
  /** Labels of the controller itself; those of its pods are in the template. */
  labels?: StringMap;
  /**
   * The representative template: that of the first pod, which includes what admission added, else the controller's. For display and
   * recognition; faults are evaluated in all `templates`.
   */
  template: PodTemplate;
  /** Every distinct template: the controller's first, then those of pods, in the order of the pods. Never empty. */
  templates: readonly TemplateFacts[];
  /**
   * Which pods were created from the controller's current template, by the controller's own count. all: any differences were added by
   * admission. unseen: all that it counts, and not all of them were collected. unknown: some may have an older template, or another
   * origin.
   */
  updated: 'all' | 'unseen' | 'unknown';
  /** StatefulSets: volumes that are claims, created for each pod. */
  claimTemplates?: readonly string[];
  /** Those among them without a class. */
  unclassedTemplates?: readonly string[];
  /** Those among them that name the requested PersistentVolume. */
  claimedVolumes?: readonly { template: string; volume: string }[];
  pods: readonly PodRecord[];
  /** Static pod: a node's kubelet runs it from a file. */
  mirror: boolean;
}

export type ContainerFacts = ContainerRecord;

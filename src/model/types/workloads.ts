import type { ContainerRecord, PodRecord, PodTemplate, StringMap } from '../../snapshot/records/index.ts';

export interface PodFacts {
  /** The list was read to its end: a pod that is not among them does not exist. */
  complete: boolean;
  /** The same of the controllers that make pods. */
  controllersComplete: boolean;
  all: readonly PodRecord[];
  byNamespace: ReadonlyMap<string, readonly PodRecord[]>;
  byNode: ReadonlyMap<string, readonly PodRecord[]>;
}

/** One of the pod templates of a workload, and who has it. */
export interface TemplateFacts {
  template: PodTemplate;
  /** It stands in the controller (or in one that the controller made): pods will be made from it. */
  ofController: boolean;
  /** Pods that look like this, by name. */
  pods: readonly PodRecord[];
  /** Labels that its nodes must have: its own word and, for pods that are still to be made, that of its RuntimeClass. */
  nodeSelector: StringMap;
  /** It names a RuntimeClass that was not seen, and which may add to that. */
  classUncollected?: boolean;
}

/** A controller with its pods, or a pod that nobody controls. */
export interface WorkloadFacts {
  kind: string;
  namespace: string;
  name: string;
  /** A manifest that names no namespace; it counts as one of `default`. */
  namespaceUnset?: boolean;
  replicas?: number;
  ready?: number;
  schedule?: string;
  /**
   * What a pod of it looks like: the first pod's template, which shows what admission has added, else the controller's. For what is
   * shown of it and what it is recognised by; what is wrong with it is asked of all `templates`.
   */
  template: PodTemplate;
  /** Every template that differs: the controller's first, then those of pods, in the order of the pods. Never empty. */
  templates: readonly TemplateFacts[];
  /**
   * Which pods are made from the controller's template as it is now, by the controller's own count? all: what they have beside it,
   * admission has added. unseen: all that it counts, and not all of them were seen. unknown: some may be of an older template, or come
   * from somewhere else.
   */
  updated: 'all' | 'unseen' | 'unknown';
  /** StatefulSets: volumes that are claims, made for each pod. */
  claimTemplates?: readonly string[];
  /** Those among them that name the PersistentVolume that they ask for. */
  claimedVolumes?: readonly { template: string; volume: string }[];
  pods: readonly PodRecord[];
  /** Static pod: a node's kubelet runs it from a file. */
  mirror: boolean;
}

export type ContainerFacts = ContainerRecord;

import { candidatesOn } from '../../../src/model/storage/matching.ts';
import { placeClaims } from '../../../src/model/storage/placement.ts';
import type { Manifest } from '../../model/support/cluster.ts';
import { modelOf } from '../../model/support/cluster.ts';
import type { StorageCase } from './cases.ts';
import { claim, storageClass, volume } from './objects.ts';

/** What the model says about a case before any controller has seen it. */
export interface Prediction {
  /** By claim: the volumes of which it gets one; empty = it stays pending. */
  volumes: Readonly<Record<string, readonly string[]>>;
  /** Nodes of which the pod gets one; empty = none. Absent without a pod. */
  nodes?: readonly string[];
}

/** Objects of a case except the pod. */
export function objectsOf(namespace: string, one: StorageCase) {
  return {
    classes: (one.classes ?? []).map(storageClass),
    volumes: (one.volumes ?? []).map((input) => volume(namespace, input)),
    claims: one.claims.map((input) => claim(namespace, input)),
  };
}

/** The answer of src/model/storage. `others`: classes of other cases, since the default class is one of the cluster. */
export function predict(namespace: string, one: StorageCase, nodes: readonly Manifest[]): Prediction {
  const { classes, volumes, claims } = objectsOf(namespace, one);
  const model = modelOf({}, ...nodes, ...classes, ...volumes, ...claims);
  const zone = one.pod?.zone;
  const allowed = model.nodes.filter((node) => zone === undefined || node.zone === zone);
  const place = placeClaims(model.claims, model.storage, allowed);
  const usable = place.state === 'nodes' ? place.nodes : [];
  const byClaim = model.claims.map(({ record, binding }): [string, readonly string[]] => {
    if (binding.state === 'binds') return [record.name, binding.volumes];
    if (binding.state !== 'waits' || !one.pod) return [record.name, []];
    // The volume follows from the node that the scheduler chooses.
    return [record.name, usable.flatMap((node) => chosenOn(model, record.name, node))];
  });
  return {
    volumes: Object.fromEntries(byClaim.map(([name, found]) => [name, [...new Set(found)].sort()])),
    ...(one.pod && { nodes: usable }),
  };
}

function chosenOn(model: ReturnType<typeof modelOf>, name: string, node: string): string[] {
  const record = model.claims.find((one) => one.record.name === name)?.record;
  const labels = model.nodes.find((one) => one.name === node)?.record.labels;
  return record && labels ? candidatesOn(record, model.storage.volumes, labels).map((one) => one.name) : [];
}

import type { V1Node, V1NodeCondition, V1Taint } from '@kubernetes/client-node';
import { annotationsOf } from '../project/annotations.ts';
import { arr, num, obj, put, scalar, someStrings, str, stringMap } from '../project/raw.ts';
import type { Field } from '../project/untrusted.ts';
import { redactPatterns } from '../redact/patterns.ts';
import { labels } from '../schema/common.ts';
import { flag, list, number, object, optional, text } from '../schema/shape.ts';
import type { Infer } from '../schema/shape.ts';
import { defineKind } from './define.ts';
import type { ProjectInput } from './define.ts';

export type NodeRecord = Infer<typeof shape>;

const shape = object({
  namespace: optional(text),
  name: text,
  uid: optional(text),
  created: optional(text),
  labels,
  /** Only architecture-relevant annotations (k3s.io/, rke2.io/, talos.dev/, cluster.x-k8s.io/, kwok, kubeadm ...), redacted. */
  annotations: labels,
  providerID: optional(text),
  podCIDRs: optional(list(text)),
  /** `timeAdded`: ISO 8601; the node controller writes it on the taints that it sets. */
  taints: list(
    object({
      key: text,
      value: optional(text),
      effect: text,
      timeAdded: optional(text),
    }),
  ),
  unschedulable: optional(flag),
  conditions: list(object({ type: text, status: text, reason: optional(text) })),
  addresses: list(object({ type: text, address: text })),
  kubeletVersion: optional(text),
  kubeProxyVersion: optional(text),
  containerRuntime: optional(text),
  osImage: optional(text),
  kernel: optional(text),
  os: optional(text),
  arch: optional(text),
  kubeletPort: optional(number),
  capacity: object({
    cpu: optional(text),
    memory: optional(text),
    pods: optional(text),
  }),
});

export default defineKind({
  record: 'node',
  order: 20,
  shape,
  collector: 'nodes',
  api: [{ kinds: ['/Node'], scope: 'Cluster', since: 0 }],
  /** Node: roles and zones by label, versions and addresses by status. Images and volumes in use are not kept. */
  project: ({ raw, meta }: ProjectInput<V1Node>) => {
    const spec = obj(raw.spec);
    const status = obj(raw.status);
    const capacity = obj(status.capacity);
    const record: NodeRecord = {
      name: meta.name,
      labels: stringMap(meta.raw.labels),
      annotations: annotationsOf('node', meta.raw.annotations),
      taints: taintsOf(spec.taints),
      conditions: conditionsOf(status.conditions),
      addresses: arr(status.addresses).flatMap((item) => {
        const type = str(obj(item).type, 64);
        const address = str(obj(item).address, 256);
        return type === undefined || address === undefined ? [] : [{ type, address }];
      }),
      capacity: {},
    };
    put(record, 'uid', meta.uid);
    put(record, 'created', meta.created);
    const providerID = str(spec.providerID, 512);
    put(record, 'providerID', providerID === undefined ? undefined : redactPatterns(providerID));
    put(record, 'podCIDRs', someStrings(spec.podCIDRs) ?? someStrings([spec.podCIDR]));
    if (spec.unschedulable === true) record.unschedulable = true;
    const info = obj(status.nodeInfo);
    put(record, 'kubeletVersion', str(info.kubeletVersion, 128));
    put(record, 'kubeProxyVersion', str(info.kubeProxyVersion, 128));
    put(record, 'containerRuntime', str(info.containerRuntimeVersion, 128));
    put(record, 'osImage', str(info.osImage, 256));
    put(record, 'kernel', str(info.kernelVersion, 256));
    put(record, 'os', str(info.operatingSystem, 64));
    put(record, 'arch', str(info.architecture, 64));
    put(record, 'kubeletPort', num(obj(obj(status.daemonEndpoints).kubeletEndpoint).Port));
    put(record.capacity, 'cpu', scalar(capacity['cpu']));
    put(record.capacity, 'memory', scalar(capacity['memory']));
    put(record.capacity, 'pods', scalar(capacity['pods']));
    return { record };
  },
});

function taintsOf(value: Field<V1Taint[]> | undefined): NodeRecord['taints'] {
  return arr(value).flatMap((item) => {
    const key = str(obj(item).key, 320);
    const effect = str(obj(item).effect, 64);
    if (key === undefined || effect === undefined) return [];
    const taint: { key: string; value?: string; effect: string; timeAdded?: string } = { key, effect };
    put(taint, 'value', str(obj(item).value, 256));
    put(taint, 'timeAdded', str(obj(item).timeAdded, 64));
    return [taint];
  });
}

function conditionsOf(value: Field<V1NodeCondition[]> | undefined): NodeRecord['conditions'] {
  return arr(value).flatMap((item) => {
    const type = str(obj(item).type, 128);
    const status = str(obj(item).status, 32);
    if (type === undefined || status === undefined) return [];
    const condition: { type: string; status: string; reason?: string } = { type, status };
    put(condition, 'reason', str(obj(item).reason, 256));
    return [condition];
  });
}

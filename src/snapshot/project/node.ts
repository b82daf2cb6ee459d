import type { NodeRecord } from '../records/index.ts';
import { redactPatterns } from '../redact/patterns.ts';
import { annotationsOf } from './annotations.ts';
import { arr, num, obj, put, scalar, someStrings, str, stringMap } from './raw.ts';
import type { Project } from './types.ts';

/** Node: roles and zones by label, versions and addresses by status. Images and volumes in use are not kept. */
export const projectNode: Project = ({ raw, meta }) => {
  const spec = obj(raw['spec']);
  const status = obj(raw['status']);
  const capacity = obj(status['capacity']);
  const record: NodeRecord = {
    name: meta.name,
    labels: stringMap(meta.raw['labels']),
    annotations: annotationsOf('node', meta.raw['annotations']),
    taints: taintsOf(spec['taints']),
    conditions: conditionsOf(status['conditions']),
    addresses: arr(status['addresses']).flatMap((item) => {
      const type = str(obj(item)['type'], 64);
      const address = str(obj(item)['address'], 256);
      return type === undefined || address === undefined ? [] : [{ type, address }];
    }),
    capacity: {},
  };
  put(record, 'uid', meta.uid);
  put(record, 'created', meta.created);
  const providerID = str(spec['providerID'], 512);
  put(record, 'providerID', providerID === undefined ? undefined : redactPatterns(providerID));
  put(record, 'podCIDRs', someStrings(spec['podCIDRs']) ?? someStrings([spec['podCIDR']]));
  if (spec['unschedulable'] === true) record.unschedulable = true;
  const info = obj(status['nodeInfo']);
  put(record, 'kubeletVersion', str(info['kubeletVersion'], 128));
  put(record, 'kubeProxyVersion', str(info['kubeProxyVersion'], 128));
  put(record, 'containerRuntime', str(info['containerRuntimeVersion'], 128));
  put(record, 'osImage', str(info['osImage'], 256));
  put(record, 'kernel', str(info['kernelVersion'], 256));
  put(record, 'os', str(info['operatingSystem'], 64));
  put(record, 'arch', str(info['architecture'], 64));
  put(record, 'kubeletPort', num(obj(obj(status['daemonEndpoints'])['kubeletEndpoint'])['Port']));
  put(record.capacity, 'cpu', scalar(capacity['cpu']));
  put(record.capacity, 'memory', scalar(capacity['memory']));
  put(record.capacity, 'pods', scalar(capacity['pods']));
  return { kind: 'node', record };
};

function taintsOf(value: unknown): NodeRecord['taints'] {
  return arr(value).flatMap((item) => {
    const key = str(obj(item)['key'], 320);
    const effect = str(obj(item)['effect'], 64);
    if (key === undefined || effect === undefined) return [];
    const taint: { key: string; value?: string; effect: string; timeAdded?: string } = { key, effect };
    put(taint, 'value', str(obj(item)['value'], 256));
    put(taint, 'timeAdded', str(obj(item)['timeAdded'], 64));
    return [taint];
  });
}

function conditionsOf(value: unknown): NodeRecord['conditions'] {
  return arr(value).flatMap((item) => {
    const type = str(obj(item)['type'], 128);
    const status = str(obj(item)['status'], 32);
    if (type === undefined || status === undefined) return [];
    const condition: { type: string; status: string; reason?: string } = { type, status };
    put(condition, 'reason', str(obj(item)['reason'], 256));
    return [condition];
  });
}

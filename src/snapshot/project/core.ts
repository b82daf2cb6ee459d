import type { LeaseRecord, NamespaceRecord, SecretRecord, ServiceAccountRecord } from '../records/index.ts';
import { annotationsOf } from './annotations.ts';
import { bool, namespaceOf, num, obj, put, str, stringMap, timeText } from './raw.ts';
import type { Project } from './types.ts';

export const projectNamespace: Project = ({ raw, meta }) => {
  const record: NamespaceRecord = {
    name: meta.name,
    labels: stringMap(meta.raw['labels']),
    annotations: annotationsOf('namespace', meta.raw['annotations']),
  };
  put(record, 'uid', meta.uid);
  put(record, 'created', meta.created);
  put(record, 'phase', str(obj(raw['status'])['phase'], 32));
  return { kind: 'namespace', record };
};

export const projectServiceAccount: Project = ({ raw, meta }) => {
  const record: ServiceAccountRecord = {
    namespace: namespaceOf(meta),
    name: meta.name,
    annotations: annotationsOf('serviceAccount', meta.raw['annotations']),
  };
  put(record, 'automountToken', bool(raw['automountServiceAccountToken']));
  return { kind: 'serviceAccount', record };
};

/** Metadata only, whatever else the object brings: data and stringData are never looked at, and one annotation is kept. */
export const projectSecret: Project = ({ meta }) => {
  const record: SecretRecord = {
    namespace: namespaceOf(meta),
    name: meta.name,
    labels: stringMap(meta.raw['labels']),
  };
  put(record, 'created', meta.created);
  const account = obj(meta.raw['annotations'])['kubernetes.io/service-account.name'];
  put(record, 'serviceAccount', str(account, 256));
  return { kind: 'secret', record };
};

export const projectLease: Project = ({ raw, meta }) => {
  const spec = obj(raw['spec']);
  const record: LeaseRecord = {
    namespace: namespaceOf(meta),
    name: meta.name,
    labels: stringMap(meta.raw['labels']),
    annotations: annotationsOf('lease', meta.raw['annotations']),
  };
  put(record, 'created', meta.created);
  put(record, 'holder', str(spec['holderIdentity'], 512));
  put(record, 'durationSeconds', num(spec['leaseDurationSeconds']));
  put(record, 'renewTime', timeText(spec['renewTime']));
  put(record, 'transitions', num(spec['leaseTransitions']));
  return { kind: 'lease', record };
};

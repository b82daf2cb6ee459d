import type { V1StorageClass } from '@kubernetes/client-node';
import { bool, obj, put, str } from '../project/raw.ts';
import { redactValue } from '../redact.ts';
import { mountOptionsOf, topologyTerms } from '../project/node-term.ts';
import { nodeTerm } from '../schema/node-term.ts';
import { labels } from '../schema/common.ts';
import { flag, list, object, optional, text } from '../schema/shape.ts';
import type { Infer } from '../schema/shape.ts';
import { defineKind } from './define.ts';
import type { ProjectInput } from './define.ts';

export type StorageClassRecord = Infer<typeof shape>;

const shape = object({
  namespace: optional(text),
  name: text,
  provisioner: text,
  isDefault: flag,
  reclaimPolicy: optional(text),
  bindingMode: optional(text),
  allowExpansion: optional(flag),
  /** Only parameters on an allow-list (encrypted, kmsKeyId presence, type, fsType, replication). */
  parameters: labels,
  /** Its newest default class applies. */
  created: optional(text),
  mountOptions: optional(list(text)),
  /** Labels of nodes for which it provisions; absent = all. */
  topologies: optional(list(nodeTerm)),
});

/** Parameters that describe how data is stored. Names of Secrets, monitors and accounts are omitted. */
const PARAMETERS =
  /^(?:encrypted|kmskeyid|type|fstype|csi\.storage\.k8s\.io\/fstype|replication(?:-type)?|replicas?|numberofreplicas|repl|skuname|kind|storageaccounttype|diskencryptionsetid|disk-encryption-kms-key|cachingmode|iops|secure|migratable|datalocality|clusterid|pool|reclaimpolicy|protocol|server|share|encryptionkey|encryption|luks|linodebs\.csi\.linode\.com\/luks-encrypted|enable-confidential-storage)$/i;

/** Parameters of which only the presence is kept. */
const PRESENCE = /^(?:kmskeyid|diskencryptionsetid|disk-encryption-kms-key|encryptionkey)$/i;

export default defineKind({
  record: 'storageClass',
  order: 190,
  shape,
  collector: 'storage',
  api: [{ kinds: ['storage.k8s.io/StorageClass'], scope: 'Cluster', since: 6 }],
  project: ({ raw, meta }: ProjectInput<V1StorageClass>) => {
    const annotations = obj(meta.raw.annotations);
    const record: StorageClassRecord = {
      name: meta.name,
      provisioner: str(raw.provisioner, 256) ?? '',
      isDefault:
        annotations['storageclass.kubernetes.io/is-default-class'] === 'true' ||
        annotations['storageclass.beta.kubernetes.io/is-default-class'] === 'true',
      parameters: parametersOf(raw.parameters),
    };
    put(record, 'reclaimPolicy', str(raw.reclaimPolicy, 32));
    put(record, 'bindingMode', str(raw.volumeBindingMode, 64));
    put(record, 'allowExpansion', bool(raw.allowVolumeExpansion));
    put(record, 'created', meta.created);
    put(record, 'mountOptions', mountOptionsOf(raw.mountOptions));
    put(record, 'topologies', topologyTerms(raw.allowedTopologies));
    return { record };
  },
});

function parametersOf(value: unknown): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [key, item] of Object.entries(obj(value))) {
    if (typeof item !== 'string' || !PARAMETERS.test(key)) continue;
    result[key] = PRESENCE.test(key) ? (item === '' ? '' : '(set)') : redactValue(key, str(item) ?? '');
  }
  return result;
}

import type { Manifest } from '../../model/support/cluster.ts';

/** A class; `suffix` of the case in every name, so that cases do not share volumes. */
export interface ClassInput {
  name: string;
  provisioner?: string;
  delayed?: boolean;
  isDefault?: boolean;
  zones?: readonly string[];
}

export interface VolumeInput {
  name: string;
  storageClass?: string;
  size?: string;
  modes?: readonly string[];
  block?: boolean;
  labels?: Readonly<Record<string, string>>;
  /** `claim` of the namespace of the case; another namespace as `namespace/claim`. */
  claim?: string;
  zone?: string;
  node?: string;
  affinity?: readonly { key: string; operator: string; values?: readonly string[] }[];
}

export interface ClaimInput {
  name: string;
  /** Absent: no field; empty: `""`. */
  storageClass?: string;
  size?: string;
  modes?: readonly string[];
  block?: boolean;
  selector?: Readonly<Record<string, unknown>>;
  volume?: string;
}

export function storageClass({ name, provisioner, delayed, isDefault, zones }: ClassInput): Manifest {
  return {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: {
      name,
      ...(isDefault && { annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } }),
    },
    provisioner: provisioner ?? 'kubernetes.io/no-provisioner',
    volumeBindingMode: delayed ? 'WaitForFirstConsumer' : 'Immediate',
    ...(zones && {
      allowedTopologies: [{ matchLabelExpressions: [{ key: 'topology.kubernetes.io/zone', values: zones }] }],
    }),
  };
}

export function volume(namespace: string, input: VolumeInput): Manifest {
  const { name, storageClass: className, claim, zone, node, affinity = [] } = input;
  const expressions = [
    ...affinity,
    ...(zone ? [{ key: 'topology.kubernetes.io/zone', operator: 'In', values: [zone] }] : []),
    ...(node ? [{ key: 'kubernetes.io/hostname', operator: 'In', values: [node] }] : []),
  ];
  const [inNamespace, claimName] = claim?.includes('/') ? claim.split('/') : [namespace, claim];
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name, ...(input.labels && { labels: input.labels }) },
    spec: {
      capacity: { storage: input.size ?? '1Gi' },
      accessModes: input.modes ?? ['ReadWriteOnce'],
      persistentVolumeReclaimPolicy: 'Retain',
      volumeMode: input.block ? 'Block' : 'Filesystem',
      ...(className !== undefined && { storageClassName: className }),
      ...(claim !== undefined && { claimRef: { namespace: inNamespace, name: claimName } }),
      csi: { driver: 'disks.csi.example.com', volumeHandle: name },
      ...(expressions.length > 0 && {
        nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: expressions }] } },
      }),
    },
  };
}

export function claim(namespace: string, input: ClaimInput): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { namespace, name: input.name },
    spec: {
      accessModes: input.modes ?? ['ReadWriteOnce'],
      volumeMode: input.block ? 'Block' : 'Filesystem',
      resources: { requests: { storage: input.size ?? '1Gi' } },
      ...(input.storageClass !== undefined && { storageClassName: input.storageClass }),
      ...(input.selector && { selector: input.selector }),
      ...(input.volume && { volumeName: input.volume }),
    },
  };
}

/** A pod that mounts these claims; block devices as devices. */
export function pod(namespace: string, name: string, claims: readonly ClaimInput[], zone?: string): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { namespace, name },
    spec: {
      ...(zone && { nodeSelector: { 'topology.kubernetes.io/zone': zone } }),
      containers: [
        {
          name: 'app',
          image: 'example.com/app:1',
          volumeMounts: claims
            .filter(({ block }) => !block)
            .map((one) => ({ name: one.name, mountPath: `/${one.name}` })),
          volumeDevices: claims
            .filter(({ block }) => block)
            .map((one) => ({ name: one.name, devicePath: `/dev/${one.name}` })),
        },
      ],
      volumes: claims.map((one) => ({ name: one.name, persistentVolumeClaim: { claimName: one.name } })),
    },
  };
}

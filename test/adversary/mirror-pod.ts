/** UID of the node cp-1 of the base cluster. */
const NODE_UID = 'bb02f88f-b660-4245-ab47-0288e8c4014a';

/** Metadata that the kubelet of cp-1 gives the mirror pod of a static pod: annotations, and the node as its owner. */
export const MIRRORED = {
  annotations: {
    'kubernetes.io/config.hash': 'f00d',
    'kubernetes.io/config.mirror': 'f00d',
    'kubernetes.io/config.source': 'file',
  },
  ownerReferences: [{ apiVersion: 'v1', kind: 'Node', name: 'cp-1', uid: NODE_UID, controller: true }],
};

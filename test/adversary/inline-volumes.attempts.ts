/** Inline CSI volumes: a driver decides whether they lead to storage on the network. */
import type { Attempt, Expected } from './attempt.ts';

const drivers: readonly (readonly [string, Expected['verdict']])[] = [
  ['nfs.csi.k8s.io', 'fail'],
  ['nfs.csi.example.com', 'unknown'],
  ['secrets-store.csi.k8s.io.example.com', 'unknown'],
  ['secrets-store.csi.k8s.io', 'pass'],
  ['csi.cert-manager.io', 'pass'],
  ['csi.spiffe.io', 'pass'],
];

const attempts: readonly Attempt[] = drivers.map(([driver, verdict]) => ({
  name: `storage/an inline volume of ${driver}`,
  player: 'tenant',
  why: 'Whether an unknown driver reads a server from the volume is not known.',
  objects: `
apiVersion: v1
kind: Pod
metadata: { name: w, namespace: shop, uid: u-w }
spec:
  nodeName: worker-1
  containers: [{ name: c, image: 'x:1', volumeMounts: [{ name: v, mountPath: /x }] }]
  volumes: [{ name: v, csi: { driver: ${driver}, volumeAttributes: { server: nas, share: /x } } }]
status: { phase: Running }
`,
  expect: [{ check: 'storage/inline-remote-volume', verdict }],
}));
export default attempts;

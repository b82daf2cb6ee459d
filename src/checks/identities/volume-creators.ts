import { permissionCheck } from '../families/permission-check.ts';

export default permissionCheck({
  id: 'identities/volume-creators',
  title: 'An identity may create persistent volumes',
  severity: 'medium',
  why: "A PersistentVolume may name a directory of a node. Whoever creates one and claims it from a pod reads and writes the host's files, past Pod Security, which judges pods and not what lies behind a claim.",
  fix: 'Let storage classes provision volumes, and give the right to nobody but the provisioner and the administrators of storage.',
  references: ['CIS 5.1.9', 'T1611', 'K02', 'rbac-good-practices'],
  requests: [{ verb: 'create', group: '', resource: 'persistentvolumes' }],
  reach: 'everywhere',
  may: 'create PersistentVolumes',
});

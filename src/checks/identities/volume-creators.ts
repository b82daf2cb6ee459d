import { permissionCheck } from '../families/permission-check.ts';

export default permissionCheck({
  id: 'identities/volume-creators',
  title: 'Permission to create PersistentVolumes (hostPath)',
  control: 'Permission to create PersistentVolumes',
  severity: 'medium',
  why: 'An attacker can create a PersistentVolume of type hostPath and mount it through a claim. This gives read and write access to host files and bypasses Pod Security admission.',
  remediation:
    'Use StorageClasses for dynamic provisioning. Grant `create` on `persistentvolumes` only to provisioners and storage administrators.',
  references: ['CIS 5.1.9', 'T1611', 'K02', 'rbac-good-practices'],
  requests: [{ verb: 'create', group: '', resource: 'persistentvolumes' }],
  reach: 'everywhere',
  may: 'create PersistentVolumes',
});

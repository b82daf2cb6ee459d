import { ADMISSION_CHANGES } from '../../model/requests.ts';
import { permissionCheck } from '../families/permission-check.ts';

export default permissionCheck({
  id: 'identities/webhook-writers',
  title: 'Permission to modify admission webhook configurations',
  control: 'Permission to modify admission webhooks',
  severity: 'high',
  why: 'A mutating webhook or policy receives every matching object, including Secrets, and can inject a container into every new Pod. An attacker can also disable the security webhooks of the cluster.',
  remediation:
    'Limit the permission by `resourceNames` to the configurations of the controller, and create these configurations at installation.',
  references: ['CIS 5.1.12', 'T1546', 'K02', 'rbac-good-practices'],
  requests: ADMISSION_CHANGES,
  reach: 'everywhere',
  may: 'modify or delete admission webhook configurations or admission policies',
});

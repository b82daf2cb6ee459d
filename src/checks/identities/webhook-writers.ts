import { ADMISSION_CHANGES } from '../../model/requests.ts';
import { permissionCheck } from '../families/permission-check.ts';

export default permissionCheck({
  id: 'identities/webhook-writers',
  title: 'An identity may change admission webhooks',
  severity: 'high',
  why: 'A mutating webhook or policy sees every object on its way in, Secrets included, and may change it. Whoever registers one can put a container into every pod that starts from now on, or switch off the webhook or the policy that guards the cluster.',
  fix: 'Limit the right by resourceNames to the configurations that the program owns, and let installation create them.',
  references: ['CIS 5.1.12', 'T1546', 'K02', 'rbac-good-practices'],
  requests: ADMISSION_CHANGES,
  reach: 'everywhere',
  may: 'change or delete admission webhooks or policies',
});

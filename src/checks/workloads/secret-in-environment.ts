import { workloadCheck } from '../families/workload-check.ts';
import { listed } from '../helpers/objects.ts';
import { ofContainers } from '../helpers/pod-faults.ts';

export default workloadCheck({
  id: 'workloads/secret-in-environment',
  title: 'Workloads take Secrets as environment variables',
  severity: 'low',
  why: 'Environment variables are shown by crash reports, debug pages and process listings, are inherited by every child process, and do not change when the Secret does.',
  fix: 'Mount the Secret as a volume and read the file; programs often take a path instead of a value (`..._FILE`).',
  references: ['CIS 5.4.1', 'T1552', 'K03', 'secrets-good-practices'],
  verdictPer: 'cluster',
  faults: (template) =>
    ofContainers(template, ({ secretEnv }) =>
      secretEnv === undefined ? undefined : `Secret ${listed(secretEnv)} in its environment`,
    ),
  says: 'take Secrets as environment variables',
  none: 'no ordinary workload takes Secrets as environment variables',
});

import { workloadCheck } from '../families/workload-check.ts';
import { listed } from '../helpers/objects.ts';
import { ofContainers } from '../helpers/pod-faults.ts';

export default workloadCheck({
  id: 'workloads/secret-in-environment',
  title: 'Secrets exposed as environment variables',
  control: 'Secrets in environment variables',
  severity: 'low',
  why: 'Environment variables appear in crash reports, debug endpoints and process listings, and every child process inherits them. They do not change when the Secret is rotated.',
  remediation:
    'Mount the Secret as a volume and read it from the file. Many images support a file path instead of a value (`..._FILE`).',
  references: ['CIS 5.4.1', 'T1552', 'K03', 'secrets-good-practices'],
  verdictPer: 'cluster',
  faults: (template) =>
    ofContainers(template, ({ secretEnv }) =>
      secretEnv === undefined ? undefined : `Secret ${listed(secretEnv)} as environment variable`,
    ),
  description: 'expose Secrets as environment variables',
  none: 'no non-system workload exposes Secrets as environment variables',
});

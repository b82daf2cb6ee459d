import { defineCheck } from '../define.ts';
import { component } from '../helpers/component.ts';

const at = component('kube-apiserver');

const FAULTS = {
  off: 'audit logging is disabled: neither policy nor backend is configured',
  'no-backend': 'audit policy is set without a backend: events are not written',
  'no-policy': 'audit backend is set without a policy: no events are recorded',
  discarded: '--audit-log-path is a device file: events are discarded',
  'drops-all': 'audit policy drops all events (level: None)',
} as const;

export default defineCheck({
  id: 'api-server/audit-logging-off',
  title: 'Audit logging disabled on kube-apiserver',
  control: 'Audit logging',
  severity: 'medium',
  why: 'Without an audit log, the use of stolen credentials, the deletion of namespaces and access to Secrets are not recorded. The extent of an incident and the responsible identity cannot be determined.',
  remediation:
    'Set `--audit-policy-file` and either `--audit-log-path` or `--audit-webhook-config-file` on every kube-apiserver. Send a log file to another system with a log agent.',
  references: ['CIS 1.2.16', 'CIS 3.2.1', 'NSA Audit logging and threat detection', 'K10'],
  needs: [],
  uses: ['controlPlane'],
  providerManaged: true,
  *run({ controlPlane }) {
    const { audit } = controlPlane.apiServer;
    if (!audit.known) {
      yield { verdict: 'unknown', at, message: audit.reason, requires: audit.requires };
    } else if (audit.value === 'on') {
      yield { verdict: 'pass', at, message: 'audit logging is enabled', evidence: audit.evidence };
    } else {
      yield {
        verdict: 'fail',
        at,
        detail: audit.value,
        message: FAULTS[audit.value],
        evidence: audit.evidence,
      };
    }
  },
});
